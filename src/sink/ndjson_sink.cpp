#include "sink/ndjson_sink.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/buffer.h"
#include "record/document.h"

namespace sfi {
namespace {

namespace fs = std::filesystem;

class NdjsonBlock : public RecordBlock {
 public:
  explicit NdjsonBlock(RecordType type) : type_(type) {}

  void append(const Record& record) override {
    starts_.push_back(lines_.size());
    append_document(lines_, type_, record);
    lines_.push_back('\n');
  }

  void clear() override {
    lines_.clear();
    starts_.clear();
    suffixes_.clear();
  }

  // The id is the first value of a document and, being a hash where this is called, has no quotes.
  // Put in when the lines are taken, all at once: a block may have thousands.
  void suffix_id(std::size_t index, std::string_view suffix) override {
    const std::size_t start = starts_[index];
    const std::string_view line = lines_.view().substr(start);
    const std::size_t value = line.find(":\"") + 2;
    suffixes_.push_back({start + line.find('"', value), std::string(suffix)});
  }

  std::string_view lines() {
    if (suffixes_.empty()) return lines_.view();
    spliced_.clear();
    std::size_t at = 0;
    for (const Suffix& suffix : suffixes_) {
      spliced_.append(lines_.view().substr(at, suffix.at - at));
      spliced_.append(suffix.text);
      at = suffix.at;
    }
    spliced_.append(lines_.view().substr(at));
    return spliced_.view();
  }

  std::size_t records() const { return starts_.size(); }

 private:
  struct Suffix {
    std::size_t at;  // in lines_, ascending
    std::string text;
  };

  RecordType type_;
  Buffer lines_;
  std::vector<std::size_t> starts_;
  std::vector<Suffix> suffixes_;
  Buffer spliced_;
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

NdjsonSink::NdjsonSink(std::string output)
    : output_(std::move(output)), is_shared_(is_special(output_)) {}

void NdjsonSink::preflight() {
  if (is_shared_) return;
  const fs::path folder = fs::absolute(output_).parent_path();
  if (!fs::is_directory(folder)) {
    throw Refused(fmt::format("{}: the folder {} does not exist.", output_, folder.string()),
                  "Create it first.");
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

void NdjsonSink::begin(const RunInfo& run) {
  types_.clear();
  for (const RecordType type : run.types) types_[type] = {file(type).size(), 0};
}

std::unique_ptr<RecordBlock> NdjsonSink::new_block(RecordType type) {
  return std::make_unique<NdjsonBlock>(type);
}

void NdjsonSink::write(RecordType type, RecordBlock& block) {
  auto& lines = static_cast<NdjsonBlock&>(block);
  file(type).write(lines.lines());
  types_[type].lines += lines.records();
}

Sink::Count NdjsonSink::count(RecordType type) {
  const std::uint64_t lines = types_[type].lines;
  return {lines, lines, {}};
}

void NdjsonSink::promote(const std::string&) { promoted_ = true; }

void NdjsonSink::discard() noexcept {
  try {
    for (const auto& [type, state] : types_) file(type).truncate(state.mark);
  } catch (const std::exception&) {
    // The file cannot be cut any more, so it must not appear at all.
    files_.clear();
  }
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

std::string NdjsonSink::next_step() const {
  return is_shared_ ? std::string{} : fmt::format("head -n 1 {}", target(RecordType::contribs));
}

}  // namespace sfi
