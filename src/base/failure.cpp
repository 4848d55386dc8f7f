#include "base/failure.h"

#include <fmt/format.h>

#include <filesystem>
#include <new>
#include <system_error>

#include "base/system_advice.h"

namespace sfi {

Failure describe(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const Error& known) {
    return {known.code(), known.what(), known.advice()};
  } catch (const std::bad_alloc&) {
    return {ExitCode::failed, "Out of memory.",
            "Run with fewer --jobs, fewer states at once, without 'ulimit -v', or on a machine with more "
            "memory. What was loaded before is still served."};
  } catch (const std::filesystem::filesystem_error& failed) {
    return {ExitCode::failed, fmt::format("{}: {}.", failed.path1().string(), failed.code().message()),
            system_advice(failed.code().value())};
  } catch (const std::system_error& failed) {
    if (failed.code() != std::errc::resource_unavailable_try_again) {
      return {ExitCode::failed, fmt::format("{}.", failed.what()), system_advice(failed.code().value())};
    }
    // A thread could not be started.
    return {ExitCode::failed, fmt::format("The system provides no more threads or memory: {}.", failed.what()),
            "Run with fewer --jobs, or with higher limits (ulimit -u, ulimit -v)."};
  } catch (const std::exception& unexpected) {
    return {ExitCode::failed, unexpected.what(), "This is a bug in state-fin-ingest: please report it."};
  } catch (...) {
    return {ExitCode::failed, "Unknown error.", "This is a bug in state-fin-ingest: please report it."};
  }
}

}  // namespace sfi
