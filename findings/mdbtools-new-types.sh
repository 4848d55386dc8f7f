#!/usr/bin/env bash
# mdb-export leaves columns of Access's two newest types empty.
#
# Expected: a Large Number and a Date/Time Extended are written, or the table is refused.
# Seen (mdbtools 1.0.0 of Debian 12, and its library libmdb): the columns are in the header, and each of their cells is
#   empty, as if there were no value. The exit status is 0; standard error has a line for each cell that names the type
#   by its number. The columns beside are right. mdb-reader 3.2.0 reads both, the date as a text with points.
# Why it matters: Access can make a Large Number of SQL Server's and ODBC's bigint, the usual type of a transaction's
#   number. An empty id or date looks like a gap in the agency's data.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/Make.java" <<'JAVA'
import com.healthmarketscience.jackcess.*;
import java.io.File;
import java.time.LocalDateTime;

public class Make {
  public static void main(String[] arguments) throws Exception {
    try (Database database = DatabaseBuilder.create(Database.FileFormat.V2019, new File("gifts.accdb"))) {
      new TableBuilder("Gifts")
          .addColumn(new ColumnBuilder("ID", DataType.BIG_INT))
          .addColumn(new ColumnBuilder("Received", DataType.EXT_DATE_TIME))
          .addColumn(new ColumnBuilder("Contributor", DataType.TEXT))
          .toTable(database)
          .addRow(9007199254740993L, LocalDateTime.of(2023, 1, 15, 0, 0), "Ada Vale");
    }
  }
}
JAVA
cat >"$work/read.mjs" <<'JAVASCRIPT'
import {readFileSync} from 'node:fs';
import MDBReader from 'mdb-reader';

const row = new MDBReader(readFileSync('gifts.accdb')).getTable('Gifts').getData()[0];
console.log('mdb-reader', String(row.ID), row.Received, row.Contributor);
JAVASCRIPT

install_debian mdbtools=1.0.0+dfsg-1.1 libmdb3=1.0.0+dfsg-1.1 libmdbsql3=1.0.0+dfsg-1.1
install_node mdb-reader@3.2.0
cd "$work"
run_jackcess Make.java
read_them() {
  mdb-export --version
  mdb-export gifts.accdb Gifts 2>messages.txt
  echo "exit status $?"
  cat messages.txt
  node read.mjs
}
compare read_them <<'SEEN'
mdbtools v1.0.0
ID,Received,Contributor
,,"Ada Vale"
exit status 0
Warning: mdb_col_to_string called on unsupported data type 19.
Warning: mdb_col_to_string called on unsupported data type 20.
mdb-reader 9007199254740993 2023.01.15 00:00:00.000000000 Ada Vale
SEEN
