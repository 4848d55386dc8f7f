// The definitions compiled into the binary, generated from states/*/ingestor.toml.
#pragma once

#include <span>
#include <string_view>

namespace sfi {

struct EmbeddedDefinition {
  std::string_view code;  // "tx"
  std::string_view path;  // "states/tx/ingestor.toml"
  std::string_view text;
};

// Sorted by code.
std::span<const EmbeddedDefinition> embedded_definitions();

}  // namespace sfi
