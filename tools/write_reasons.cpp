// write_reasons FILE: makes the tables of reasons in FILE (docs/ingest.md) anew, in place.
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "manual/reason_tables.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_reasons FILE\n";
    return 2;
  }
  try {
    std::ifstream in(argv[1], std::ios::binary);
    const std::string page = sfi::with_reason_tables(std::string(std::istreambuf_iterator<char>(in), {}));
    std::ofstream out(argv[1], std::ios::binary);
    out << page;
    if (!out.flush()) throw std::runtime_error("cannot be written");
  } catch (const std::exception& error) {
    std::cerr << "write_reasons: " << argv[1] << ": " << error.what() << "\n";
    return 1;
  }
}
