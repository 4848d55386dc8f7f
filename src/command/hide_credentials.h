// User names, passwords and keys among the arguments and in the environment can be seen by others, in the list of
// processes and under /proc: they are overwritten there.
#pragma once

namespace sfi {

// After the arguments were parsed and the Settings read, which have copies.
void hide_credentials(int argc, char** argv);

}  // namespace sfi
