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
      return "The disk is full: free space or write to another disk.";
    case EDQUOT:
      return "Your disk quota is used up: free space or write to another disk.";
    case EFBIG:
      return "The file size limit is reached: raise it with 'ulimit -f', or write to another file system.";
    case EMFILE:
      return "Raise the limit of open files: ulimit -n 4096.";
    case ENFILE:
      return "Too many files are open on this system: close other programs.";
    case ENOMEM:
      return "Out of memory: run with fewer --jobs, or on a machine with more memory.";
    default:
      return {};
  }
}

}  // namespace sfi
