"""Results as Markdown tables, and into the marked part of docs/performance.md."""
import re

from comparison import parts
from comparison.picture import draw

GOALS = [
    ("ours_null", "igzip", "wall", "at most 2.0 times the wall time of igzip", lambda ratio: ratio <= 2.0),
    ("python", "ours_null", "cpu", "Python's way takes at least 50 times our CPU time", lambda ratio: ratio >= 50),
    ("duckdb_null", "ours_null", "wall", "faster than DuckDB SQL on unpacked CSV (documents)", lambda ratio: ratio > 1),
    ("duckdb_table", "ours_duckdb", "wall", "faster than DuckDB SQL on unpacked CSV (table)", lambda ratio: ratio > 1),
    ("ours_null", "ours_null_1", "wall", "two jobs take at most 0.6 of the time of one", lambda ratio: ratio <= 0.6),
]


def table(run):
    rows, size = run["rows"], run["bytes"]
    by_key = {case["key"]: case for case in run["cases"]}
    base, own = by_key["igzip"]["wall"], by_key["ours_null"]
    lines = [f"### {rows:,} contribution rows, {size / 1e6:,.0f} MB of CSV in {run['packed'] / 1e6:,.0f} MB of zip", "",
             "| | wall s | CPU s | peak MB | million rows/s | MB/s | wall / igzip | CPU / ours to /dev/null |",
             "|---|---:|---:|---:|---:|---:|---:|---:|"]
    for case in run["cases"]:
        wall, cpu = case["wall"], case["cpu"]
        lines.append(f"| {case['label']} | {wall:.2f} | {cpu:.2f} | {case['peak']:,.0f} | {rows / wall / 1e6:.2f} "
                     f"| {size / wall / 1e6:,.0f} | {wall / base:.1f} | {cpu / own['cpu']:.1f} |")
    return lines


def goals(run):
    by_key = {case["key"]: case for case in run["cases"]}
    lines = [f"| Goal ({run['rows']:,} rows) | measured | |", "|---|---:|---|"]
    for one, other, figure, goal, reached in GOALS:
        if one in by_key and other in by_key:
            ratio = by_key[one][figure] / by_key[other][figure]
            lines.append(f"| {goal} | {ratio:.2f} | {'reached' if reached(ratio) else 'missed'} |")
    most = max(case["peak"] for case in run["cases"] if case["key"].startswith("ours") and case["key"] != "ours_export")
    lines.append(f"| less than 256 MB of memory | {most:.0f} MB | {'reached' if most < 256 else 'missed'} |")
    lines.append(f"| reading and checking all definitions adds less than 30 ms to a start | {run['start_ms']:.1f} ms "
                 f"| {'reached' if run['start_ms'] < 30 else 'missed'} |")
    return lines


def stages(run):
    if not run["stages"]:
        return []
    cpu = next(case["cpu"] for case in run["cases"] if case["key"] == "ours_null_1")
    lines = ["| CPU time of a load to /dev/null, by stage | share | seconds for each million rows |", "|---|---:|---:|"]
    return lines + [f"| {stage} | {share:.0%} | {share * cpu / run['rows'] * 1e6:.3f} |"
                    for stage, share in run["stages"].items() if share >= 0.005]


def markdown(results):
    lines = ["![Wall time of each](performance.svg)", "",
             f"Measured {results['date']} on {results['machine']}; medians of {results['repeat']} runs in turn (of one, "
             f"where a run takes more than {results['slow_seconds']} seconds).", ""]
    for run in results["runs"]:
        lines += [*table(run), "", *goals(run), ""]
        if run["stages"]:
            lines += [*stages(run), ""]
    if results["parts"]:
        lines += ["### Parts alone", "", *parts.markdown(results["parts"]), ""]
    return "\n".join(lines)


def picture(results):
    panels = [(f"{run['rows']:,} rows: wall time in seconds (logarithmic)",
               [(case["label"], case["kind"], case["wall"]) for case in run["cases"]]) for run in results["runs"]]
    return draw(panels, f"{results['machine']}, {results['date']}; bench/run")


def update(page, command, text):
    """Puts `text` between the marks that a command has in a page."""
    begin, end = f"<!-- {command} begin -->", f"<!-- {command} end -->"
    old = page.read_text()
    if begin not in old or end not in old:
        raise SystemExit(f"{page}: has no marks {begin} and {end}")
    page.write_text(re.sub(f"{begin}.*{end}", lambda _: f"{begin}\n{text}\n{end}", old, flags=re.S))
