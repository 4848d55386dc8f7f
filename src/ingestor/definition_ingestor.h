// The ingestor that runs a state's definition.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "definition/definition.h"
#include "ingestor/ingestor.h"
#include "input/inputs.h"
#include "pipeline/row_fates.h"
#include "plan/row_plan.h"

namespace sfi {

class LinkedFilers;
class UnlinkedFilers;

class DefinitionIngestor : public Ingestor {
 public:
  // `folder` holds the state's files. Inputs named in `allow_missing` may be absent; their data are left out.
  DefinitionIngestor(Definition definition, const std::filesystem::path& folder,
                     const std::set<std::string>& allow_missing = {},
                     const std::optional<std::filesystem::path>& roster = {});

  const std::string& state() const override { return definition_.code; }
  const std::string& state_name() const override { return definition_.state_name; }
  const AboutState& about() const override { return definition_.about; }
  const std::string& rules_hash() const override { return definition_.hash; }
  std::vector<RecordType> record_types() const override;
  std::vector<std::string> addtl_members() const override { return definition_.addtl_members(); }
  std::vector<RequiredInput> required_inputs() const override;
  CheckResult check() override;
  std::vector<std::filesystem::path> input_paths() const override;
  std::string relative_name(const std::filesystem::path& path) const override { return inputs_.relative_name(path); }
  std::uint64_t bytes_to_read(const std::vector<RecordType>& types) const override;
  void pre(StateProgress& progress, Rejects& rejects) override;
  TypeAccount work(RecordType type, const WorkContext& context) override;
  std::vector<std::string> post() override { return notes_; }
  std::vector<UnreadColumn> unread() const override { return unread_; }
  std::map<std::string, std::uint64_t> rows_of_lookup_parts() const override { return lookup_parts_; }

  // Explains what happens to the row on a line of a file, with its document. check() must have found no problems.
  // `file` is a name as in source.file, or the end of one.
  std::string explain(const std::string& file, std::uint64_t line);

  const Definition& definition() const { return definition_; }
  const Inputs& inputs() const { return inputs_; }

 private:
  void note_missing_years(CheckResult& report) const;
  void check_anything(CheckResult& report) const;
  void check_table(const Table& table, CheckResult& report);
  void check_part(const Table& table, const Part& part, CheckResult& report);
  void check_columns(const Table& table, const Part& part, const Columns& columns, CheckResult& report);
  bool is_used(const Table& table) const;
  void build(const Lookup& lookup, StateProgress& progress, Rejects& rejects);
  RowFates decide(const Stream& stream, const std::vector<Part>& parts, StateProgress& progress);
  void add_note(std::string note);
  void check_cap(const Table& table, const Part& part, std::uint64_t rows);
  void note_unused(const LinkedFilers& linked);
  void note_unread(const Stream& stream, const Tally& tally);
  void work_stream(const Stream& stream, const WorkContext& context, LinkedFilers& linked, UnlinkedFilers& unlinked,
                   TypeAccount& account);

  const Definition definition_;
  Inputs inputs_;
  std::map<std::string, std::uint64_t> table_bytes_;  // per table: the parts that check() found
  BuiltLookups lookups_;
  std::vector<std::string> notes_;
  std::vector<UnreadColumn> unread_;
  std::map<std::string, std::uint64_t> lookup_parts_;  // by name: rows
};

}  // namespace sfi
