# The pages of the manual and the completions, written by a program that asks the command line itself.
add_executable(write_manual tools/write_manual.cpp)
target_link_libraries(write_manual PRIVATE sfi sfi_warnings)

string(TIMESTAMP today "%Y-%m-%d" UTC)
set(manual ${PROJECT_BINARY_DIR}/manual)
add_custom_command(
  OUTPUT ${manual}.stamp
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${manual}
  COMMAND write_manual ${manual} ${today}
  COMMAND gzip -9n -r ${manual}/man
  COMMAND ${CMAKE_COMMAND} -E touch ${manual}.stamp
  DEPENDS write_manual COMMENT "Writing the manual and the completions" VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual}.stamp)

install(DIRECTORY ${manual}/ DESTINATION ${CMAKE_INSTALL_DATADIR})
