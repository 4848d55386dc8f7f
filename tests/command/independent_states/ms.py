"""Mississippi: the recipient's name in the roster, in the lists of both chambers, or with the office in it; of a report with
amendments only the last one counts."""
import json
import re

from independent import Gift, Skip, cents, rows, text_of


def table(path):
    return json.loads(json.loads(path.read_text())["d"])["Table"]


def plain(text):
    return " ".join(re.sub("[^A-Z0-9]", " ", text.upper().replace(".", "")).split())


def lists(example):
    """{name: {year: its chambers}}"""
    found = {}
    for path in (*example.glob("house_*.json"), *example.glob("senate_*.json")):
        chamber = "lower" if path.name.startswith("house") else "upper"
        for row in table(path):
            years = found.setdefault(plain(row["EntityName"]), {})
            years.setdefault(int(path.stem[-4:]), set()).add(chamber)
    return found


def seat_of(name, year, roster, listed):
    """(chamber, district) or None"""
    for row in roster:
        if plain(row["filer_id"]) == plain(name) and int(row["from"] or 0) <= year <= int(row["to"] or 9999):
            return row["chamber"], row["district"]
    years = listed.get(plain(name), {})
    later, earlier = [one for one in years if one >= year], [one for one in years if one <= year]
    if year % 4 > 1:  # an election year or the one before it
        earlier = []
    for chosen in ([min(later)] if later else []) + ([max(earlier)] if earlier else []):
        if len(years[chosen]) == 1:
            return next(iter(years[chosen])), ""
    words = re.search(r"\bfor (?:State )?(Rep|House|Senate)\b(?: District (\d+))?", name)
    if words and not name.startswith("U.S."):
        return "upper" if words[1] == "Senate" else "lower", words[2] or ""
    return None


def report_of(row):
    """(recipient, report without the word for an amendment)"""
    return plain(row["Recipient"]), row["FilingDesc"].removesuffix("- Amended")


def identity(row):
    return plain(row["Recipient"]), plain(row["Contributor"]), row["Date"], row["Amount"]


def kind_of(row):
    if row["ContributorType"] == "In-Kind" or row["InKind"] not in ("", "0"):
        return "in_kind"
    return "loan" if row["ContributorType"] == "Loan" else "monetary"


def sorted_out(example):
    """(Gift, the recipient) or (Skip, None)"""
    roster = list(rows(text_of(example / "roster.csv")))
    listed = lists(example)
    pacs = {plain(row["EntityName"]) for row in table(example / "entities.json") if "PAC" in row["OrganizationType"]}
    everything = table(example / "ms_contribs.json")
    last = {}
    for row in sorted(everything, key=lambda row: row["ReferenceNumber"]):
        if row["FilingDesc"].endswith("Amended"):
            last[report_of(row)] = row["FilingId"]
    regular = {identity(row) for row in everything if "48 Hour" not in row["FilingDesc"]}
    for row in everything:
        name, number = row["Recipient"], plain(row["Recipient"])
        amount = cents(row["Amount"]) or (cents(row["InKind"]) if row["InKind"].startswith("$") else 0)
        seat = seat_of(name, int(re.search(r"/(\d{4})", row["Date"])[1]), roster, listed)
        if not seat:
            yield Skip("not_a_candidate" if number in pacs else "no_candidate", number, name, amount), None
        elif last.get(report_of(row), row["FilingId"]) != row["FilingId"]:
            yield Skip("superseded", number, name, amount), None
        elif "48 Hour" in row["FilingDesc"] and identity(row) in regular:
            yield Skip("in_regular_report", number, name, amount), None
        else:
            yield Gift(number, *seat, kind_of(row), amount), name


def gifts(example):
    return (found for found, _ in sorted_out(example) if isinstance(found, Gift))


def skipped(example):
    for found, name in sorted_out(example):
        if isinstance(found, Skip):
            yield found
        elif found.kind != "monetary":
            yield Skip(f"kind_{found.kind}", found.candidate, name, found.cents)
