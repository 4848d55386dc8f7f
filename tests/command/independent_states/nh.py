"""New Hampshire: the files since 2024, whose candidates are found by filer and election, and the old list, which names
office and county on the row."""
import csv
import io
import re

from independent import Gift, Skip, cents, rows, text_of

COUNTIES = "Belknap Carroll Cheshire Coos Grafton Hillsborough Merrimack Rockingham Strafford Sullivan".split()
COMMITTEES = {"Major Purpose Electioneering"}
KINDS = {"Itemized Monetary": "monetary", "Unitemized Monetary": "monetary", "Monetary Contribution": "monetary",
         "In-Kind (Non-Money)": "in_kind", "Return Receipt": "refund", "Loan Received": "loan",
         "Contribution Count # :1": "monetary", "Contribution Count # :3": "monetary", "Monetary": "monetary",
         "In-Kind": "in_kind"}
SEATS = {"State Senate": "upper", "NH State Senator": "upper", "State Representative": "lower",
         "House of Representatives": "lower", "State House": "lower"}


def district(house, county, text):
    """'3' in the Senate, 'Rockingham 13' in the House"""
    number = next((str(int(part)) for part in re.findall(r"\d+", text) if len(part) < 3 and int(part)), "")
    if house == "upper" or not number:
        return number
    known = [name for name in COUNTIES if name.lower() in (county + text).lower().replace("ö", "o")]
    return f"{known[0]} {number}" if known else ""


def listed(example, filer, election, year):
    """(house, district) in this election; house is '' for other offices. None: not known"""
    for line in rows(text_of(example / "roster.csv")):
        if line["filer_id"] == filer and line["chamber"] in ("lower", "upper") and \
                line["from"] <= (election or year) <= line["to"]:
            return line["chamber"], line["district"]
    text = text_of(example / "FilingEntityDownload.csv").partition("\n")[2]
    lines = [line for line in rows(text) if line["Filer Entity Id"] == filer]
    if not election:
        election = min((line["Election Year"] for line in lines if line["Election Year"] >= year), default="")
    lines = [line for line in lines if line["Election Year"] == election]
    if len(lines) != 1 or not lines[0]["Office"]:
        return None
    house = SEATS.get(lines[0]["Office"], "")
    return house, district(house, lines[0]["County"], lines[0]["Office District Name"])


def new_rows(example):
    text = text_of(example / "receipts 2026.csv", "cp1252")
    wrong = '"Signs for "SAM"",'
    assert wrong in text
    return list(rows(text.replace(wrong, '"Signs for ""SAM""",')))


def new(example):
    for row in new_rows(example):
        filer = row["Filing Entity ID"]
        found = listed(example, filer, row["Election year"], row["Date of Receipt"][-4:])
        reason = ("not_a_candidate" if row["Committee Subtype"] in COMMITTEES else
                  "not_a_receipt" if row["Transaction Type"] == "Loan Payment" else
                  "no_candidate" if found is None else
                  "other_office" if not found[0] else None)
        kind = KINDS.get(row["Transaction Sub Type"] or row["Transaction Type"], "other")
        amount = cents(row["Amount of receipt"])
        yield (reason, filer, row["Committee Name"] or row["Candidate Name"], found, kind,
               -amount if kind == "refund" else amount)


def old_lines(example):
    lines = text_of(example / "ViewContributionsList.csv").splitlines()
    names = lines[0].split(",")
    for line in lines[1:]:
        if re.match(r"\d+/", line):
            line = "," + line
        values = next(csv.reader(io.StringIO(line.replace('"The "Good" ', '"The Good '))))
        assert len(values) == 21 and values[20] == "", values
        yield dict(zip(names, values))


def old(example):
    newer = {(row["Election year"], row["Date of Receipt"][-4:]) for row in new_rows(example)}
    gift_years = {row["Date of Receipt"][-4:] for row in new_rows(example)}
    for row in old_lines(example):
        office, _, number = row["Office"].partition(" - ")
        house = {"STATE SENATE": "upper", "STATE REPRESENTATIVE": "lower"}.get(office.upper(), "")
        cycle = row["Election Cycle"].removesuffix(" Election Cycle")
        year = row["Transaction Date"].split()[0][-4:]
        repeated = (cycle, year) in newer if cycle.isdigit() else year in gift_years
        reason = ("not_a_candidate" if not row["Receiving Registrant Type"].startswith("Candidate") else
                  "no_candidate" if not office else
                  "other_office" if not house else
                  "also_in_new" if repeated else None)
        kind = "loan" if row["Contribution Type"] == "Loan Received" else KINDS[row["Contribution Type"]]
        filer = ", ".join(part for part in (row["Receiving Registrant"], row["Office"], row["County"]) if part).upper()
        yield (reason, filer, row["Receiving Registrant"], (house, district(house, row["County"], number)), kind,
               cents(row["Amount"]))


def everything(example):
    yield from new(example)
    yield from old(example)


def gifts(example):
    for reason, filer, _, seat, kind, amount in everything(example):
        if reason is None:
            yield Gift(filer, *seat, kind, amount)


def skipped(example):
    for reason, filer, name, _, kind, amount in everything(example):
        if reason or kind != "monetary":
            yield Skip(reason or f"kind_{kind}", filer, name, amount)
