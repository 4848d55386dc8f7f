// Writes what is served in a DuckDB file to files of other formats. The database is opened for reading
// only; a file appears under its name when it is complete.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "export/export_query.h"

namespace sfi {

enum class ExportFormat : std::uint8_t { parquet, csv, xlsx, ndjson };
std::optional<ExportFormat> export_format_from(std::string_view name);
// By the end of a file's name: "gifts.csv", "gifts.xlsx".
std::optional<ExportFormat> export_format_of(const std::string& path);

struct ExportOptions {
  std::filesystem::path database;
  std::string env;
  std::vector<std::string> states;  // all that are loaded when empty
  std::vector<RecordType> types;
  ExportFilter filter;
  ExportFormat format = ExportFormat::csv;
  std::string output;  // "-": stdout; with both types a file each, "gifts.contribs.csv"
  std::uint64_t memory_bytes = 0;
  unsigned threads = 1;
};

struct ExportedFile {
  std::string path;
  RecordType type = RecordType::contribs;
  std::vector<std::string> states;
  std::uint64_t rows = 0;
  std::string dollars;     // "1234.50"; empty for reports
  std::string first_date;  // empty when no row has one
  std::string last_date;
  std::vector<std::string> notes;
};

// All files or none. Throws Refused, RunFailed and UsageError (for the filter's `where`).
std::vector<ExportedFile> export_records(const ExportOptions& options);

}  // namespace sfi
