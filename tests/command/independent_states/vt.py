"""Vermont: the yearly files, whose candidates are found by filer and election, and the old list, which names office and
district on the row."""
import csv
import re

from independent import Gift, Skip, cents, rows, text_of

KINDS = {"Monetary": "monetary", "In-Kind (Non-Money)": "in_kind", "Loan Received": "loan"}


def house(office):
    office = office.upper()
    return "upper" if office.startswith("STATE SEN") else \
        "lower" if office.startswith(("STATE REP", "HOUSE OF REP")) else "other" if office else None


def own_seat(example, filer, year):
    for line in rows(text_of(example / "roster.csv")):
        if line["filer_id"] == filer and line["chamber"] in ("lower", "upper") and \
                (line["from"] or "0") <= year <= (line["to"] or "9999"):
            return line["chamber"], line["district"]
    return None


def listed_seat(example, filer, election, year):
    """The office of the filer's registrations for this election; where they differ or there is none, None"""
    registered = [("".join(re.findall(r"\d{4}", line["Election Cycle"])[-1:]), line["Office"])
                  for line in rows(text_of(example / "Candidates.csv")) if line["Filing Entity Id"] == filer]
    chosen = [office for cycle, office in registered if cycle == election]
    if not election:
        later = sorted(entry for entry in registered if entry[0] >= year)
        chosen = [office for _, office in later[:1]]
    chosen = chosen or [office for cycle, office in registered if not cycle]
    found = {house(office) for office in chosen}
    return (found.pop(), "") if len(found) == 1 and None not in found else None


def yearly(example):
    for name in ("TCON 2024.csv", "contributions 2022.csv"):
        seen = set()
        for row in rows(text_of(example / name)):
            filer, election = row["Filing Entity Id"], row["Election Year"]
            year = election or row["Transaction Date"].split(" ")[0].split("/")[-1]
            seat = own_seat(example, filer, year) or listed_seat(example, filer, election, year)
            reason = ("not_a_candidate" if row["Registration Type"] != "Candidate" else
                      "not_a_receipt" if row["Transaction Subtype"] == "Loan Payment" else
                      "no_candidate" if seat is None else
                      "other_office" if seat[0] == "other" else
                      "repeated" if tuple(row.values()) in seen else None)
            seen.add(tuple(row.values()))
            yield (reason, filer, row["Filing Entity Name"], filer, seat,
                   KINDS.get(row["Transaction Subtype"], "other"), cents(row["Transaction Amount"]))


def old_lines(example):
    """The old list's rows, each on one line, their commas and quotes put right by hand"""
    text = text_of(example / "ViewContributionsList.csv")
    text = re.sub(r"\n(?!\d+/\d+/\d{4} |$)", " ", text)
    for wrong, right in (('Nut "Tree" LLC,12 Oak St, Barre, VT 05641', 'Nut Tree LLC,"12 Oak St, Barre, VT 05641"'),
                         ('"The "Good" Growers, PAC"', '"The Good Growers, PAC"'), (",Nutmeg, Nan,", ',"Nutmeg, Nan",')):
        assert wrong in text
        text = text.replace(wrong, right)
    lines = list(csv.reader(text.splitlines()))
    for line in lines[1:]:
        assert len(line) == 17 and line[16] == "", line
        yield dict(zip(lines[0], line))


def old(example):
    newer = {(row["Election Year"], row["Transaction Date"].split(" ")[0][-4:])
             for name in ("TCON 2024.csv", "contributions 2022.csv") for row in rows(text_of(example / name))}
    for row in old_lines(example):
        office, cycle = row["Office"], row["Election Cycle"]
        reason = ("not_a_candidate" if row["Receiving Registrant Type"] != "Candidate" else
                  "no_candidate" if not office else
                  "other_office" if house(office) == "other" else
                  "other_election" if cycle[5:] not in ("General", "General Election") else
                  "also_in_bulk" if (cycle[:4], row["Transaction Date"].split(" ")[0][-4:]) in newer else None)
        filer = ", ".join(part for part in (row["Receiving Registrant"].upper().replace(",", ""), office.upper()) if part)
        kind = "in_kind" if row["In-Kind Sub Category"] else "monetary"
        yield (reason, filer, row["Receiving Registrant"], filer, (house(office), office.partition(" - ")[2]), kind,
               cents(row["Amount"]))


def everything(example):
    yield from yearly(example)
    yield from old(example)


def gifts(example):
    for reason, _, _, candidate, seat, kind, amount in everything(example):
        if reason is None:
            yield Gift(candidate, *seat, kind, amount)


def skipped(example):
    for reason, filer, name, _, _, kind, amount in everything(example):
        if reason or kind != "monetary":
            yield Skip(reason or f"kind_{kind}", filer, name, amount)
