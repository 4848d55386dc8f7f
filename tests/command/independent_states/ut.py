"""Utah: the last candidacy up to the year of the file, or of the roster, says what a filer is a candidate for. A row
that another one amends does not count."""
import re

from independent import Gift, Skip, cents, mend_quotes, rows, text_of


def candidacies(example):
    """{name: {year: a list of (id, chamber or None, district)}}"""
    found = {}
    for row in rows(text_of(example / "entities.csv")):
        match = re.match(r"([^(]+?) \(.*?(\d{4}) ([A-Za-z ]+)(?:-(\d+))?\)", row["name"])
        if match:
            name, year, office, district = match.groups()
            seat = row["entity_id"], {"House": "lower", "Senate": "upper"}.get(office), district
            found.setdefault(name, {}).setdefault(int(year), []).append(seat)
    for row in rows(text_of(example / "roster.csv")):
        seat = row["name"], row["chamber"], row["district"]
        found.setdefault(row["name"], {})[int(row["from"])] = [seat]
    return found


def disclosed(example):
    """(year, row) of all files. In the file of one entity the name is the first column."""
    for path in sorted(example.glob("PCC*.csv")):
        text = re.sub(r"\n(?!X?,|\"|$)", " ", text_of(path))
        for row in rows(mend_quotes(text)):
            yield int(re.search(r"(\d{4})\.csv", path.name)[1]), row


def classified(example):
    known, found = candidacies(example), list(disclosed(example))
    amended, seen = {row["AMENDS"] for _, row in found} - {""}, set()
    for year, row in found:
        years = known.get(row["PCC"], {})
        last = max((one for one in years if one <= year), default=None)
        seats = years.get(last, [])
        seat = seats[0] if len(seats) == 1 else None
        reason = ("expenditure" if row["TRAN_TYPE"] == "Expenditure" else
                  "test_filer" if row["PCC"] == "doe, john" else
                  "no_candidate" if not seat or not seat[1] else
                  "superseded" if row["TRAN_ID"] in amended else
                  "repeated" if row["TRAN_ID"] in seen else None)
        seen.add(row["TRAN_ID"])
        yield row, seat, reason


def kind_of(row):
    amount = cents(row["TRAN_AMT"])
    return "in_kind" if row["INKIND"] else "loan" if row["LOAN"] else "refund" if amount < 0 else "monetary"


def gifts(example):
    for row, seat, reason in classified(example):
        if reason is None:
            yield Gift(*seat, kind_of(row), cents(row["TRAN_AMT"]))


def skipped(example):
    for row, seat, reason in classified(example):
        kind = kind_of(row)
        if reason or kind != "monetary":
            yield Skip(reason or f"kind_{kind}", seat[0] if seat else row["PCC"], row["PCC"], cents(row["TRAN_AMT"]))
