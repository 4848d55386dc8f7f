// Newline-delimited JSON: the same documents as in Elasticsearch, one per line.
//
// FILE.ndjson becomes FILE.contribs.ndjson and FILE.reports.ndjson; "-" and paths that are not regular files
// (/dev/null, a pipe) get both record types. The files contain all states of one program run one after another and
// appear under their names in finish(). The output of a failed state is truncated, except on stdout, where only the
// exit code shows the failure.
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
  std::unique_ptr<SinkRun> begin(const RunInfo& run) override;
  // States share a file, one after another.
  bool takes_parallel_runs() const override { return false; }
  void finish() override;

  bool is_shared() const { return is_shared_; }  // both record types go to the same file
  std::string target(RecordType type) const;
  OutputFile& file(RecordType type);
  // The files can no longer be truncated, so they must not appear.
  void give_up() { files_.clear(); }
  void note_promoted() { promoted_ = true; }

 private:
  std::string output_;
  bool is_shared_;
  std::map<std::string, OutputFile> files_;
  bool promoted_ = false;
};

// "out/x.ndjson" -> "out/x.contribs.ndjson"; "x" -> "x.contribs".
std::string ndjson_path(const std::string& output, RecordType type);

}  // namespace sfi
