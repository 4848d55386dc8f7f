// Exports the served data of a DuckDB file to other formats. The database is opened read-only; a file appears under
// its name when it is complete.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "export/export_query.h"

namespace sfi {

enum class ExportFormat : std::uint8_t { parquet, csv, xlsx, ndjson };
std::optional<ExportFormat> export_format_from(std::string_view name);
// From the extension: "gifts.csv", "gifts.xlsx".
std::optional<ExportFormat> export_format_of(const std::string& path);

struct ExportOptions {
  std::filesystem::path database;
  std::string env;
  std::vector<std::string> states;  // empty: all loaded states
  std::vector<RecordType> types;
  ExportFilter filter;
  ExportFormat format = ExportFormat::csv;
  std::string output;  // "-": stdout; for both types one file each, "gifts.contribs.csv"
  std::uint64_t memory_bytes = 0;
  unsigned threads = 1;
};

struct ExportedFile {
  std::string path;
  RecordType type = RecordType::contribs;
  std::vector<std::string> states;
  std::uint64_t rows = 0;
  std::string dollars;     // "1234.50"; empty for reports
  std::string first_date;  // empty if no row has one
  std::string last_date;
  std::vector<std::string> notes;
};

// Writes all files or none. Throws Refused, RunFailed and UsageError (for the filter's `where`).
std::vector<ExportedFile> export_records(const ExportOptions& options);

}  // namespace sfi
