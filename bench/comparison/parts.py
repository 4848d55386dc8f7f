"""The parts of the engine alone: Google Benchmark's figures (bench/micro), CPU time."""
import json
import subprocess

from comparison.cases import ROOT

LABELS = {
    "split_wide/rfc": ("splitter, widest Texas table, `rfc`", 1.5), "split_wide/lenient": ("the same, `lenient`", 1.0),
    "split_wide/raw": ("the same, `raw`", 1.0), "split_wide/rfc_portable": ("the same, `rfc`, without AVX2", None),
    "split_usual/rfc": ("splitter, contributions, `rfc`", None), "decode_fields": ("text of each field", None),
    "plan_rows": ("plan: a row of contributions, a quarter accepted", None), "write_document": ("a record as JSON", None),
    "append_ndjson": ("a record into a block of NDJSON", None), "append_duckdb": ("a record into a block of DuckDB", None),
    "load_definitions": ("reading and checking all definitions", None), "bind_plan": ("binding a plan to a file", None),
}


def measure(repeat):
    """Rows of (label, nanoseconds an item, GB/s or None, goal in GB/s or None); none without Google Benchmark."""
    build = ["cmake", "--build", ROOT / "build", "--target", "micro_benchmarks"]
    if subprocess.run(build, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
        return []
    told = subprocess.run([ROOT / "build" / "bench" / "micro_benchmarks", f"--benchmark_repetitions={max(repeat, 3)}",
                           "--benchmark_min_time=0.1", "--benchmark_format=json"], check=True, capture_output=True)
    found = []
    for one in json.loads(told.stdout)["benchmarks"]:
        name = one["run_name"]
        if one.get("aggregate_name") != "median" or name not in LABELS:
            continue
        label, goal = LABELS[name]
        unit = {"ns": 1, "us": 1e3, "ms": 1e6}[one["time_unit"]]
        items, per_second = one.get("items_per_second"), one.get("bytes_per_second")
        found.append((label, 1e9 / items if items else one["cpu_time"] * unit, per_second and per_second / 1e9, goal))
    return found


def markdown(rows):
    lines = ["| Part alone, one processor | ns | GB/s | goal |", "|---|---:|---:|---|"]
    for label, nanoseconds, speed, goal in rows:
        reached = "" if goal is None else f"{goal} GB/s: {'reached' if speed >= goal else 'missed'}"
        lines.append(f"| {label} | {nanoseconds:,.0f} | {f'{speed:.2f}' if speed else ''} | {reached} |")
    return lines
