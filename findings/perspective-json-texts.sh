#!/usr/bin/env bash
# Perspective makes dates and numbers of JSON's texts: district "1-2" is in the year 1, and "N/A" among amounts is 0.
#
# Expected: JSON has numbers and texts, so "02108" in quotation marks is a text; only a CSV has to be guessed.
# Seen (@perspective-dev/client 5.5.1): a column's type is guessed from its first texts, in JSON and NDJSON as in a CSV.
#   "02108" becomes 2108, "5E2" becomes 500, "1-2" a day of the year 1, "1/2" one of 1900. "N/A", after texts that were
#   numbers, becomes 0: of "10", "12.50" and "N/A" the average is 7.5. The same values in a CSV give null, and 11.25.
# Why it matters: leading zeros are kept in JSON by quotation marks, that is the known remedy. The zeros in the average
#   cannot be told from gifts of nothing.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.mjs" <<'JAVASCRIPT'
const {default: perspective} = await import('@perspective-dev/client');

const day = value => new Date(value).toISOString().slice(0, 10);
const show = async (name, data, options) => {
  const table = await perspective.table(data, options), schema = await table.schema();
  const rows = await (await table.view()).to_json();
  const shown = (value, column) => schema[column] === 'date' && value !== null ? day(value) : value;
  console.log(name);
  for (const column of Object.keys(rows[0]))
    console.log(`  ${column}: ${schema[column]}`, JSON.stringify(rows.map(row => shown(row[column], column))));
  if (!('amount' in schema) || schema.amount === 'string') return;
  const mean = await table.view({group_by: ['name'], columns: ['amount'], aggregates: {amount: 'avg'}});
  console.log('  average', (await mean.to_json())[0].amount);
};
const codes = [{zip: '02108', district: '1-2', ward: '5E2', seat: '1/2'}];
const gifts = ['10', '12.50', 'N/A'].map(amount => ({name: 'Roe', amount}));
await show('JSON', codes);
await show('NDJSON', codes.map(row => JSON.stringify(row)).join('\n'), {format: 'ndjson'});
await show('JSON, amounts', gifts);
await show('CSV, amounts', 'name,amount\n' + gifts.map(row => `${row.name},${row.amount}\n`).join(''));
process.exit(0);
JAVASCRIPT

install_node @perspective-dev/client@5.5.1 @perspective-dev/server@5.5.1
cd "$work"
compare node read.mjs <<'SEEN'
JSON
  zip: integer [2108]
  district: date ["0001-01-31"]
  ward: float [500]
  seat: date ["1900-01-02"]
NDJSON
  zip: integer [2108]
  district: date ["0001-01-31"]
  ward: float [500]
  seat: date ["1900-01-02"]
JSON, amounts
  name: string ["Roe","Roe","Roe"]
  amount: float [10,12.5,0]
  average 7.5
CSV, amounts
  name: string ["Roe","Roe","Roe"]
  amount: float [10,12.5,null]
  average 11.25
SEEN
