#include "sink/ndjson_sink.h"

#include <fmt/format.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <filesystem>
#include <vector>

#include "base/buffer.h"
#include "base/occurrences.h"
#include "record/document.h"
#include "sink/record_lines.h"
#include "wording/shell_word.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

class NdjsonBlock : public RecordBlock {
 public:
  explicit NdjsonBlock(RecordType type) : type_(type) {}

  void append(const Record& record) override {
    lines_.begin_record();
    append_document(lines_.text(), type_, record);
    lines_.text().push_back('\n');
  }

  void clear() override { lines_.clear(); }

  void suffix_id(std::size_t index, std::string_view suffix) override {
    lines_.suffix_first_value(lines_.begin_of(index), suffix);
  }

  std::string_view lines() {
    lines_.settle();
    return lines_.lines();
  }
  std::size_t records() const { return lines_.records(); }
  // The id of a record, as JSON has it: the first value of its line.
  std::string_view id(std::size_t record) const {
    const std::string_view line = lines_.lines(record, record + 1);
    const std::size_t begin = line.find(":\"") + 2;
    std::size_t end = begin;
    while (line[end] != '"') end += line[end] == '\\' ? 2U : 1U;
    return line.substr(begin, end - begin);
  }

 private:
  RecordType type_;
  RecordLines lines_;
};

bool is_special(const std::string& path) {
  std::error_code error;
  return path == "-" || (fs::exists(path, error) && !fs::is_regular_file(path, error));
}

}  // namespace

std::string ndjson_path(const std::string& output, RecordType type) {
  fs::path path(output);
  const std::string extension = path.extension().string();
  path.replace_extension();
  return fmt::format("{}.{}{}", path.string(), to_string(type), extension);
}

NdjsonSink::NdjsonSink(std::string output) : output_(std::move(output)), is_shared_(is_special(output_)) {}

void NdjsonSink::preflight() {
  if (is_shared_) return;
  const fs::path folder = fs::absolute(output_).parent_path();
  if (!fs::is_directory(folder)) {
    throw Refused(fmt::format("{}: the folder {} does not exist.", output_, folder.string()), "Create it first.");
  }
  if (fs::is_directory(output_)) {
    throw Refused(fmt::format("{}: is a folder.", output_), "Give a file's name with --output.");
  }
}

OutputFile& NdjsonSink::file(RecordType type) {
  const std::string path = target(type);
  auto found = files_.find(path);
  if (found == files_.end()) found = files_.emplace(path, OutputFile(path)).first;
  return found->second;
}

namespace {

class NdjsonRun : public SinkRun {
 public:
  NdjsonRun(NdjsonSink& sink, const RunInfo& run)
      : sink_(sink), first_(run.types.empty() ? RecordType::contribs : run.types.front()) {
    for (const RecordType type : run.types) types_[type].mark = sink_.file(type).size();
  }
  ~NdjsonRun() override { discard(); }

  std::unique_ptr<RecordBlock> new_block(RecordType type) override { return std::make_unique<NdjsonBlock>(type); }

  void write(RecordType type, RecordBlock& block) override {
    auto& lines = static_cast<NdjsonBlock&>(block);
    sink_.file(type).write(lines.lines());
    TypeState& state = types_[type];
    state.lines += lines.records();
    for (std::size_t i = 0; i < lines.records(); ++i) note_id(lines.id(i), state);
  }

  // The lines written for this state. A file cannot be asked for the ids in it: their hashes were noted.
  Count count(RecordType type) override {
    const TypeState& state = types_[type];
    return {state.lines, state.lines - state.repeated, state.repeated_ids, {}};
  }

  std::optional<std::uint64_t> previous_count(RecordType) override { return std::nullopt; }
  std::string previous_summary() override { return {}; }

  void promote(const std::string&) override {
    sink_.note_promoted();
    types_.clear();
  }

  void discard() noexcept override {
    try {
      for (const auto& [type, state] : types_) sink_.file(type).truncate(state.mark);
    } catch (const std::exception&) {
      sink_.give_up();
    }
    types_.clear();
  }

  std::string target(RecordType type) const override { return sink_.target(type); }
  std::string alias(RecordType) const override { return {}; }
  std::string next_step() const override {
    if (sink_.is_shared()) return {};
    return fmt::format("head -n 1 {}", shell_path(target(first_)));
  }

 private:
  struct TypeState {
    std::uint64_t mark = 0;   // size of the file when the state began
    std::uint64_t lines = 0;  // of this state
    Occurrences ids;
    std::uint64_t repeated = 0;  // records with the id of an earlier one
    std::vector<std::string> repeated_ids;
  };
  static void note_id(std::string_view id, TypeState& state) {
    constexpr std::size_t kShown = 5;
    if (state.ids.note(XXH3_64bits(id.data(), id.size())).times == 1) return;
    ++state.repeated;
    if (state.repeated_ids.size() < kShown) state.repeated_ids.emplace_back(id);
  }

  NdjsonSink& sink_;
  RecordType first_;
  std::map<RecordType, TypeState> types_;
};

}  // namespace

std::unique_ptr<SinkRun> NdjsonSink::begin(const RunInfo& run) {
  return std::make_unique<NdjsonRun>(*this, run);
}

void NdjsonSink::finish() {
  if (promoted_) {
    for (auto& [path, file] : files_) file.commit();
  }
  files_.clear();
}

std::string NdjsonSink::target(RecordType type) const {
  return is_shared_ ? output_ : ndjson_path(output_, type);
}

}  // namespace sfi
