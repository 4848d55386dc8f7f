"""Idaho: three eras. The Sunshine files are linked by the election's year, the campaign or the next election; the older
ones name office and district on the row."""
import json
import re
import xml.etree.ElementTree as xml

from independent import Gift, Skip, cents, rows, text_of

HOUSE = {"State Representative": "lower", "State Senator": "upper"}
KINDS = {"Itemized": "monetary", "Unitemized": "monetary", "Anonymous": "monetary", "In-Kind": "in_kind"}


def registrations(example):
    """A list of (id, year, campaign, chamber or None, district)"""
    listed = text_of(example / "candidates.csv").split("\n", 1)[1]
    found = [(row["Filing Entity Id"], row["Election Year"], row["Campaign Name"], row["Office Sought"], row["District"],
              row["Seat Zone"]) for row in rows(listed)]
    saved = json.loads((example / "registrations.json").read_text())["data"]["items"]
    found += [(str(item["filerEntityID"]), item["electionYear"], item["committeeName"], item["office"],
               item["cityDistrict"] or "", item["seatZone"] or "") for item in saved]
    for entity, year, campaign, office, district, seat in found:
        yield entity, year, campaign, HOUSE.get(office), re.sub(r"\D", "", district) + seat


def seat_of(row, listed):
    own = [entry for entry in listed if entry[0] == row["Filing Entity ID"]]
    gift_year = row["Transaction Date"][-4:]
    for fitting in ([entry for entry in own if entry[1] == row["Election Type"]],  # which holds the year
                    [entry for entry in own if entry[2] == row["Campaign Name"] != ""],
                    sorted(entry for entry in own if entry[1] >= gift_year)[:1]):
        if fitting:
            return fitting[0][3:] if fitting[0][3] else None
    return None


def sunshine(example):
    listed, seen = list(registrations(example)), set()
    text = text_of(example / "TCON_2025.csv", "windows-1252")
    text = re.sub(r"\n(?!\d+,|$)", " ", text).replace(",Äô", "'")
    for row in rows(text):
        number, amount, what = row["Transaction Id"], cents(row["Transaction Amount"]), row["Transaction Type"]
        seat = seat_of(row, listed)
        kind = {"Contribution": KINDS.get(row["Transaction Sub Type"], "other"), "Loan Received": "loan",
                "Return Contribution": "refund"}.get(what, "other")
        reason = ("not_a_candidate" if row["Registration Type"] != "Candidate" else
                  "loan_balance" if what == "Outstanding Loan" else
                  "no_candidate" if not seat else
                  "before_2023" if row["Transaction Date"][-4:] < "2023" else
                  "superseded" if number in seen else None)
        if reason is None:
            seen.add(number)
        yield reason, row["Filing Entity ID"], row["Campaign Name"] or row["Filing Entity Name"], seat, kind, \
            -amount if kind == "refund" else amount


def identity(*parts):
    return ", ".join(part.upper().replace(",", "") if at == 0 else part.upper() for at, part in enumerate(parts))


def seat_in(office, district):
    letter = re.search(r"(?:SEAT|POSITION) ([AB])", office.upper())
    return "upper" if "SENATOR" in office.upper() else "lower", str(int(district)) + (letter[1] if letter else "")


def activity(example):
    for row in rows(text_of(example / "activity.csv")):
        kind = {"Normal/Cash": "monetary", "In-Kind": "in_kind", "Loan": "loan",
                "Returned Contribution": "refund"}.get(row["donate_type"], "other")
        reason = ("not_a_receipt" if row["activity_type"] != "donate" else
                  "not_a_candidate" if row["to_type"] != "Candidate" else
                  "other_office" if not row["to_office"].startswith("ST") else
                  "also_in_tcon" if row["date"] >= "2023" else
                  "credit_card_debt" if row["donate_type"] == "Credit Card Item" else None)
        seat = None if reason == "other_office" or not row["to_office"] else seat_in(row["to_office"], row["to_district"])
        amount = cents(row["amount"])
        yield reason, identity(row["to_name"], row["to_office"], row["to_district"].lstrip("0")), row["to_name"], seat, kind, \
            -amount if kind == "refund" else amount


def workbook(folder):
    name = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    lines = []
    for row in xml.parse(folder / "xl/worksheets/sheet1.xml").iter(f"{name}row"):
        cells = {re.match("[A-Z]+", cell.get("r"))[0]: "".join(cell.itertext()) for cell in row.iter(f"{name}c")}
        lines.append([cells.get(chr(65 + at), "") for at in range(26)])
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def archive(example):
    kinds = {"I": "in_kind", "In-Kind": "in_kind", "L": "loan", "Loan": "loan"}
    for table in (rows(text_of(example / "1996_CAND_CONTRIBUTIONS.csv")), rows(text_of(example / "2008_CAND_CONT.csv")),
                  workbook(example / "2018_CANDIDATE_CONTRIBUTIONS.xlsx")):
        for row in table:
            def one(*names):
                return next((row[name] for name in names if name in row), "")
            office, district = one("Office", "OfficeName"), row["District"]
            amount = cents(one("Amount", "ContrAmount", "ContributorAmount"))
            kind = kinds.get(one("Type", "ContrType", "Contribution Type"), "refund" if amount < 0 else "monetary")
            last, first = one("Cand Last", "CandLast", "LastName"), one("Cand First", "CandFirst", "FirstName")
            other = not office.upper().startswith("STATE")
            yield "other_office" if other else None, identity(f"{last} {first}", office, district.lstrip("0")), f"{first} {last}", \
                None if other else seat_in(office, district), kind, amount


def everything(example):
    for era in (sunshine, activity, archive):
        yield from era(example)


def gifts(example):
    for reason, filer, _, seat, kind, amount in everything(example):
        if reason is None:
            yield Gift(filer, *seat, kind, amount)


def skipped(example):
    for reason, filer, name, _, kind, amount in everything(example):
        if reason or kind != "monetary":
            yield Skip(reason or f"kind_{kind}", filer, name, amount)
