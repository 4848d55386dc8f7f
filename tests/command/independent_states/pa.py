"""Pennsylvania: three gifts a row; the reports of the filer file show who is a candidate."""
import re

from independent import Gift, cents, mend_quotes, rows, text_of

HOUSES = {"STH": "lower", "STS": "upper"}
GIFT = """CampaignFinanceID FilerID EYEAR SubmittedDate CYCLE Section CONTRIBUTOR ADDRESS1 ADDRESS2 CITY STATE
ZIPCODE OCCUPATION ENAME EADDRESS1 EADDRESS2 ECITY ESTATE EZIPCODE CONTDATE1 CONTAMT1 CONTDATE2 CONTAMT2
CONTDATE3 CONTAMT3 CONTDESC""".split()
REPORT = """CampaignFinanceID FilerID EYEAR SubmittedDate CYCLE AMMEND TERMINATE FILERTYPE FILERNAME OFFICE
DISTRICT PARTY ADDRESS1 ADDRESS2 CITY STATE ZIPCODE COUNTY PHONE BEGINNING MONETARY INKIND""".split()
ADDED = ("CampaignFinanceID", "SubmittedDate")  # since 2022


def table(example, kind, names):
    """Rows of all files of a kind; records end with CR LF, quotes inside are not doubled."""
    for path in sorted(example.rglob("*.txt")):
        if not path.name.startswith(kind):
            continue
        records = path.read_bytes().decode("cp437").replace("\n", " ").replace("\r ", "\n")
        if "EYEAR" in records:
            records = records.partition("\n")[2]
        records = mend_quotes(records)
        old = not re.match(r'\d+,"[^"]*",\d{4},\d{4}-', records)
        kept = [name for name in names if name not in ADDED] if old else names
        yield from rows(records, kept)


def newest_reports(example):
    """{(filer, year, cycle): number of the last submission}"""
    newest = {}
    for row in table(example, "filer", REPORT):
        key = row["FilerID"], row["EYEAR"], row["CYCLE"]
        newest[key] = max(newest.get(key, 0), int(row.get("CampaignFinanceID") or 0))
    return newest


def seats(example):
    """{(filer, year) or filer: (house, district)}, {(filer, year)} of those who name another office"""
    found, elsewhere = {}, set()
    for row in sorted(table(example, "filer", REPORT), key=lambda row: row["EYEAR"]):
        if row["OFFICE"] in HOUSES:
            seat = HOUSES[row["OFFICE"]], row["DISTRICT"].lstrip("0")
            found[row["FilerID"], row["EYEAR"]] = found[row["FilerID"]] = seat
        elif row["OFFICE"]:
            elsewhere.add((row["FilerID"], row["EYEAR"]))
    return found, elsewhere


def counted(example, kind, names):
    """(row, seat) of the rows that count"""
    (found, elsewhere), newest = seats(example), newest_reports(example)
    for row in table(example, kind, names):
        filer, year = row["FilerID"], row["EYEAR"]
        number = int(row.get("CampaignFinanceID") or 0)
        seat = found.get((filer, year)) or (None if (filer, year) in elsewhere else found.get(filer))
        if seat and row["CYCLE"] not in ("10", "11", "12") and number in (
                0, newest.get((filer, year, row["CYCLE"]), number)):
            yield row, seat


def gifts(example):
    for row, seat in counted(example, "contrib", GIFT):
        section = row["Section"]
        kind = "other" if not section else "in_kind" if section.startswith("II") else "monetary"
        for slot in "123":
            amount = cents(row["CONTAMT" + slot] or "0")
            if amount:
                yield Gift(row["FilerID"], *seat, kind, amount)
