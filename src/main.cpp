// state-fin-ingest: the life of the program. What the commands do stands in command/.
#include <exception>
#include <new>

#include "base/interrupt.h"
#include "base/output_file.h"
#include "command/command_line.h"
#include "command/messages.h"
#include "command/settings.h"

namespace {

sfi::ExitCode run(int argc, char** argv) {
  const sfi::Settings settings;
  const auto command = sfi::CommandLine().parse(argc, argv);
  sfi::hide_credentials(argc, argv);
  return command ? command->run(settings) : sfi::ExitCode::ok;
}

}  // namespace

// The only place that turns an exception into words and an exit code.
int main(int argc, char** argv) {
  sfi::catch_interrupts();
  sfi::use_color("auto");
  sfi::ExitCode code = sfi::ExitCode::failed;
  try {
    code = run(argc, argv);
  } catch (const sfi::OutputClosed&) {
    code = sfi::ExitCode::ok;
  } catch (const sfi::Error& error) {
    sfi::print_error(error.what(), error.advice());
    code = error.code();
  } catch (const std::bad_alloc&) {
    sfi::print_error("The memory is used up.", "Run with fewer --jobs or on a larger machine.");
  } catch (const std::exception& error) {
    sfi::print_error(error.what(), "This is a fault of the program: please report it.");
  }
  return static_cast<int>(code);
}
