"""Arkansas: the yearly files, whose candidates are found by filer and election year, and the former site's file, whose
list of reports says the chamber."""
import json
import re

from independent import Gift, Skip, cents, mend_quotes, rows, text_of

CHAMBERS = {"State Representative": "lower", "State Senate": "upper"}
KINDS = {"ItemizedMonetary": "monetary", "Non-ItemizedMonetary": "monetary",
         "ItemizedNonmoney": "in_kind", "Non-ItemizedNonmoney": "in_kind"}


def items(path):
    return json.loads(path.read_text())["data"]["items"]


def only(found):
    """The one thing that was found, else None"""
    found = set(found)
    return found.pop() if len(found) == 1 else None


def own_seat(example, year, filer, name=""):
    for line in rows(text_of(example / "roster.csv")):
        listed = " ".join(reversed(line["name"].split(", ")))
        if (line["filer_id"] == filer or not line["filer_id"] and listed == name) and \
                line["chamber"] in ("lower", "upper") and (line["from"] or "0") <= year <= (line["to"] or "9999"):
            return line["chamber"], line["district"]
    return None


def listed_seat(example, filer, year):
    """The seat of the filer's registrations for the year; without a year on either side, the only seat there is"""
    registered = [(item["electionYear"], (CHAMBERS.get(item["office"], ""), re.sub(r"\D", "", item["officeDistrictName"] or "")))
                  for item in items(example / "candidates.json")
                  if str(item["filerEntityID"]) == filer and item["filerTypeCode"] == "CAN"]
    seat = only(seat for of, seat in registered if of and of == year)
    if seat is None and (not year or any(not of for of, _ in registered)):
        seat = only(seat for _, seat in registered)
    return seat


def yearly_rows(example):
    """In 2024 quotes inside are not doubled, and line ends are CR LF: others are inside values"""
    # The quoted name ends with a quote of its own, which mend_quotes cannot see.
    text = text_of(example / "contributions_2024.csv").replace(' PAC "LEE PAC"",', ' PAC ""LEE PAC""",')
    yield from rows(re.sub(r'(?<=The )"Good"', '""Good""', text))
    yield from rows(text_of(example / "contributions_2022.csv", "utf-16"))


def current(example):
    filed = {}
    everything = list(yearly_rows(example))
    for row in everything:
        month, day, year = row["Report Filed Date"].split("/")
        row["filed"] = year + month + day
        number = row["Transaction ID"]
        filed[number] = max(filed.get(number, ""), row["filed"])
    for row in everything:
        filer, year = row["Filing Entity ID"], row["Election Year"]
        seat = own_seat(example, year or row["Transaction Date"][-4:], filer) or listed_seat(example, filer, year)
        amount = cents(row["Transaction Amount"])
        kind = KINDS.get(row["Transaction Sub Type"].replace(" ", ""), "other")
        if row["Transaction Type"] == "Return Contribution":
            kind, amount = "refund", -abs(amount)
        elif row["Transaction Type"] == "Loan":
            kind = "loan"
        reason = ("not_a_candidate" if row["FilerType"] not in ("Candidate", "Exploratory Committee") else
                  "no_candidate" if seat is None else
                  "other_office" if not seat[0] else
                  "superseded" if row["filed"] < filed[row["Transaction ID"]] else None)
        yield reason, filer, row["Entity Name"], seat, kind, amount


def former_seat(example, name, year):
    reports = []
    for item in items(example / "legacy_reports.json"):
        if " ".join(reversed(item["filerName"].split(", "))) == name:
            reports.append((item["reportEndDate"][:4], (CHAMBERS.get(item["officeType"], ""), "")))
    return only(seat for of, seat in reports if of == year) or only(seat for _, seat in reports)


def former(example):
    everything = [row for name in ("CON_2018.csv", "CON_2022.csv")
                  for row in rows(mend_quotes(text_of(example / name)))]
    months = {row["Transaction Date"][:2] + row["Transaction Date"][-5:] for row in yearly_rows(example)}
    last = {row["Receipt ID"]: number for number, row in enumerate(everything)}  # an amendment is below
    for number, row in enumerate(everything):
        name, year = row["Candidate Name"], row["Receipt Date"].split(" ")[0][-4:]
        seat = own_seat(example, year, row["Org ID"], name) or former_seat(example, name, year)
        kind = {"Loan": "loan", "Returned Expenditure": "other"}.get(row["Receipt Type"], "monetary")
        if row["Receipt Source Type"] == "Interest":
            kind = "other"
        reason = ("not_a_candidate" if not row["Committee Type"].startswith(("Candidate", "Exploratory")) else
                  "no_candidate" if seat is None else
                  "other_office" if not seat[0] else
                  "also_in_new" if year >= "2022" and row["Receipt Date"][:2] + row["Receipt Date"][5:10] in months else
                  "superseded" if last[row["Receipt ID"]] != number else None)
        yield reason, row["Org ID"], row["Committee Name"] or name, seat, kind, cents(row["Receipt Amount"])


def everything(example):
    yield from current(example)
    yield from former(example)


def gifts(example):
    for reason, filer, _, seat, kind, amount in everything(example):
        if reason is None:
            yield Gift(filer, *seat, kind, amount)


def skipped(example):
    for reason, filer, name, _, kind, amount in everything(example):
        if reason or kind != "monetary":
            yield Skip(reason or f"kind_{kind}", filer, name, amount)


def reports(example):
    """One id for each filed report, whatever its versions"""
    return {item["filerReportGuid"] for item in items(example / "reports.json")
            if item["officeName"] in CHAMBERS and item["filedDate"] and item["filerType"] == "Candidate"} | \
        {f"old-{item['id']}" for item in items(example / "legacy_reports.json") if item["officeType"] in CHAMBERS}
