"""Inputs made to fill the memory, and machines without room: memory stays bounded, the message says what
to do, what was loaded before is served, nothing is left half-written. Small stand-ins; the real sizes are
in bench/limits."""
import gzip
import io
import json
import os
import pathlib
import struct
import subprocess
import sys
import unittest
import zipfile

from support import BINARY, ENVIRONMENT, SANITIZED, ProgramTest

MB = 1_000_000
LIMITED = pathlib.Path(__file__).with_name("limited.py")

DEFINITION = """
[state]
language = 1
code = "zz"
name = "Zembla"
agency = "Office of Elections"

[input.receipts]
path = "receipts*"
how = "Ask for it."

[layout.csv]

[table.receipts]
input = "receipts"
layout = "csv"
{lookup}
[stream.contributions]
record = "contribs"
table = "receipts"
{rule}
[stream.contributions.set]
contribution_id = "ID"
contribution_date = {{ date = "%Y-%m-%d", of = "Date" }}
amount = "Amount"
kind = {{ text = "monetary" }}
name = "Name"
filer.filer_id = "Filer"
"""
LOOKUP = """
[input.filers]
path = "filers.csv"
[table.filers]
input = "filers"
layout = "csv"
[lookup.filers]
table = "filers"
key = "Filer"
repeated = "error"
[lookup.filers.values]
name = "Committee"
"""
JOIN = """
[[stream.contributions.rules]]
join = "filer"
missing = "no_candidate"
steps = [{ name = "own", lookup = "filers", key = "Filer" }]
"""
HEADER = b"ID,Date,Amount,Filer,Name\n"


def receipts(count, first=1, amount="5"):
    return b"".join(b"%d,2024-03-01,%s,F1,Ada\n" % (i, amount.encode()) for i in range(first, first + count))


def zipped(members, compression=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def directory_entry(name, offset=0, size=0, crc=0):
    return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 0, crc, size, size, len(name), 0, 0, 0, 0, 0,
                       offset) + name


def end_of_directory(count, size, offset):
    """In the form that has room for any number of members."""
    large = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, offset)
    place = struct.pack("<IIQI", 0x07064B50, 0, offset + size, 1)
    return large + place + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, size, offset, 0)


class Limits(ProgramTest):
    """Three receipts are loaded into DuckDB and NDJSON first; `refuse_all` sees that they stay."""

    def setUp(self):
        super().setUp()
        self.define()
        self.give_receipts("receipts.csv", HEADER + receipts(3))
        for sink in ((), ("--sink", "ndjson", "--output", "out.ndjson")):
            self.succeed("ingest", "zz", "--definitions", "mine", "--quiet", *sink)
        self.before = self.served()

    def define(self, lookup="", rule=""):
        self.write("mine/zz/ingestor.toml", DEFINITION.format(lookup=lookup, rule=rule))

    def give_receipts(self, name, data):
        folder = self.folder / "input/zz"
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("receipts*"):
            old.unlink()
        (folder / name).write_bytes(data)

    def served(self):
        return (self.query("SELECT count(*), sum(amount) FROM zz_contribs_dev"),
                (self.folder / "out.contribs.ndjson").read_bytes())

    def ingest(self, *arguments, environment=None, stderr=subprocess.PIPE, stdout=subprocess.PIPE, **limits):
        """(exit code, messages, peak bytes)"""
        report = self.folder / "report.json"
        command = [sys.executable, LIMITED, report, json.dumps(limits), BINARY, "ingest", "zz", "--definitions",
                   "mine", *arguments]
        process = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
                                 env={**ENVIRONMENT, **(environment or {})}, timeout=120)
        peak = json.loads(report.read_text())["peak_bytes"]
        report.unlink()
        return process.returncode, (process.stderr or b"").decode(), peak

    def refuse_all(self, code, *messages, sink=("--sink", "ndjson", "--output", "out.ndjson"), memory=100 * MB,
                   more=(), **limits):
        files = self.files()
        got, err, peak = self.ingest("--quiet", *sink, *more, **limits)
        self.assertEqual(got, code, err)
        for message in messages:
            self.assertIn(message, err)
        self.check_peak(peak, memory)
        self.assertEqual(self.served(), self.before)
        self.assertEqual(self.files(), files)

    def check_peak(self, peak, most):
        if not SANITIZED:
            self.assertLess(peak, most)

    def account(self, *arguments, memory=100 * MB):
        """What a load that is taken counts: (accepted, rejected by reason)."""
        code, err, peak = self.ingest("--quiet", "--sink", "ndjson", "--output", "new.ndjson", "--max-rejects", "100%",
                                      "--summary", "account.json", *arguments)
        self.assertEqual(code, 0, err)
        self.check_peak(peak, memory)
        counts = json.loads((self.folder / "account.json").read_text())["states"][0]["types"]["contribs"]
        return counts["accepted"], counts["rejected"]


class Bombs(Limits):
    def test_deflate_bomb(self):
        bomb = HEADER + receipts(1) + b"\n" * (100 << 20)
        for name, data in (("receipts.zip", zipped({"a.csv": bomb})), ("receipts.csv.gz", gzip.compress(bomb))):
            with self.subTest(name):
                self.give_receipts(name, data)
                self.refuse_all(3, name, "unpacks to more than 250 times its size", "Get the file again")

    def test_bomb_inside_an_archive(self):
        inner = zipped({"b.csv": HEADER + receipts(1) + b"\n" * (100 << 20)})
        self.give_receipts("receipts.zip", zipped({"a.zip": inner}))
        self.refuse_all(3, "receipts.zip/a.zip/b.csv: unpacks to more than 250 times its size")

    def test_archive_that_becomes_large_as_an_archive(self):
        """Unpacked into a temporary file, since a directory is read from its end."""
        inner = zipped({"b.csv": b"\0" * (100 << 20)}, zipfile.ZIP_STORED)
        self.give_receipts("receipts.zip", zipped({"a.zip": inner}))
        self.refuse_all(3, "receipts.zip/a.zip: unpacks to more than 250 times its size")

    def test_archives_in_archives(self):
        data = HEADER + receipts(1)
        for i in range(5):
            data = zipped({f"{i}.{'csv' if i == 0 else 'zip'}": data})
        self.give_receipts("receipts.zip", data)
        self.refuse_all(3, "lies more than 3 archives deep", "Unpack the outer archives.")

    def test_sizes_that_lie(self):
        """The directory says 60 bytes, 20 MB come out; and the other way round."""
        large = zipped({"a.csv": HEADER + receipts(800_000)})
        at = large.rindex(b"PK\x01\x02") + 24
        real, = struct.unpack_from("<I", large, at)
        for said in (60, real * 3):
            with self.subTest(said):
                self.give_receipts("receipts.zip", large[:at] + struct.pack("<I", said) + large[at + 4:])
                self.refuse_all(3, "receipts.zip/a.csv", f"but the archive's directory says {said}", "get it again",
                                memory=160 * MB)

    def test_members_that_lie_over_each_other(self):
        """One stretch of packed bytes under two thousand names."""
        packed = HEADER + receipts(3000)
        one = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 0, 0, len(packed), len(packed), 5, 0) + b"a.csv"
        entries = b"".join(directory_entry(b"%04d.csv" % i, 0, len(packed)) for i in range(2000))
        data = one + packed
        self.give_receipts("receipts.zip", data + entries + end_of_directory(2000, len(entries), len(data)))
        self.refuse_all(3, "receipts.zip", "claim more bytes than the archive has")

    def test_page_whose_cells_span_everything(self):
        head = b"<html><body><table><tr>" + b"".join(b"<th>%s" % n for n in HEADER.strip().split(b",")) + b"</tr>"
        wide = b"<tr>" + b"<td colspan=1000 rowspan=1000>x" * 3000
        tall = b"<tr><td rowspan=1000>" + b"x" * 900_000 + b"</td></tr>" + b"<tr><td>1</td></tr>" * 5000
        endless = b"<tr><td>" + b"x" * (8 << 20)
        for name, rows, message in (("columns", wide, "more than 16,384 columns"), ("rows", tall, "fill the memory"),
                                    ("text", endless, "more than a megabyte")):
            with self.subTest(name):
                self.give_receipts("receipts.html", head + rows)
                self.refuse_all(3, "receipts.html: in row", message, "save the table as CSV", memory=250 * MB)

    def test_json_with_a_name_for_each_object(self):
        objects = ",".join('{"n%d":1}' % i for i in range(60_000))
        self.give_receipts("receipts.json", f"[{objects}]".encode())
        self.refuse_all(3, "receipts.json: its objects have more than 4096 different names")


class Rows(Limits):
    def test_field_of_any_size(self):
        """Its row is one reject, however many blocks it fills; the rows around it are read."""
        for mode, quote in (("rfc", b""), ("rfc", b'"'), ("lenient", b'"'), ("raw", b"")):
            with self.subTest(mode=mode, quote=quote):
                self.write("mine/zz/ingestor.toml", DEFINITION.format(lookup="", rule="").replace(
                    "[layout.csv]", f'[layout.csv]\nmode = "{mode}"'))
                field = quote + b"0123456789,abcde" * (40 << 16) + quote
                self.give_receipts("receipts.csv", HEADER + receipts(1) + b"2,2024-03-01,5,F1," + field + b"\n"
                                   + receipts(2, first=3))
                accepted, rejected = self.account(memory=70 * MB)
                self.assertEqual((accepted, sum(rejected.values())), (3, 1), rejected)

    def test_field_of_any_size_before_a_trailer_and_where_lines_are_joined(self):
        for key in ("trailer = '^rows: (.*)'", "repair = { join_lines = true }"):
            with self.subTest(key):
                self.write("mine/zz/ingestor.toml", DEFINITION.format(lookup="", rule="").replace(
                    "[layout.csv]", f"[layout.csv]\n{key}"))
                end = b"rows: 3\n" if "trailer" in key else b""
                self.give_receipts("receipts.csv", HEADER + receipts(1) + b"x" * (40 << 20) + b"\n"
                                   + receipts(1, first=3) + end)
                self.assertEqual(self.account(memory=70 * MB), (2, {"row_too_long": 1}))

    def test_a_row_of_more_than_a_mebibyte_is_rejected_wherever_it_is(self):
        long = b"2,2024-03-01,5,F1," + b"x" * 1_300_000 + b"\n"
        quoted = b'2,2024-03-01,5,F1,"' + b"x" * 1_300_000 + b'"\n'
        for before in (0, 1, 31, 10_000):
            for row, reason in ((long, "row_too_long"), (quoted, "unclosed_quote")):
                self.give_receipts("receipts.csv", HEADER + receipts(before, first=10) + row + receipts(1))
                self.assertEqual(self.account(), (before + 1, {reason: 1}))

    def test_file_that_ends_in_such_a_field(self):
        self.give_receipts("receipts.csv", HEADER + receipts(1) + b"x" * (10 << 20))
        self.assertEqual(self.account(), (1, {"row_too_long": 1}))

    def test_header_of_any_size(self):
        self.give_receipts("receipts.csv", b"x" * (40 << 20))
        self.refuse_all(3, "receipts.csv:1: is not the line that names the columns: it is longer than")

    def test_hundred_thousand_columns(self):
        self.give_receipts("receipts.csv", HEADER.strip() + b"".join(b",c%d" % i for i in range(100_000)) + b"\n"
                           + receipts(1).strip() + b",x" * 100_000 + b"\n")
        self.assertEqual(self.account(memory=200 * MB), (1, {}))

    def test_million_fields_in_a_row(self):
        self.give_receipts("receipts.csv", HEADER + receipts(1) + b"," * 1_000_000 + b"\n" + b",x" * 1_000_000 + b"\n"
                           + receipts(1, first=4))
        self.assertEqual(self.account(), (2, {"field_count": 1, "row_too_long": 1}))


class Many(Limits):
    def give_filers(self, count):
        self.define(LOOKUP, JOIN)
        rows = b"".join(b"F%d,Friends of Candidate %d\n" % (i, i) for i in range(count))
        (self.folder / "input/zz/filers.csv").write_bytes(b"Filer,Committee\n" + rows)

    def test_keys_of_a_lookup(self):
        self.give_filers(400_000)
        self.assertEqual(self.account(memory=40 * MB + 400_000 * 220), (3, {}))

    @unittest.skipIf(SANITIZED, "the limit is on the address space")
    def test_more_keys_than_there_is_memory_for(self):
        self.give_filers(1_500_000)
        self.refuse_all(3, "filers.csv:", "lookup 'filers' has", "too much of the 260 MB of memory",
                        "with a rule of the lookup", memory=200 * MB, AS=260 * MB)

    def test_members_of_an_archive(self):
        self.give_receipts("receipts.zip", zipped({f"m{i}.csv": HEADER + receipts(1, first=i) for i in range(10_000)}))
        self.assertEqual(self.account(memory=100 * MB), (10_000, {}))

    def test_too_many_members(self):
        count = 250_001
        begin = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
        entries = b"".join(directory_entry(b"%06d" % i) for i in range(count))
        self.give_receipts("receipts.zip", begin + entries + end_of_directory(count, len(entries), len(begin)))
        self.refuse_all(3, "receipts.zip: has 250001 members, more than the 250000 that are read", memory=200 * MB)

    def test_too_many_members_in_several_archives(self):
        """The limit is one for all archives of a state, those inside archives included."""
        self.write("mine/zz/ingestor.toml", DEFINITION.format(lookup="", rule="").replace(
            "[table.receipts]", "[table.receipts]\nmembers = 'receipts.csv'"))
        begin = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
        count = 125_000
        entries = b"".join(directory_entry(b"%06d" % i) for i in range(count))
        inner = begin + entries + end_of_directory(count, len(entries), len(begin))
        self.give_receipts("receipts.zip", zipped({"a.zip": inner, "b.zip": inner}))
        self.refuse_all(3, "receipts.zip/b.zip: with this archive there are 250002 members in all, more than the 250000 that are read.",
                        memory=250 * MB)

    def test_archives_inside_an_archive_and_few_files_allowed(self):
        inner = {f"a{i}.zip": zipped({"a.csv": HEADER + receipts(1, first=i)}) for i in range(40)}
        self.give_receipts("receipts.zip", zipped(inner))
        self.assertEqual(self.account(), (40, {}))
        if not SANITIZED:  # they open files of their own
            self.refuse_all(1, "Too many open files", "ulimit -n", NOFILE=30)


SINKS = {"duckdb": (), "ndjson": ("--sink", "ndjson", "--output", "out.ndjson")}


class System(Limits):
    """Limits of the system, from too little for anything to enough: it works, or says why not."""

    def try_limits(self, limit, values, word):
        self.give_receipts("receipts.csv", HEADER + receipts(3))
        codes = []
        for value in values:
            for sink, arguments in SINKS.items():
                with self.subTest(sink=sink, value=value):
                    code, err, _ = self.ingest("--quiet", "--jobs", "2", "--rejects", "rejects.csv", *arguments,
                                               **{limit: value})
                    self.assertIn(code, (0, 1, 3), err)
                    if code:
                        self.assertRegex(err, word)
                    self.assertEqual(self.served(), self.before)
                    self.assertEqual([name for name in self.files() if "partial" in name or ".tmp" in name], [])
                    codes.append(code)
        self.assertEqual(codes[-2:], [0, 0])
        self.assertTrue(any(codes))

    @unittest.skipIf(SANITIZED, "sanitizers open files of their own")
    def test_open_files(self):
        self.try_limits("NOFILE", range(4, 14), "(?i)too many open files")

    @unittest.skipIf(SANITIZED, "the limit is on the address space")
    def test_memory(self):
        self.try_limits("AS", [size * MB for size in (140, 155, 170, 200, 250, 400, 600, 700, 900, 1200)], "(?i)memory")


class FullDisk(Limits):
    """DuckDB's file is in sinks_test, a cluster's disk in tests/es. A limit on the size of files stands for
    a full disk: write() fails in the same place."""

    def give_many(self):
        self.give_receipts("receipts.csv", HEADER + receipts(30_000) + receipts(20_000, amount="five"))

    def test_ndjson(self):
        self.give_many()
        self.refuse_all(1, "out.contribs.ndjson: writing failed: File too large", "ulimit -f",
                        more=("--max-rejects", "100%"), FSIZE=2 * MB)

    def test_temporary_file_of_the_rejects(self):
        self.give_many()
        self.refuse_all(1, "Cannot keep the rejected rows in a temporary file in", "ulimit -f", sink=(),
                        more=("--max-rejects", "100%", "--rejects", "/dev/null"), FSIZE=900_000, memory=140 * MB)

    def test_temporary_file_of_an_archive_inside_an_archive(self):
        inner = zipped({"a.csv": HEADER + receipts(60_000)}, zipfile.ZIP_STORED)
        self.give_receipts("receipts.zip", zipped({"a.zip": inner}))
        self.refuse_all(1, "receipts.zip/a.zip: cannot be unpacked into a temporary file in", "ulimit -f", FSIZE=MB)

    def load_with(self, code, *messages, arguments=(), **more):
        """The load is promoted, whatever happens to the files beside it."""
        self.give_receipts("receipts.csv", HEADER + receipts(4) + receipts(1, amount="five"))
        got, err, _ = self.ingest("--quiet", "--max-rejects", "100%", *arguments, **more)
        self.assertEqual(got, code, err)
        for message in messages:
            self.assertIn(message, err)
        self.assertEqual(self.query("SELECT count(*) FROM zz_contribs_dev"), [(4,)])

    def test_rejects(self):
        self.load_with(1, "/dev/full: writing failed: No space left on device", "free space", "The load itself is not affected",
                       arguments=("--rejects", "/dev/full"))

    def test_summary(self):
        self.load_with(1, "/dev/full: writing failed: No space left on device", "free space", "The load itself is not affected",
                       arguments=("--summary", "/dev/full", "--rejects", "rejects.csv"))
        self.assertIn("bad_amount", (self.folder / "rejects.csv").read_text())

    def test_standard_output(self):
        with open("/dev/full", "w") as full:
            self.load_with(1, "standard output: writing failed: No space left on device", "The load itself is not affected",
                           arguments=("--json",), stdout=full)

    def test_messages(self):
        with open("/dev/full", "w") as full:
            self.load_with(0, stderr=full)

    def test_missing_folders_are_told_before_anything_is_loaded(self):
        for option in ("--rejects", "--summary"):
            with self.subTest(option):
                self.refuse_all(1, "no/such.csv: cannot be created", "Create the folder first", sink=(),
                                more=(option, "no/such.csv"))
