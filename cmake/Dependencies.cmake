# What each library is for, and why this one: docs/architecture.md.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(CURL REQUIRED)
find_package(fmt REQUIRED)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(LIBMDB REQUIRED IMPORTED_TARGET libmdb)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(SIMDJSON REQUIRED IMPORTED_TARGET simdjson)
# Its flags choose what its classes look like: they must be those that Debian's library was built with.
pkg_check_modules(HTTPLIB REQUIRED IMPORTED_TARGET cpp-httplib)
find_library(ISAL_LIBRARY isal REQUIRED)
find_path(ISAL_INCLUDE_DIR isa-l/igzip_lib.h REQUIRED)
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h REQUIRED)
find_path(RAPIDJSON_INCLUDE_DIR rapidjson/writer.h REQUIRED)
find_path(CLI11_INCLUDE_DIR CLI/CLI.hpp REQUIRED)
find_package(DuckDB REQUIRED)

set(SFI_LIBRARIES PkgConfig::LIBZIP PkgConfig::RE2 PkgConfig::XXHASH
    PkgConfig::SIMDJSON PkgConfig::LIBXML2 PkgConfig::LIBMDB PkgConfig::XLSXWRITER PkgConfig::HTTPLIB ${ISAL_LIBRARY} fmt::fmt
    OpenSSL::Crypto CURL::libcurl DuckDB::DuckDB Threads::Threads)
