// DuckDB's C interface without what its makers are going to remove.
#pragma once

#define DUCKDB_API_NO_DEPRECATED
#include <duckdb.h>
