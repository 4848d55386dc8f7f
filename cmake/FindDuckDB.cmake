# DuckDB's C library: a system one (2.0 or newer) when it is installed, else the prebuilt one that
# scripts/setup puts into third_party/. Gives DuckDB::DuckDB, DuckDB_LIBRARY, DuckDB_IS_BUNDLED.
set(bundled ${PROJECT_SOURCE_DIR}/third_party/duckdb)

find_path(DuckDB_INCLUDE_DIR duckdb.h)
find_library(DuckDB_LIBRARY duckdb)
if(DuckDB_INCLUDE_DIR AND DuckDB_LIBRARY)
  # In the header since 2.0.
  file(STRINGS ${DuckDB_INCLUDE_DIR}/duckdb.h recent REGEX "DUCKDB_API_ALLOW_DEPRECATED")
  if(NOT recent)
    message(STATUS "The system's DuckDB is older than 2.0 and is not used")
    unset(DuckDB_INCLUDE_DIR CACHE)
    unset(DuckDB_LIBRARY CACHE)
  endif()
endif()
set(DuckDB_IS_BUNDLED OFF)
if(NOT DuckDB_INCLUDE_DIR OR NOT DuckDB_LIBRARY)
  set(DuckDB_IS_BUNDLED ON)
  find_path(DuckDB_INCLUDE_DIR duckdb.h PATHS ${bundled}/include NO_DEFAULT_PATH)
  find_library(DuckDB_LIBRARY duckdb PATHS ${bundled}/lib NO_DEFAULT_PATH)
elseif(DuckDB_LIBRARY MATCHES "^${bundled}")
  set(DuckDB_IS_BUNDLED ON)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB
  REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "Run scripts/setup, which fetches it")

if(DuckDB_FOUND AND NOT TARGET DuckDB::DuckDB)
  add_library(DuckDB::DuckDB SHARED IMPORTED)
  set_target_properties(DuckDB::DuckDB PROPERTIES
    IMPORTED_LOCATION ${DuckDB_LIBRARY} IMPORTED_NO_SONAME ON
    INTERFACE_INCLUDE_DIRECTORIES ${DuckDB_INCLUDE_DIR}
    INTERFACE_SYSTEM_INCLUDE_DIRECTORIES ${DuckDB_INCLUDE_DIR})
endif()
