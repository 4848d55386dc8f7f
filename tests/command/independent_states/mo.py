"""Missouri: a committee's seat comes from the roster, from the election after the gift, or from the lists of candidates."""
import re
from collections import Counter
from datetime import datetime
from html.parser import HTMLParser

from independent import Gift, Skip, cents, mend_quotes, rows, text_of, unique

KINDS = {"M": "monetary", "Monetary": "monetary", "I": "in_kind", "In-Kind": "in_kind", "Non-Monetary": "in_kind"}
CHAMBERS = {"State Representative": "lower", "State Senator": "upper"}


class Page(HTMLParser):
    """The cells of a page with one table."""

    def __init__(self, text):
        super().__init__()
        self.cells = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.cells.append([])
        elif tag in ("td", "th"):
            self.cells[-1].append("")

    def handle_data(self, data):
        if self.cells and self.cells[-1]:
            self.cells[-1][-1] += data.strip().replace("\xa0", "")


def page_rows(path):
    cells = Page(text_of(path)).cells
    return [dict(zip(unique(cells[0]), row)) for row in cells[1:]]


def day(text):
    return datetime.strptime(text.split(" ")[0], "%m/%d/%Y")


class Seats:
    def __init__(self, example):
        self.roster = {row["filer_id"]: (row["chamber"], row["district"])
                       for row in rows(text_of(example / "roster.csv"))}
        self.lists = {}
        for path in example.glob("CF_SearchElection*.xls"):
            for row in page_rows(path):
                office, district = (row["Office Sought"].split(" - ") + [""])[:2]
                self.lists.setdefault(row["MECID"].upper(), set()).add(
                    (CHAMBERS.get(office, ""), district.removeprefix("District ")))
        self.elections = {}
        for row in rows(text_of(example / "elections.csv")):
            self.elections.setdefault(row["mecid"], []).append(
                (day(row["election_date"]), CHAMBERS.get(row["office"], ""), row["district"]))

    def of(self, committee, date=None):
        """(chamber, district) or None"""
        if committee in self.roster:
            return self.roster[committee]
        history = sorted(self.elections.get(committee, [])) if date else []
        if history:
            seat = next((row for row in history if row[0] >= day(date)), history[-1])[1:]
        else:
            listed = self.lists.get(committee, set())
            seat = min(listed) if len(listed) == 1 else ("", "")
        return seat if seat[0] else None


def gift_rows(example):
    """(committee, name, date, amount, kind) or a reason instead of the kind"""
    found = [row for path in sorted(example.glob("CD1_A*.csv"))
             for row in rows(mend_quotes(text_of(path, "windows-1252")))]
    contents = [tuple(row[name] for name in ("Committee", "Company", "First Name", "Last Name", "Date", "Amount"))
                for row in found]
    amended = {(row["MECID"].upper(), row["Report"].removeprefix("AMENDED "), content)
               for row, content in zip(found, contents) if row["Report"].startswith("AMENDED ")}
    last = {row["CD1_A ID"]: number for number, row in enumerate(found)}
    for number, (row, content) in enumerate(zip(found, contents)):
        name, report = row["MECID"].upper(), row["Report"]
        reason = ("repeated_in_full_report" if re.search("Limited Activity|(24|48) Hour", report) else
                  "superseded" if (name, report, content) in amended else
                  "superseded" if last[row["CD1_A ID"]] != number else "")
        yield name, row["Committee Name"], row["Date"], row["Amount"], row["Contribution Type"], reason
    pages = [page_rows(path) for path in sorted(example.glob("Contribution_Search*.xls"))]
    found = [row for page in pages for row in page]
    again, most = [], Counter()
    for page in pages:
        here = Counter()
        for row in page:
            same = tuple(row.values())
            here[same] += 1
            again.append(here[same] <= most[same])
        most |= here
    amended = {(row["MECID"], row["Report"].removeprefix("AMENDED "), day(row["Contribution Date"]).year)
               for row in found if row["Report"].startswith("AMENDED ")}
    for row, repeated in zip(found, again):
        old = (row["MECID"], row["Report"], day(row["Contribution Date"]).year) in amended
        yield (row["MECID"], row["Committee"], row["Contribution Date"], row["Contribution Amount"],
               row["Monetary/In-Kind"], "superseded" if old else "repeated" if repeated else "")
    found = [(row["MECID"].upper(), row["Report Name"], row["Date Received"], row["Amount"], row["Lender Name"])
             for row in rows(text_of(example / "CD1_C_2024.csv"))]
    for name, report, date, amount, lender in found:
        old = (name, f"AMENDED {report}", date, amount, lender) in found
        yield name, "", date, amount, "loan", "superseded" if old else ""


def sorted_out(example):
    """(Gift or None, Skip or None): of what is loaded only money is, when nothing is said on the command line."""
    seats = Seats(example)
    for committee, name, date, amount, kind, reason in gift_rows(example):
        value, seat = cents(amount), seats.of(committee, date)
        kind = "refund" if value < 0 else KINDS.get(kind, kind)
        if reason == "repeated_in_full_report" or (reason and seat):
            yield None, Skip(reason, committee, name, value)
        elif not seat:
            yield None, Skip("no_candidate", committee, name, value)
        else:
            yield (Gift(committee, *seat, kind, value),
                   Skip(f"kind_{kind}", committee, name, value) if kind != "monetary" else None)


def gifts(example):
    return (gift for gift, _ in sorted_out(example) if gift)


def skipped(example):
    return (skip for _, skip in sorted_out(example) if skip)


def reports(example):
    seats, newest = Seats(example), {}
    for row in rows(text_of(example / "summary_2020.csv")):
        key = row["MECID"], row["Report"].removeprefix("AMENDED "), row["Report Year"]
        newest[key] = max(newest.get(key, row), row, key=lambda other: int(other["CoverPageID"]))
    return [f"{row['ReportID']}-{row['CoverPageID']}" for row in newest.values() if seats.of(row["MECID"])]
