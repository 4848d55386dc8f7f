#include "base/system_advice.h"

#include <cerrno>

namespace sfi {

std::string system_advice(int error) {
  switch (error) {
    case ENOENT:
      return "Was it moved or removed meanwhile? Run again when it is there.";
    case ENAMETOOLONG:
      return "Give it a shorter name.";
    case ENOSPC:
      return "The disk is full: make room or write to another one.";
    case EDQUOT:
      return "Your share of the disk is used up: make room or write to another one.";
    case EFBIG:
      return "No larger file is allowed: see 'ulimit -f', or write to another file system.";
    case EMFILE:
      return "Raise the number of files that a program may have open: ulimit -n 4096.";
    case ENFILE:
      return "The whole system has too many files open: end other programs.";
    case ENOMEM:
      return "The memory is used up: run with fewer --jobs, or on a machine with more.";
    default:
      return {};
  }
}

}  // namespace sfi
