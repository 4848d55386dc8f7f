#!/usr/bin/env bash
# mdb-export writes 24:00:00 for the last half second of a day, and day 0 of a month for days before 1899-12-30.
#
# Expected: a time that is rounded to seconds is carried into the next day, or cut off; old days are written as they
#   are.
# Seen (mdbtools 1.0.0 of Debian 12, and its library libmdb): 1 March 2023, 23:59:59.999 comes out as "2023-03-01
#   24:00:00", which few programs read, and of those that do some put it at the end of the day and some at its
#   beginning. 12/31/1823 and 01/15/0203, as mistyped, are both "1900-01-00 00:00:00": a day that there is not, the
#   same for each, with exit status 0. Jackcess gives the moments back as they were written.
# Why it matters: times of day are fractions of a day in Access, so that reckoned ones often miss a second by a little.
#   And a mistyped year can only be put right by somebody who sees it.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/Make.java" <<'JAVA'
import com.healthmarketscience.jackcess.*;
import java.io.File;
import java.time.LocalDateTime;

public class Make {
  public static void main(String[] arguments) throws Exception {
    try (Database database = DatabaseBuilder.create(Database.FileFormat.V2010, new File("filed.accdb"))) {
      Table filed = new TableBuilder("Filed")
          .addColumn(new ColumnBuilder("ID", DataType.LONG))
          .addColumn(new ColumnBuilder("Filed", DataType.SHORT_DATE_TIME))
          .toTable(database);
      filed.addRow(1, LocalDateTime.of(2023, 3, 1, 23, 59, 59));
      filed.addRow(2, LocalDateTime.of(2023, 3, 1, 23, 59, 59, 999_000_000));
      filed.addRow(3, LocalDateTime.of(1823, 12, 31, 0, 0));
      filed.addRow(4, LocalDateTime.of(203, 1, 15, 0, 0));
      for (Row row : filed) System.out.println("Jackcess " + row.getInt("ID") + " " + row.getLocalDateTime("Filed"));
    }
  }
}
JAVA

install_debian mdbtools=1.0.0+dfsg-1.1 libmdb3=1.0.0+dfsg-1.1 libmdbsql3=1.0.0+dfsg-1.1
cd "$work"
read_them() {
  run_jackcess Make.java
  mdb-export --version
  mdb-export -T '%Y-%m-%d %H:%M:%S' filed.accdb Filed
}
compare read_them <<'SEEN'
Jackcess 1 2023-03-01T23:59:59
Jackcess 2 2023-03-01T23:59:59.999
Jackcess 3 1823-12-31T00:00
Jackcess 4 0203-01-15T00:00
mdbtools v1.0.0
ID,Filed
1,"2023-03-01 23:59:59"
2,"2023-03-01 24:00:00"
3,"1900-01-00 00:00:00"
4,"1900-01-00 00:00:00"
SEEN
