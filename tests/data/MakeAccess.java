// Writes receipts.mdb (Access 2000), receipts.accdb (Access 2010) and types.accdb (Access 2019), which the tests read
// packed by gzip.
// Run once, with Jackcess 4 (com.healthmarketscience.jackcess:jackcess) and what it depends on:
//
//   java -cp jackcess.jar:commons-lang3.jar:commons-logging.jar MakeAccess.java
//   gzip -9n receipts.mdb receipts.accdb types.accdb
//
// Everybody in it is invented.
import com.healthmarketscience.jackcess.*;
import java.io.File;
import java.math.BigDecimal;
import java.time.LocalDateTime;

public class MakeAccess {
  static Table receipts(Database database) throws Exception {
    return new TableBuilder("Receipts")
        .addColumn(new ColumnBuilder("ID", DataType.LONG))
        .addColumn(new ColumnBuilder("Received", DataType.SHORT_DATE_TIME))
        .addColumn(new ColumnBuilder("Amount", DataType.MONEY))
        .addColumn(new ColumnBuilder("Contributor", DataType.TEXT).setLengthInUnits(100))
        .addColumn(new ColumnBuilder("Memo", DataType.MEMO))
        .addColumn(new ColumnBuilder("Deleted", DataType.BOOLEAN))
        .addColumn(new ColumnBuilder("Share", DataType.DOUBLE))
        .addColumn(new ColumnBuilder("Picture", DataType.OLE))
        .toTable(database);
  }

  static void write(File file, Database.FileFormat format) throws Exception {
    try (Database database = DatabaseBuilder.create(format, file)) {
      Table receipts = receipts(database);
      receipts.addRow(1, LocalDateTime.of(2024, 3, 1, 0, 0), new BigDecimal("250.00"), "Peña, João", "a \"quoted\"\nmemo",
          false, 33.3, null);
      receipts.addRow(2, LocalDateTime.of(1998, 12, 31, 13, 45, 6), new BigDecimal("-12.3400"), "Ewan, Patrice",
          "x".repeat(6000), true, 0.1, new byte[] {1, 2, 3});
      receipts.addRow(3, LocalDateTime.of(2024, 1, 1, 0, 0), new BigDecimal("1.00"), "Gone, Long", null, false, 0.0, null);
      receipts.addRow(4, null, new BigDecimal("1000000.00"), null, null, false, null, null);
      for (Row row : receipts) {
        if (row.getInt("ID") == 3) receipts.deleteRow(row);
      }
      for (int i = 5; i < 400; ++i) {
        receipts.addRow(i, LocalDateTime.of(2024, 1 + i % 12, 1 + i % 28, 0, 0), new BigDecimal(i + ".25"),
            "Contributor " + i, "memo " + i, false, (double) i, null);
      }
      new TableBuilder("Filers")
          .addColumn(new ColumnBuilder("FilerID", DataType.LONG))
          .addColumn(new ColumnBuilder("Filer Name", DataType.TEXT))
          .toTable(database)
          .addRow(7, "Friends of Ada Vale");
    }
  }

  // Types that came with later versions, and a moment that is nearly the next day.
  static void writeTypes(File file) throws Exception {
    try (Database database = DatabaseBuilder.create(Database.FileFormat.V2019, file)) {
      Table table = new TableBuilder("Receipts")
          .addColumn(new ColumnBuilder("ID", DataType.BIG_INT))
          .addColumn(new ColumnBuilder("Received", DataType.SHORT_DATE_TIME))
          .addColumn(new ColumnBuilder("Amount", DataType.MONEY))
          .addColumn(new ColumnBuilder("Contributor", DataType.GUID))
          .addColumn(new ColumnBuilder("Memo", DataType.TEXT))
          .addColumn(new ColumnBuilder("Entered", DataType.EXT_DATE_TIME))
          .addColumn(new ColumnBuilder("Single", DataType.FLOAT))
          .addColumn(new ColumnBuilder("Double", DataType.DOUBLE))
          .addColumn(new ColumnBuilder("Doubled", DataType.MONEY).setCalculatedInfo("[Amount]*2"))
          .toTable(database);
      String guid = "{01234567-89AB-CDEF-0123-456789ABCDEF}";
      table.addRow(9007199254740993L, LocalDateTime.of(2024, 3, 1, 23, 59, 59, 997_000_000), new BigDecimal("5.00"),
          guid, "large", LocalDateTime.of(2024, 3, 1, 23, 59, 59, 999_999_900), 250.1f, 250.1, null);
      table.addRow(-2L, LocalDateTime.of(2024, 3, 1, 12, 59, 59, 997_000_000), new BigDecimal("6.00"), guid, "small",
          LocalDateTime.of(1998, 12, 31, 13, 45, 6), -12.34f, -0.1, null);
      table.addRow(3L, LocalDateTime.of(1899, 12, 29, 6, 0), new BigDecimal("7.00"), guid, "before day zero",
          LocalDateTime.of(1, 1, 1, 0, 0), 12500000f, 1234567890.12, null);
      table.addRow(4L, LocalDateTime.of(1899, 12, 30, 6, 0), new BigDecimal("7.00"), guid, "day zero", null, 3f, 0.07, null);
      table.addRow(5L, LocalDateTime.of(2024, 3, 1, 0, 0), new BigDecimal("7.00"), guid, "empty", null, null, null, null);
    }
  }

  public static void main(String[] arguments) throws Exception {
    write(new File("receipts.mdb"), Database.FileFormat.V2000);
    write(new File("receipts.accdb"), Database.FileFormat.V2010);
    writeTypes(new File("types.accdb"));
  }
}
