# What `cmake --install` puts where. The program finds DuckDB's library beside itself, so that the
# whole may lie anywhere. Component `libraries` is for the tarball only: docs/installing.md.
include(GNUInstallDirs)

set(private_libraries lib/state-fin-ingest)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)

# RPATH and not RUNPATH: it also holds for what the libraries themselves need.
target_link_options(state-fin-ingest PRIVATE -Wl,--disable-new-dtags)
set_target_properties(state-fin-ingest PROPERTIES INSTALL_RPATH "$ORIGIN/../${private_libraries}")
install(TARGETS state-fin-ingest RUNTIME DESTINATION bin)
if(DuckDB_IS_BUNDLED)
  install(FILES ${DuckDB_LIBRARY} DESTINATION ${private_libraries})
  install(CODE "
    if(CMAKE_INSTALL_DO_STRIP)
      execute_process(COMMAND \"${CMAKE_STRIP}\" --strip-unneeded
        \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${private_libraries}/libduckdb.so\"
        COMMAND_ERROR_IS_FATAL ANY)
    endif()")
endif()

install(DIRECTORY states DESTINATION ${CMAKE_INSTALL_DATADIR}/state-fin-ingest
        FILES_MATCHING PATTERN ingestor.toml PATTERN README.md PATTERN roster.csv
        PATTERN example EXCLUDE PATTERN expected EXCLUDE)
install(FILES README.md CONTRIBUTING.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs contrib findings DESTINATION ${CMAKE_INSTALL_DOCDIR} USE_SOURCE_PERMISSIONS)
# The pages link to it.
file(RELATIVE_PATH states /${CMAKE_INSTALL_DOCDIR} /${CMAKE_INSTALL_DATADIR}/state-fin-ingest/states)
file(CREATE_LINK ${states} ${PROJECT_BINARY_DIR}/generated/states SYMBOLIC)
install(FILES ${PROJECT_BINARY_DIR}/generated/states DESTINATION ${CMAKE_INSTALL_DOCDIR})

# ---- what Debian wants in a package, and no harm elsewhere ----

# The day of the last change (scripts/package) makes a package that is the same to the byte each time.
string(TIMESTAMP SFI_RELEASE_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(generated ${PROJECT_BINARY_DIR}/generated)
configure_file(packaging/changelog.in ${generated}/changelog.Debian @ONLY)
configure_file(CHANGELOG.md ${generated}/changelog COPYONLY)
foreach(text IN ITEMS changelog changelog.Debian)
  execute_process(COMMAND gzip -9nc ${generated}/${text} OUTPUT_FILE ${generated}/${text}.gz
                  COMMAND_ERROR_IS_FATAL ANY)
  install(FILES ${generated}/${text}.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
endforeach()
install(FILES packaging/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES packaging/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
        RENAME state-fin-ingest)

# ---- the tarball's libraries ----

install(CODE "
  set(program \"$<TARGET_FILE:state-fin-ingest>\")
  set(libraries ${private_libraries})
  set(licences ${CMAKE_INSTALL_DOCDIR}/libraries)
  include(\"${PROJECT_SOURCE_DIR}/cmake/PortableLibraries.cmake\")"
  COMPONENT libraries EXCLUDE_FROM_ALL)
