"""Wyoming: recipients by the roster, else equal rows in the exports of one office; a withdrawn row goes with its twin."""
import re

from independent import Gift, Skip, cents, mend_quotes, rows, text_of

CHAMBERS = {"HOUSE": "lower", "SENATE": "upper"}
KINDS = {"MONETARY": "monetary", "ANONYMOUS": "monetary", "UN-ITEMIZED": "monetary", "IN-KIND": "in_kind",
         "LOAN": "loan"}


def plain(name):
    return " ".join(re.findall(r"\w+", name.upper()))


def export(path):
    text = text_of(path)
    return list(rows(mend_quotes(text))) if text else []


def twin(row):
    """What a withdrawal and the row that it withdraws have in common."""
    month, day, year = map(int, row["Date"].split("/"))
    return (plain(row["Recipient Name"]), plain(row["Contributor Name"]), (year, month, day), row["Contribution Type"],
            cents(row["Amount"]))


def seats_of_rows(example):
    """{a whole row: its seats}"""
    seats = {}
    for path in (example / "by_office").iterdir():
        chamber, district = re.search(r"(HOUSE|SENATE) DISTRICT (\d+)", path.name).groups()
        for row in export(path):
            seats.setdefault(tuple(row.values()), set()).add((CHAMBERS[chamber], str(int(district))))
    return seats


def judged(example):
    """(row, its Gift, or the reason for which it is left out)"""
    roster = list(rows(text_of(example / "roster.csv")))
    by_row = seats_of_rows(example)
    linked = []
    for row in export(example / "ExportContributions.txt"):
        year = int(row["Date"][-4:])
        seats = {(line["chamber"], line["district"]) for line in roster
                 if plain(line["filer_id"]) == plain(row["Recipient Name"]) and line["chamber"] in CHAMBERS.values()
                 and int(line["from"]) <= year <= int(line["to"] or 9999)} or by_row.get(tuple(row.values()), set())
        linked.append((row, seats))
    counted = [row for row, seats in linked if len(seats) == 1 and row["Filing Status"] != "AMEND - DELETE"]
    gone = []
    for row, seats in linked:
        if len(seats) == 1 and row["Filing Status"] == "AMEND - DELETE":
            gone += [other for other in counted if twin(other) == twin(row) and all(other is not g for g in gone)][:1]
    for row, seats in linked:
        if not row["Recipient Type"].startswith("CANDIDATE"):
            yield row, "not_a_candidate"
        elif len(seats) != 1:
            yield row, "no_candidate"
        elif row["Filing Status"] == "AMEND - DELETE":
            yield row, "deletion"
        elif any(row is other for other in gone):
            yield row, "deleted"
        else:
            yield row, Gift(plain(row["Recipient Name"]), *min(seats), KINDS[row["Contribution Type"]],
                            cents(row["Amount"]))


def gifts(example):
    return (found for _, found in judged(example) if isinstance(found, Gift))


def skipped(example):
    for row, found in judged(example):
        reason = found
        if isinstance(found, Gift):
            if found.kind == "monetary":
                continue
            reason = f"kind_{found.kind}"
        yield Skip(reason, plain(row["Recipient Name"]), row["Recipient Name"], cents(row["Amount"]))
