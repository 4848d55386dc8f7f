// One state's run on a cluster (see elasticsearch_sink.h).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sink/elasticsearch/bulk_sender.h"
#include "sink/elasticsearch/elasticsearch_sink.h"

namespace sfi {

class BulkBlock;

class ElasticsearchRun : public SinkRun {
 public:
  ElasticsearchRun(ElasticsearchSink& sink, const RunInfo& run);
  ~ElasticsearchRun() override;

  std::unique_ptr<RecordBlock> new_block(RecordType type) override;
  void write(RecordType type, RecordBlock& block) override;
  Count count(RecordType type) override;
  std::optional<std::uint64_t> previous_count(RecordType type) override;
  std::string previous_summary() override;
  void promote(const std::string& summary_json) override;
  void discard() noexcept override;
  std::string target(RecordType type) const override { return target_name(run_, type); }
  std::string alias(RecordType type) const override { return alias_name(run_, type); }
  std::string next_step() const override;
  std::shared_ptr<const SendQueue> queue() const override { return sender_ ? sender_->queue() : nullptr; }
  std::vector<std::string> notes() const override { return notes_; }

 private:
  struct Load {
    std::string previous;    // the index served now; empty: none
    std::string uuid;        // of the working index
    std::uint64_t sent = 0;  // records sent, accepted or not
    std::uint64_t records = 0;
    BulkBodyBuilder builder;
    std::vector<RefusedRecord> refused;  // not sent: too long for any request
  };
  void look_at_alias(RecordType type);
  void note_orphans();
  void note_unindexed();
  void check_room();
  unsigned replicas() const;
  unsigned load_replicas() const;
  void create_index(RecordType type);
  std::string settings_json() const;
  void note_copies(RecordType type, const Answer& created);
  void flush(RecordType type);
  void finish_index(RecordType type, const std::string& summary_json);
  void check_is_ours(RecordType type) const;
  void restore_settings(RecordType type) const;
  void wait_for_copies(RecordType type);
  void remove_old(RecordType type);
  bool is_served(RecordType type) const noexcept;

  ElasticsearchSink& sink_;
  RunInfo run_;
  std::map<RecordType, Load> loads_;
  std::vector<RecordType> created_;  // their index exists and is not served
  bool promoting_ = false;           // the aliases may have been moved
  std::unique_ptr<BulkSender> sender_;
  std::uint64_t data_nodes_ = 1;
  std::vector<std::string> notes_;
};

}  // namespace sfi
