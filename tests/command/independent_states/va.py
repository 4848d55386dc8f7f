"""Virginia: Report.csv says whose report it is; of each report the last amendment counts."""
import re

from independent import Gift, cents, mend_quotes, rows

NUMBER = re.compile("[0-9]+")


def decoded(path):
    """Records end with CR LF; a lone line feed is part of a value."""
    data = path.read_bytes().replace(b"\n", b" ").replace(b"\r ", b"\n")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def table(example, name):
    for path in sorted(example.rglob(f"*{name}.csv")):
        yield from rows(mend_quotes(decoded(path)))


def house_of(row):
    office = row["OfficeSought"].lower() or row["District"].lower()
    if "united states" in office:
        return None
    return "lower" if "delegates" in office else "upper" if "senat" in office else None


def day(text):
    """2019-06-01 00:00:00 and 6/1/2019 are the same day."""
    if "/" not in text:
        return text[:10]
    month, day_of_month, year = re.match(r"(\d+)/(\d+)/(\d{4})", text).groups()
    return f"{year}-{int(month):02}-{int(day_of_month):02}"


def counted(example):
    """{ReportId: (account, house, district)} of the reports that count."""
    newest, seats = {}, {}
    for row in table(example, "Report"):
        key = row["CommitteeCode"], row["FilingType"], *(day(row[name]) for name in ("StartDate", "EndDate", "DueDate"))
        if key not in newest or int(row["AmendmentCount"]) >= int(newest[key]["AmendmentCount"]):
            newest[key] = row
    for row in newest.values():
        house = house_of(row)
        if house and row["CommitteeType"] == "Candidate Campaign Committee":
            district = NUMBER.search(row["District"])
            seats[row["ReportId"]] = (row["AccountId"], house, district[0] if district else ""), row["FilingType"]
    return seats


def gifts(example):
    seats = counted(example)
    for name, kind in (("ScheduleA", "monetary"), ("ScheduleB", "in_kind")):
        for row in table(example, name):
            seat, filing = seats.get(row["ReportId"], (None, ""))
            if seat and filing == "Report":
                yield Gift(*seat, kind, cents(row["Amount"]))


def reports(example):
    return list(counted(example))
