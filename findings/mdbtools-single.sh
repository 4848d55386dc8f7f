#!/usr/bin/env bash
# mdb-export writes 250.10001 for an amount of 250.10 in a column of type Single.
#
# Expected: the shortest text that gives the same Single again, 250.1, as Java writes it.
# Seen (mdbtools 1.0.0 of Debian 12, and its library libmdb): eight digits are written, one or two more than a Single
#   holds. So 0.1, 5.25 and 100.01 come out well, but 250.10 is 250.10001 and 1234.56 is 1234.5601.
# Why it matters: a program that takes amounts strictly, with at most two decimals, refuses some rows of such a column
#   and takes the others; one that does not gets sums that differ from Access's in the cents.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/Make.java" <<'JAVA'
import com.healthmarketscience.jackcess.*;
import java.io.File;

public class Make {
  public static void main(String[] arguments) throws Exception {
    try (Database database = DatabaseBuilder.create(Database.FileFormat.V2000, new File("gifts.mdb"))) {
      Table gifts = new TableBuilder("Gifts").addColumn(new ColumnBuilder("Amount", DataType.FLOAT)).toTable(database);
      for (float amount : new float[] {0.1f, 5.25f, 100.01f, 250.10f, 1234.56f}) gifts.addRow(amount);
      for (Row row : gifts) System.out.println("Jackcess " + row.getFloat("Amount"));
    }
  }
}
JAVA

install_debian mdbtools=1.0.0+dfsg-1.1 libmdb3=1.0.0+dfsg-1.1 libmdbsql3=1.0.0+dfsg-1.1
cd "$work"
read_them() {
  run_jackcess Make.java
  mdb-export --version
  mdb-export gifts.mdb Gifts
}
compare read_them <<'SEEN'
Jackcess 0.1
Jackcess 5.25
Jackcess 100.01
Jackcess 250.1
Jackcess 1234.56
mdbtools v1.0.0
Amount
0.1
5.25
100.01
250.10001
1234.5601
SEEN
