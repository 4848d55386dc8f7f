#!/usr/bin/env bash
# Python's access_parser multiplies Access amounts by ten thousand, and Decimals below a dollar by a hundred.
#
# Expected: a Currency of 250.00 is 250, a Decimal with two places of 0.05 is 0.05.
# Seen (access_parser 0.0.6): Currency comes as the number that is stored, 2500000. A Decimal (Numeric) comes as a
#   text: right for -12.34 and 100.00, but without a point when there are only decimals: 0.05 is '5', -0.50 is '-50',
#   0.25 is '25'. mdb-reader 3.2.0 and mdbtools give all of them rightly.
# Why it matters: the first kind is noticed, as all amounts are too large alike. The second is not: only the small ones
#   are a hundred times too large, a quarter as '25' between '100.00' and '-12.34'.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/Make.java" <<'JAVA'
import com.healthmarketscience.jackcess.*;
import java.io.File;
import java.math.BigDecimal;

public class Make {
  public static void main(String[] arguments) throws Exception {
    try (Database database = DatabaseBuilder.create(Database.FileFormat.V2000, new File("gifts.mdb"))) {
      Table gifts = new TableBuilder("Gifts")
          .addColumn(new ColumnBuilder("ID", DataType.LONG))
          .addColumn(new ColumnBuilder("Amount", DataType.MONEY))
          .addColumn(new ColumnBuilder("Share", DataType.NUMERIC).setPrecision(18).setScale(2))
          .toTable(database);
      int id = 0;
      for (String amount : new String[] {"250.00", "-12.34", "100.00", "0.05", "-0.50", "0.25", "0.00"}) {
        gifts.addRow(++id, new BigDecimal(amount), new BigDecimal(amount));
      }
    }
  }
}
JAVA
cat >"$work/read.py" <<'PYTHON'
import logging
logging.disable(logging.CRITICAL)
from importlib.metadata import version
from access_parser import AccessParser

gifts = AccessParser("gifts.mdb").parse_table("Gifts")
print("access_parser", version("access_parser"))
print("  Currency", gifts["Amount"])
print("  Decimal ", gifts["Share"])
PYTHON
cat >"$work/read.mjs" <<'JAVASCRIPT'
import {readFileSync} from 'node:fs';
import MDBReader from 'mdb-reader';

const rows = new MDBReader(readFileSync('gifts.mdb')).getTable('Gifts').getData();
console.log('mdb-reader');
console.log('  Currency', ...rows.map(row => row.Amount));
console.log('  Decimal ', ...rows.map(row => row.Share));
JAVASCRIPT

install_python access access_parser==0.0.6
install_node mdb-reader@3.2.0
cd "$work"
run_jackcess Make.java
read_them() {
  python_with access read.py
  node read.mjs
}
compare read_them <<'SEEN'
access_parser 0.0.6
  Currency [2500000, -123400, 1000000, 500, -5000, 2500, 0]
  Decimal  ['250.00', '-12.34', '100.00', '5', '-50', '25', '0']
mdb-reader
  Currency 250.0000 -12.3400 100.0000 0.0500 -0.5000 0.2500 0.0000
  Decimal  250.00 -12.34 100.00 0.05 -0.50 0.25 0.00
SEEN
