# Warnings are errors, in our own code only: libraries are SYSTEM includes.
add_library(sfi_warnings INTERFACE)
target_compile_options(sfi_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-align -Wunused $<$<CXX_COMPILER_ID:GNU>:-Werror>
  # GCC 12 sees overflows in fmt that are not there (GCC bug 105329).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow -Wno-restrict>)
