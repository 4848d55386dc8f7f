"""West Virginia: two forms of files, linked by number to the registry or the roster. The numbers of the new form are
those of the old one, filled up with zeros after 101."""
import json
import re
from datetime import datetime

from independent import Gift, Skip, cents, mend_quotes, rows, text_of

HOUSES = {"House of Delegates": "lower", "State Senator": "upper"}
CATEGORIES = {"Monetary": "monetary", "In-Kind": "in_kind", "Return": "refund"}


def short(number):
    return str(int(number[3:])) if len(number) == 10 else number


class Registry:
    def __init__(self, example):
        self.listed = {str(one["orgID"]): one for one in json.loads(text_of(example / "registry.json"))["data"]}
        self.own = {short(one["filer_id"]): one for one in rows(text_of(example / "roster.csv"))}

    def find(self, number):
        """(long id, chamber, district) or why there is none, and the name of the committee."""
        listed = self.listed.get(number)
        name = listed["orgName"] if listed else ""
        if number in self.own:
            own = self.own[number]
            return (own["filer_id"], own["chamber"], own["district"]), name
        if not listed:
            return "no_candidate", name
        if listed["orgType"] != "State Candidate":
            return "not_a_candidates_committee", name
        if listed["office"] == "Undeclared":
            return "no_candidate", name
        if listed["office"] not in HOUSES:
            return "other_office", name
        return (listed["entityId"], HOUSES[listed["office"]], listed["district"]), name


def new_rows(path):
    """Cells by position: those before the address from the left, the date of filing from the right."""
    for line in text_of(path, "windows-1252").strip().split("\n")[1:]:
        cells = re.split(r',(?=(?:[^"]*"[^"]*")*[^"]*$)', line)
        yield [cell.strip() for cell in cells]


def new(example, registry):
    """(reason or None, filer id, filer, gift)"""
    latest = {}
    for path in sorted(example.glob("Contributions_*.csv")):
        latest[path.name[14:18]] = path
    for path in sorted(example.glob("Contributions_*.csv")):
        for number, committee, _, _, category, _, amount, *_ in new_rows(path):
            found, _ = registry.find(short(number))
            if number[:3] in ("102", "104"):
                found = "not_a_candidates_committee"
            elif path not in latest.values() and not isinstance(found, str):
                found = "superseded"
            money = -abs(cents(amount)) if category == "Return" else cents(amount)
            if isinstance(found, str):
                yield found, number, committee, Gift("", "", "", "", money)
            else:
                yield None, number, committee, Gift(*found, CATEGORIES.get(category, "other"), money)


def filed(row):
    return datetime.strptime(row["Filed Date"], "%m/%d/%Y %I:%M:%S %p")


def old(example, registry):
    years = {path.name[14:18] for path in example.glob("Contributions_*.csv")}
    everything = []
    for path in sorted(example.glob("CON_*.csv")):
        everything += rows(mend_quotes(text_of(path)))
    newest = {}
    for row in everything:
        if row["Receipt ID"] not in newest or filed(row) >= filed(newest[row["Receipt ID"]]):
            newest[row["Receipt ID"]] = row
    for row in everything:
        number, what = row["Org ID"], row["Receipt Type"]
        found, committee = registry.find(number)
        if row["Committee Type"] != "State Candidate":
            found = "not_a_candidates_committee"
        elif what == "Loan Forgiveness":
            found = "loan_forgiven"
        elif isinstance(found, str):
            pass
        elif what != "Loan" and row["Receipt Date"].split()[0][-4:] in years:
            found = "in_new_file"
        elif newest[row["Receipt ID"]] is not row:
            found = "superseded"
        kind = {"Loan": "loan", "Returned Contribution": "refund"}.get(
            what, CATEGORIES.get(row["Contribution Type"], "other"))
        money = -cents(row["Receipt Amount"]) if kind == "refund" else cents(row["Receipt Amount"])
        listed = registry.listed.get(number)
        filer = listed["entityId"] if listed else number
        name = row["Committee Name"] or committee or row["Candidate Name"]
        if isinstance(found, str):
            yield found, filer, name, Gift("", "", "", "", money)
        else:
            yield None, found[0], name, Gift(*found, kind, money)


def everything(example):
    registry = Registry(example)
    yield from new(example, registry)
    yield from old(example, registry)


def gifts(example):
    return (gift for reason, *_, gift in everything(example) if not reason)


def skipped(example):
    for reason, number, name, gift in everything(example):
        if reason or gift.kind != "monetary":
            yield Skip(reason or f"kind_{gift.kind}", number, name, gift.cents)
