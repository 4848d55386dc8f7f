"""Connecticut: every row names its office; the receipt type says what it is. The old system's rows have a column for
each kind of amount, and their committees are found in the roster by name."""
import csv
import io
import re
from xml.etree import ElementTree

from independent import Gift, Skip, cents, mend_quotes, rows, text_of, unique

CHAMBERS = {"State Representative": "lower", "State Senator": "upper"}
OTHER = ("Public Grants", "Misc. Monetary NCC", "In Kind NCC", "In Kind NCC Associated with a House Party",
         "Tag Sale Proceeds", "Reimbursements and Distribution of Surplus", "Interest from Authorized Accounts",
         "Refund Telephone")
IN_KIND = ("Expenses Paid by Candidate", "In Kind Contribution", "Non Monetary Receipts of Organization Expenditures")
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(path):
    sheet = ElementTree.parse(path / "xl" / "worksheets" / "sheet1.xml")
    names = None
    for row in sheet.iter(f"{SHEET}row"):
        cells = {re.sub("[0-9]", "", cell.get("r")): "".join(cell.itertext()).strip() for cell in row}
        if names is None:
            names = cells
        else:
            yield {name: cells.get(column, "") for column, name in names.items()}


def receipts(example):
    for path in sorted(example.iterdir()):
        if path.suffix == ".xlsx":
            yield from workbook(path)
        elif path.name.startswith("Receipts"):
            yield from rows(text_of(path))


def kind_of(row):
    if row["Amount"].startswith(("-", "(")):
        return "refund"
    words = row["Receipt Type"]
    return ("other" if words in OTHER else "in_kind" if words in IN_KIND else
            "loan" if words.lower() == "loans received" else "monetary")


def old_rows(example):
    header = next(csv.reader(io.StringIO(text_of(example / "Cifs_Receipts_2002.csv"))))
    yield from rows(mend_quotes(text_of(example / "Cifs_Receipts_2002.csv")))
    yield from rows(text_of(example / "Cifs_Receipts_2006.csv"), unique(header))


def old_kind_and_amount(row):
    for column, kind in (("LOAN_AMOUNT", "loan"), ("IN_KIND_EST_VALUE", "in_kind"), ("INTEREST_EARNED_AMOUNT", "other")):
        if cents(row[column]):
            return kind, cents(row[column])
    amount = cents(row["CONTRIB_AMOUNT"])
    return "refund" if amount < 0 else "monetary" if row["IS_CONTRIBUTION"] == "Y" else "other", amount


def sorted_out(example):
    """(Gift or None, Skip or None): of what is loaded only money is, when nothing is said on the command line."""
    roster = {row["filer_id"]: (row["chamber"], row["district"]) for row in rows(text_of(example / "roster.csv"))}

    def result(filer, name, seat, kind, amount):
        return (Gift(filer, *seat, kind, amount),
                Skip(f"kind_{kind}", filer, name, amount) if kind != "monetary" else None)

    for row in receipts(example):
        filer, name, amount = row.get("Committee ID") or row["Committee"], row["Committee"], cents(row["Amount"])
        office, committee = row["Office Sought"], row["Committee Type"]
        seat = (CHAMBERS[office], row["District"]) if office in CHAMBERS else roster.get(filer)
        if office and office not in CHAMBERS:
            yield None, Skip("other_office", filer, name, amount)
        elif committee not in ("Candidate Committee", "Exploratory Committee"):
            yield None, Skip("shifted_row" if committee == "NO" else "not_a_candidate", filer, name, amount)
        elif not seat:
            yield None, Skip("no_candidate", filer, name, amount)
        else:
            yield result(filer, name, seat, kind_of(row), amount)
    for row in old_rows(example):
        name = row["COMMITTEE_NAME"]
        kind, amount = old_kind_and_amount(row)
        if row["REGISTRATION_TYPE"] != "CA" or name not in roster:
            reason = "no_candidate" if row["REGISTRATION_TYPE"] == "CA" else "not_a_candidate"
            yield None, Skip(reason, name, name, amount)
        else:
            yield result(name, name, roster[name], kind, amount)


def gifts(example):
    return (gift for gift, _ in sorted_out(example) if gift)


def skipped(example):
    return (skip for _, skip in sorted_out(example) if skip)
