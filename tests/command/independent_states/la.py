"""Louisiana: the roster says who ran for which seat in which years; only forms F1xx of persons are candidates'."""
import re

from independent import Gift, cents, mend_quotes, rows, text_of

KINDS = {"CONTRIB": "monetary", "ANON": "monetary", "IN-KIND": "in_kind", "INKIND": "in_kind", "OTHER": "other"}


def filings(example):
    """(filer, form, date, amount, kind)"""
    for path in sorted(example.glob("*.csv")):
        if path.name == "roster.csv":
            continue
        text = text_of(path)
        for row in rows(text if path.name.startswith("Search") else mend_quotes(text)):
            filer = row.get("FilerNumber") or f"{row['FilerLastName']}, {row['FilerFirstName']}"
            form = f"{row['ReportCode']} {row.get('ReportType', '')}" if row["FilerFirstName"] else ""
            date, amount = (row.get(f"Contribution{what}", row.get(f"Loan{what}")) for what in ("Date", "Amt"))
            if "FilerNumber" not in row and int(date.split("/")[2][:4]) in range(2016, 2020):
                continue  # the bulk file has it
            yield (filer, form, date, amount,
                   KINDS[row["ContributionType"]] if "ContributionType" in row else "loan")


def seat_of(filer, date, roster):
    year = int(re.search(r"/(\d{4})", date)[1])
    terms = [row for row in roster if row["filer_id"] == filer]
    if year == 0:
        terms = terms if len(terms) == 1 and not terms[0]["from"] else []
    found = [row for row in terms if not year or int(row["from"] or 0) <= year <= int(row["to"] or 9999)]
    return (found[0]["chamber"], found[0]["district"]) if found else None


def gifts(example):
    roster = list(rows(text_of(example / "roster.csv")))
    for filer, form, date, amount, kind in filings(example):
        seat = seat_of(filer, date, roster)
        if seat and amount and re.search(r"\bF1\d\d\b", form):
            yield Gift(filer, *seat, kind, cents(amount))
