"""What is measured on one archive: ours, tools that only unpack, and the peers."""
import dataclasses
import json
import pathlib
import struct
import subprocess
import sys
import zipfile

from comparison.measure import measure

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build" / "state-fin-ingest"
GENERATOR = ROOT / "build" / "bench" / "generate-texas"
PEERS = ROOT / "bench" / "peers"


@dataclasses.dataclass
class Case:
    key: str
    label: str
    command: list
    kind: str = "ours"    # ours, unpack, peer
    result: object = None  # standard output -> (accepted, cents); cents may be None
    makes: pathlib.Path = None  # a database, created again for each run, so that none pays for leftovers of an earlier one

    def measure(self):
        if self.makes:
            self.makes.unlink(missing_ok=True)
        return measure(self.command)


class Archive:
    """A generated archive in a folder of its own, also as gzip files; unpacked for those that cannot read zip."""

    def __init__(self, folder, rows, unpacked=True):
        self.folder, self.rows = folder, rows
        self.input = folder / "input"
        self.zip = self.input / "tx" / "TEC_CF_CSV.zip"
        self.csv = folder / "csv"
        self.zip.parent.mkdir(parents=True)
        counts = folder / "counts.json"
        subprocess.run([GENERATOR, "--rows", str(rows), "--output", self.zip, "--counts", counts], check=True,
                       stderr=subprocess.DEVNULL)
        self.expected = json.loads(counts.read_text())
        with zipfile.ZipFile(self.zip) as packed:
            self.bytes = sum(member.file_size for member in packed.infolist())
            if unpacked:
                packed.extractall(self.csv)
        self.gzip = list(self._as_gzip()) if unpacked else []

    def _as_gzip(self):
        """The members, each in a gzip frame around the very same compressed bytes."""
        with zipfile.ZipFile(self.zip) as packed, open(self.zip, "rb") as raw:
            for member in packed.infolist():
                raw.seek(member.header_offset + 26)
                name, extra = struct.unpack("<HH", raw.read(4))
                raw.seek(name + extra, 1)
                path = self.folder / (member.filename + ".gz")
                with open(path, "wb") as out:
                    out.write(b"\x1f\x8b\x08" + bytes(6) + b"\xff")
                    out.write(raw.read(member.compress_size))
                    out.write(struct.pack("<II", member.CRC, member.file_size & 0xFFFFFFFF))
                yield path


def our_result(text):
    counts = json.loads(text)["states"][0]["types"]["contribs"]
    return counts["accepted"], counts["amount_cents"]


def peer_result(text):
    figures = json.loads(text)
    return figures["accepted"], figures["cents"]


def can_export():
    told = subprocess.run([PROGRAM, "export", "--help"], capture_output=True, text=True)
    return told.returncode == 0 and "export" in told.stdout


def ours(archive):
    ingest = [PROGRAM, "ingest", "tx", "--quiet", "--json", "--input", archive.input]
    null = [*ingest, "--sink", "ndjson", "--output", "/dev/null"]
    database = archive.folder / "ours.duckdb"
    yield Case("ours_null", "**ours**, NDJSON to /dev/null", null, result=our_result)
    yield Case("ours_null_1", "**ours**, NDJSON to /dev/null, --jobs 1", [*null, "--jobs", "1"], result=our_result)
    yield Case("ours_ndjson", "**ours**, NDJSON to a file",
               [*ingest, "--sink", "ndjson", "--output", archive.folder / "ours.ndjson"], result=our_result)
    yield Case("ours_duckdb", "**ours**, DuckDB", [*ingest, "--database", database], result=our_result, makes=database)
    if can_export():
        yield Case("ours_export", "**ours**, export of that DuckDB file to Parquet",
                   [PROGRAM, "export", "tx", "--quiet", "--database", database, "--output", archive.folder / "export.parquet"])


def unpackers(archive):
    yield Case("igzip", "igzip -dc of the same members", ["igzip", "-dc", *archive.gzip], "unpack")
    yield Case("unzip", "unzip -p \\| wc", ["sh", "-c", 'unzip -p "$1" | wc', "sh", archive.zip], "unpack")


def peers(archive, python):
    def peer(key, label, script, *arguments):
        return Case(key, label, [python, PEERS / script, *arguments], "peer", peer_result)
    yield peer("python", "Python, csv and dicts (the predecessor's way), to /dev/null", "python_dicts.py",
               archive.zip, "/dev/null")
    yield peer("duckdb_null", "DuckDB SQL on unpacked CSV, JSON to /dev/null", "duckdb_sql.py", archive.csv, "/dev/null")
    yield peer("duckdb_table", "DuckDB SQL on unpacked CSV, into a table", "duckdb_sql.py", archive.csv,
               archive.folder / "peer.duckdb")
    yield peer("polars", "polars on unpacked CSV, NDJSON to /dev/null", "polars_join.py", archive.csv, "/dev/null")
    yield peer("pandas", "pandas on unpacked CSV, flat NDJSON to /dev/null", "pandas_join.py", archive.csv, "/dev/null")


def check(case, output, archive):
    """All must have come to the same; a difference ends the benchmark."""
    if case.result is None:
        return
    accepted, cents = case.result(output)
    wanted = archive.expected["monetary"], archive.expected["monetary_cents"]
    if accepted != wanted[0] or cents not in (None, wanted[1]):
        sys.exit(f"bench/run: {case.label}: {accepted} records of {cents} cents instead of {wanted[0]} of {wanted[1]}")
