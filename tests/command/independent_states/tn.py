"""Tennessee: the recipient's name and the election year in the list of candidates, else the nearest earlier year."""
import re

from independent import Gift, Skip, cents, rows, text_of

OFFICES = {"House of Representatives": "lower", "Senate": "upper"}


def text_in_any_encoding(path):
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return text_of(path, "utf-16")
    try:
        return text_of(path)
    except UnicodeDecodeError:
        return text_of(path, "latin-1")


def plain(name):
    return " ".join(re.sub("[^A-Z0-9 ]", " ", name.upper().replace("'", "")).split())


def candidacies(example):
    """{name: {year: its (chamber or None, district)s}}"""
    found = {}
    for row in rows(text_of(example / "candidates_all.csv")):
        name = plain(f"{row['Last Name']} {row['First Name']}")
        seats = found.setdefault(name, {}).setdefault(int(row["Election Year"]), set())
        seats.add((OFFICES.get(row["Office"]), row["District"]))
    return found


def seats_of(years, year):
    if not year:
        return set().union(*years.values())
    earlier = [known for known in years if known <= int(year)]
    return years[max(earlier)] if earlier else set()


def sorted_out(example):
    """(Gift, the recipient) or (Skip, None)"""
    listed = candidacies(example)
    for path in (*sorted(example.glob("2*.csv")), *sorted(example.glob("*/*.csv"))):
        for row in rows(text_in_any_encoding(path)):
            recipient, year, amount = row["Recipient Name"], row["Election Year"], cents(row["Amount"])
            name = plain(recipient)
            seats = seats_of(listed.get(name, {}), year)
            if row.get("Vendor Name"):
                paid = row["Candidate/PAC Name"]
                yield Skip("expenditure", plain(paid), paid, amount), None
            elif len(seats) != 1:
                reason = "no_candidate" if year or name in listed else "not_a_candidate"
                yield Skip(reason, name, recipient, amount), None
            elif seats == {(None, "")}:
                yield Skip("other_office", name, recipient, amount), None
            else:
                (chamber, district), = seats
                kind = "refund" if amount < 0 else {"Monetary": "monetary", "InKind": "in_kind"}[row["Type"]]
                yield Gift(f"{name} {chamber} {district}", chamber, district, kind, amount), (name, recipient)


def gifts(example):
    return (found for found, _ in sorted_out(example) if isinstance(found, Gift))


def skipped(example):
    for found, filer in sorted_out(example):
        if isinstance(found, Skip):
            yield found
        elif found.kind != "monetary":
            yield Skip(f"kind_{found.kind}", *filer, found.cents)
