"""Kentucky: the office is on the row. Rows that are sums, balances, interest, assumed debts or public money do not
count. A candidate is a name, an office, a place and an election."""
import re
from collections import Counter

from independent import Gift, Skip, cents, rows, text_of

TYPES = {"INDIVIDUAL", "CANDIDATE", "UNITEMIZED", "ANONYMOUS", "CASH", "OTHER", "KYPAC", "FEDERALPAC",
         "OUT_OF_STATE_PACS", "CONTRIBUTINGORGANIZATION", "AUTHORIZED_ENTITY", "AFFILIATE", "OTHER_CANDIDATES",
         "OTHER_CAMP_COMM", "CAUCUS_CAMP_COMM", "CAUCUS_CAMP_COMM_CASH", "EXECUTIVECOMM", "EXEC_COMM_UNITEM",
         "EXEC_COMM_CASH", "NATIONAL_EXECUTIVE_COMMITTEE", "GOVERNOR", "LT_GOVERNOR"}
NOT_GIVEN = {"INTEREST", "CANDIDATE_DEBT_ASSUMPTION", "INCOME_TAX_CHECKOFF", "INCOME_TAX_CHECKOFF_OTHER_INT"}


def exported(example):
    """All rows; the names of the columns without blanks, in small letters, and whether an earlier file has the row."""
    most = Counter()
    for path in sorted(example.glob("*contribut*.csv")):
        here = Counter()
        for row in rows(text_of(path)):
            same = tuple(row.values())
            here[same] += 1
            yield {"again": here[same] <= most[same],
                   **{name.replace(" ", "").lower(): value for name, value in row.items()}}
        most |= here


def kind_of(row):
    if row["inkinddescription"] or row["contributionmode"] == "IN-KIND":
        return "in_kind"
    if row["contributionmode"] == "LOAN":
        return "loan"
    if row["contributionmode"] not in ("DIRECT", "TRANSFER"):
        return "other"
    if row["amount"].startswith("-"):
        return "refund"
    return "monetary" if row["contributiontype"] in TYPES else "other"


def reason_of(row):
    if row["fromorganizationname"].endswith("TOTAL"):
        return "total_row"
    if row["contributiontype"] == "BALANCE_CARRYFORWARD" or row["fromorganizationname"] == "NEW YEAR":
        return "balance"
    if (row["contributorfirstname"], row["contributorlastname"]) == ("KREF", "TEST"):
        return "test_entry"
    if not row["officesought"]:
        return "not_a_candidate"
    if not row["officesought"].startswith(("STATE REP", "STATE SEN")):
        return "other_office"
    if row["contributiontype"] in NOT_GIVEN:
        return "not_a_contribution"
    if not row["recipientlastname"]:
        return "no_candidate"
    return "repeated" if row["again"] else None


def identity(row):
    month, day, year = (int(part) for part in row["electiondate"].split("/"))
    name = f"{row['recipientlastname']} {row['recipientfirstname']}".strip().upper()
    return ", ".join(part for part in (name, row["officesought"], row["location"], f"{year}-{month:02}-{day:02}") if part)


def gifts(example):
    for row in exported(example):
        if reason_of(row) is None:
            house = "lower" if row["officesought"] == "STATE REPRESENTATIVE" else "upper"
            district = str(int(re.match(r"\d+", row["location"])[0]))
            yield Gift(identity(row), house, district, kind_of(row), cents(row["amount"]))


def skipped(example):
    for row in exported(example):
        kind, reason = kind_of(row), reason_of(row)
        if reason or kind != "monetary":
            name = f"{row['recipientfirstname']} {row['recipientlastname']}".strip()
            yield Skip(reason or f"kind_{kind}", identity(row) if row["officesought"] else "", name, cents(row["amount"]))
