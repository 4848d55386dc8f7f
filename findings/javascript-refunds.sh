#!/usr/bin/env bash
# A tenth of a refund of $33.33 is $3.32, of the gift it is $3.33: libraries made for money round negative amounts otherwise.
#
# Expected: rounding differs from library to library, but a share of an amount and the same share of its refund cancel.
# Seen: money-math 2.6.3 makes 3.33 of ten percent of 33.33 and -3.32 of ten percent of -33.33, whose exact value, -3.333,
#   is nowhere near half a cent; it rounds towards zero and then adds a cent. -99.99 by half is -49.98. currency.js 2.0.4
#   rounds halves upwards, negative ones, too: half of 250.25 is 125.13, half of -250.25 is -125.12, and the sum of both
#   is 0.01. dinero.js 1.9.1 rounds halves to even, which cancels. All amounts have two decimals, as the libraries want.
# Why it matters: gifts to a joint committee are divided between candidates, and refunds of them likewise. A gift that
#   was returned in full leaves a cent with everyone, and balances that should be zero are not.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/divide.mjs" <<'JAVASCRIPT'
import fs from 'node:fs';
import currency from 'currency.js';
import Dinero from 'dinero.js';
import money from 'money-math';

const share = {
  'money-math': (cents, percent) => money.percent((cents / 100).toFixed(2), percent.toFixed(2)),
  'currency.js': (cents, percent) => currency(cents, {fromCents: true}).multiply(percent / 100).toString(),
  'dinero.js': (cents, percent) => Dinero({amount: cents}).percentage(percent).toFormat('0.00'),
};
for (const [name, of] of Object.entries(share)) {
  console.log(name, JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`)).version);
  for (const [cents, percent] of [[3333, 10], [9999, 50], [25025, 50], [10000, 25]])
    console.log(`  ${percent}% of ${(cents / 100).toFixed(2)}: ${of(cents, percent)}, of the refund: ${of(-cents, percent)}`);
}
console.log('currency.js, both:', currency(250.25).divide(2).add(currency(-250.25).divide(2)).toString());
JAVASCRIPT

install_node money-math@2.6.3 currency.js@2.0.4 dinero.js@1.9.1
cd "$work"
compare node divide.mjs <<'SEEN'
money-math 2.6.3
  10% of 33.33: 3.33, of the refund: -3.32
  50% of 99.99: 50.00, of the refund: -49.98
  50% of 250.25: 125.13, of the refund: -125.11
  25% of 100.00: 25.00, of the refund: -25.00
currency.js 2.0.4
  10% of 33.33: 3.33, of the refund: -3.33
  50% of 99.99: 50.00, of the refund: -49.99
  50% of 250.25: 125.13, of the refund: -125.12
  25% of 100.00: 25.00, of the refund: -25.00
dinero.js 1.9.1
  10% of 33.33: 3.33, of the refund: -3.33
  50% of 99.99: 50.00, of the refund: -50.00
  50% of 250.25: 125.12, of the refund: -125.12
  25% of 100.00: 25.00, of the refund: -25.00
currency.js, both: 0.01
SEEN
