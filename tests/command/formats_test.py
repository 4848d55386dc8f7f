"""The same receipts in every format, alone and inside archives, give the same documents; and what is
wrong with such files is said. The numbers are those of the classes of bad input in the project's plan."""
import base64
import gzip
import io
import json
import struct
import warnings
import zipfile
import zlib

from support import ProgramTest, SOURCE

DEFINITION = """
[state]
language = 1
code = "zz"
name = "Zembla"
agency = "Office of Elections"

[input.receipts]
path = {path}
how = "Ask for it."

[layout.receipts]
{layout}

[table.receipts]
input = "receipts"
layout = "receipts"
{table}

[stream.contributions]
record = "contribs"
table = "receipts"
[stream.contributions.set]
contribution_id = "ID"
contribution_date = {{ date = ["%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y"], of = "Received" }}
amount = "Amount"
kind = {{ text = "monetary" }}
name = "Contributor"
memo = "Memo"
"filer.filer_id" = {{ text = "7" }}
"""

NAMES = ["ID", "Received", "Amount", "Contributor", "Memo"]
ROWS = [["1", "2024-03-01", "250.5", "Peña, João", "for & against"],
        ["2", "1998-12-31", "-12.34", "Ewan, Patrice", ""],
        ["30", "2024-02-29", "1000000", "Vale <Ada>", "x y"]]
PAGE = "<!DOCTYPE html><html><head><title>403 Forbidden</title></head><body>%s</body></html>"


def csv_text(rows=ROWS, names=NAMES, end="\n"):
    quoted = [names] + [[f'"{field}"' if "," in field else field for field in row] for row in rows]
    return "".join(",".join(row) + end for row in quoted)


def fixed_text(rows=ROWS, widths=(4, 12, 10, 16, 20)):
    return "".join("".join(field.ljust(width) for field, width in zip(row, widths)).rstrip() + "\n"
                   for row in [NAMES, *rows])


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def html_text(rows=ROWS):
    body = "".join("<tr>" + "".join(f"<td>{escaped(field)}</td>" for field in row) for row in rows)
    head = "".join(f"<th>{name}</th>" for name in NAMES)
    return (f"<html><head><meta charset='utf-8'><title>Search</title></head><body><table><tr><td>Menu<table><tr><td>Home</table>"
            f"</table><table border=1><tr>{head}</tr>{body}</table><table><tr><td>Page 1</table></body></html>")


def serial(day, from_1904=False):
    import datetime
    begin = datetime.date(1904, 1, 1) if from_1904 else datetime.date(1899, 12, 30)
    return str((datetime.date.fromisoformat(day) - begin).days)


def xlsx(rows=ROWS, from_1904=False, title=(), sheet_xml=None, shared_extra="", sheets=("Receipts",)):
    """A workbook as Excel writes it: shared and inline texts, dates as styled numbers."""
    shared, cells = [], []

    def text(value):
        if value not in shared:
            shared.append(value)
        return f't="s"><v>{shared.index(value)}</v>'

    lines = [[text(t)] for t in title] + [[text(name) for name in NAMES]]
    for row in rows:
        lines.append([f'><v>{row[0]}</v>', f's="1"><v>{serial(row[1], from_1904)}</v>',
                      f't="e"><v>{row[2]}</v>' if row[2].startswith("#") else f's="2"><v>{row[2]}</v>',
                      text(row[3]), f't="inlineStr"><is><t>{escaped(row[4])}</t></is>' if row[4] else None])
    for r, line in enumerate(lines, 1):
        cells.append(f'<row r="{r}">' + "".join(f'<c r="{"ABCDE"[c]}{r}" {cell}</c>'
                                              for c, cell in enumerate(line) if cell) + "</row>")
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = sheet_xml or f'<worksheet {main}><sheetData>{"".join(cells)}</sheetData></worksheet>'
    members = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{rel}"><workbookPr date1904="{int(from_1904)}"/><sheets>' + "".join(
            f'<sheet name="{name}" sheetId="{i}" r:id="rId{i}"/>' for i, name in enumerate(sheets, 1)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships>" + "".join(
            f'<Relationship Id="rId{i}" Type="{rel}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)) +
            f'<Relationship Id="rId8" Type="{rel}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId9" Type="{rel}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {main}><numFmts><numFmt numFmtId="164" formatCode="[$-409]d\\-mmm\\-yyyy;@"/>'
                         f'<numFmt numFmtId="165" formatCode="&quot;day &quot;0.00"/></numFmts>'
                         f'<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst {main}>' + "".join(
            f"<si><r><t>{escaped(t[:2])}</t></r><r><t>{escaped(t[2:])}</t></r><rPh><t>xx</t></rPh></si>" for t in shared) + shared_extra + "</sst>",
    }
    for i in range(1, len(sheets) + 1):
        members[f"xl/worksheets/sheet{i}.xml"] = sheet if i == len(sheets) else f"<worksheet {main}><sheetData/></worksheet>"
    return zipped({name: text.encode() for name, text in members.items()})


def with_parts(workbook, parts):
    """The workbook with other parts in place of its own."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return zipped({**{name: archive.read(name) for name in archive.namelist()}, **parts})


def xls_text(value):
    return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")


def xls_cell(row, column, value):
    """Records of BIFF8 for one cell; a number of style 1 is a date, a tuple a formula's result."""
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, tuple):
        kind, result = value
        number = {"text": b"\0\0\0\0\0\0\xff\xff", "error": b"\2\0\x17\0\0\0\xff\xff"}.get(kind)
        flags = 3 if kind == "uncomputed" else 0
        formula = (0x06, place + (number or struct.pack("<d", result)) + struct.pack("<HIH", flags, 0, 0))
        if kind != "text":
            return [formula]
        # The text of a formula goes on in further records beyond 8,224 bytes.
        text = xls_text(result)
        pieces = [text[:8223]] + [b"\1" + text[at:at + 8222] for at in range(8223, len(text), 8222)]
        return [formula] + [(0x207 if i == 0 else 0x3C, piece) for i, piece in enumerate(pieces)]
    if isinstance(value, str):
        return [(0x204, place + xls_text(value))]
    date = isinstance(value, complex)
    return [(0x203, struct.pack("<HHHd", row, column, int(date), value.real))]


def xls(rows, hidden=(), sheets=("Receipts",)):
    """An old workbook; `rows` are those of its last sheet, a complex number is a date."""
    def records(*list_):
        return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in list_)
    begin, end = (0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)), (0x0A, b"")
    styles = [(0xE0, struct.pack("<HH", 0, format_) + bytes(16)) for format_ in (0, 22)]
    cells = [record for r, row in enumerate(rows) for c, value in enumerate(row) for record in xls_cell(r, c, value)]
    bodies = [records(begin, *(cells if i == len(sheets) - 1 else []), end) for i in range(len(sheets))]
    def globals_(at):
        entries = []
        for name, body in zip(sheets, bodies):
            entries.append((0x85, struct.pack("<IBBBB", at, int(name in hidden), 0, len(name), 0) + name.encode()))
            at += len(body)
        return records(begin, *entries, *styles, end)
    stream = (globals_(len(globals_(0))) + b"".join(bodies)).ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    def entry(name, kind, start, size):
        text = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB3i", 2 * len(name) + 2, kind, 1, -1, -1, 1)
        return text + bytes(36) + struct.pack("<iII", start, size, 0)
    tables = -(-(sectors + 1) // 127)
    numbers = [-2] + list(range(2, sectors + 1)) + [-2] + [-3] * tables
    table = struct.pack(f"<{len(numbers)}i", *numbers).ljust(512 * tables, b"\xff")
    header = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10) +
              struct.pack("<IiIIiIiI", tables, 0, 0, 4096, -2, 0, -2, 0) +
              struct.pack(f"<{tables}i", *range(sectors + 1, sectors + 1 + tables))).ljust(512, b"\xff")
    directory = entry("Root Entry", 5, -2, 0) + entry("Workbook", 2, 1, len(stream)) + bytes(256)
    return header + directory + stream.ljust(512 * sectors, b"\0") + table


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", compression) as archive:
        warnings.simplefilter("ignore")
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def xlsx_in(encoding, name):
    """A workbook whose sheet is in this encoding; `name` is the first name."""
    rows = [NAMES, ["1", "2024-03-01", "5", "MARK", ""], *([str(i), "2024-03-01", "5", f"Vale {i}", ""] for i in range(2, 5002))]
    cells = "".join(f'<row r="{r}">' + "".join(f'<c t="inlineStr"><is><t>{field}</t></is></c>' for field in row) + "</row>"
                    for r, row in enumerate(rows, 1))
    sheet = f'<?xml version="1.0" encoding="{encoding}"?><worksheet><sheetData>{cells}</sheetData></worksheet>'
    plain = encoding.replace("utf-16", "utf-16-le")
    mark = b"\xff\xfe" if plain != encoding else b""
    data = mark + sheet.encode(plain).replace("MARK".encode(plain), name)
    members = {info: zipfile.ZipFile(io.BytesIO(xlsx())).read(info) for info in zipfile.ZipFile(io.BytesIO(xlsx())).namelist()}
    return zipped({**members, "xl/worksheets/sheet1.xml": data})


class Formats(ProgramTest):
    def define(self, path='"*"', layout="", table=""):
        self.write("mine/zz/ingestor.toml", DEFINITION.format(path=path, layout=layout, table=table))

    def give_file(self, data, name):
        folder = self.folder / "input/zz"
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        (folder / name).write_bytes(data)

    def read(self, data, name, *arguments, code=0, **definition):
        """(documents, summary, messages) of the file."""
        self.give_file(data, name)
        self.define(**definition)
        got, out, err = self.run_program("ingest", "zz", "--definitions", "mine", "--sink", "ndjson", "--output",
                                         "out.ndjson", "--json", "--max-rejects", "100%", *arguments)
        self.assertEqual(got, code, err)
        documents = []
        if code == 0:
            text = (self.folder / "out.contribs.ndjson").read_text()
            documents = [json.loads(line) for line in text.splitlines()]
        return documents, json.loads(out)["states"][0] if out else None, err

    def check_same(self, data, name, **definition):
        documents, _, _ = self.read(data, name, **definition)
        self.assertEqual([[d["contribution_id"], d["contribution_date"][:10], d["amount"], d["name"], d["memo"]] for d in documents],
                         [[row[0], row[1], float(row[2]), row[3], row[4]] for row in ROWS])
        return documents

    def check_refused(self, data, name, *messages, **definition):
        _, _, err = self.read(data, name, code=3, **definition)
        for message in messages:
            self.assertIn(message, err)
        return err


FORMS = {
    "receipts.csv": lambda: csv_text().encode(),
    "receipts.json": lambda: json.dumps([dict(zip(NAMES, row)) for row in ROWS]).encode(),
    "receipts.html.xls": lambda: html_text().encode(),
    "receipts.xlsx": xlsx,
}


class Dialects(Formats):
    """Ways of writing delimited text, beside those that the states' own tests have."""

    def written(self, header, *rows, **definition):
        documents, summary, _ = self.read(("\n".join([header, *rows]) + "\n").encode(), "receipts.csv", **definition)
        return [document["name"] for document in documents], summary["types"]["contribs"]["rejected"]

    def test_escaped_quotes(self):
        rows = [r'1,2024-03-01,5,"Ewan \"Ed\", Patrice",x', r'2,2024-03-01,5,"C:\\",x', r'3,2024-03-01,5,"a\b",x']
        names, rejected = self.written(",".join(NAMES), *rows, layout='escape_char = "\\\\"')
        self.assertEqual((names, rejected), (['Ewan "Ed", Patrice', "C:\\", "a\\b"], {}))

    def test_escaped_quotes_where_the_same_character_also_ends_values(self):
        rows = [r'1,2024-03-01,5,"1.5\" rod, long",x', r'2,2024-03-01,5,"ends so\",x']
        names, rejected = self.written(",".join(NAMES), *rows, layout='mode = "lenient"\nescape_char = "\\\\"')
        self.assertEqual((names, rejected), (['1.5" rod, long', "ends so\\"], {}))

    def test_texts_written_for_excel(self):
        note = "receipts.csv: values of 'ID', 'Memo' are written for Excel, as =\"00501\"; 'excel_text = true' in the layout reads them as 00501."
        rows = [f'="000{i}",2024-03-01,5,Ewan,{memo}' for i, memo in enumerate(('="00501"', '"=""0,1"""', "", '="7'), 1)]
        text = ("\n".join([",".join(NAMES), *rows]) + "\n").encode()
        read = {"false": ['="0001"', '="0002"', '="0003"', '="0004"', '="00501"', '="0,1"', "", '="7'],
                "true": ["0001", "0002", "0003", "0004", "00501", "0,1", "", '="7']}
        for mode in ("rfc", "lenient"):
            for key, values in read.items():
                documents, _, err = self.read(text, "receipts.csv", layout=f'mode = "{mode}"\nexcel_text = {key}')
                self.assertEqual([d["contribution_id"] for d in documents] + [d["memo"] for d in documents], values)
                self.assertEqual(note in err, key == "false", err)
        _, _, err = self.read(csv_text().encode(), "receipts.csv")
        self.assertNotIn("written for Excel", err)

    def test_blanks_behind_delimiters(self):
        rows = ['1, 2024-03-01, 5, "Ewan, Patrice", x', '2, 2024-03-01, 5,   "Vale ""V"" Ada", x']
        names, rejected = self.written(", ".join(NAMES), *rows, layout="skip_initial_space = true\ntrim = false")
        self.assertEqual((names, rejected), (["Ewan, Patrice", 'Vale "V" Ada'], {}))

    def test_lines_above_the_header(self):
        header = ["Receipts, as of \"March", "", ",".join(NAMES)]
        names, rejected = self.written(*header, "1,2024-03-01,5,Ewan,x", layout="skip_lines = 2")
        self.assertEqual((names, rejected), (["Ewan"], {}))

    def test_lines_of_a_header_that_names_nothing_right(self):
        documents, _, _ = self.read(b"ID,Date\n,received\n1,2024-03-01,5,Ewan,x\n", "receipts.csv",
                                    layout="skip_lines = 2\nheader = false", table=f"columns = {NAMES}")
        self.assertEqual([(d["name"], d["source"]["line"]) for d in documents], [("Ewan", 3)])

    def test_fewer_lines_than_are_skipped(self):
        self.check_refused(b"ID,Date\n1,2\n", "receipts.csv", "receipts.csv: ends within the 3 lines that the "
                           "layout's 'skip_lines' skips.", layout="skip_lines = 3")


class SameRows(Formats):
    def test_each_format_alone_and_packed(self):
        for name, make in FORMS.items():
            with self.subTest(name):
                data = make()
                self.check_same(data, name)
                self.check_same(gzip.compress(data), name + ".gz", table=f'members = "{name}"')
                self.check_same(zipped({"notes.txt": b"?", f"2024/{name}": data}), "all.zip", table=f'members = "{name}"')
                self.check_same(zipped({"in.zip": zipped({name: data, "b.pdf": b"%PDF-1.4"})}), "all.zip",
                                table=f'members = "{name}"')
                documents = self.check_same(zipped({name + ".gz": gzip.compress(data)}), "all.zip", table=f'members = "{name}"')
                self.assertEqual(documents[0]["source"]["file"], f"all.zip/{name}.gz")

    def test_fixed_width(self):
        layout = "widths = [4, 12, 10, 16, 20]\npad_short_rows = true"
        documents = self.check_same(fixed_text().encode(), "receipts.txt", layout=layout)
        self.assertEqual([d["source"]["line"] for d in documents], [2, 3, 4])
        # Without a header the table names the columns; widths are characters in every encoding.
        bare = fixed_text().split("\n", 1)[1].encode("latin-1")
        self.check_same(bare, "receipts.txt", layout=layout + '\nheader = false\nencoding = "latin-1"',
                        table=f"columns = {json.dumps(NAMES)}")
        _, summary, _ = self.read(fixed_text([["1", "2024-03-01", "5", "A", "m" * 25], ["2"]]).encode(), "receipts.txt",
                                  layout="widths = [4, 12, 10, 16, 20]")
        self.assertEqual(summary["types"]["contribs"]["rejected"], {"field_count": 2})
        long = fixed_text([ROWS[0], ["2", "2024-03-01", "5", "A", "m" * (2 << 20)], ROWS[2]]).encode()
        documents, summary, _ = self.read(long, "receipts.txt", layout=layout)
        self.assertEqual([d["source"]["line"] for d in documents], [2, 4])
        self.assertEqual(summary["types"]["contribs"]["rejected"], {"row_too_long": 1})
        self.give_file(b"", "receipts.txt")
        self.define(layout="widths = [4, 12]\nheader = false", table='columns = ["ID"]')
        self.assertIn("names 1 columns, but the layout 'receipts' has 2 widths",
                      self.refuse(3, "check", "zz", "--definitions", "mine"))

    def test_workbook_with_titles_and_several_sheets(self):
        data = xlsx(title=("Receipts of 2024", "as of today"), sheets=("Notes", "Receipts"))
        documents = self.check_same(data, "r.xlsx", layout='header = "search"', table='sheet = "receipts"')
        self.assertEqual([d["source"]["line"] for d in documents], [4, 5, 6])
        self.check_same(data, "r.xlsx", layout='header = "search"', table="sheet = 2")
        self.check_refused(data, "r.xlsx", "it has no sheet 'Income', but 'Notes', 'Receipts'", table='sheet = "Income"')

    def test_gzip_of_several_streams(self):
        text = csv_text().encode()
        self.check_same(gzip.compress(text[:30]) + gzip.compress(text[30:]) + bytes(512), "receipts.csv.gz")

    def test_html_cells_that_span(self):
        page = (f"<table><tr>{''.join(f'<th>{n}' for n in NAMES)}<tr><td>1<td rowspan=2>2024-03-01<td>5<td colspan=2>A&nbsp;&nbsp;B<br>C"
                "<tr><td>2<td>6<td>D<td>m<script>no</script></table>")
        documents, _, _ = self.read(page.encode(), "list.xls")
        self.assertEqual([(d["contribution_date"][:10], d["name"], d["memo"]) for d in documents],
                         [("2024-03-01", "A B C", ""), ("2024-03-01", "D", "m")])

    def test_html_footnotes_are_not_read_as_a_part_of_the_figure(self):
        """1250 with the mark of footnote 2 is not 12502."""
        def page(*rows):
            body = "".join("<tr>" + "".join(f"<td>{field}</td>" for field in row) + "</tr>" for row in [NAMES, *rows])
            return f"<html><body><table>{body}</table></body></html>".encode()

        for amount in ("1,250<sup>2</sup>", "1250 <sup>2</sup>", '1,250<sup><a href="#fn">[2]</a></sup>', "<sup>*</sup>1250",
                       "<sup>a</sup>1,250", "1250<sub>2</sub>", "1250<sup>†</sup>", "1250<sup>1</sup><sup>,</sup><sup>2</sup>"):
            with self.subTest(amount):
                documents, _, err = self.read(page(["1", "2024-03-01", amount, "A", "m"]), "list.xls")
                self.assertEqual([d["amount"] for d in documents], [1250])
                self.assertIn("left out of its cells, the first in row 2.", err)
        for amount in ("<sup>2</sup>", "1250<sup>bis</sup>"):
            _, summary, _ = self.read(page(["1", "2024-03-01", amount, "A", "m"]), "list.xls")
            self.assertEqual(summary["types"]["contribs"]["rejected"], {"bad_amount": 1})
        documents, _, err = self.read(page(["1", "2024-03-01", "5", "21<sup>st</sup> Century", "H<sub>2</sub>O"]), "list.xls")
        self.assertEqual([(d["name"], d["memo"]) for d in documents], [("21st Century", "H2O")])
        self.assertNotIn("left out", err)
        marked = page(["1", "2024-03-01", "5", "A<sup>1</sup>", "m"], ["2", "2024-03-01", "5", "B<sup>1</sup>", "m"])
        documents, _, err = self.read(marked.replace(b"<td>Memo", b"<td>Memo<sup>3</sup>"), "list.xls")
        self.assertEqual([(d["name"], d["memo"]) for d in documents], [("A", "m"), ("B", "m")])
        self.assertIn("list.xls: 2 footnote marks (<sup>) were left out of its cells, the first in row 2.", err)

    def test_html_tables_that_are_not_read_are_noted(self):
        page = html_text()
        documents, _, err = self.read(page.encode(), "list.xls")
        self.assertNotIn("not read", err)
        table = page[page.index("<table border=1>"):page.index("<table><tr><td>Page 1")]
        _, _, err = self.read(page.replace(table, table + table).encode(), "list.xls")
        self.assertIn("list.xls: table 3 of the page is read; table 4 names the columns too, and is not read.", err)
        self.assertEqual(len(documents), len(ROWS))

    def test_a_part_of_a_page_is_html(self):
        page = html_text()
        table = page[page.index("<table border=1>"):page.index("<table><tr><td>Page 1")]
        for part in (table, f"\r\n<div>\r\n\t{table}</div>", f"<style>.text {{ mso-number-format:\\@; }}</style><div>{table}</div>"):
            documents, _, _ = self.read(part.encode(), "list.xls")
            self.assertEqual(len(documents), len(ROWS))

    def test_html_line_breaks_that_can_be_split(self):
        row = ["1", "2024-03-01", "5", "Ada Vale<br>12 Main St<BR/>Olathe KS", "<br>Clerk<br><br>"]
        body = "".join("<tr>" + "".join(f"<td>{field}</td>" for field in cells) + "</tr>" for cells in (NAMES, row))
        page = f"<html><body><table>{body}</table></body></html>".encode()
        documents, _, _ = self.read(page, "list.xls", layout='line_break = " | "')
        self.assertEqual([(d["name"], d["memo"]) for d in documents], [("Ada Vale | 12 Main St | Olathe KS", "| Clerk")])
        documents, _, _ = self.read(page, "list.xls")
        self.assertEqual([(d["name"], d["memo"]) for d in documents], [("Ada Vale 12 Main St Olathe KS", "Clerk")])

    def test_html_page_of_labels_and_values(self):
        spans = ('<table><tr><td>Menu</td><td>Home</td></tr></table><p>Filer <span id="ID">1</span> of <span id="Received">2024-03-01</span>'
                 '<table><tr><td>Amount:</td><td><b>1,250.00</b></td></tr><tr><td>Contributor<td>Peña, <a href="x">João</a></tr></table>'
                 "<dl><dt>Memo :</dt><dd>first<br>second</dd></dl><span id='Unused'></span>")
        nested = ("<table><tr><td><table><tr><th>ID</th><td>1</td></tr><tr><th>Received</th><td>2024-03-01</td></tr></table></td>"
                  "<td><table><tr><td>Amount<td>1250<tr><td>Contributor<td>Peña, João</table></td><td></td></tr></table>"
                  "<label>Memo</label><input id='Memo' value='first second'>")
        for body in (spans, nested):
            page = f"<html><head><meta charset='utf-8'><title>Filer</title></head><body>{body}</body></html>".encode()
            documents, summary, _ = self.read(page, "filer.html", layout="label_pairs = true")
            self.assertEqual([(d["contribution_id"], d["contribution_date"][:10], d["amount"], d["name"], d["memo"]) for d in documents],
                             [("1", "2024-03-01", 1250, "Peña, João", "first second")])
            self.assertEqual(summary["types"]["contribs"]["read"], 1)
        documents, _, _ = self.read(page.replace(b"first second", b"x"), "filer.html", layout='label_pairs = true\nline_break = "; "')
        self.assertEqual([d["memo"] for d in documents], ["x"])
        documents, _, _ = self.read(spans.encode().join([b"<html>", b"</html>"]), "a.html", layout='label_pairs = true\nline_break = "; "')
        self.assertEqual([d["memo"] for d in documents], ["first; second"])
        self.check_refused((PAGE % "<span id=Error>Blocked</span>").encode(), "filer.html", 'with the title "403 Forbidden"',
                           "it has no labels 'Amount', 'Contributor', 'ID', 'Memo', 'Received'", layout="label_pairs = true")

    def test_json_rows_by_their_path(self):
        rows = [dict(zip(NAMES, row)) for row in ROWS]
        for data, path in (({"data": {"total": 3, "items": rows}}, '"data.items"'), ({"d": json.dumps({"Table": rows})}, '"d.Table"'),
                           ({"house": rows[:1], "senate": rows[1:], "log": [{"x": 1}]}, '["house", "senate"]'),
                           ([{"items": rows[:2]}, {"items": rows[2:]}], '"items"'),
                           ({"house": rows[:1], "senate": rows[1:]}, '"*"'), (rows, '"*"')):
            with self.subTest(path):
                self.check_same(json.dumps(data).encode(), "r.json", layout=f"row_path = {path}")
        self.check_refused(json.dumps({"house": rows[:1], "senate": rows[1:]}).encode(), "r.json",
                           "r.json: has several lists of objects: 'house', 'senate'.", 'row_path = "house"', 'or "*" if all do')
        self.check_refused(json.dumps({"status": "busy", "data": {"items": rows}}).encode(), "r.json",
                           "r.json: is one object without a list of rows; it has the keys 'status', 'data'.", "Say with 'row_path'")
        self.check_refused(json.dumps({"data": {"rows": rows}}).encode(), "r.json", "'data' has no 'items', but the keys 'rows'.",
                           layout='row_path = "data.items"')
        # One row of an agency's own form, whose lists are empty or nested.
        self.check_same("\n".join(json.dumps({**row, "tags": []}) for row in rows).encode(), "r.json")

    def test_keys_of_one_format(self):
        for layout, message in (('row_path = "a..b"', "'row_path' must be names with dots between, such as \"data.items\", not \"a..b\"."),
                                ('row_path = "a"\nformat = "html"', "'row_path' counts for format = \"json\" only."),
                                ('label_pairs = true\nformat = "text"', "'label_pairs' counts for format = \"html\" only."),
                                ('line_break = ""', "'line_break' must not be empty."),
                                ("repair = { edit_lines = ['x'] }", "'edit_lines' must be a list of tables with 'match' and 'replace'."),
                                ("repair = { edit_lines = [{ match = 'a', replace = '\\1' }] }", "'replace' is not a valid text for the groups of 'match'")):
            self.define(layout=layout)
            self.assertIn(message, self.refuse(3, "check", "zz", "--definitions", "mine"))

    def test_access_database(self):
        for name in ("receipts.mdb", "receipts.accdb"):
            packed = (SOURCE / "tests/data" / f"{name}.gz").read_bytes()
            data = gzip.decompress(packed)
            for given, file in ((data, name), (packed, name + ".gz"), (zipped({name: data}), "all.zip")):
                with self.subTest(file):
                    documents, summary, err = self.read(given, file, table='members = "Receipts"')
                    self.assertEqual(summary["types"]["contribs"]["read"], 398)
                    self.assertEqual(documents[0]["source"]["file"].split("/")[-1], "Receipts")
                    first, second, third = documents[:3]
                    self.assertEqual((first["contribution_date"][:10], first["amount"], first["name"], first["memo"]),
                                     ("2024-03-01", 250, "Peña, João", 'a "quoted"\nmemo'))
                    self.assertEqual((second["contribution_date"][:10], second["amount"], len(second["memo"])),
                                     ("1998-12-31", -12.34, 6000))
                    self.assertEqual((third["contribution_id"], third["name"], third["amount"]), ("4", "", 1000000))
                    self.assertNotIn("may be damaged", err)
            self.check_refused(data, name, "holds 2 tables: Receipts, Filers.", "Say with 'members'")

    def test_access_types_of_later_versions_and_the_last_moment_of_a_day(self):
        data = gzip.decompress((SOURCE / "tests/data/types.accdb.gz").read_bytes())
        guid = "{01234567-89AB-CDEF-0123-456789ABCDEF}"
        values = []
        for column in ("Received", "Entered", "Single", "Double"):
            definition = DEFINITION.replace('memo = "Memo"', f'memo = "{column}"').replace('of = "Received"', 'of = "Received", otherwise = "blank"')
            self.give_file(data, "r.accdb")
            self.write("mine/zz/ingestor.toml", definition.format(path='"*"', layout="", table=""))
            _, err = self.succeed("ingest", "zz", "--definitions", "mine", "--sink", "ndjson", "--output", "out.ndjson", "--quiet")
            self.assertEqual(err, "")
            documents = [json.loads(line) for line in (self.folder / "out.contribs.ndjson").read_text().splitlines()]
            self.assertEqual([(d["contribution_id"], d["name"]) for d in documents],
                             [("9007199254740993", guid), ("-2", guid), ("3", guid), ("4", guid), ("5", guid)])
            values.append([d["memo"] for d in documents])
        received, entered, single, double = values
        self.assertEqual(received, ["2024-03-01 23:59:59", "2024-03-01 12:59:59", "1899-12-29 06:00:00", "1899-12-30 06:00:00", "2024-03-01"])
        self.assertEqual(entered, ["2024-03-01 23:59:59", "1998-12-31 13:45:06", "0001-01-01", "", ""])
        self.assertEqual(single, ["250.1", "-12.34", "12500000", "3", ""])
        self.assertEqual(double, ["250.1", "-0.1", "1234567890.12", "0.07", ""])

    def test_access_column_that_cannot_be_read(self):
        for name, members, column, what in (("receipts", 'members = "Receipts"', "Picture", "an OLE object"),
                                            ("types", "", "Doubled", "calculated by Access")):
            self.give_file(gzip.decompress((SOURCE / f"tests/data/{name}.accdb.gz").read_bytes()), "r.accdb")
            self.write("mine/zz/ingestor.toml", DEFINITION.replace('memo = "Memo"', f'memo = "{column}"').format(
                path='"*"', layout="", table=members))
            err = self.refuse(3, "ingest", "zz", "--definitions", "mine", "--sink", "ndjson", "--output", "out.ndjson")
            self.assertIn(f"r.accdb/Receipts: the column '{column}' is {what}, which cannot be read.", err)

    def test_first_line_that_tells_the_delimiter(self):
        documents = self.check_same(b"\xef\xbb\xbfsep=,\r\n" + csv_text().encode(), "receipts.csv")
        self.assertEqual([d["source"]["line"] for d in documents], [3, 4, 5])
        semicolons = "\n".join(";".join(row) for row in [NAMES, *ROWS]) + "\n"
        self.check_same(b"sep=;\n" + semicolons.encode(), "receipts.csv")
        self.check_same(b'"sep=,"\n' + csv_text().encode(), "receipts.csv", layout="skip_lines = 1")

    def test_format_can_be_demanded(self):
        self.check_same(csv_text().encode(), "receipts.csv", layout='format = "text"')
        self.check_refused(csv_text().encode(), "receipts.csv",
                           "should be an Excel workbook, as the layout 'receipts' says, but is a text file",
                           layout='format = "workbook"')


class BadInput(Formats):
    def test_error_pages(self):
        """4: an error or login page under the name of the data."""
        for page in (PAGE % "Blocked", PAGE % "<table><tr><td>Log in<td>Name</table>"):
            for name in ("receipts.csv", "receipts.xls", "receipts.zip"):
                self.check_refused(page.encode(), name, 'is an HTML page with the title "403 Forbidden", not the agency\'s data',
                                   "An error or login page was probably saved under this name")
        err = self.check_refused((PAGE % "<table><tr><td>Log in<td>Name</table>").encode(), "receipts.xls")
        self.assertIn("none of its 1 table names the columns 'Amount', 'Contributor', 'ID', 'Memo', 'Received'", err)
        self.check_refused(zipped({"receipts.csv": (PAGE % "").encode()}), "all.zip", "all.zip/receipts.csv: is an HTML page")

    def test_another_format_than_the_name_says(self):
        """5: a .csv that is a zip, an .xls that is HTML or tabs."""
        self.check_same(zipped({"receipts.csv": csv_text().encode()}), "receipts.csv")
        self.check_same(html_text().encode(), "receipts.xls")
        self.check_same(csv_text(ROWS).replace('"', "").replace(",", "\t").replace("\t ", ", ").encode(), "receipts.xls",
                        layout='delimiter = "\\t"')
        for data, what in ((b"%PDF-1.7 ...", "a PDF document"), (b"Rar!\x1a\x07\x01\x00", "a RAR archive"),
                           (b"\xfd7zXZ\x00\x00", "an xz file"), (bytes(range(8)) * 100, "a binary file of unknown kind")):
            self.check_refused(data, "receipts.csv", f"but is {what}.")

    def test_cut_off_archives(self):
        """6: truncated zip and gzip."""
        big = csv_text([[str(i), "2024-03-01", f"{i * 7919 % 10007}.25", f"Name {i * 31 % 977}", ""] for i in range(20000)]).encode()
        self.check_refused(zipped({"receipts.csv": big})[:-5000], "all.zip", "the archive is cut off: its directory", "was probably broken off")
        self.check_refused(gzip.compress(big)[:-5000], "receipts.csv.gz", "receipts.csv.gz: the compressed data ends in the middle")
        self.assertFalse((self.folder / "out.contribs.ndjson").exists())

    def test_wrong_checksums(self):
        """7: the member is named."""
        data = bytearray(gzip.compress(csv_text().encode()))
        data[-8] ^= 1
        self.check_refused(bytes(data), "receipts.csv.gz", "receipts.csv.gz: the checksum at its end is wrong.")
        inner = bytearray(zipped({"receipts.csv": csv_text().encode()}))
        inner[inner.rindex(b"receipts.csv") - 30] ^= 1
        self.check_refused(zipped({"in.zip": bytes(inner)}), "all.zip", "all.zip/in.zip/receipts.csv: the checksum is wrong (CRC-32 ")

    def test_encrypted_member(self):
        """8: says so."""
        data = bytearray(zipped({"receipts.csv": csv_text().encode()}))
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
        self.check_refused(bytes(data), "all.zip", "all.zip/receipts.csv: is encrypted with a password.", "Unpack it with the password")

    def test_zip_bombs(self):
        """9: real bytes are counted, members must not overlap."""
        head = csv_text().encode()
        bomb = head + b"\n" * (80 << 20)
        for data, name in ((zipped({"receipts.csv": bomb}), "all.zip"), (gzip.compress(bomb), "receipts.csv.gz")):
            self.check_refused(data, name, "unpacks to more than 250 times its size", "only a zip bomb")
        # Ten entries of the directory that all point to the same bytes.
        one = zipped({"a0.csv": head * 50}, zipfile.ZIP_STORED)
        at = one.index(b"PK\x01\x02")
        end = one.index(b"PK\x05\x06")
        entries = b"".join(one[at:end].replace(b"a0.csv", b"a%d.csv" % i) for i in range(10))
        tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 10, 10, len(entries), at, 0)
        self.check_refused(one[:at] + entries + tail, "all.zip", "its members claim more bytes than the archive has")

    def test_spreadsheets_that_are_not_read(self):
        """Named for what they are."""
        dbase = (b"\x03\x7c\x03\x01" + struct.pack("<IHH", 1, 97, 16) + bytes(20) + b"ID\0".ljust(11, b"\0") + b"C" + bytes(20) +
                 b"AMOUNT\0".ljust(11, b"\0") + b"N" + bytes(20) + b"\r 1        250.50\x1a")
        sheet = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
        flat = '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
        for data, kind in (
                (sheet.encode(), "a spreadsheet in the XML of Excel 2003"),
                (sheet.encode("utf-16"), "a spreadsheet in the XML of Excel 2003"),
                (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html><table>", "a web archive (a page in a MIME message)"),
                (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>",
                         "META-INF/manifest.xml": b"<x/>"}), "an OpenDocument spreadsheet (.ods)"),
                (flat.encode(), "an OpenDocument spreadsheet (.ods)"),
                (zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"?"}), "a binary Excel workbook (.xlsb)"),
                (b"ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"ID\"\r\nE\r\n", "a spreadsheet in the SYLK format"),
                (dbase, "a dBase table (.dbf)")):
            self.check_refused(data, "receipts.xls", f"but is {kind}.", "Open it in Excel or LibreOffice and save it as .xlsx.")
            self.check_refused(zipped({"r.xls": data}), "all.zip", f"all.zip/r.xls: should be ", f"but is {kind}.")

    def test_other_delimiters(self):
        """Named, instead of columns that are missing."""
        for delimiter, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars (|)")):
            text = "\n".join(delimiter.join(row) for row in [NAMES, *ROWS]) + "\n"
            for data in (text.encode(), text.encode("utf-16")):
                self.check_refused(data, "receipts.xls", f"receipts.xls:1: its fields are separated by {name}, not as the layout says.",
                                   "change 'delimiter' in the layout")
            self.check_refused(b"Receipts\n" + text.encode(), "receipts.csv", f"receipts.csv:2: its fields are separated by {name}",
                               layout='header = "search"')
        self.check_refused(csv_text().encode(), "receipts.csv", "its fields are separated by commas", layout='delimiter = "|"')

    def test_names_of_members_are_never_paths(self):
        """10: ../x, absolute, symbolic link, twice the same, not UTF-8."""
        before = self.files()
        for name in ("../../evil.csv", "/tmp/evil.csv", "C:\\evil.csv"):
            documents = self.check_same(zipped({name: csv_text().encode()}), "all.zip")
            self.assertEqual(documents[0]["source"]["file"], f"all.zip/{name}")
        self.assertFalse((self.folder / "evil.csv").exists())
        self.assertEqual(set(self.files()) - set(before),
                         {"input/zz/all.zip", "mine/zz/ingestor.toml", "out.contribs.ndjson"})
        link = zipfile.ZipInfo("receipts.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        self.check_refused(zipped({link: b"/etc/passwd"}), "all.zip", "all.zip/receipts.csv: is a symbolic link, not a file.")
        twice = zipped({"a.csv": csv_text().encode(), "b.csv": b"x"}).replace(b"b.csv", b"a.csv")
        self.check_refused(twice, "all.zip", "holds two members named 'a.csv'")
        latin = zipped({"receipts-X.csv": csv_text().encode()}).replace(b"receipts-X", b"receipts-\x81")
        documents = self.check_same(latin, "all.zip")
        self.assertEqual(documents[0]["source"]["file"], "all.zip/receipts-ü.csv")

    def test_names_that_steer_a_terminal(self):
        """Right-to-left override, control characters: shown as question marks."""
        steering = "\u202egpj\u2067\x9b.csv"
        rows = [["1", "2024-03-01", "x", "\u202eA", ""], *ROWS]
        for command, text in (("check", csv_text()), ("ingest --max-rejects 50%", csv_text(rows)), ("ingest", "ID,Received\n1,2\n")):
            self.give_file(zipped({steering: text.encode()}), "all.zip")
            self.define()
            _, out, err = self.run_program(*command.split(), "zz", "--definitions", "mine")
            self.assertIn("?gpj??.csv", out + err)
            self.assertFalse(set(out + err) & set("\u202e\u2067\x9b"), out + err)

    def test_archive_whose_directory_contradicts_itself(self):
        """Other programs open it: it was not cut off."""
        data = bytearray(zipped({"receipts.csv": csv_text().encode()}))
        struct.pack_into("<I", data, data.index(b"PK\x05\x06") + 12, 1)  # the size of the directory
        err = self.check_refused(bytes(data), "all.zip", "all.zip: the archive's directory is there, but contradicts itself",
                                 "unpack the archive with another program")
        self.assertNotIn("broken off", err)

    def test_archives_that_are_read_or_named(self):
        """11: nested zip, zip64, deflate64."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive, archive.open("receipts.csv", "w", force_zip64=True) as member:
            member.write(csv_text().encode())
        self.check_same(packed.getvalue(), "all.zip")
        data = bytearray(zipped({"receipts.csv": csv_text().encode()}))
        data[8] = data[data.index(b"PK\x01\x02") + 10] = 9
        self.check_refused(bytes(data), "all.zip", "is compressed by deflate64, which is not supported", "Unpack the archive and pack it again")
        nested = csv_text().encode()
        for depth in range(5):
            nested = zipped({"receipts.csv" if depth == 0 else "in.zip": nested})
        self.check_refused(nested, "all.zip", "lies more than 3 archives deep")

    def test_nul_bytes(self):
        """16: a reject, or removed and counted if the layout says so."""
        data = csv_text().replace("x y", "x\0y").encode()
        _, summary, _ = self.read(data, "receipts.csv")
        self.assertEqual(summary["types"]["contribs"]["rejected"], {"nul_byte": 1})
        documents, summary, _ = self.read(data, "receipts.csv", layout="strip_nul = true")
        self.assertEqual(documents[2]["memo"], "xy")
        self.assertEqual(summary["types"]["contribs"]["repaired"], {"nul_stripped": 1})

    def test_long_field(self):
        """17: more than 32 KB is kept."""
        documents, _, _ = self.read(csv_text([["1", "2024-03-01", "5", "A", "m" * 40000]]).encode(), "receipts.csv")
        self.assertEqual(len(documents[0]["memo"]), 40000)

    def test_unclosed_quote(self):
        """18: the line on which it opens is named, the next rows are read."""
        text = csv_text([["1", "2024-03-01", "5", "A", '"open'], ["2", "2024-03-01", "6", "B", ""], ["3", "2024-03-01", "7", "C", ""]])
        _, summary, err = self.read(text.encode(), "receipts.csv", "--rejects", "rejects.csv")
        self.assertEqual(summary["types"]["contribs"]["accepted"], 2)
        self.assertEqual(summary["types"]["contribs"]["rejected"], {"unclosed_quote": 1})
        self.assertIn('receipts.csv,2,,unclosed_quote,at byte 18 of the line,"1,2024-03-01,5,A,""open"',
                      (self.folder / "rejects.csv").read_text())

    def test_quotes_around_rows(self):
        """18: a name that begins with a quote, and another, rows later, that ends with one: no row is gone without
        being counted. A text of several lines is read."""
        for last in (2, 3, 101):
            rows = [[str(i), "2024-03-01", "5", f"Name {i}", "m"] for i in range(1, 1001)]
            rows[0][3] = '"BUD'
            rows[last - 1][3] = 'ROE"'
            text = "\n".join(",".join(row) for row in [NAMES, *rows]) + "\n"
            for mode in ("rfc", "lenient"):
                documents, summary, _ = self.read(text.encode(), "receipts.csv", "--rejects", "rejects.csv", layout=f'mode = "{mode}"')
                contribs = summary["types"]["contribs"]
                self.assertEqual((contribs["read"], contribs["rejected"]), (1000, {"record_in_quotes": last}))
                self.assertEqual([d["source"]["line"] for d in documents], list(range(last + 2, 1002)))
                self.assertIn('receipts.csv,3,,record_in_quotes,,"2,2024-03-01,5,', (self.folder / "rejects.csv").read_text())
        err = self.refuse(3, "ingest", "zz", "--definitions", "mine", "--quiet")
        self.assertIn("record_in_quotes at receipts.csv:2", err)
        for memo in ("one\ntwo", "Thanks to A, B, C, D and E\nto F, G, H, I and J\nto K, L, M, N and O\n", "a,b\nc,d,e\nf", "\n\n\n"):
            for column in range(3, 5):
                rows = [["1", "2024-03-01", "5", "Name", "m"], ["2", "2024-03-01", "5", "Name", "m"]]
                rows[0][column] = f'"{memo}"'
                text = "\n".join(",".join(row) for row in [NAMES, *rows]) + "\n"
                documents, summary, _ = self.read(text.encode(), "receipts.csv", layout="trim = false")
                self.assertEqual([d[("name", "memo")[column - 3]] for d in documents], [(" ".join(memo.split()), memo)[column - 3], ("Name", "m")[column - 3]])

    def test_quotes_that_are_not_doubled(self):
        """18: they never swallow the next row; where the layout says how a record begins, both are loaded."""
        rows = ['1,2024-03-01,5,"PAC "LEE PAC"",m', '2,2024-03-01,6,"Vale, Ada",m', '3,2024-03-01,7,"two', 'lines",m',
                '4,2024-03-01,8,"never "closed, m', '5,2024-03-01,9,"Ewan",m', '6,2024-03-01,9,"THE "END"",m']
        text = ("\n".join([",".join(NAMES), *rows]) + "\n").encode()
        _, summary, _ = self.read(text, "receipts.csv", layout='mode = "lenient"')
        self.assertEqual(summary["types"]["contribs"]["rejected"], {"record_in_quotes": 4, "unclosed_quote": 1})
        for jobs in ("1", "2"):
            documents, summary, _ = self.read(text, "receipts.csv", "--rejects", "rejects.csv", "--jobs", jobs,
                                              layout="mode = 'lenient'\nrepair = { record_start = '^\\d+,2024' }")
            contribs = summary["types"]["contribs"]
            self.assertEqual([(d["contribution_id"], d["name"], d["source"]["line"]) for d in documents],
                             [("1", 'PAC "LEE PAC"', 2), ("2", "Vale, Ada", 3), ("3", "two lines", 4), ("5", "Ewan", 7), ("6", 'THE "END"', 8)])
            self.assertEqual((contribs["read"], contribs["rejected"], contribs["repaired"]),
                             (6, {"unclosed_quote": 1}, {"unescaped_quotes": 2}))
            self.assertEqual(contribs["repair_examples"], {"unescaped_quotes": ["receipts.csv:2 (2)", "receipts.csv:8 (2)"]})
            self.assertIn("receipts.csv,6,,unclosed_quote,", (self.folder / "rejects.csv").read_text())

    def test_lines_of_blanks(self):
        """20: skipped and counted like empty ones."""
        header, *rows = csv_text().splitlines()
        text = "\n".join([header, rows[0], "   ", rows[1], "\t \r", "", rows[2], "  "])
        for layout in ("", "repair = { join_lines = true }", 'mode = "lenient"'):
            documents, summary, err = self.read(text.encode(), "receipts.csv", layout=layout)
            contribs = summary["types"]["contribs"]
            self.assertEqual((contribs["read"], contribs["accepted"], contribs["skipped"], contribs["rejected"]),
                             (7, 3, {"blank_line": 4}, {}))
            self.assertNotIn("broken off", err)
        self.check_same((fixed_text() + "     \n").encode(), "receipts.txt", layout="widths = [4, 12, 10, 16, 20]\npad_short_rows = true")

    def test_lines_that_are_edited(self):
        """20: a first field that is missing together with its delimiter."""
        header, *rows = csv_text().splitlines()
        text = "\r\n".join([header, rows[0], rows[1].split(",", 1)[1], rows[2], ""])
        layout = "repair = { edit_lines = [{ match = '^(\\d{4}-)', replace = '2,\\1' }] }"
        documents = self.check_same(text.encode(), "receipts.csv", layout=layout)
        self.assertEqual([d["source"]["line"] for d in documents], [2, 3, 4])
        _, _, err = self.read(text.encode(), "receipts.csv", layout=layout)
        self.assertIn("receipts.csv: 1 line was edited as 'edit_lines' of the layout says, the first is line 3.", err)
        self.check_refused(text.encode("utf-16"), "receipts.csv", "is UTF-16, whose lines 'edit_lines' of the layout cannot edit", layout=layout)
        many = [header] + [f"2024-03-01,{i}.00,Name {i}," for i in range(40000)]
        documents, _, err = self.read(("\n".join(many)).encode(), "receipts.csv", layout="repair = { edit_lines = [{ match = '^2024-03-01,(\\d+)', replace = '\\1,2024-03-01,\\1' }] }")
        self.assertEqual([(d["contribution_id"], d["name"]) for d in documents], [(str(i), f"Name {i}") for i in range(40000)])
        self.assertIn("40000 lines were edited", err)

    def test_encodings(self):
        """19: byte-order mark, UTF-16 with and without one, windows-1252 here and there."""
        text = csv_text()
        self.check_same(b"\xef\xbb\xbf" + text.encode(), "receipts.csv")
        self.check_same(text.encode("utf-16"), "receipts.csv")
        self.check_same(text.encode("utf-16-le"), "receipts.csv")
        self.check_same(gzip.compress(text.encode("utf-16-be")), "receipts.csv.gz")
        mixed = csv_text().encode() + "31,2024-01-01,5,Peña – X,é\n".encode("windows-1252")
        documents, summary, _ = self.read(mixed, "receipts.csv")
        self.assertEqual((documents[0]["name"], documents[3]["name"]), ("Peña, João", "Peña – X"))
        self.assertEqual(summary["types"]["contribs"]["repaired"], {"encoding_fallback": 2})
        self.check_refused(text.encode("utf-16")[:-1], "receipts.csv", "UTF-16")

    def test_ragged_rows(self):
        """20: rejected with both counts, or repaired as the layout says."""
        text = csv_text() + "4,2024-01-01,5,B\n5,2024-01-01,5,C,m,n\n"
        _, summary, err = self.read(text.encode(), "receipts.csv", "--rejects", "rejects.csv")
        self.assertEqual(summary["types"]["contribs"]["rejected"], {"field_count": 2})
        rejects = (self.folder / "rejects.csv").read_text()
        self.assertIn("receipts.csv,5,,field_count,4 fields where the header has 5,", rejects)
        self.assertIn("receipts.csv,6,,field_count,6 fields where the header has 5,", rejects)
        documents, summary, _ = self.read(text.encode(), "receipts.csv",
                                          layout='pad_short_rows = true\nrepair = { free_text = "Memo" }')
        self.assertEqual([d["memo"] for d in documents[3:]], ["", "m,n"])
        self.assertEqual(summary["types"]["contribs"]["repaired"], {"surplus_delimiters": 1})
        self.assertEqual(summary["types"]["contribs"]["repair_examples"], {"surplus_delimiters": ["receipts.csv:6 (1)"]})
        renamed = text.replace("Memo", "Comment", 1).replace("Amount", "Sum", 1)
        documents, _, _ = self.read(renamed.encode(), "receipts.csv", table='aliases = { Memo = ["Note", "Comment"], Amount = ["Sum"] }',
                                    layout='pad_short_rows = true\nrepair = { free_text = "Memo", must_match = { Amount = "^[-0-9.]+$" } }')
        self.assertEqual([d["memo"] for d in documents[3:]], ["", "m,n"])

    def test_joined_lines(self):
        """20: a line end inside a value, across blocks and threads; the numbers add up."""
        rows = []
        for i in range(40000):
            memo = "first\nsecond" if i % 1000 == 0 else "memo"
            rows.append([str(i), "2024-03-01", "5", f"Name{i}", memo])
        text = csv_text(rows)
        results = []
        for jobs in ("1", "2"):
            documents, summary, _ = self.read(text.encode(), "receipts.csv", "--jobs", jobs,
                                              layout="repair = { record_start = '^\\d+,2024' }")
            self.assertEqual(len(documents), 40000)
            self.assertEqual(documents[1000]["memo"], "first second")
            contribs = summary["types"]["contribs"]
            self.assertEqual((contribs["read"], contribs["repaired"]), (40000, {"joined_lines": 40}))
            self.assertEqual(contribs["repair_examples"]["joined_lines"][:2], ["receipts.csv:2 (2)", "receipts.csv:1003 (2)"])
            results.append([d["source"] for d in documents])
        self.assertEqual(results[0], results[1])
        self.assertEqual(results[0][1001]["line"], 1005)

    def test_workbooks(self):
        """27: 1904 dates, formula errors, passwords, damaged sheets, bombs of shared texts."""
        self.check_same(xlsx(from_1904=True), "r.xlsx")
        _, summary, _ = self.read(xlsx([ROWS[0], ["2", "2024-03-01", "#REF!", "A", ""]]), "r.xlsx", "--rejects", "rejects.csv")
        self.assertEqual(summary["types"]["contribs"]["rejected"], {"formula_error": 1})
        self.assertIn("r.xlsx,3,Amount,formula_error,", (self.folder / "rejects.csv").read_text())
        # Files with a password are OLE files, and so are other old Office files.
        book = (SOURCE / "states/or/example/XcelCNESearch.xls").read_bytes()
        at = book.index("Workbook".encode("utf-16-le"))
        for name, message in (("EncryptedPackage", "it has a password"), ("WordDocument", "it holds no workbook")):
            entry = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2)
            self.check_refused(book[:at] + entry + book[at + len(entry):], "r.xlsx",
                               "cannot be read as an Excel workbook: " + message)
        self.check_refused(xlsx(sheet_xml="<worksheet><sheetData><row><c><v>1</v></c></row><row>"), "r.xlsx", "damaged")
        bomb = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
                "<worksheet><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>")
        self.check_refused(xlsx(sheet_xml=bomb), "r.xlsx", "document type definition")
        self.check_refused(xlsx(shared_extra="<si><t>" + "a" * (70 << 20) + "</t></si>"), "r.xlsx",
                           "unpacks to more than 250 times its size")

    def test_databases_that_cannot_be_read(self):
        """27: damaged or with a password."""
        data = gzip.decompress((SOURCE / "tests/data/receipts.mdb.gz").read_bytes())
        self.check_refused(data[:4096], "r.mdb", "cannot be read as a Microsoft Access database", table='members = "Receipts"')

    def test_json_cut_off(self):
        """28: refused with the place."""
        data = json.dumps([dict(zip(NAMES, row)) for row in ROWS]).encode()
        self.check_refused(data[:-20], "receipts.json", "receipts.json: is damaged JSON after object")
        self.check_refused(zipped({"r.json": data[:-20]}), "all.zip", "all.zip/r.json: is damaged JSON")

    def test_last_line_without_an_end(self):
        """29: read."""
        self.check_same(csv_text().rstrip("\n").encode(), "receipts.csv")

    def test_half_downloaded(self):
        """30: warned when cut in a row or at a round size, refused when a trailer states the rows."""
        _, summary, err = self.read(csv_text().encode()[:-25], "receipts.csv")
        self.assertEqual(summary["types"]["contribs"]["rejected"], {"field_count": 1})
        self.assertIn("receipts.csv:4: the file ends in the middle of a row, with 2 of 5 fields and no line end: the download was "
                      "probably broken off.", err)
        text = csv_text().encode()
        _, _, err = self.read(text.rstrip(b"\n") + b"m" * (4097 - len(text)), "receipts.csv")
        self.assertIn("the last line has no end and the size of 4096 bytes is a round one", err)
        trailer = "trailer = '^Rows: ([0-9,]+)$'"
        self.check_same((csv_text() + "Rows: 3\n").encode(), "receipts.csv", layout=trailer)
        self.check_refused((csv_text() + "Rows: 1,234\n").encode(), "receipts.csv", "the last line states 1234 rows, but there are 3.",
                           layout=trailer)
        self.check_refused(csv_text().encode(), "receipts.csv", "the last line is not the one that states the number of rows",
                           layout=trailer)

    def test_exports_that_stop_at_a_cap(self):
        """30: a well-known or declared number of rows is noted."""
        rows = [[str(i), "2024-03-01", "5", "A", ""] for i in range(65000)]
        _, _, err = self.read(csv_text(rows).encode(), "receipts.csv")
        self.assertIn("receipts.csv: has exactly 65000 rows, at which many exports stop: it is probably cut off.", err)
        _, _, err = self.read(csv_text().encode(), "receipts.csv", layout="row_caps = 3")
        self.assertIn("has exactly 3 rows, at which this agency's exports stop", err)
        _, _, err = self.read(csv_text(rows[1:]).encode(), "receipts.csv")
        self.assertNotIn("exports stop", err)

    def test_names_of_files(self):
        """31: blanks, UTF-8, a folder that cannot be written to."""
        import os
        documents = self.check_same(csv_text().encode(), "Überschuß für 2024 (1).csv", path='"Überschuß*.csv"')
        self.assertEqual(documents[0]["source"]["file"], "Überschuß für 2024 (1).csv")
        os.chmod(self.folder / "input/zz", 0o555)
        self.addCleanup(os.chmod, self.folder / "input/zz", 0o755)
        self.succeed("ingest", "zz", "--definitions", "mine", "--quiet")


class Encodings(Formats):
    """Pages and workbooks that declare an encoding: no row is lost over a byte that is not valid in it."""

    # More than the parser takes at once, so that data lost after a bad byte would show.
    MANY = [[str(i), "2024-03-01", "5", f"Peña {i}", ""] for i in range(2, 5002)]

    def page(self, encoding, name=b"Pe\xf1a", rows=None, declare=True):
        meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">' if declare else ""
        body = "".join("<tr>" + "".join(f"<td>{escaped(field)}</td>" for field in row) + "</tr>\n"
                       for row in [NAMES, ["1", "2024-03-01", "5", "MARK", "&"], *(rows or self.MANY)])
        page = f"<html><head>{meta}<title>Search</title></head><body><table>{body}</table></body></html>"
        return page.encode(encoding, "xmlcharrefreplace").replace("MARK".encode(encoding), name)

    def names(self, *arguments, **more):
        documents, summary, err = self.read(*arguments, "--quiet", **more)
        self.assertEqual(err, "")
        return [d["name"] for d in documents], summary["types"]["contribs"].get("repaired", {})

    def test_page_with_a_byte_that_is_not_valid_utf8(self):
        for declare in (True, False):
            names, repaired = self.names(self.page("utf-8", declare=declare), "receipts.xls")
            self.assertEqual((len(names), names[0], names[-1]), (5001, "Peña", "Peña 5001"))
            self.assertEqual(repaired, {"encoding_fallback": 1})
        names, _ = self.names(self.page("utf-8"), "receipts.xls", layout='fallback_encoding = "mac-roman"')
        self.assertEqual(names[0], "PeÒa")
        # Cut off within a character, and a byte that no encoding is happy with.
        names, repaired = self.names(self.page("utf-8", "Peñ".encode()[:-1]), "receipts.xls")
        self.assertEqual((len(names), names[0], repaired), (5001, "PeÃ", {"encoding_fallback": 1}))
        names, _ = self.names(self.page("utf-8", b"Pe\0a"), "receipts.xls")
        self.assertEqual((len(names), names[0]), (5001, "Pe a"))

    def test_page_in_an_encoding_of_one_byte(self):
        for encoding in ("iso-8859-1", "windows-1252", "us-ascii"):
            names, repaired = self.names(self.page(encoding, b"\x93Pe\xf1a\x94"), "receipts.xls")
            self.assertEqual((len(names), names[0], names[-1], repaired), (5001, "“Peña”", "Peña 5001", {}))
        names, repaired = self.names(self.page("windows-1252", declare=False), "receipts.xls", layout='encoding = "windows-1252"')
        self.assertEqual((len(names), names[0], repaired), (5001, "Peña", {}))
        names, _ = self.names(self.page("windows-1250", "Łoś".encode("windows-1250")), "receipts.xls")
        self.assertEqual((len(names), names[0]), (5001, "Łoś"))

    def test_page_in_an_encoding_of_several_bytes(self):
        for encoding in ("shift_jis", "gbk", "gb18030", "big5", "euc-kr"):
            with self.subTest(encoding):
                names, repaired = self.names(self.page(encoding, "日本".encode(encoding)), "receipts.xls")
                self.assertEqual((len(names), names[0], names[-1], repaired), (5001, "日本", "Peña 5001", {}))
                self.check_refused(self.page(encoding, b"Pe\xff"), "receipts.xls", "receipts.xls: the page cannot be read "
                                   "completely: byte ", "is not valid in the encoding '", "save the table as CSV")
        for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-16-le", b"")):
            with self.subTest(encoding):
                page = mark + self.page(encoding, "日本".encode(encoding))
                names, repaired = self.names(page, "receipts.xls")
                self.assertEqual((len(names), names[0], names[-1], repaired), (5001, "日本", "Peña 5001", {}))
                self.check_refused(mark + self.page(encoding, b"\xdc\0" if encoding.endswith("be") else b"\0\xdc"),
                                   "receipts.xls", "is not valid in the encoding 'utf-16")
                self.check_refused(page[:-1], "receipts.xls", "is not valid in the encoding 'utf-16")

    def test_page_in_an_unknown_encoding(self):
        page = self.page("utf-8").replace(b"charset=utf-8", b"charset=x-zembla")
        self.check_refused(page, "receipts.xls", "it declares the encoding 'x-zembla', which is not known.")

    def test_page_that_says_utf16_but_is_not(self):
        for label in (b"utf-16", b"unicode"):
            page = self.page("utf-8", "Peña".encode()).replace(b"charset=utf-8", b"charset=" + label)
            names, repaired = self.names(page, "receipts.xls")
            self.assertEqual((len(names), names[0], repaired), (5001, "Peña", {}))

    def test_page_that_ends_too_early(self):
        page = self.page("utf-8", b"Pena")
        cut = page[:page.index(b"<td>4000<")]
        documents, _, err = self.read(cut, "receipts.xls")
        self.assertEqual(len(documents), 3999)
        self.assertIn("receipts.xls: the page ends without </table>: the download was probably broken off.", err)
        comment = page.replace(b"<td>4000<", b"<!-- <td>4000<")
        self.check_refused(comment, "receipts.xls", "a comment in it ('<!--') never ends")

    def test_workbook(self):
        for encoding in ("utf-8", "iso-8859-1", "shift_jis", "gbk", "utf-16"):
            name = "日本" if encoding not in ("iso-8859-1",) else "Peña"
            documents, _, err = self.read(xlsx_in(encoding, name.encode(encoding.replace("utf-16", "utf-16-le"))), "r.xlsx", "--quiet")
            self.assertEqual((len(documents), documents[0]["name"], documents[-1]["name"], err), (5001, name, "Vale 5001", ""))
        for encoding, name in (("utf-8", b"Pe\xf1a"), ("shift_jis", b"Pe\xff"), ("gbk", b"Pe\xff"), ("utf-16", b"\0\xdc")):
            with self.subTest(encoding):
                self.check_refused(xlsx_in(encoding, name), "r.xlsx", "r.xlsx: the sheet is damaged after row ")


class Workbooks(Formats):
    """Values of workbooks, new and old."""

    def dates(self, data, name):
        documents, summary, _ = self.read(data, name)
        self.assertEqual(summary["types"]["contribs"]["rejected"], {})
        self.assertEqual({d["contribution_date"][:10] for d in documents}, {"2024-03-01"})
        return [d["memo"] for d in documents]

    def test_the_last_moment_of_a_day_stays_on_that_day(self):
        # As SQL Server rounds it, as some writers cut it off, and a time that a double does not quite have.
        days = 45352 + 86399.997 / 86400, 45352.33333333, 45352 + 49500 / 86400
        right = ["2024-03-01 23:59:59", "2024-03-01 08:00:00", "2024-03-01 13:45:00"]
        rows = "".join(f'<row><c><v>{i}</v></c><c s="1"><v>{day!r}</v></c><c><v>5</v></c><c/>'
                       f'<c s="1"><v>{day!r}</v></c></row>' for i, day in enumerate(days))
        head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in NAMES)
        self.assertEqual(self.dates(xlsx(sheet_xml=f"<worksheet><sheetData><row>{head}</row>{rows}</sheetData></worksheet>"), "r.xlsx"), right)
        self.assertEqual(self.dates(xls([NAMES, *([i, complex(day), 5, "A", complex(day)] for i, day in enumerate(days))]), "r.xls"), right)

    def test_cells_that_hold_iso_dates(self):
        values = ["2024-03-01T00:00:00.000Z", "2024-03-01", "2024-03-01T13:45:00", "2024-03-01T23:59:59.997"]
        rows = "".join(f'<row><c><v>{i}</v></c><c t="d"><v>{value}</v></c><c><v>5</v></c><c/>'
                       f'<c t="d"><v>{value}</v></c></row>' for i, value in enumerate(values))
        head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in NAMES)
        self.assertEqual(self.dates(xlsx(sheet_xml=f"<worksheet><sheetData><row>{head}</row>{rows}</sheetData></worksheet>"), "r.xlsx"),
                         ["2024-03-01", "2024-03-01", "2024-03-01 13:45:00", "2024-03-01 23:59:59"])

    def test_long_text_of_a_formula(self):
        for length in (4000, 4111, 5000, 32767):
            memo = "é" + "m" * (length - 1)
            documents, _, _ = self.read(xls([NAMES, [1, complex(45352), 5, "A", ("text", memo)], [2, complex(45352), 5, "B", "last"]]), "r.xls")
            self.assertEqual([d["memo"] for d in documents], [memo, "last"])

    def test_hidden_sheets(self):
        rows = [NAMES, [1, complex(45352), 5, "A", ""]]
        sheets = ("Old", "Receipts", "Notes")[:2]
        old = xlsx(rows=[["1", "2024-03-01", "5", "A", ""]], sheets=sheets)
        for state in ("hidden", "veryHidden"):
            with zipfile.ZipFile(io.BytesIO(old)) as archive:
                book = archive.read("xl/workbook.xml").replace(b'name="Old"', f'name="Old" state="{state}"'.encode())
            documents, _, err = self.read(with_parts(old, {"xl/workbook.xml": book}), "r.xlsx")
            self.assertEqual([d["name"] for d in documents], ["A"])
            self.assertNotIn("not read", err)
        documents, _, err = self.read(xls(rows, hidden=("Old",), sheets=sheets), "r.xls")
        self.assertEqual([d["name"] for d in documents], ["A"])
        self.assertNotIn("not read", err)

    def test_sheets_that_are_not_read_are_named(self):
        made = xlsx(sheets=("Notes", "Receipts"))
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            swapped = {"xl/worksheets/sheet1.xml": archive.read("xl/worksheets/sheet2.xml"),
                       "xl/worksheets/sheet2.xml": archive.read("xl/worksheets/sheet1.xml")}
        _, _, err = self.read(with_parts(made, swapped), "r.xlsx")
        self.assertIn("r.xlsx: the sheet 'Notes' is read; not read: 'Receipts'. A table's 'sheet' says which one.", err)
        _, _, err = self.read(with_parts(made, swapped), "r.xlsx", table='sheet = "notes"')
        self.assertNotIn("not read", err)

    def test_formulas_that_nobody_computed(self):
        note = "2 cells of the sheet 'Receipts' hold formulas that no program has computed; they are read as empty or 0."
        head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in NAMES)
        rows = "".join(f'<row><c><v>{i}</v></c><c s="1"><v>45352</v></c><c>{amount}</c></row>'
                       for i, amount in enumerate(("<f>A1*2</f><v>0</v>", "<f>A1*2</f><v>7</v>", "<v>0</v>", "<f>A1*3</f><v></v>")))
        made = xlsx(sheet_xml=f"<worksheet><sheetData><row>{head}</row>{rows}</sheetData></worksheet>")
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            book = archive.read("xl/workbook.xml").replace(b"</workbook>", b'<calcPr fullCalcOnLoad="1"/></workbook>')
        _, _, err = self.read(with_parts(made, {"xl/workbook.xml": book}), "r.xlsx")
        self.assertIn(note, err)
        _, _, err = self.read(made, "r.xlsx")
        self.assertIn("1 cell of the sheet", err)  # 0 is right only if the file does not say
        rows = [[i, complex(45352), amount, "A", ""] for i, amount in enumerate(
            (("uncomputed", 0), ("uncomputed", 7), 0, ("computed", 0), ("uncomputed", 0)))]
        _, _, err = self.read(xls([NAMES, *rows]), "r.xls")
        self.assertIn(note, err)

    def test_error_in_a_column_that_nothing_uses(self):
        names = ["Check", *NAMES, "Ratio"]
        for check, received, rejected in (("#REF!", 45352, {}), ("ok", "#REF!", {"formula_error": 1}), ("#REF!", "#REF!", {"formula_error": 1})):
            cell = lambda value: (f'<c t="e"><v>{value}</v></c>' if value == "#REF!" else
                                  f'<c s="1"><v>{value}</v></c>' if isinstance(value, int) else f'<c t="str"><v>{value}</v></c>')
            row = [check, "1", received, "5", "A", "", "#REF!"]
            sheet = "".join("<row>" + "".join(map(cell, values)) + "</row>" for values in (names, row))
            _, summary, _ = self.read(xlsx(sheet_xml=f"<worksheet><sheetData>{sheet}</sheetData></worksheet>"), "r.xlsx")
            self.assertEqual(summary["types"]["contribs"]["rejected"], rejected)
            old = [("error", 0) if value == "#REF!" else complex(value) if value == 45352 else value for value in row]
            _, summary, _ = self.read(xls([names, old]), "r.xls", "--rejects", "rejects.csv")
            self.assertEqual(summary["types"]["contribs"]["rejected"], rejected)
        self.assertIn("r.xls,2,Received,formula_error,", (self.folder / "rejects.csv").read_text())

    def test_member_that_holds_more_than_the_directory_says(self):
        packed = bytearray(zipped({"receipts.csv": csv_text().encode()}, zipfile.ZIP_DEFLATED))
        at = packed.index(b"PK\x01\x02")
        size = struct.unpack_from("<I", packed, at + 24)[0]
        struct.pack_into("<I", packed, at + 24, size // 2)
        struct.pack_into("<I", packed, 22, size // 2)
        self.check_refused(bytes(packed), "all.zip", f"all.zip/receipts.csv: holds at least {size} bytes, but the archive's directory says {size // 2}.")
