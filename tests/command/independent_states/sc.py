"""South Carolina: every row names its office; an id that comes again is the same contribution; the workbook
has no ids, and its XML is read as it is."""
import csv
import json
import re
from collections import Counter
from decimal import Decimal
from xml.etree import ElementTree

from independent import Gift, Skip, text_of

CHAMBERS = {"House of Representatives": "lower", "Senate": "upper"}
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rounded(amount):
    return int((Decimal(re.sub("[$,]", "", str(amount))) * 100).quantize(Decimal(1)))


def lists(value):
    """A list of rows, or those in an object."""
    return [value] if isinstance(value, list) else [item for item in value.values() if isinstance(item, list)]


def answers(example):
    copy = csv.DictReader((example / "saved_again.csv").open(newline=""), escapechar="\\", doublequote=False)
    yield from copy
    for path in [*sorted(example.glob("*.json")), example / "saved by R.xlsx"]:
        for found in lists(json.loads(path.read_text())):
            yield from found


def workbook(path):
    sheet = ElementTree.parse(path / "xl" / "worksheets" / "sheet1.xml")
    names = None
    for row in sheet.iter(f"{SHEET}row"):
        cells = {re.sub("[0-9]", "", cell.get("r")): "".join(cell.itertext()) for cell in row}
        if names is None:
            names = cells
        else:
            yield {name: cells.get(column, "") for column, name in names.items()}


def contributions(example):
    """(id or None, candidate, name, office, cents, whether an earlier workbook has it)"""
    for row in answers(example):
        yield (str(row["contributionId"]), str(row["candidateId"]), row["candidateName"], row["officeName"],
               rounded(row["amount"]), False)
    most = Counter()
    for path in sorted(example.glob("Contribution-Search-Results*.xlsx")):
        here = Counter()
        for row in workbook(path):
            same = tuple(row.values())
            here[same] += 1
            yield (None, row["Candidate Name"], row["Candidate Name"], row["Office Run Contributed To"],
                   rounded(row["Amount"]), here[same] <= most[same])
        most |= here


def sorted_out(example):
    """(Gift, None) or (None, Skip)"""
    seen = set()
    for number, candidate, name, office, amount, again in contributions(example):
        seat = re.fullmatch(r"SC (House of Representatives|Senate) District (\d+)", office)
        if not seat:
            yield None, Skip("no_candidate" if office.isdigit() else "other_office", candidate, name, amount)
        elif number in seen:
            yield None, Skip("repeated", candidate, name, amount)
        elif again:
            yield None, Skip("repeated", candidate, name, amount)
        else:
            yield Gift(candidate, CHAMBERS[seat[1]], seat[2], "monetary", amount), None
        seen.update([number] if number else [])


def gifts(example):
    return (gift for gift, _ in sorted_out(example) if gift)


def skipped(example):
    return (skip for _, skip in sorted_out(example) if skip)


def reports(example):
    index = json.loads(text_of(example / "reports" / "index.json"))
    return [str(row["reportId"]) for row in index if re.match(r"SC (House|Senate)", row["office"])]
