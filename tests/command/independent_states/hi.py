"""Hawaii: the row names the office; a district that it lacks comes from the newest organizational report
for the same office. Titles of the page and names of the API become the same."""
import re
from collections import Counter

from independent import Gift, cents, rows, text_of

CHAMBERS = {"House": "lower", "Senate": "upper"}


def named(path):
    for row in rows(text_of(path)):
        yield {re.sub("[^a-z0-9]+", "_", name.lower()).strip("_"): "" if value == "-" else value
               for name, value in row.items()}


def districts(example):
    newest = {}
    for row in sorted(named(example / "organizational_reports.csv"), key=lambda row: row["filing_date"]):
        newest[row["reg_no"]] = (row["office"], row["district"])
    return newest


def most_of_a_file(paths):
    """Rows of files that may overlap: each as often as in the file that has it most often."""
    kept = Counter()
    for path in paths:
        kept |= Counter(tuple(sorted(row.items())) for row in named(path))
    return (dict(row) for row in kept.elements())


def gifts(example):
    newest = districts(example)
    for paths in (sorted(example.glob("contributions*.csv")), [example / "loans.csv"]):
        for row in most_of_a_file(paths):
            loan = "loan_amount" in row
            amount = row["loan_amount"] if loan else row["amount"]
            if row["office"] not in CHAMBERS or (loan and amount in ("", "0")):
                continue
            office, district = newest.get(row["reg_no"], ("", ""))
            district = row["district"] or (district if office == row["office"] else "")
            in_kind = not loan and (row["non_monetary_yes_or_no"] == "Y" or
                                    (row["non_monetary_yes_or_no"] == "" and row["non_monetary_category"] != ""))
            yield Gift(row["reg_no"], CHAMBERS[row["office"]], district,
                       "loan" if loan else "in_kind" if in_kind else "monetary", cents(amount))
