#include "base/failure.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>

namespace sfi {
namespace {

using testing::HasSubstr;

template <typename Exception>
Failure failure_of(Exception exception) {
  return describe(std::make_exception_ptr(std::move(exception)));
}

TEST(Failures, ErrorsOfOursSayItThemselves) {
  const Failure failure = failure_of(Refused("No file.", "Get it."));
  EXPECT_EQ(failure.code, ExitCode::refused);
  EXPECT_EQ(failure.message, "No file.");
  EXPECT_EQ(failure.advice, "Get it.");
  EXPECT_EQ(failure_of(UsageError("What?")).code, ExitCode::usage);
  EXPECT_EQ(failure_of(Interrupted(ExitCode::terminated)).code, ExitCode::terminated);
}

TEST(Failures, LimitsOfTheMachineHaveAdvice) {
  const Failure memory = failure_of(std::bad_alloc());
  EXPECT_EQ(memory.code, ExitCode::failed);
  EXPECT_EQ(memory.message, "Out of memory.");
  EXPECT_THAT(memory.advice, HasSubstr("--jobs"));
  const Failure thread = failure_of(std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again)));
  EXPECT_THAT(thread.message, HasSubstr("no more threads"));
  EXPECT_THAT(thread.advice, HasSubstr("ulimit -u"));
}

TEST(Failures, AFileThatCannotBeReachedIsNotALackOfThreads) {
  const Failure failure = failure_of(std::filesystem::filesystem_error(
      "cannot look", "/nowhere", std::make_error_code(std::errc::no_space_on_device)));
  EXPECT_EQ(failure.message, "/nowhere: No space left on device.");
  EXPECT_THAT(failure.advice, HasSubstr("disk is full"));
  const auto missing = std::make_error_code(std::errc::no_such_file_or_directory);
  const Failure gone = failure_of(std::filesystem::filesystem_error("cannot get file size", "/gone.zip", missing));
  EXPECT_EQ(gone.message, "/gone.zip: No such file or directory.");
  EXPECT_THAT(gone.advice, HasSubstr("removed meanwhile"));
  EXPECT_THAT(failure_of(std::system_error(missing, "reading")).message, testing::Not(HasSubstr("threads")));
}

TEST(Failures, AnythingElseIsOurFault) {
  const Failure failure = failure_of(std::out_of_range("beyond"));
  EXPECT_EQ(failure.code, ExitCode::failed);
  EXPECT_EQ(failure.message, "beyond");
  EXPECT_THAT(failure.advice, HasSubstr("please report it"));
  EXPECT_EQ(failure_of(42).code, ExitCode::failed);
}

}  // namespace
}  // namespace sfi
