"""Oklahoma: the Org ID in the roster or in the name of a candidate's page, else the candidate's name in the roster; offsets
count as the kind that they cancel."""
import re

from independent import Gift, Skip, cents, rows, text_of

KINDS = {"monetary": "monetary", "monetarycontribution": "monetary", "inkind": "in_kind", "loan": "loan"}


def receipts(example):
    for path in sorted(example.rglob("*.csv")):
        if "Extract" in path.name:
            data = path.read_bytes()
            yield from rows(data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "cp1252"))


def pages(example):
    """{Org ID: (chamber or None, district)}"""
    found = {}
    for path in (example / "candidates").glob("*.html"):
        spans = dict(re.findall(r'<span id="(\w+)">(.*?)</span>', path.read_text()))
        chamber = {"STATE REPRESENTATIVE": "lower", "STATE SENATOR": "upper"}.get(spans["lblCandOffice"])
        found[path.stem] = chamber, spans["lblCandDistrict"].removeprefix("DISTRICT ")
    return found


def seats(example, year):
    """({Org ID: seat}, {name: seat}) in a year"""
    ids, names = pages(example), {}
    for row in rows(text_of(example / "roster.csv")):
        if row["chamber"] and (row["from"] or "0") <= year <= (row["to"] or "9999"):
            known = ids if row["filer_id"] else names
            known[row["filer_id"] or row["name"].upper()] = row["chamber"], row["district"]
    return ids, names


def sorted_out(example):
    """(Gift, the filer's name) or (Skip, None)"""
    for row in receipts(example):
        ids, names = seats(example, row["Receipt Date"][-4:])
        number, name, amount = row["Org ID"], row["Committee Name"] or row["Candidate Name"], cents(row["Receipt Amount"])
        seat = ids.get(number) or names.get(row["Candidate Name"])
        if row["Committee Type"] != "Candidate Committee":
            yield Skip("not_a_candidate", number, name, amount), None
        elif not seat:
            yield Skip("no_candidate", number, name, amount), None
        elif not seat[0]:
            yield Skip("other_office", number, name, amount), None
        else:
            kind = KINDS.get(re.sub("[^a-z]", "", row["Receipt Type"].lower()), "other")
            if amount < 0 and not row["Description"].startswith("Offset"):
                kind = "refund"
            yield Gift(number, *seat, kind, amount), name


def gifts(example):
    return (found for found, _ in sorted_out(example) if isinstance(found, Gift))


def skipped(example):
    for found, name in sorted_out(example):
        if isinstance(found, Skip):
            yield found
        elif found.kind != "monetary":
            yield Skip(f"kind_{found.kind}", found.candidate, name, found.cents)
