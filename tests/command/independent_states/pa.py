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


def filer(report):
    """An id alone can stand for several."""
    return report["FilerID"], " ".join(report["FILERNAME"].split()), report["FILERTYPE"]


def newest_reports(example):
    """{(filer, year, cycle): number of the last submission}"""
    newest = {}
    for row in table(example, "filer", REPORT):
        key = filer(row), row["EYEAR"], row["CYCLE"]
        newest[key] = max(newest.get(key, 0), int(row.get("CampaignFinanceID") or 0))
    return newest


def seat_of(report):
    """The seat that a report names; False for another office, None for no office."""
    if not report["OFFICE"]:
        return None
    return report["OFFICE"] in HOUSES and (HOUSES[report["OFFICE"]], report["DISTRICT"].lstrip("0"))


def seat_elsewhere(reports, report):
    """Of a report without an office: what the filer's other reports name, first those of the year."""
    own = [one for one in reports if filer(one) == filer(report)]
    of_year = [seat_of(one) for one in own if one["EYEAR"] == report["EYEAR"] and one["OFFICE"]]
    seats = [seat for seat in of_year if seat]
    if seats:
        return max(seats, key=seats.count)
    if of_year:
        return None
    dated = [(one["EYEAR"], seat_of(one)) for one in own if seat_of(one)]
    return max(dated)[1] if dated else None


def seat_without_report(reports, row):
    """Of a gift whose report is missing: what the id names in the year, or ever, if it stands for one filer."""
    of_id = [one for one in reports if one["FilerID"] == row["FilerID"]]
    for some in ([one for one in of_id if one["EYEAR"] == row["EYEAR"]], of_id):
        named = {seat_of(one) for one in some if one["OFFICE"]}
        if named:
            return named.pop() if len(named) == 1 and len({filer(one) for one in some}) == 1 else None
    return None


def counted(example, kind, names):
    """(row, seat) of the rows that count"""
    reports, newest = list(table(example, "filer", REPORT)), newest_reports(example)
    for row in table(example, kind, names):
        same = [one for one in reports if all(one.get(name) == row.get(name) for name in
                                              ("CampaignFinanceID", "FilerID", "EYEAR", "CYCLE"))]
        report = row if kind == "filer" else same[0] if same else None
        seat = seat_of(report) if report else seat_without_report(reports, row)
        if report and seat is None:
            seat = seat_elsewhere(reports, report)
        number = int(row.get("CampaignFinanceID") or 0)
        last = newest.get((filer(report), row["EYEAR"], row["CYCLE"]), number) if report else number
        if seat and row["CYCLE"] not in ("10", "11", "12") and number in (0, last):
            yield row, seat


def gifts(example):
    for row, seat in counted(example, "contrib", GIFT):
        section = row["Section"]
        kind = "other" if not section else "in_kind" if section.startswith("II") else "monetary"
        for slot in "123":
            amount = cents(row["CONTAMT" + slot] or "0")
            if amount:
                yield Gift(row["FilerID"], *seat, kind, amount)
