"""New York: the schedule says what a row is; a committee has its candidate from the roster, or from its name where
exactly one candidate is registered under it."""
import csv
import io
import re

from independent import Gift, Skip, cents, rows, text_of

KINDS = {**dict.fromkeys("ABC", "monetary"), "D": "in_kind", "I": "loan", "M": "refund", **dict.fromkeys("EGLPS", "other")}
CHAMBERS = {"Member of Assembly": "lower", "State Senator": "upper"}
# Where the filer, the schedule, the number, the amount and the mark of amended reports are, by the number of columns.
PLACES = {45: (0, 10, 13, 36, 8), 46: (0, 10, 13, 37, 8), 59: (0, 10, 13, 36, 8), 58: (0, 9, 12, 35, 7)}
WRAPPERS = (r"^Friends of ", r"^Citizens for ", r"^Elect ", r"^Committee to Re-Elect ", r", Inc\.( \d{4})?$",
            r" for (State |NYS )?(Assembly|Senate)$")


def lines(path):
    """The rows of a file without a header: a line break in a value is a blank, a quote may be part of a value."""
    text = re.sub(r"(?<![\r])\n", " ", path.read_bytes().decode("latin-1")).replace("\r", "\n")
    text = re.sub(r'(?<=[^,\n])"(?=[^,\n])', '""', re.sub("(?m)^ ", "", text))
    return [row for row in csv.reader(io.StringIO(text)) if row]


def seats_of(name, filers):
    """The (office, district) of the candidates of state offices with this name."""
    return {(row[6], row[7]) for row in filers if row[2:4] == ["CANDIDATE", "State"] and row[1].lower() == name.lower()}


def by_name(row, filers):
    """(chamber, district, candidate) of an authorized committee, or None."""
    if row[2:4] != ["COMMITTEE", "State"] or row[5] != "Authorized Single Candidate Committee":
        return None
    named = re.search(r" for (?:State |NYS )?(Assembly|Senate)$", row[1], re.I)
    name = row[1]
    for wrapper in WRAPPERS:
        name = re.sub(wrapper, "", name, flags=re.I)
    chambers = {CHAMBERS.get(office, "") for office, _ in seats_of(name, filers)}
    if named:
        chambers = {"lower" if named[1].lower() == "assembly" else "upper"}
    if len(chambers) != 1 or chambers == {""}:
        return None
    chamber = chambers.pop()
    seats = {district for office, district in seats_of(name, filers) if CHAMBERS.get(office) == chamber}
    if len(seats) != 1:
        return chamber, "", row[0]
    return chamber, seats.pop(), max(other[0] for other in filers if other[1].lower() == name.lower() and
                                     CHAMBERS.get(other[6]) == chamber)


def transactions(example):
    """(filer, schedule, number, amount, amended), in the order of reading"""
    places = sorted(example.rglob("*.csv"), key=lambda path: str(path).lower())
    for path in places:
        if path.name == "e9ss-239a.csv":
            for row in rows(text_of(path)):
                yield row["filer_id"], row["filing_sched_abbrev"], row["trans_number"], row["org_amt"], row["r_amend"]
        elif path.name != "roster.csv":
            for row in lines(path):
                yield tuple(row[place] for place in PLACES[len(row)])


def sorted_out(example):
    """(Gift or None, Skip or None): of what is loaded only money is, when nothing is said on the command line."""
    filers = lines(example / "commcand.zip" / "COMMCAND.CSV")
    names = {row[0]: row[1] for row in filers}
    whose = {row[0]: by_name(row, filers) for row in filers}
    whose.update({row[0]: (CHAMBERS[row[6]], row[7], row[0]) for row in filers if row[6] in CHAMBERS})
    whose.update({row["filer_id"]: (row["chamber"], row["district"], row["filer_id"])
                  for row in rows(text_of(example / "roster.csv"))})
    copies = list(transactions(example))
    last = {row[:3]: number for number, row in enumerate(copies)}
    for number, (filer, schedule, transaction, amount, _) in enumerate(copies):
        seat = whose[filer]
        newest = last[filer, schedule, transaction]
        if seat and number != newest:
            yield None, Skip("superseded", filer, names[filer], cents(amount))
            continue
        if not schedule:
            yield None, Skip("no_transaction", filer, names[filer], 0)
            continue
        if schedule not in KINDS or not seat:
            reason = "no_candidate" if schedule in KINDS else "detail" if schedule == "O" else "not_a_receipt"
            yield None, Skip(reason, filer, names[filer], cents(amount))
        else:
            chamber, district, candidate = seat
            kind = KINDS[schedule]
            value = -cents(amount) if schedule == "M" else cents(amount)
            yield (Gift(candidate, chamber, district, kind, value),
                   Skip(f"kind_{kind}", filer, names[filer], value) if kind != "monetary" else None)


def gifts(example):
    return (gift for gift, _ in sorted_out(example) if gift)


def skipped(example):
    return (skip for _, skip in sorted_out(example) if skip)
