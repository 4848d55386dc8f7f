#!/usr/bin/env bash
# mdb-sql gives each row when it is asked for amounts above a limit.
#
# Expected: SELECT ... WHERE Amount > 1000 gives the rows above 1,000, or says that it cannot compare such a column.
# Seen (mdbtools 1.0.0 of Debian 12): on a Currency or a Decimal column the condition is passed over. All rows come,
#   refunds and rows without an amount too, with exit status 0; a line for each on standard error, addressed to the
#   authors of the program, is the only sign. On a Double column the same condition works.
# Why it matters: Access's own type for money is Currency, so it is just the amounts that cannot be asked for.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/Make.java" <<'JAVA'
import com.healthmarketscience.jackcess.*;
import java.io.File;
import java.math.BigDecimal;

public class Make {
  public static void main(String[] arguments) throws Exception {
    try (Database database = DatabaseBuilder.create(Database.FileFormat.V2010, new File("gifts.accdb"))) {
      Table gifts = new TableBuilder("Gifts")
          .addColumn(new ColumnBuilder("ID", DataType.LONG))
          .addColumn(new ColumnBuilder("AsCurrency", DataType.MONEY))
          .addColumn(new ColumnBuilder("AsDecimal", DataType.NUMERIC).setPrecision(18).setScale(2))
          .addColumn(new ColumnBuilder("AsDouble", DataType.DOUBLE))
          .toTable(database);
      int id = 0;
      for (String amount : new String[] {"2500.00", "-12.34", "100.00"}) {
        gifts.addRow(++id, new BigDecimal(amount), new BigDecimal(amount), Double.valueOf(amount));
      }
      gifts.addRow(++id, null, null, null);
    }
  }
}
JAVA

install_debian mdbtools=1.0.0+dfsg-1.1 libmdb3=1.0.0+dfsg-1.1 libmdbsql3=1.0.0+dfsg-1.1
cd "$work"
run_jackcess Make.java
ask() {
  local column
  mdb-sql --version
  for column in AsCurrency AsDecimal AsDouble; do
    echo "$column > 1000:"
    echo "SELECT ID, $column FROM Gifts WHERE $column > 1000" | mdb-sql -P -F -d '|' gifts.accdb 2>messages.txt
    echo "  exit status $?, messages: $(sort -u messages.txt)"
  done
}
compare ask <<'SEEN'
mdbtools v1.0.0
AsCurrency > 1000:

ID|AsCurrency
1|2500.0000
2|-12.3400
3|100.0000
4|
  exit status 0, messages: Calling mdb_test_sarg on unknown type.  Add code to mdb_test_sarg() for type 5
AsDecimal > 1000:

ID|AsDecimal
1|2500.00
2|-12.34
3|100.00
4|
  exit status 0, messages: Calling mdb_test_sarg on unknown type.  Add code to mdb_test_sarg() for type 16
AsDouble > 1000:

ID|AsDouble
1|2500
  exit status 0, messages: 
SEEN
