"""Nevada: the dump's tables are joined by number, in CSV and in fixed width; the search is joined by the recipient's name
and the report, since the office differs from report to report."""
import re
from collections import Counter

from independent import Gift, Skip, cents, rows, text_of

WIDTHS = {
    "Cnddt": (("CandidateID", 10), ("First Name", 25), ("Last Name", 25), ("Party", 60), ("Office", 60)),
    "Rpr": (("ReportID", 10), ("CandidateID", 10), ("GroupID", 10), ("Report Name", 120), ("Election Cycle", 4),
            ("Filing Due Date", 10), ("Filed Date", 10), ("Amended", 1), ("Superseded", 1)),
    "Cntrbtrs-": (("ContactID", 10), ("First Name", 30), ("Middle Name", 30), ("Last Name", 100)),
    "Cntrbt": (("ContributionID", 10), ("ReportID", 10), ("CandidateID", 10), ("GroupID", 10),
               ("Contribution Date", 10), ("Contribution Amount", 21), ("Contribution Type", 30), ("ContributorID", 10)),
}


def table(example, name):
    for path in sorted(example.glob(f"*.zip/CampaignFinance.{name}.*")):
        if path.suffix == ".csv":
            yield from rows(text_of(path))
            continue
        for line in text_of(path).splitlines():
            if re.match(r"\d", line):
                row, start = {}, 0
                for column, width in WIDTHS[name]:
                    row[column] = line[start:start + width].strip()
                    start += width
                yield row


def seat_of(office):
    found = re.fullmatch(r"State (Assembly|Senate), District (\d+)", office)
    return ({"Assembly": "lower", "Senate": "upper"}[found[1]], found[2]) if found else None


def plain(name):
    return re.sub("[^A-Z0-9 ]", "", name.upper())


def roster(example, year):
    """{filer: (name, seat)} of the lines that hold in the year"""
    return {plain(row["filer_id"]): (row["name"], (row["chamber"], row["district"]))
            for row in rows(text_of(example / "roster.csv"))
            if (row["from"] or "0") <= year <= (row["to"] or "9999")}


def candidates(example, year):
    """{id: (name, seat or None)}"""
    found = {row["CandidateID"]: (f"{row['First Name']} {row['Last Name']}", seat_of(row["Office"]))
             for row in table(example, "Cnddt")}
    return found | roster(example, year)


def kind_of(kind, amount):
    return "refund" if amount < 0 else {"Monetary Contribution": "monetary", "In Kind Contribution": "in_kind"}[kind]


def dump(example):
    filed = {row["ReportID"]: row for row in table(example, "Rpr")}
    last_names = {row["ContactID"]: row["Last Name"] for row in table(example, "Cntrbtrs-")}
    for row in table(example, "Cntrbt"):
        number, amount, kind = row["CandidateID"], cents(row["Contribution Amount"]), row["Contribution Type"]
        known = candidates(example, row["Contribution Date"][-4:])
        name, seat = known.get(number, ("", None))
        report = filed.get(row["ReportID"])
        if not number:
            reason = "not_a_candidate"
        elif number not in known:
            reason = "no_candidate"
        elif not seat:
            reason = "other_office"
        elif not report:
            reason = "no_report"
        elif report["Superseded"] == "T":
            reason = "superseded"
        else:
            reason = out_of_scope(report["Report Name"], kind, last_names[row["ContributorID"]])
        yield (Skip(reason, number, name, amount) if reason
               else (name, Gift(number, *seat, kind_of(kind, amount), amount)))


def out_of_scope(report, kind, contributor):
    if "Legal Defense Fund" in report:
        return "legal_defense_fund"
    if "Commitment" in kind:
        return "promise"
    return "nothing_received" if contributor == "NONE" else None


def offices(example):
    """{(name, report): its seats}"""
    found = {}
    for row in rows(text_of(example / "offices.csv")):
        report = row["Report Name"].removesuffix(" (Amended)")
        if not re.match(r"\d{4}", report):
            report = f"{row['Year']} {report}"
        found.setdefault((plain(row["Name"]), report), set()).add(seat_of(row["Office"]))
    return found


def search(example):
    seats = offices(example)
    most = Counter()
    for path in (*sorted(example.glob("contributions*.csv")), *example.glob("search*.csv")):
        here = Counter()
        for row in rows(text_of(path)):
            same = tuple(row.values())
            here[same] += 1
            name, amount = row["Recipient"], cents(row["Amount"])
            own = roster(example, row["Date"][-4:])
            known = seats.get((plain(name), row["Report"].removesuffix(" (Amended)")), set())
            if plain(name) in own:
                known = {own[plain(name)][1]}
            reason = out_of_scope(row["Report"], row["Type"], row["Contributor"])
            if reason != "legal_defense_fund" and len(known) != 1:
                reason = "no_candidate"
            elif reason != "legal_defense_fund" and known == {None}:
                reason = "other_office"
            elif not reason and here[same] <= most[same]:
                reason = "repeated"
            yield (Skip(reason, plain(name), name, amount) if reason
                   else (name, Gift(plain(name), *next(iter(known)), kind_of(row["Type"], amount), amount)))
        most |= here


def everything(example):
    yield from dump(example)
    yield from search(example)


def gifts(example):
    return (found[1] for found in everything(example) if not isinstance(found, Skip))


def skipped(example):
    for found in everything(example):
        if isinstance(found, Skip):
            yield found
        elif found[1].kind != "monetary":
            yield Skip(f"kind_{found[1].kind}", found[1].candidate, found[0], found[1].cents)


def reports(example):
    return [row["ReportID"] for row in table(example, "Rpr") if row["CandidateID"] and row["Superseded"] != "T"
            and "Legal Defense" not in row["Report Name"]
            and candidates(example, row["Election Cycle"]).get(row["CandidateID"], ("", None))[1]]
