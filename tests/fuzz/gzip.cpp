// Gzip files, and deflated bytes as in an archive. Input: '0' gzip, '1' deflated; then the bytes.
#include "base/error.h"
#include "fuzzing.h"
#include "input/inflate_source.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sfi;
  using namespace sfi::fuzz;
  Input input(data, size);
  const bool deflated = input.choice(2) == 1;
  try {
    Inflater inflater(source_of(input.rest()), deflated ? Inflater::Wrapper::none : Inflater::Wrapper::gzip, 0,
                      "fuzzed");
    std::vector<char> block(1000);
    std::size_t total = 0;
    for (std::size_t count = block.size(); count == block.size() && total < (std::size_t{4} << 20); total += count) {
      count = inflater.read(block.data(), block.size());
    }
    check(total <= size * 1032 + 1032 || total >= (std::size_t{4} << 20), "deflate has a limit");
  } catch (const Error&) {
  }
  return 0;
}
