"""Massachusetts: an item belongs to a report, the report to an office; what a year-end report repeats of
the deposit reports, and what a late report tells before another has it, does not count. A tab may stand in quotes."""
import re

from independent import Gift, cents, rows, text_of, unquoted

MONEY = ("201", "202", "203", "210", "211", "220")
KINDS = {**dict.fromkeys(MONEY, "monetary"),
         **dict.fromkeys(("401", "402", "403", "405", "420", "332"), "in_kind"),
         **dict.fromkeys(("206", "331"), "loan"), **dict.fromkeys(("305", "314"), "refund"),
         **dict.fromkeys(("204", "205", "209", "230", "404"), "other")}
CHAMBERS = {"House": "lower", "Senate": "upper"}
FIELD = re.compile(r'"(.*?)"(?=\t)|([^\t]*)(?=\t)', re.DOTALL)


def table(path):
    lines = path.read_bytes().decode("utf-8").replace("\r\n", "\n").splitlines()
    names = lines[0].rstrip("\t").split("\t")
    for line in lines[1:]:
        values, at = [], 0
        while at < len(line):
            match = FIELD.match(line, at)
            values.append((match[1] if match[1] is not None else match[2]).strip())
            at = match.end() + 1
        assert len(values) == len(names), line
        yield dict(zip(names, values))


def filings(example):
    """Reports with their office; if it is blank, the office of the district's code."""
    codes = {row["District_Code"]: row for row in rows(**unquoted(text_of(example / "district_code_list.txt")))}
    for row in table(example / "ocpf-2020-reports.zip" / "reports.txt"):
        seat = codes.get(row["OCPF_District_Code"])
        if seat and not row["OCPF_Office"]:
            row.update(OCPF_Office=seat["Office_Type_Description"], OCPF_District=seat["District_Description"])
        yield row


def gifts(example):
    filed = {row["Report_ID"]: row for row in filings(example)}
    items = [(row, filed[row["Report_ID"]])
             for row in table(example / "ocpf-2020-reports.zip" / "report-items.txt")
             if row["Report_ID"] in filed]
    account = lambda report: (report["CPF_ID"], report["Report_Year"])
    depositors = {account(report) for report in filed.values() if report["Report_Type_ID"] == "60"}
    summed = {account(report) for row, report in items
              if row["Record_Type_ID"] == "220" and report["Report_Type_ID"] == "60"}
    gift = lambda row, report: (report["CPF_ID"], row["Date"], row["Amount"], row["Name"], row["First_Name"])
    regular = {gift(row, report) for row, report in items
               if row["Record_Type_ID"] in MONEY and report["Report_Type_ID"] != "61"}
    for row, report in items:
        record, form = row["Record_Type_ID"], report["Report_Type_ID"]
        if record not in KINDS or report["OCPF_Office"] not in CHAMBERS:
            continue
        again = account(report) in (summed if record == "220" else depositors)
        if record in MONEY and ((form == "11" and again) or (form == "61" and gift(row, report) in regular)):
            continue
        sign = -1 if KINDS[record] == "refund" else 1
        yield Gift(report["CPF_ID"], CHAMBERS[report["OCPF_Office"]], report["OCPF_District"],
                   KINDS[record], sign * cents(row["Amount"]))


def reports(example):
    for row in filings(example):
        if row["OCPF_Office"] in CHAMBERS:
            yield row["Report_ID"]
