#!/usr/bin/env bash
# mdb-export leaves out the last hyphen of a GUID, so that its keys match nothing.
#
# Expected: {12345678-1234-1234-1234-123456789012}, as Access shows it and Jackcess and mdb-reader read it.
# Seen (mdbtools 1.0.0 of Debian 12, and its library libmdb): {12345678-1234-1234-1234123456789012}. It is noticed
#   late: Python's uuid and DuckDB's cast to UUID take it as if it were right, but no comparison of texts does.
# Why it matters: Access databases that are replicated, or were SQL Server's, have GUIDs for keys. A gift that comes
#   from mdb-export and a committee that comes from the agency's JSON are never joined, unless both are cast to UUID.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/Make.java" <<'JAVA'
import com.healthmarketscience.jackcess.*;
import java.io.File;

public class Make {
  public static void main(String[] arguments) throws Exception {
    try (Database database = DatabaseBuilder.create(Database.FileFormat.V2010, new File("filers.accdb"))) {
      new TableBuilder("Filers")
          .addColumn(new ColumnBuilder("ID", DataType.GUID))
          .addColumn(new ColumnBuilder("Filer", DataType.TEXT))
          .toTable(database)
          .addRow("{12345678-1234-1234-1234-123456789012}", "Friends of Ada Vale");
    }
  }
}
JAVA
cat >"$work/read.mjs" <<'JAVASCRIPT'
import {readFileSync} from 'node:fs';
import MDBReader from 'mdb-reader';

console.log('mdb-reader', new MDBReader(readFileSync('filers.accdb')).getTable('Filers').getData()[0].ID);
JAVASCRIPT
cat >"$work/cast.py" <<'PYTHON'
import duckdb, subprocess, uuid

exported = subprocess.run(["mdb-export", "-H", "-Q", "filers.accdb", "Filers"], capture_output=True, text=True).stdout
text = exported.split(",")[0]
print("Python", uuid.UUID(text))
print("duckdb", duckdb.__version__, duckdb.execute("SELECT TRY_CAST(? AS UUID)", [text]).fetchall()[0][0])
PYTHON

install_debian mdbtools=1.0.0+dfsg-1.1 libmdb3=1.0.0+dfsg-1.1 libmdbsql3=1.0.0+dfsg-1.1
install_node mdb-reader@3.2.0
install_python duckdb duckdb==2.0.1
cd "$work"
run_jackcess Make.java
read_them() {
  mdb-export --version
  mdb-export filers.accdb Filers
  node read.mjs
  python_with duckdb cast.py
}
compare read_them <<'SEEN'
mdbtools v1.0.0
ID,Filer
"{12345678-1234-1234-1234123456789012}","Friends of Ada Vale"
mdb-reader 12345678-1234-1234-1234-123456789012
Python 12345678-1234-1234-1234-123456789012
duckdb 2.0.1 12345678-1234-1234-1234-123456789012
SEEN
