"""Delaware: every row names its office; without one the list of committees, or the roster, has it. No quoting."""
import collections
import re

from independent import Gift, Skip, cents, rows, text_of, unquoted

CHAMBERS = {"State Representative": "lower", "State Senator": "upper"}
IN_KIND = ("In-Kind", "Coordinated In-Kind")
LOANS = ("Candidate Loan", "Non Candidate Loan")
OTHER = ("Other Income", "Interest", "Expense Reimbursement", "Refund/Rebate", "Returned Check")


def listed(path):
    return list(rows(**unquoted(text_of(path), ",")))


def receipts(example):
    """Rows end in Yes or No; other line ends are in values."""
    seen = collections.Counter()
    for path in sorted(example.glob("Contributions*.csv")):
        header, _, text = text_of(path).partition("\n")
        names, here = header.split(","), collections.Counter()
        for record in re.findall(r"(?s).*?,(?:Yes|No),?\n", text):
            here[record] += 1
            row = dict(zip(names, record.strip().replace("\n", " ").split(",")))
            row["repeated"] = here[record] <= seen[record]  # another export has it
            yield row
        seen |= here


def seat_in(office):
    found = (re.fullmatch(r"(?:District 0*)?(\d*) ?\((State \w+)\)", office) or
             re.fullmatch(r"State Office - (?P<office>State \w+) - District 0*(?P<number>\d+)", office))
    if not found:
        return None
    number, words = found.groups() if not found[0].startswith("State") else (found["number"], found["office"])
    return CHAMBERS[words], number


class Seats:
    def __init__(self, example):
        self.roster = {row["filer_id"].zfill(8): (row["chamber"], row["district"])
                       for row in rows(text_of(example / "roster.csv"))}
        self.committees = {row["CF ID"]: seat_in(row["Office"]) for row in listed(example / "Committees.csv")}

    def of(self, committee, office):
        return self.roster.get(committee) or (seat_in(office) if office else self.committees.get(committee))


def kind_of(row, amount):
    words = row["Contribution Type"]
    return ("refund" if amount < 0 else "in_kind" if words in IN_KIND else "loan" if words in LOANS else
            "other" if words in OTHER else "monetary")


def sorted_out(example):
    """(Gift or None, Skip or None): of what is loaded only money is, when nothing is said on the command line."""
    seats = Seats(example)
    for row in receipts(example):
        filer, name, amount = row["CF_ID"], row["Receiving Committee"], cents(row["Contribution Amount"])
        seat = seats.of(filer, row["Office"])
        if row["Contribution Type"] == "Forgiven":
            yield None, Skip("loan_forgiven", filer, name, amount)
        elif not seat:
            yield None, Skip("other_office" if row["Office"] else "no_candidate", filer, name, amount)
        else:
            kind = kind_of(row, amount)
            if row["repeated"]:
                yield None, Skip("repeated", filer, name, amount)
                continue
            yield (Gift(filer, *seat, kind, amount),
                   Skip(f"kind_{kind}", filer, name, amount) if kind != "monetary" else None)


def gifts(example):
    return (gift for gift, _ in sorted_out(example) if gift)


def skipped(example):
    return (skip for _, skip in sorted_out(example) if skip)
