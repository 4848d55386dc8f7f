"""Indiana: a record begins with a quoted number. Who is a legislator is on the registry's pages, in a table of
them or in the roster. A negative amount is money given back unless the row is marked as amended."""
import re

from independent import Gift, Skip, cents, mend_quotes, rows, text_of

CHAMBERS = {"state representative": "lower", "state senator": "upper"}
KINDS = {"Direct": "monetary", "Unitemized": "monetary", "In-Kind": "in_kind", "Loan": "loan"}
OTHERS = ("Political Action", "Regular Party", "Legislative Caucus")


def label(page, name):
    return re.search(rf'id="_ctl0_Content_lbl{name}">([^<]*)<', page)[1]


def legislators(example):
    seats = {}

    def add(number, office, district):
        if office.lower() in CHAMBERS:
            seats[number] = CHAMBERS[office.lower()], str(int(re.search(r"\d+", district)[0]))

    for path in example.glob("*.html"):
        page = text_of(path)
        add(label(page, "CommitteeID"), label(page, "CandidateOffice"), label(page, "District"))
    for row in rows(text_of(example / "entities.csv")):
        add(row["org_id"], row["office"], row["district"])
    for row in rows(text_of(example / "roster.csv")):
        if row["chamber"] in CHAMBERS.values():
            seats[row["filer_id"]] = row["chamber"], row["district"]
    return seats


def classified(example):
    """(row, its seat or None, the reason for which it is left out or None)"""
    seats = legislators(example)
    for path in sorted(example.glob("*.zip/*.csv")):
        # Only a line that begins with a quoted number begins a record.
        text = re.sub(r'\n(?!"\d+",")', " ", text_of(path, "latin-1"))
        for row in rows(mend_quotes(text)):
            seat = seats.get(row["FileNumber"])
            reason = ("not_a_candidates_committee" if row["CommitteeType"] in OTHERS else
                      "debt" if row["Type"].startswith("Debt") else
                      None if seat else "no_candidate")
            yield row, seat, reason


def kind_of(row):
    if row["Amount"].startswith("-") and row["Amended"] == "0":
        return "refund"
    return KINDS.get(row["Type"], "other")


def gifts(example):
    for row, seat, reason in classified(example):
        if reason is None:
            yield Gift(row["FileNumber"], *seat, kind_of(row), cents(row["Amount"]))


def skipped(example):
    for row, _, reason in classified(example):
        kind = kind_of(row)
        if reason or kind != "monetary":
            yield Skip(reason or f"kind_{kind}", row["FileNumber"], row["Committee"], cents(row["Amount"]))
