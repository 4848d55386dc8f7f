// A heading in the help, for the options that are declared during its lifetime.
#pragma once

#include <CLI/CLI.hpp>

namespace sfi {

class OptionGroup {
 public:
  OptionGroup(CLI::App& app, const char* heading) : app_(app), before_(app.option_defaults()->get_group()) {
    app_.option_defaults()->group(heading);
  }
  ~OptionGroup() { app_.option_defaults()->group(before_); }
  OptionGroup(const OptionGroup&) = delete;
  OptionGroup& operator=(const OptionGroup&) = delete;

 private:
  CLI::App& app_;
  std::string before_;
};

}  // namespace sfi
