# `cpack -G DEB` and `cpack -G TGZ`, by scripts/package.
set(CPACK_PACKAGE_NAME state-fin-ingest)
set(CPACK_PACKAGE_VENDOR "The state-fin-ingest contributors")
set(CPACK_PACKAGE_CONTACT "The state-fin-ingest contributors <contributors@state-fin-ingest.invalid>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "campaign contributions to state legislators, from file to database")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/cmake/PackageContents.cmake)
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
get_filename_component(duckdb_folder ${DuckDB_LIBRARY} DIRECTORY)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${duckdb_folder})
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_PACKAGE_DESCRIPTION
"Reads the raw files of contributions that the agencies of the states of the
USA publish, keeps what belongs to elections of the state's legislature, and
loads it, standardised and with every row accounted for, into a DuckDB file,
NDJSON, Elasticsearch or OpenSearch.
.
Nothing is replaced before a run is complete and verified. A state is a text
file that can be changed when the agency changes its files.")

set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_PACKAGE_FILE_NAME state-fin-ingest-${PROJECT_VERSION}-linux-${CMAKE_SYSTEM_PROCESSOR})

include(CPack)
