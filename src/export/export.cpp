#include "export/export.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/error.h"
#include "base/lower.h"
#include "database/open_for_reading.h"
#include "database/run_table.h"
#include "export/record_reader.h"
#include "export/row_writer.h"
#include "record/alias.h"
#include "sink/ndjson_sink.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, ExportFormat>, 5> kFormats{{{"parquet", ExportFormat::parquet},
                                                                             {"csv", ExportFormat::csv},
                                                                             {"xlsx", ExportFormat::xlsx},
                                                                             {"ndjson", ExportFormat::ndjson},
                                                                             {"jsonl", ExportFormat::ndjson}}};

bool is_by_name(ExportFormat format) {
  return format == ExportFormat::parquet || format == ExportFormat::xlsx;
}

// Of a file that is being written, as SQL.
std::string absolute_name(const OutputFile& file) {
  return sql_text(fs::absolute(file.partial()).string());
}

// One record type on its way into one file.
struct Part {
  RecordType type;
  ExportQuery query;
  OutputFile* file;
  ExportedFile done;
};

class Export {
 public:
  explicit Export(const ExportOptions& options)
      : options_(options),
        connection_(open_for_reading(options.database, options.memory_bytes, options.threads, spill_)) {}

  std::vector<ExportedFile> run() {
    if (!runs_.exists()) {
      throw Refused(fmt::format("{}: nothing was ever loaded into this database.", options_.database.string()),
                    "Load a state first, or name another file with --database.");
    }
    open_files();
    keep_from_other_files();
    for (const RecordType type : options_.types) add_part(type);
    for (Part& part : parts_) count(part);
    for (Part& part : parts_) write(part);
    for (OutputFile& file : files_) file.commit();
    std::vector<ExportedFile> done;
    for (Part& part : parts_) done.push_back(std::move(part.done));
    return done;
  }

 private:
  void open_files() {
    const bool one_for_all = options_.types.size() == 1 || options_.output == "-";
    for (const RecordType type : options_.types) {
      if (one_for_all && !files_.empty()) break;
      files_.emplace_back(one_for_all ? options_.output : ndjson_path(options_.output, type));
    }
    for (const OutputFile& file : files_) {
      if (!is_by_name(options_.format) || !file.partial().empty()) continue;
      throw UsageError(fmt::format("{}: Parquet and workbooks need a file of their own.", file.path()),
                       "Name a file with --output, or say --format csv or ndjson.");
    }
  }

  // Whatever --where says, it can read only this database.
  void keep_from_other_files() {
    std::vector<std::string> paths;
    if (options_.format == ExportFormat::parquet) {
      for (const OutputFile& file : files_) paths.push_back(absolute_name(file));
    }
    connection_.run(
        fmt::format("SET allowed_paths = [{}]; SET enable_external_access = false; "
                    "SET lock_configuration = true",
                    fmt::join(paths, ", ")));
  }

  void add_part(RecordType type) {
    const std::vector<std::string> states = wanted_states(type);
    std::vector<std::string> views;
    for (const std::string& state : states) views.push_back(alias_name(state, type, options_.env));
    ExportQuery query(type, views, options_.filter);
    query.check(connection_);
    Part part{type, std::move(query), files_.size() == 1 ? &files_[0] : &files_[parts_.size()], {}};
    part.done.path = part.file->path();
    part.done.type = type;
    part.done.states = states;
    parts_.push_back(std::move(part));
  }

  std::vector<std::string> wanted_states(RecordType type) const {
    const std::vector<std::string> served = runs_.served_states(options_.env, type);
    const std::vector<std::string>& named = options_.states;
    const auto is_in = [](const std::vector<std::string>& all, const std::string& state) {
      return std::ranges::find(all, state) != all.end();
    };
    for (const std::string& state : named) {
      if (!is_in(served, state)) throw_not_loaded(state, type, served);
    }
    if (served.empty()) throw_not_loaded("", type, served);
    if (named.empty()) return served;
    std::vector<std::string> wanted;
    std::ranges::copy_if(served, std::back_inserter(wanted), [&](const auto& state) { return is_in(named, state); });
    return wanted;
  }

  [[noreturn]] void throw_not_loaded(const std::string& state, RecordType type,
                                     const std::vector<std::string>& there) const {
    throw Refused(fmt::format("{}: no {} {}are loaded (env {}).", options_.database.string(), words(type),
                              state.empty() ? "" : fmt::format("of '{}' ", state), options_.env),
                  there.empty() ? "Load a state first; 'status' lists what is there; is --env right?"
                                : fmt::format("There are: {}. 'status' lists what is loaded.", fmt::join(there, ", ")));
  }

  static std::string_view words(RecordType type) { return type == RecordType::contribs ? "contributions" : "reports"; }

  void count(Part& part) {
    const auto totals = connection_.rows(part.query.totals_sql()).front();
    part.done.rows = std::stoull(*totals[0]);
    part.done.dollars = totals[1].value_or("");
    part.done.first_date = totals[2].value_or("");
    part.done.last_date = totals[3].value_or("");
    if (part.done.rows == 0) {
      throw Refused(fmt::format("{}: no {} of {} fit.", options_.database.string(), words(part.type),
                                fmt::join(part.done.states, ", ")),
                    "Nothing was written. Give fewer conditions; districts and candidates are written as the agency "
                    "does (docs/export.md).");
    }
    if (options_.format == ExportFormat::xlsx && part.done.rows > kWorkbookRows) {
      throw Refused(fmt::format("{}: {} rows do not fit into a workbook's sheet, which takes {}.", part.done.path,
                                part.done.rows, kWorkbookRows),
                    "Export fewer with STATE, --since, --until or --where, or into CSV or Parquet.");
    }
    note_candidates(part);
  }

  // A part of a name may find more people than the user thinks of.
  void note_candidates(Part& part) {
    constexpr std::size_t kShown = 5;
    if (options_.filter.candidates.empty()) return;
    std::vector<std::string> names;
    const auto found = connection_.rows(part.query.candidates_sql(kShown + 1));
    for (const auto& row : found) {
      if (names.size() == kShown) {
        names.emplace_back("...");
        break;
      }
      names.push_back(fmt::format("{} ({}, {})", row[1].value_or(""), row[0].value_or(""), row[2].value_or("no id")));
    }
    part.done.notes.push_back(fmt::format("--candidate found: {}.", fmt::join(names, "; ")));
  }

  void write(Part& part) {
    const std::uint64_t rows = options_.format == ExportFormat::parquet ? copy(part) : write_rows(part);
    if (rows == part.done.rows) return;
    throw RunFailed(fmt::format("{}: {} rows were written, but {} counted.", part.done.path, rows, part.done.rows),
                    "This is a bug in state-fin-ingest: please report it.");
  }

  std::uint64_t copy(const Part& part) {
    DuckdbStream stream(connection_,
                        fmt::format("COPY ({}) TO {} (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)",
                                    part.query.rows_sql(), absolute_name(*part.file)));
    const duckdb_data_chunk chunk = stream.next();
    if (chunk == nullptr) return 0;
    return static_cast<std::uint64_t>(
        *static_cast<std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0))));
  }

  std::uint64_t write_rows(Part& part) {
    const auto writer = writer_of(part);
    RecordReader reader(connection_, part.type, part.query.rows_sql());
    std::uint64_t rows = 0;
    for (; reader.next(); ++rows) writer->write(reader.record(), reader.extra());
    writer->finish();
    for (std::string& note : writer->notes()) part.done.notes.push_back(std::move(note));
    return rows;
  }

  std::unique_ptr<RowWriter> writer_of(const Part& part) {
    if (options_.format == ExportFormat::csv) return make_csv_writer(part.type, *part.file);
    if (options_.format == ExportFormat::ndjson) return make_ndjson_writer(part.type, *part.file);
    // Dated by when the data were loaded: an export of the same data is then the same file.
    return make_xlsx_writer(part.type, *part.file, part.done.rows, runs_.last_finished(options_.env));
  }

  const ExportOptions& options_;
  SpillFolder spill_;
  DuckdbConnection connection_;
  RunTable runs_{connection_};
  std::vector<OutputFile> files_;
  std::vector<Part> parts_;
};

}  // namespace

std::optional<ExportFormat> export_format_from(std::string_view name) {
  for (const auto& [known, format] : kFormats) {
    if (name == known) return format;
  }
  return std::nullopt;
}

std::optional<ExportFormat> export_format_of(const std::string& path) {
  const std::string extension = lower_extension(path);
  if (extension.empty()) return std::nullopt;
  return export_format_from(extension.substr(1));
}

std::vector<ExportedFile> export_records(const ExportOptions& options) {
  return Export(options).run();
}

}  // namespace sfi
