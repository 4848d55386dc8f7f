// Documents as newline-delimited JSON: exactly what Elasticsearch gets, one document a line.
//
// FILE.ndjson becomes FILE.contribs.ndjson and FILE.reports.ndjson; "-" and paths that are no regular
// files (/dev/null, a pipe) take both record types. The files hold all states of one program run one
// after another and appear under their names in finish(); what a failed state wrote is cut off again
// (not on stdout: there the exit code tells).
#pragma once

#include <map>
#include <string>

#include "base/output_file.h"
#include "sink/sink.h"

namespace sfi {

class NdjsonSink : public Sink {
 public:
  explicit NdjsonSink(std::string output);

  void preflight() override;
  void begin(const RunInfo& run) override;
  std::unique_ptr<RecordBlock> new_block(RecordType type) override;
  void write(RecordType type, RecordBlock& block) override;
  // The lines written for this state. A file knows nothing of ids: all count as distinct.
  Count count(RecordType type) override;
  std::optional<std::uint64_t> previous_count(RecordType) override { return std::nullopt; }
  void promote(const std::string&) override;
  void discard() noexcept override;
  void finish() override;
  std::string target(RecordType type) const override;
  std::string alias(RecordType) const override { return {}; }
  std::string next_step() const override;

 private:
  struct TypeState {
    std::uint64_t mark = 0;   // size of the file when the state began
    std::uint64_t lines = 0;  // of this state
  };
  OutputFile& file(RecordType type);

  std::string output_;
  bool is_shared_;  // both record types go to one place
  std::map<std::string, OutputFile> files_;
  std::map<RecordType, TypeState> types_;
  bool promoted_ = false;
};

// "out/x.ndjson" -> "out/x.contribs.ndjson"; "x" -> "x.contribs".
std::string ndjson_path(const std::string& output, RecordType type);

}  // namespace sfi
