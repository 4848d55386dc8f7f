// generate-texas: a synthetic TEC_CF_CSV.zip in the exact layout of the Texas Ethics Commission, for
// benchmarks and tests. The same options give the same bytes.
//
// The columns are those of the agency's layout (CFS-ReadMe.txt, 2023); proportions follow what is
// known of the real files: 2 % superseded rows, 85 % individuals, about 230 bytes a row. What share
// of the rows belongs to candidates for the legislature is an option (default 25 %).
#include <zlib.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "generate_texas_columns.h"

namespace {

// ---- chance: splitmix64, so that every platform draws the same ----

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  bool chance(unsigned per_mille) { return below(1000) < per_mille; }

  template <typename List>
  std::string_view pick(const List& list) {
    return list[below(std::size(list))];
  }

 private:
  std::uint64_t state_;
};

// ---- words ----

constexpr std::string_view kFirst[] = {
    "James",  "Mary",    "Robert", "Patricia", "John",   "Jennifer", "Michael", "Linda",  "David",
    "Maria",  "William", "Susan",  "Richard",  "Karen",  "Joseph",   "Nancy",   "José",   "Lisa",
    "Thomas", "Betty",   "Carlos", "Sandra",   "Daniel", "Ashley",   "Matthew", "Emily",  "Juan",
    "Donna",  "Anthony", "Carol",  "Mark",     "Ruth",   "Luis",     "Sharon",  "Steven", "Laura"};
constexpr std::string_view kMiddle[] = {"", "", "", " A.", " B.", " C.", " E.", " J.", " Lee", " Ann"};
constexpr std::string_view kLast[] = {
    "Smith",    "Johnson", "Garcia",  "Martinez", "Williams", "Rodriguez", "Brown",  "Hernandez",
    "Jones",    "Lopez",   "Davis",   "Gonzalez", "Miller",   "Nuñez",     "Wilson", "Perez",
    "Anderson", "Taylor",  "Thomas",  "Moore",    "Jackson",  "Martin",    "Lee",    "Thompson",
    "White",    "Harris",  "Sanchez", "Clark",    "Ramirez",  "Lewis",     "O'Neal", "Walker"};
constexpr std::string_view kEnding[] = {"",   "",   "",    "man", "son",   "berg", "field", "well",
                                        "er", "by", "ton", "ley", "worth", "wood", "ford",  "stein"};
constexpr std::string_view kCity[] = {"HOUSTON",    "SAN ANTONIO", "DALLAS",   "AUSTIN",      "FORT WORTH", "EL PASO",
                                      "ARLINGTON",  "Plano",       "Lubbock",  "Laredo",      "Irving",     "Garland",
                                      "Frisco",     "McKinney",    "Amarillo", "Brownsville", "Killeen",    "Midland",
                                      "Round Rock", "Waco",        "Tyler"};
constexpr std::string_view kTrade[] = {
    "Law Firm, PLLC", "Energy Partners LP", "Medical Group",    "Construction Co.", "Properties, Ltd.",
    "Ranch",          "Consulting LLC",     "Insurance Agency", "Engineering Inc.", "Restaurants"};
constexpr std::string_view kOccupation[] = {
    "Attorney",           "Physician", "Retired", "Homemaker",  "Engineer",   "Business Owner", "Teacher",
    "Real Estate Broker", "Rancher",   "CEO",     "Consultant", "Accountant", "Nurse",          "Best Efforts"};
constexpr std::string_view kTitle[] = {
    "", "", "Partner", "President", "Owner", "Managing Member", "Vice President, Operations"};
constexpr std::string_view kMemo[] = {"",
                                      "",
                                      "",
                                      "",
                                      "",
                                      "",
                                      "",
                                      "",
                                      "",
                                      "Payroll deduction",
                                      "Tickets for the \"Spring Gala\"",
                                      "Credit card, online",
                                      "Fundraiser\nReception",
                                      "Café lunch"};
constexpr std::string_view kSchedule[] = {"A2", "A2", "A2", "A2", "A2", "C1", "AJ1", "AL", "C3", "A2SS"};

// ---- one member being written: rows as CSV, deflated as they come ----

class Member {
 public:
  explicit Member(std::string name) : name_(std::move(name)), packed_(std::tmpfile()) {
    if (packed_ == nullptr) throw std::runtime_error("no temporary file");
    deflateInit2(&deflater_, 6, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  }
  ~Member() {
    deflateEnd(&deflater_);
    if (packed_ != nullptr) std::fclose(packed_);
  }
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;

  // Quotes what the agency quotes: everything but plain letters, digits, '.' and '-'.
  void field(std::string_view text) {
    if (!at_row_begin_) rows_ += ',';
    at_row_begin_ = false;
    if (is_plain(text)) {
      rows_ += text;
      return;
    }
    rows_ += '"';
    for (const char c : text) {
      if (c == '"') rows_ += '"';
      rows_ += c;
    }
    rows_ += '"';
  }

  void end_row() {
    rows_ += '\n';
    at_row_begin_ = true;
    if (rows_.size() >= (std::size_t{1} << 18)) pack(Z_NO_FLUSH);
  }

  void text(std::string_view bytes) { rows_ += bytes; }

  template <typename Names>
  void header(const Names& names) {
    for (const std::string_view name : names) field(name);
    end_row();
  }

  void finish() { pack(Z_FINISH); }
  const std::string& name() const { return name_; }
  std::uint64_t bytes() const { return bytes_; }
  std::uint64_t packed_bytes() const { return packed_size_; }
  std::uint32_t crc() const { return static_cast<std::uint32_t>(crc_); }
  std::FILE* packed() const { return packed_; }

 private:
  static bool is_plain(std::string_view text) {
    for (const char c : text) {
      const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
                         c == '-' || c == '_';
      if (!plain) return false;
    }
    return true;
  }

  void pack(int flush) {
    crc_ = crc32(crc_, reinterpret_cast<const Bytef*>(rows_.data()), static_cast<uInt>(rows_.size()));
    bytes_ += rows_.size();
    deflater_.next_in = reinterpret_cast<Bytef*>(rows_.data());
    deflater_.avail_in = static_cast<uInt>(rows_.size());
    int result = Z_OK;
    do {
      deflater_.next_out = out_;
      deflater_.avail_out = sizeof(out_);
      result = deflate(&deflater_, flush);
      const std::size_t count = sizeof(out_) - deflater_.avail_out;
      if (std::fwrite(out_, 1, count, packed_) != count) throw std::runtime_error("disk full");
      packed_size_ += count;
    } while (deflater_.avail_out == 0 && result != Z_STREAM_END);
    rows_.clear();
  }

  std::string name_;
  std::FILE* packed_;
  std::string rows_;
  bool at_row_begin_ = true;
  z_stream deflater_{};
  Bytef out_[std::size_t{1} << 16];
  uLong crc_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t packed_size_ = 0;
};

// ---- the archive: plain zip structures, since the members are packed already ----

class Archive {
 public:
  // Beyond an offset of `zip64_from` the archive is written as those of more than 4 GiB must be.
  Archive(const std::string& path, std::uint64_t zip64_from)
      : file_(std::fopen(path.c_str(), "wb")), zip64_from_(zip64_from) {
    if (file_ == nullptr) throw std::runtime_error("cannot write " + path);
  }
  ~Archive() { std::fclose(file_); }
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  void add(Member& member) {
    member.finish();
    const std::string fields = common_fields(member);
    const std::uint64_t offset = at_;
    put("PK\x03\x04" + number(20, 2) + fields + number(0, 2) + member.name());
    std::rewind(member.packed());
    std::vector<char> block(std::size_t{1} << 20);
    while (const std::size_t count = std::fread(block.data(), 1, block.size(), member.packed())) {
      put({block.data(), count});
    }
    const bool far = offset >= zip64_from_;
    const std::string extra = far ? number(1, 2) + number(8, 2) + number(offset, 8) : "";
    directory_ += "PK\x01\x02" + number(far ? 45 : 20, 2) + number(far ? 45 : 20, 2) + fields +
                  number(extra.size(), 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) +
                  number(far ? kFar : offset, 4) + member.name() + extra;
    ++members_;
    bytes_ += member.bytes();
  }

  void finish() {
    const std::uint64_t begin = at_;
    const bool far = begin >= zip64_from_;
    put(directory_);
    if (far) put(far_end(begin));
    put("PK\x05\x06" + number(0, 4) + number(members_, 2) + number(members_, 2) + number(directory_.size(), 4) +
        number(far ? kFar : begin, 4) + number(0, 2));
    if (std::fflush(file_) != 0) throw std::runtime_error("disk full");
  }

  std::uint64_t members() const { return members_; }
  std::uint64_t bytes() const { return bytes_; }
  std::uint64_t packed_bytes() const { return at_; }

 private:
  static constexpr std::uint64_t kFar = 0xFFFFFFFF;

  // The end of the directory with numbers of eight bytes, and where it stands.
  std::string far_end(std::uint64_t begin) const {
    return "PK\x06\x06" + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 4) + number(0, 4) +
           number(members_, 8) + number(members_, 8) + number(directory_.size(), 8) + number(begin, 8) + "PK\x06\x07" +
           number(0, 4) + number(at_, 8) + number(1, 4);
  }

  static std::string number(std::uint64_t value, int width) {
    std::string text;
    for (int i = 0; i < width; ++i) text += static_cast<char>(value >> (8 * i) & 0xFF);
    return text;
  }

  // Flags, method, a fixed time (2024-01-31 00:00), checksum, sizes, length of the name.
  static std::string common_fields(const Member& member) {
    return number(0, 2) + number(8, 2) + number(0, 2) + number((2024 - 1980) << 9 | 1 << 5 | 31, 2) +
           number(member.crc(), 4) + number(member.packed_bytes(), 4) + number(member.bytes(), 4) +
           number(member.name().size(), 2);
  }

  void put(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size()) {
      throw std::runtime_error("disk full");
    }
    at_ += bytes.size();
  }

  std::FILE* file_;
  std::uint64_t zip64_from_;
  std::string directory_;
  std::uint64_t at_ = 0;
  std::uint64_t members_ = 0;
  std::uint64_t bytes_ = 0;
};

// ---- filers ----

struct Filer {
  std::string ident;
  std::string_view type;
  std::string name;
  std::string_view office;
  std::string district;
  bool legislative = false;  // a candidate for the legislature, or a committee in support of one
};

struct Options {
  std::uint64_t rows = 2'000'000;
  std::uint64_t rows_per_member = 330'000;
  double legislative_share = 0.25;
  std::uint64_t seed = 1;
  std::uint64_t zip64_from = 0xFFFFFFFF;
  std::string output = "TEC_CF_CSV.zip";
  std::string counts;
};

// What a correct reader must find (the default kinds are monetary only).
struct Counts {
  std::uint64_t rows = 0, linked = 0, superseded = 0, monetary = 0, in_kind = 0;
  std::int64_t monetary_cents = 0;
  std::uint64_t covers = 0, reports = 0;
};

std::string padded(std::uint64_t value, int width) {
  std::string digits = std::to_string(value);
  return std::string(
             digits.size() < static_cast<std::size_t>(width) ? static_cast<std::size_t>(width) - digits.size() : 0,
             '0') +
         digits;
}

class Generator {
 public:
  explicit Generator(const Options& options)
      : options_(options), random_(options.seed), archive_(options.output, options.zip64_from) {}

  Counts run() {
    make_filers();
    write_filers();
    write_committees();
    write_contributions();
    write_covers();
    write_early_reports();
    write_readme();
    archive_.finish();
    std::fprintf(stderr, "%llu rows in %llu members, %llu bytes, %llu packed\n",
                 static_cast<unsigned long long>(counts_.rows), static_cast<unsigned long long>(archive_.members()),
                 static_cast<unsigned long long>(archive_.bytes()),
                 static_cast<unsigned long long>(archive_.packed_bytes()));
    return counts_;
  }

 private:
  static constexpr std::size_t kFilers = 20'000;
  static constexpr std::size_t kCommittees = 500;

  std::string last_name() { return std::string(random_.pick(kLast)) + std::string(random_.pick(kEnding)); }
  std::string first_name() { return std::string(random_.pick(kFirst)) + std::string(random_.pick(kMiddle)); }

  void make_filers() {
    for (std::size_t i = 0; i < kFilers; ++i) {
      Filer filer;
      filer.ident = padded(10'000 + i, 8);
      const std::uint64_t kind = random_.below(100);
      filer.type = kind < 60 ? "COH" : kind < 75 ? "JCOH" : kind < 95 ? "GPAC" : "MPAC";
      if (filer.type == "COH") {
        const std::uint64_t office = random_.below(100);
        filer.office = office < 40 ? "STATEREP" : office < 50 ? "STATESEN" : office < 90 ? "DISTATTY" : "GOVERNOR";
        filer.legislative = office < 50;
        if (filer.legislative) filer.district = std::to_string(1 + random_.below(office < 40 ? 150 : 31));
        filer.name = last_name() + ", " + first_name() + (random_.chance(500) ? " (Mr.)" : " (Ms.)");
      } else {
        filer.name = last_name() + " " + std::string(random_.pick(kTrade)) + " PAC";
      }
      (filer.legislative ? legislative_ : others_).push_back(filers_.size());
      filers_.push_back(std::move(filer));
    }
  }

  void write_filers() {
    Member member("filers.csv");
    member.header(texas::kFilers);
    for (const Filer& filer : filers_) {
      for (const std::string_view column : texas::kFilers) {
        member.field(column == "recordType"                  ? "FILER"
                     : column == "filerIdent"                ? std::string_view(filer.ident)
                     : column == "filerTypeCd"               ? filer.type
                     : column == "filerName"                 ? std::string_view(filer.name)
                     : column == "filerPersentTypeCd"        ? (filer.type == "COH" ? "INDIVIDUAL" : "ENTITY")
                     : column == "filerEffStartDt"           ? "20180101"
                     : column == "filerFilerpersStatusCd"    ? "CANDIDATE"
                     : column == "filerStreetCity"           ? "AUSTIN"
                     : column == "filerStreetStateCd"        ? "TX"
                     : column == "contestSeekOfficeCd"       ? filer.office
                     : column == "contestSeekOfficeDistrict" ? std::string_view(filer.district)
                                                             : "");
      }
      member.end_row();
    }
    archive_.add(member);
  }

  // Committees become filers of contributions too; those that oppose are not linked.
  void write_committees() {
    Member member("spacs.csv");
    member.header(texas::kSpacs);
    const std::size_t candidates = legislative_.size();  // committees are appended
    for (std::size_t i = 0; i < kCommittees; ++i) {
      const Filer candidate = filers_[legislative_[random_.below(candidates)]];
      const std::uint64_t kind = random_.below(100);
      const std::string_view position = kind < 90 ? "SUPPORT" : kind < 94 ? "ASSIST" : kind < 98 ? "OPPOSE" : "UNKNOWN";
      Filer filer;
      filer.ident = padded(80'000 + i, 8);
      filer.type = "SPAC";
      filer.name = "Friends of " + candidate.name;
      filer.legislative = kind < 94;
      for (const std::string_view column : texas::kSpacs) {
        member.field(column == "recordType"             ? "SPAC"
                     : column == "spacFilerIdent"       ? std::string_view(filer.ident)
                     : column == "spacFilerTypeCd"      ? "SPAC"
                     : column == "spacFilerName"        ? std::string_view(filer.name)
                     : column == "spacPositionCd"       ? position
                     : column == "candidateFilerIdent"  ? std::string_view(candidate.ident)
                     : column == "candidateFilerTypeCd" ? "COH"
                     : column == "candidateFilerName"   ? std::string_view(candidate.name)
                     : column == "candidateEffStartDt"  ? "20180101"
                                                        : "");
      }
      member.end_row();
      (filer.legislative ? legislative_ : others_).push_back(filers_.size());
      filers_.push_back(std::move(filer));
    }
    archive_.add(member);
  }

  void write_contributions() {
    std::uint64_t left = options_.rows;
    for (int number = 1; left != 0; ++number) {
      const std::uint64_t rows = left < options_.rows_per_member ? left : options_.rows_per_member;
      Member member("contribs_" + padded(static_cast<std::uint64_t>(number), 2) + ".csv");
      member.header(texas::kContributions);
      for (std::uint64_t i = 0; i < rows; ++i) write_contribution(member);
      archive_.add(member);
      left -= rows;
    }
  }

  const Filer& any_filer() {
    const auto share = static_cast<std::uint64_t>(options_.legislative_share * 10'000);
    const auto& group = random_.below(10'000) < share ? legislative_ : others_;
    return filers_[group[random_.below(group.size())]];
  }

  std::int64_t any_cents() {
    constexpr std::int64_t kUsual[] = {500,   1000,  1389,  2000,  2500,   2500,  5000,
                                       10000, 10000, 25000, 50000, 100000, 250000};
    if (random_.chance(4)) return -static_cast<std::int64_t>(random_.below(50'000));
    if (random_.chance(300)) return static_cast<std::int64_t>(random_.below(200'000));
    return kUsual[random_.below(std::size(kUsual))];
  }

  std::string any_date() {
    return std::to_string(2000 + random_.below(26)) + padded(1 + random_.below(12), 2) +
           padded(1 + random_.below(28), 2);
  }

  void count(const Filer& filer, bool superseded, std::string_view schedule, std::int64_t cents) {
    ++counts_.rows;
    if (!filer.legislative) return;
    ++counts_.linked;
    if (superseded) {
      ++counts_.superseded;
    } else if (schedule == "A2" || schedule == "A2SS") {
      ++counts_.in_kind;
    } else {
      ++counts_.monetary;
      counts_.monetary_cents += cents;
    }
  }

  void write_contribution(Member& member) {
    const Filer& filer = any_filer();
    const bool superseded = random_.chance(20);
    const std::string_view schedule = random_.chance(900) ? "A1" : random_.pick(kSchedule);
    const std::int64_t cents = any_cents();
    count(filer, superseded, schedule, cents);
    const std::int64_t magnitude = cents < 0 ? -cents : cents;
    const std::string amount = (cents < 0 ? "-" : "") + std::to_string(magnitude / 100) + "." +
                               padded(static_cast<std::uint64_t>(magnitude % 100), 2);
    member.field("RCPT");
    member.field(filer.type == "COH" ? "COH" : filer.type);
    member.field(schedule);
    member.field(std::to_string(100'000 + counts_.rows / 50));
    member.field(any_date());
    member.field(superseded ? "Y" : "N");
    member.field(filer.ident);
    member.field(filer.type);
    member.field(filer.name);
    member.field(std::to_string(100'000'000 + counts_.rows));
    member.field(any_date());
    member.field(amount);
    member.field(random_.chance(100) ? random_.pick(kMemo) : "");
    member.field("Y");
    member.field("N");
    write_contributor(member);
    member.end_row();
  }

  void write_contributor(Member& member) {
    const bool person = random_.chance(850);
    member.field(person ? "INDIVIDUAL" : "ENTITY");
    member.field(person ? "" : last_name() + " " + std::string(random_.pick(kTrade)));
    member.field(person ? last_name() : "");
    member.field(person && random_.chance(20) ? "JR" : "");
    member.field(person ? first_name() : "");
    member.field(person && random_.chance(300) ? "MR" : "");
    member.field("");
    member.field(random_.pick(kCity));
    member.field(random_.chance(930) ? "TX" : random_.chance(100) ? "Tx" : "CA");
    member.field("");
    member.field("USA");
    std::string zip = std::to_string(75'000 + random_.below(4'999));
    if (random_.chance(340)) zip += "-" + padded(random_.below(10'000), 4);
    member.field(zip);
    member.field("");
    const bool works = person && random_.chance(700);
    member.field(works ? last_name() + " " + std::string(random_.pick(kTrade)) : "");
    member.field(works ? random_.pick(kOccupation) : "");
    member.field(works ? random_.pick(kTitle) : "");
    member.field("");
    member.field("N");
    for (int i = 0; i < 4; ++i) member.field("");
  }

  void write_covers() {
    Member member("cover.csv");
    member.header(texas::kCovers);
    const std::uint64_t covers = options_.rows / 50 + 1;
    for (std::uint64_t i = 0; i < covers; ++i) {
      const Filer& filer = any_filer();
      const bool superseded = random_.chance(20);
      ++counts_.covers;
      if (filer.legislative && !superseded) ++counts_.reports;
      const std::string ident = std::to_string(100'000 + i);
      for (const std::string_view column : texas::kCovers) {
        member.field(column == "recordType"                 ? "CVR1"
                     : column == "formTypeCd"               ? filer.type
                     : column == "reportInfoIdent"          ? std::string_view(ident)
                     : column == "receivedDt"               ? "20240115"
                     : column == "infoOnlyFlag"             ? (superseded ? "Y" : "N")
                     : column == "filerIdent"               ? std::string_view(filer.ident)
                     : column == "filerTypeCd"              ? filer.type
                     : column == "filerName"                ? std::string_view(filer.name)
                     : column == "reportTypeCd1"            ? "SEMIJAN"
                     : column == "dueDt"                    ? "20240115"
                     : column == "periodStartDt"            ? "20230701"
                     : column == "periodEndDt"              ? "20231231"
                     : column == "totalContribAmount"       ? "12345.67"
                     : column == "totalExpendAmount"        ? "2345.67"
                     : column == "contribsMaintainedAmount" ? "10000.00"
                                                            : "");
      }
      member.end_row();
    }
    archive_.add(member);
  }

  // Reports of special sessions and of the days before an election: most of the year there are none.
  void write_early_reports() {
    for (const char* name : {"cont_ss.csv", "cont_t.csv"}) {
      Member member(name);
      member.header(texas::kContributions);
      archive_.add(member);
    }
  }

  void write_readme() {
    Member member("ReadMe.txt");
    member.text("Synthetic data in the layout of the Texas Ethics Commission. Nobody in it exists.\n");
    archive_.add(member);
  }

  Options options_;
  Random random_;
  Archive archive_;
  std::vector<Filer> filers_;
  std::vector<std::size_t> legislative_;
  std::vector<std::size_t> others_;
  Counts counts_;
};

void write_counts(const std::string& path, const Counts& counts) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (file == nullptr) throw std::runtime_error("cannot write " + path);
  const auto number = [](auto value) { return static_cast<long long>(value); };
  std::fprintf(file,
               "{\"rows\": %lld, \"linked\": %lld, \"superseded\": %lld, \"monetary\": %lld, "
               "\"in_kind\": %lld, \"monetary_cents\": %lld, \"covers\": %lld, \"reports\": %lld}\n",
               number(counts.rows), number(counts.linked), number(counts.superseded), number(counts.monetary),
               number(counts.in_kind), number(counts.monetary_cents), number(counts.covers), number(counts.reports));
  std::fclose(file);
}

constexpr const char* kUsage =
    "usage: generate-texas [--rows N] [--rows-per-member N] [--legislative-share P] [--seed N]\n"
    "                      [--zip64-from BYTES] [--output FILE] [--counts FILE.json]\n";

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string name = argv[i];
    if (i + 1 == argc) throw std::invalid_argument(kUsage);
    const std::string value = argv[i + 1];
    if (name == "--rows")
      options.rows = std::stoull(value);
    else if (name == "--rows-per-member")
      options.rows_per_member = std::stoull(value);
    else if (name == "--legislative-share")
      options.legislative_share = std::stod(value);
    else if (name == "--seed")
      options.seed = std::stoull(value);
    else if (name == "--zip64-from")
      options.zip64_from = std::stoull(value);
    else if (name == "--output")
      options.output = value;
    else if (name == "--counts")
      options.counts = value;
    else
      throw std::invalid_argument(kUsage);
  }
  if (options.rows_per_member == 0) throw std::invalid_argument(kUsage);
  return options;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Options options = parse(argc, argv);
    const Counts counts = Generator(options).run();
    if (!options.counts.empty()) write_counts(options.counts, counts);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
