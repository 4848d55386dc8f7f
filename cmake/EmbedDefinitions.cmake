# Compiles every states/xx/ingestor.toml into the program. Used twice: included by CMakeLists.txt it
# gives embed_definitions(); run as a script at build time it writes the source file.

function(embed_definitions output)
  file(GLOB definitions CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
       ${PROJECT_SOURCE_DIR}/states/*/ingestor.toml)
  list(TRANSFORM definitions PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE files)
  string(REPLACE ";" "," joined "${definitions}")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DROOT=${PROJECT_SOURCE_DIR}
            -DDEFINITIONS=${joined} -P ${PROJECT_SOURCE_DIR}/cmake/EmbedDefinitions.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/EmbedDefinitions.cmake
    COMMENT "Embedding the states' definitions" VERBATIM)
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  string(REPLACE "," ";" paths "${DEFINITIONS}")
  list(SORT paths)
  set(arrays "")
  set(entries "")
  foreach(path IN LISTS paths)
    string(REGEX REPLACE "^states/([a-z][a-z])/.*$" "\\1" code "${path}")
    # As numbers: any byte is possible and no compiler limits their count.
    file(READ ${ROOT}/${path} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
    string(REGEX REPLACE "((........,)(......,)?)" "\\1" bytes "${bytes}")
    string(APPEND arrays "constexpr char ${code}_text[] = {${bytes} '\\0'};\n")
    string(APPEND entries
           "    {\"${code}\", \"${path}\", {${code}_text, sizeof(${code}_text) - 1}},\n")
  endforeach()
  file(WRITE ${OUTPUT}.new "// Written by cmake/EmbedDefinitions.cmake.
#include \"definition/embedded.h\"

namespace sfi {
namespace {

${arrays}
constexpr EmbeddedDefinition definitions[] = {
${entries}};

}  // namespace

std::span<const EmbeddedDefinition> embedded_definitions() { return definitions; }

}  // namespace sfi
")
  file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
  file(TOUCH ${OUTPUT})
endif()
