#!/usr/bin/env bash
# In a browser's DuckDB the sum of 3.50 and 3.75 is 725, beside an average of 3.625; so are amounts from parquet-wasm.
#
# Expected: 7.25, as DuckDB's client for Node gives it, or an object that cannot be taken for a number.
# Seen: DuckDB-Wasm 1.32.0 and parquet-wasm 0.8.0 hand decimals to apache-arrow, whose values are the whole number without
#   the scale: String(), Number() and JSON give 725. An average is a double and right. hyparquet 1.33.0 reads the same
#   Parquet file rightly. amount::DOUBLE in SQL avoids it.
# Why it matters: pages that show contributions use exactly these. Sums a hundred times too large look like money too.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/write.py" <<'PYTHON'
import duckdb
duckdb.sql("COPY (SELECT unnest([3.50, 3.75])::DECIMAL(14,2) AS amount) TO 'gifts.parquet' (COMPRESSION snappy)")
PYTHON
cat >"$work/read.mjs" <<'JAVASCRIPT'
import fs from 'node:fs';
import {createRequire} from 'node:module';
import {dirname} from 'node:path';
import {tableFromIPC} from 'apache-arrow';
import {asyncBufferFromFile, parquetReadObjects} from 'hyparquet';

const require = createRequire(import.meta.url);
const {readParquet} = require('parquet-wasm/node');
const duckdb = require('@duckdb/duckdb-wasm/blocking');

const sum = rows => rows.reduce((total, row) => total + Number(row.amount), 0);
const bytes = fs.readFileSync('gifts.parquet');
console.log('hyparquet', sum(await parquetReadObjects({file: await asyncBufferFromFile('gifts.parquet')})));
console.log('parquet-wasm', sum(tableFromIPC(readParquet(bytes).intoIPCStream()).toArray()));
const folder = dirname(require.resolve('@duckdb/duckdb-wasm')) + '/';
const modules = {mvp: {mainModule: folder + 'duckdb-mvp.wasm'}, eh: {mainModule: folder + 'duckdb-eh.wasm'}};
const db = await duckdb.createDuckDB(modules, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
await db.instantiate(() => {});
const connection = db.connect();
const ask = sql => String(connection.query(sql).toArray()[0].a);
const gifts = '(VALUES (3.50::DECIMAL(14,2)), (3.75)) t(amount)';
console.log('duckdb-wasm', ask('SELECT version() AS a'), 'sum', ask(`SELECT sum(amount) AS a FROM ${gifts}`), 'avg',
            ask(`SELECT avg(amount) AS a FROM ${gifts}`), 'as double', ask(`SELECT sum(amount)::DOUBLE AS a FROM ${gifts}`));
process.exit(0);
JAVASCRIPT

install_python duckdb duckdb==2.0.1
install_node hyparquet@1.33.0 parquet-wasm@0.8.0 apache-arrow@21.2.0 @duckdb/duckdb-wasm@1.32.0
cd "$work"
python_with duckdb write.py
compare node read.mjs <<'SEEN'
hyparquet 7.25
parquet-wasm 725
duckdb-wasm v1.4.3 sum 725 avg 3.625 as double 7.25
SEEN
