#!/usr/bin/env bash
# fflate's gunzipSync gives as many bytes of a .gz in parts as its last part has, taken from the first.
#
# Expected: all parts, as gzip, zlib in Node, pako and the browser's DecompressionStream give, or an error.
# Seen (fflate 0.8.3): the length is read from the last four bytes of the file, which belong to the last part, and the
#   first part is unpacked into that: 1,000 rows and 10 rows give the first ten. An empty last part, as `gzip
#   </dev/null` writes it, gives nothing: the file is empty, and no error is raised. Padding with zeros does the same.
#   The class Gunzip, which is fed in chunks, reads all parts, but takes the zeros for an error.
# Why it matters: it is a usual choice for pages that read an agency's .csv.gz in the browser, and the rows that come
#   look right.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.mjs" <<'JAVASCRIPT'
import {gzipSync, gunzipSync as nodeGunzip} from 'node:zlib';
import {gunzipSync, Gunzip} from 'fflate';
import * as pako from 'pako';

const rows = (letter, count) => Array.from({length: count}, (_, i) => `${letter}${i},1.00\n`).join('');
const files = {
  'one part': gzipSync(rows('A', 1000)),
  'two parts': Buffer.concat([gzipSync(rows('A', 1000)), gzipSync(rows('B', 10))]),
  'empty last part': Buffer.concat([gzipSync(rows('A', 1000)), gzipSync('')]),
  'zeros behind': Buffer.concat([gzipSync(rows('A', 1000)), Buffer.alloc(512)]),
};
const lines = bytes => Buffer.from(bytes).toString().split('\n').length - 1;
const inChunks = bytes => {
  const parts = [];
  const gunzip = new Gunzip(chunk => parts.push(Buffer.from(chunk)));
  gunzip.push(new Uint8Array(bytes), true);
  return Buffer.concat(parts);
};
const attempt = read => { try { return lines(read()); } catch (error) { return `error: ${error.message}`; } };
for (const [name, bytes] of Object.entries(files)) {
  console.log(`${name}: fflate ${attempt(() => gunzipSync(bytes))}, ` +
      `fflate in chunks ${attempt(() => inChunks(bytes))}, ` +
      `node ${attempt(() => nodeGunzip(bytes))}, pako ${attempt(() => pako.ungzip(bytes))} rows`);
}
JAVASCRIPT

install_node fflate@0.8.3 pako@3.0.3
cd "$work"
compare node read.mjs <<'SEEN'
one part: fflate 1000, fflate in chunks 1000, node 1000, pako 1000 rows
two parts: fflate 10, fflate in chunks 1010, node 1010, pako 1010 rows
empty last part: fflate 0, fflate in chunks 1000, node 1000, pako 1000 rows
zeros behind: fflate 0, fflate in chunks error: invalid gzip data, node 1000, pako 1000 rows
SEEN
