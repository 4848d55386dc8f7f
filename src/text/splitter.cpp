#include "text/splitter.h"

#include <bit>
#include <cstdint>
#include <cstring>

#include "text/row_indexer.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace sfi {
namespace {

namespace portable {

inline std::uint64_t prefix_xor(std::uint64_t bits) {
  for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

// Eight bytes at a time in an ordinary register.
class Lanes {
 public:
  explicit Lanes(const char* bytes) {
    std::memcpy(words_, bytes, sizeof(words_));
    if constexpr (std::endian::native == std::endian::big) {
      for (std::uint64_t& word : words_) word = __builtin_bswap64(word);
    }
  }

  std::uint64_t equal(char byte) const {
    constexpr std::uint64_t kLow = 0x7F7F7F7F7F7F7F7FULL;
    const std::uint64_t pattern = 0x0101010101010101ULL * static_cast<unsigned char>(byte);
    std::uint64_t mask = 0;
    for (unsigned i = 0; i < 8; ++i) {
      const std::uint64_t difference = words_[i] ^ pattern;
      const std::uint64_t zero = ~(((difference & kLow) + kLow) | difference | kLow);
      mask |= ((zero >> 7) * 0x0102040810204080ULL >> 56) << (8 * i);
    }
    return mask;
  }

 private:
  std::uint64_t words_[8];
};

#include "text/splitter_kernel.inc"

}  // namespace portable

#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul")
#endif

namespace avx2 {

inline std::uint64_t prefix_xor(std::uint64_t bits) {
  const __m128i all_ones = _mm_set1_epi8('\xFF');
  const __m128i value = _mm_set_epi64x(0, static_cast<long long>(bits));
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_clmulepi64_si128(value, all_ones, 0)));
}

class Lanes {
 public:
  explicit Lanes(const char* bytes)
      : low_(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes))),
        high_(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32))) {}

  std::uint64_t equal(char byte) const {
    const __m256i pattern = _mm256_set1_epi8(byte);
    return mask(_mm256_cmpeq_epi8(low_, pattern)) | mask(_mm256_cmpeq_epi8(high_, pattern)) << 32;
  }

 private:
  static std::uint64_t mask(__m256i equal) { return static_cast<std::uint32_t>(_mm256_movemask_epi8(equal)); }
  __m256i low_;
  __m256i high_;
};

#include "text/splitter_kernel.inc"

}  // namespace avx2

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

bool has_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("pclmul");
}
#endif

using IndexRows = void (*)(RowIndexer&);

// Chosen once, by what the processor can do.
IndexRows index_rows_for(Splitter::Instructions wanted) {
#if defined(__x86_64__)
  static const bool fast = has_avx2();
  if (fast && wanted == Splitter::Instructions::best) return avx2::index_rows;
#else
  static_cast<void>(wanted);
#endif
  return portable::index_rows;
}

}  // namespace

std::size_t Splitter::split(RowBlock& block, bool at_end, std::uint64_t& lines) const {
  RowIndexer index(block, dialect_, max_row_bytes_, at_end);
  index_rows_for(instructions_)(index);
  lines += index.lines();
  return index.row_begin();
}

}  // namespace sfi
