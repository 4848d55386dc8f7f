#include "input/zip_archive.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "base/error.h"
#include "input/inflate_source.h"

namespace sfi {
namespace {

// Each takes some 1.3 kB of memory on its way to rows; agencies' archives have a few thousand.
constexpr zip_int64_t kMaxMembers = 250'000;
constexpr std::uint16_t kStored = 0;
constexpr std::uint16_t kDeflated = 8;

// Whether the record that ends an archive is there: the archive was not cut off then.
bool has_end_of_directory(const std::string& file) {
  // Far more than the 64 KiB that its comment may have: other bytes may follow.
  constexpr std::uintmax_t kLongest = std::uintmax_t{16} << 20;
  std::ifstream stream(file, std::ios::binary);
  const std::uintmax_t size = std::filesystem::file_size(file);
  stream.seekg(static_cast<std::streamoff>(size - std::min(size, kLongest)));
  const std::string tail{std::istreambuf_iterator<char>(stream), {}};
  return tail.find("PK\x05\x06") != std::string::npos;
}

// `file` is where the archive lies, `path` what messages call it.
[[noreturn]] void throw_open_error(const std::string& file, const std::string& path, int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  if (code != ZIP_ER_NOZIP && code != ZIP_ER_INCONS) {
    throw Refused(fmt::format("{}: cannot be opened as a zip archive: {}.", path, reason));
  }
  if (has_end_of_directory(file)) {
    throw Refused(
        fmt::format("{}: the archive's directory is there, but contradicts itself or the file ({}).", path, reason),
        "Get the file again and compare its size. If it is the same, unpack the archive with another program "
        "and pack the files again.");
  }
  throw Refused(fmt::format("{}: the archive is cut off: its directory, which is at the end of the file, is missing "
                            "({}).",
                            path, reason),
                "The download was probably broken off: get the file again and compare its size.");
}

// Archives made on Unix keep the file's mode in the upper half of the attributes.
bool is_symbolic_link(zip_t* archive, zip_uint64_t index) {
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (zip_file_get_external_attributes(archive, index, 0, &system, &attributes) != 0) return false;
  return system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

// As people know them; the numbers are those of the zip format (APPNOTE.TXT, 4.4.5).
std::string method_name(std::uint16_t method) {
  switch (method) {
    case 9:
      return "deflate64";
    case 12:
      return "bzip2";
    case 14:
      return "LZMA";
    case 93:
      return "Zstandard";
    case 95:
      return "xz";
    case 98:
      return "PPMd";
    default:
      return fmt::format("method {}", method);
  }
}

ZipMember member_at(zip_t* archive, zip_uint64_t index, const std::string& path) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive, index, 0, &stat) != 0) {
    throw Refused(fmt::format("{}: entry {} of the archive's directory cannot be read: {}.", path, index + 1,
                              zip_strerror(archive)));
  }
  ZipMember member{index, stat.name, stat.comp_size, stat.size, stat.crc, stat.comp_method};
  member.encrypted = (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
  member.symbolic_link = is_symbolic_link(archive, index);
  return member;
}

}  // namespace

// The packed bytes of one member; libzip is only held while a block is copied out.
class ZipArchive::PackedSource : public ByteSource {
 public:
  PackedSource(ZipArchive& archive, const ZipMember& member, std::string label)
      : archive_(archive), label_(std::move(label)) {
    const std::lock_guard lock(archive_.mutex_);
    file_ = zip_fopen_index(archive_.zip_, member.index, ZIP_FL_COMPRESSED);
    if (file_ == nullptr) {
      throw Refused(fmt::format("{}: cannot be read: {}.", label_, zip_strerror(archive_.zip_)));
    }
  }
  ~PackedSource() override {
    const std::lock_guard lock(archive_.mutex_);
    zip_fclose(file_);
  }

  std::size_t read(char* out, std::size_t capacity) override {
    const std::lock_guard lock(archive_.mutex_);
    std::size_t filled = 0;
    while (filled < capacity) {
      const zip_int64_t count = zip_fread(file_, out + filled, capacity - filled);
      if (count == 0) break;
      if (count < 0) {
        throw Refused(fmt::format("{}: cannot be read: {}.", label_, zip_file_strerror(file_)),
                      "The file is damaged: get it again and compare its size.");
      }
      filled += static_cast<std::size_t>(count);
    }
    return filled;
  }

 private:
  ZipArchive& archive_;
  std::string label_;
  zip_file_t* file_;
};

ZipArchive::ZipArchive(const std::string& path) : path_(path) {
  read_directory(path);
}

ZipArchive::ZipArchive(std::unique_ptr<TemporaryFile> file, const std::string& label)
    : path_(label), temporary_(std::move(file)) {
  read_directory(temporary_->path());
}

void ZipArchive::read_directory(const std::string& file) {
  int code = 0;
  zip_ = zip_open(file.c_str(), ZIP_RDONLY, &code);
  if (zip_ == nullptr) throw_open_error(file, path_, code);
  try {
    const zip_int64_t count = zip_get_num_entries(zip_, 0);
    if (count > kMaxMembers) {
      throw Refused(fmt::format("{}: has {} members, more than the {} that are read.", path_, count, kMaxMembers),
                    "Unpack it and put the files you need into several archives.");
    }
    std::set<std::string> names;
    for (zip_int64_t i = 0; i < count; ++i) {
      members_.push_back(member_at(zip_, static_cast<zip_uint64_t>(i), path_));
      if (!names.insert(members_.back().name).second) {
        throw Refused(
            fmt::format("{}: holds two members named '{}'; it is not clear which one "
                        "counts.",
                        path_, members_.back().name));
      }
    }
    check_sizes();
  } catch (...) {
    zip_discard(zip_);
    throw;
  }
}

// Members that lie over each other are how a small archive unpacks to petabytes. Each has its own header
// of 30 bytes and its name.
void ZipArchive::check_sizes() const {
  const std::uint64_t size = std::filesystem::file_size(temporary_ ? temporary_->path() : path_);
  std::uint64_t claimed = 0;
  for (const ZipMember& member : members_) {
    claimed += member.packed_bytes + 30 + member.name.size();
    if (member.packed_bytes <= size && claimed <= size) continue;
    throw Refused(fmt::format("{}: its members claim more bytes than the archive has ({}): they lie over each "
                              "other, as only in a zip bomb, or the directory is damaged.",
                              path_, size),
                  "Get the file again, from the agency itself.");
  }
}

const ZipMember* ZipArchive::find(std::string_view name) const {
  const auto found =
      std::find_if(members_.begin(), members_.end(), [name](const ZipMember& member) { return member.name == name; });
  return found == members_.end() ? nullptr : &*found;
}

ZipArchive::~ZipArchive() {
  zip_discard(zip_);
}

std::unique_ptr<ByteSource> ZipArchive::open(const ZipMember& member, ByteMeter* meter) {
  const std::string label = fmt::format("{}/{}", path_, member.name);
  if (member.encrypted) {
    throw Refused(fmt::format("{}: is encrypted with a password.", label),
                  "Unpack it with the password and pack it again without one.");
  }
  if (member.symbolic_link) {
    throw Refused(fmt::format("{}: is a symbolic link, not a file.", label), "Pack the file itself into the archive.");
  }
  if (member.method != kStored && member.method != kDeflated) {
    throw Refused(fmt::format("{}: is compressed by {}, which is not supported.", label, method_name(member.method)),
                  "Unpack the archive and pack it again with ordinary deflate compression.");
  }
  return std::make_unique<InflateSource>(
      metered(std::make_unique<PackedSource>(*this, member, label), meter),
      InflateSource::Expected{member.bytes, member.crc32, member.method == kDeflated}, label);
}

}  // namespace sfi
