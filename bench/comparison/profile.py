"""Where the time goes: samples of `perf` on one load with one job, by the part of the program that took them."""
import re
import shutil
import subprocess
import tempfile

# The first pattern that a function's name or library matches counts. What the compiler puts into a caller is
# counted there.
STAGES = [
    ("inflate (ISA-L)", r"libisal(?!.*crc)"),
    ("CRC-32 of members, SHA-256 of files", r"crc32|libcrypto|sha256"),
    ("split into rows and fields", r"index_chunks|RowIndexer|Splitter|RecordAssembler|DelimitedReader"),
    ("joins (lookup tables)", r"LookupTable|find_joined"),
    ("write documents", r"append_document|_json_|write_iso|write_date|civil_from_days|"
                        r"JsonMember|NdjsonBlock|RecordLines"),
    ("rules and fields (plan, decode, money, dates)",
     r"RowPlan|RecordPlan|FieldDecoder|is_ascii|trim_blanks|parse_cents|AmountReader|DateFormat|days_from_civil|"
     r"district_number|is_valid_utf8|re2|StreamPipeline|BatchScheduler|RowWorker|DefinitionIngestor|kind_from"),
    ("copying and comparing bytes (libc)", r"libc\.so"),
    ("system (reading, pages of memory, start)", r"kernel|ld-linux|vmlinux"),
]


def stage_of(symbol):
    return next((stage for stage, pattern in STAGES if re.search(pattern, symbol)), "other")


def profile(command):
    """{stage: share of the samples}, most first; empty where perf cannot measure."""
    if shutil.which("perf") is None:
        return {}
    with tempfile.NamedTemporaryFile() as samples:
        record = ["perf", "record", "-q", "-e", "cpu-clock", "-F", "1999", "-o", samples.name, "--", *map(str, command)]
        if subprocess.run(record, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
            return {}
        report = subprocess.run(["perf", "report", "-i", samples.name, "--stdio", "--no-children", "--percent-limit", "0",
                                 "--sort", "dso,symbol"], capture_output=True, text=True).stdout
    shares = {}
    for percent, symbol in re.findall(r"^\s*([0-9.]+)%\s+(.*)$", report, re.M):
        stage = stage_of(symbol)
        shares[stage] = shares.get(stage, 0) + float(percent) / 100
    return dict(sorted(shares.items(), key=lambda item: -item[1]))
