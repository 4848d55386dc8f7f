// All commands; each is in the file of its name.
#pragma once

#include "command/command.h"

namespace sfi {

std::unique_ptr<Command> make_download();
std::unique_ptr<Command> make_ingest();
std::unique_ptr<Command> make_check();
std::unique_ptr<Command> make_states();
std::unique_ptr<Command> make_report();
std::unique_ptr<Command> make_status();
std::unique_ptr<Command> make_rollback();
std::unique_ptr<Command> make_prune();
std::unique_ptr<Command> make_export();
std::unique_ptr<Command> make_serve();

}  // namespace sfi
