"""Georgia: three systems with ids of their own; the list of candidates says the office by id and year, the roster
by id and year, for all. A row of the oldest system has money and goods beside each other."""
import json
import re

from independent import Gift, Skip, cents, rows, text_of

OFFICES = {"State Representative": "lower", "State Senator": "upper"}
PEACHFILE = {"Loan Received": "loan", "Return Contribution": "refund", "Loan Forgiven": "other",
             "Interest Earned (Non-Investment Account)": "other"}
EFILE = {"In-Kind": "in_kind", "Return Contribution": "refund", "Loans Received": "loan"}
LEGACY = {"In-Kind": "in_kind", "Loan": "loan", "Credit Received on Loan": "other"}


def roster(example):
    """The seat of a filer in a year, or None."""
    listed = [row for row in rows(text_of(example / "roster.csv")) if row["chamber"] in ("lower", "upper")]

    def find(filer, year):
        for row in listed:
            if row["filer_id"] == filer and (row["from"] or "0000") <= year <= (row["to"] or "9999"):
                return row["chamber"], row["district"]
        return None
    return find


def registrations(example):
    """{id: {year: (chamber or None, district)}}"""
    found = {}
    for path in example.glob("candidates_*.json"):
        for item in json.loads(path.read_text())["data"]["items"]:
            seats = found.setdefault(str(item["filerEntityId"]), {})
            seats[item["electionCycleName"][:4]] = (OFFICES.get(item["office"]), item["districtName"])
    return found


def seat_of(filer, year, registered):
    """None: not known; (None, ...): another office."""
    seats = registered.get(filer, {})
    return seats.get(year) or (next(iter(seats.values())) if len(seats) == 1 else None)


def peachfile(example):
    known, registered = roster(example), registrations(example)
    text = text_of(example / "TCON_2026.csv", "cp1252").replace("Yard\nsigns", "Yard signs")
    for row in rows(text):
        filer, name, amount = row["Filing Entity ID"], row["Filing Entity Name"], cents(row["Transaction Amount"])
        seat = known(filer, row["Transaction Date"][-4:]) or seat_of(filer, row["Election Year"], registered)
        if row["Registration Type"].startswith("Non-"):
            yield Skip("not_a_candidate", filer, name, amount)
        elif seat is None:
            yield Skip("no_candidate", filer, name, amount)
        elif seat[0] is None:
            yield Skip("other_office", filer, name, amount)
        elif row["Transaction Type"] == "Loan Payment":
            yield Skip("loan_payment", filer, name, amount)
        else:
            goods = row["Transaction Sub Type"] == "In-Kind Contribution"
            kind = PEACHFILE.get(row["Transaction Type"], "in_kind" if goods else "monetary")
            yield name, Gift(filer, *seat, kind, amount)


def efile(example):
    known = roster(example)
    for row in rows(text_of(example / "CON_2024.csv")):
        filer = re.sub(r"^(?=\d)", "EFILE-", row["Filer_ID"])
        name, amount = row["Committee_Name"], cents(row["Transaction_Amount"])
        if not row["Candidate_Last_Name"]:
            yield Skip("not_a_candidate", filer, name, amount)
        elif not known(filer, row["Transaction_Date"][-4:]):
            yield Skip("no_candidate", filer, name, amount)
        else:
            yield name, Gift(filer, *known(filer, row["Transaction_Date"][-4:]), EFILE.get(row["Contribution_Type"], "monetary"), amount)


def legacy_rows(example):
    text = text_of(example / "StateEthicsReport (1).csv").replace('"Bob""', '""Bob"""')
    yield from rows(text)
    page = (example / "export 2013.xls").read_text()
    lines = [re.findall(r"<t[hd]>(.*?)</t[hd]>", line) for line in page.split("<tr>")[1:]]
    yield from (dict(zip(lines[0], (cell.replace("&nbsp;", "") for cell in line))) for line in lines[1:])


def legacy(example):
    known = roster(example)
    for row in legacy_rows(example):
        filer, name = row["FilerID"], row["Committee_Name"].strip() or row["FilerID"]
        amount = cents(row["Cash_Amount"]) + cents(row["In_Kind_Amount"])
        year = re.search(r"/(\d{4})", row["Date"])[1]
        seat = known(filer, year if year > "1949" else row["Election_Year"][:4])
        if filer.startswith("NC"):
            yield Skip("not_a_candidate", filer, name, amount)
        elif seat is None:
            yield Skip("no_candidate", filer, name, amount)
        else:
            yield name, Gift(filer, *seat, LEGACY.get(row["Type"], "monetary"), amount)


def everything(example):
    for system in (peachfile, efile, legacy):
        yield from system(example)


def gifts(example):
    return (one[1] for one in everything(example) if not isinstance(one, Skip))


def skipped(example):
    for one in everything(example):
        if isinstance(one, Skip):
            yield one
        elif one[1].kind != "monetary":
            yield Skip(f"kind_{one[1].kind}", one[1].candidate, one[0], one[1].cents)


def reports(example):
    items = json.loads((example / "reports_9.json").read_text())["data"]["items"]
    return sorted({str(item["filerReportId"]) for item in items if item["officeName"] in OFFICES})
