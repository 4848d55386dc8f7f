// state-fin-ingest: start and end of the program. The commands are in command/.
#include "base/failure.h"
#include "base/interrupt.h"
#include "base/output_file.h"
#include "command/command_line.h"
#include "command/hide_credentials.h"
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

int main(int argc, char** argv) {
  sfi::catch_interrupts();
  sfi::use_color("auto");
  sfi::ExitCode code = sfi::ExitCode::ok;
  try {
    code = run(argc, argv);
  } catch (const sfi::OutputClosed&) {
    // The reader of the output has closed it: not an error.
  } catch (...) {
    const sfi::Failure failure = sfi::current_failure();
    sfi::print_error(failure.message, failure.advice);
    code = failure.code;
  }
  return static_cast<int>(code);
}
