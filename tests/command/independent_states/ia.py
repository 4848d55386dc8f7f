"""Iowa: the type of the committee in the row is the chamber; the register and the roster add the district. Three spellings
of the same columns, and an older form in which the committee's name says the chamber."""
import json
import re

from independent import Gift, Skip, cents, rows, text_of

CHAMBERS = {"State House": "lower", "State Senate": "upper"}
KINDS = {"CON": "monetary", "INK": "in_kind", "LOANREC": "loan"}
OTHERS = {"Governor", "Iowa PAC", "State Central Committee", "County Candidate - Sheriff"}


def current(example):
    for path in (example / "contributions.zip" / "rows_1.csv", example / "contributions.zip" / "rows_2.csv",
                 example / "interface.csv", example / "Iowa_Campaign_Contributions_Received.csv"):
        for row in rows(text_of(path)):
            date, code, office, committee, kind, *_, amount, _ = row.values()
            year = int(re.search(r"(?:19|20)\d\d", date)[0])
            yield year, code, office, committee, kind, cents(amount)


def roster(example):
    """The row of a committee for a year, or None."""
    listed = list(rows(text_of(example / "roster.csv")))

    def find(code, year, chamber=None):
        for row in listed:
            if row["filer_id"] == code and int(row["from"]) <= year <= int(row["to"]) and chamber in (None, row["chamber"]):
                return row
        return None
    return find


def districts(example):
    """{(committee, chamber): district}, for elections on the map of 2022 to 2030."""
    return {(row["committee_number"], CHAMBERS.get(row["committee_type"])): row["district"].replace("0", "", 1)
            if row["district"] == "0" else row["district"]
            for row in rows(text_of(example / "register.zip" / "rows.csv")) if "2022" <= row["election_year"] <= "2030"}


def contributions(example):
    seats, listed = districts(example), roster(example)
    for year, code, office, committee, kind, amount in current(example):
        if office in OTHERS:
            yield Skip("other_office", code, committee, amount)
        elif office not in CHAMBERS:
            yield Skip("unknown_committee_type", code, committee, amount)
        else:
            chamber = CHAMBERS[office]
            by_hand = listed(code, year, chamber)
            district = by_hand["district"] if by_hand else seats.get((code, chamber), "") if year >= 2021 else ""
            yield committee, Gift(code, chamber, district, KINDS[kind], amount)
    for row in rows(text_of(example / "contributions_to_2020.csv")):
        code, committee, amount = row["Committee Code"], row["Committee Name"], cents(row["Contribution Amount"])
        by_hand = listed(code, int(row["Date"][-4:]))
        named = re.search(r"(for Iowa |4)(House|Senate)", committee)
        if by_hand:
            yield committee, Gift(code, by_hand["chamber"], by_hand["district"], KINDS[row["Transaction Type"]], amount)
        elif named:
            chamber = "upper" if named[2] == "Senate" else "lower"
            yield committee, Gift(code, chamber, "", KINDS[row["Transaction Type"]], amount)
        else:
            yield Skip("no_candidate", code, committee, amount)


def gifts(example):
    return (one[1] for one in contributions(example) if not isinstance(one, Skip))


def reports(example):
    paid = {(code, year) for year, code, office, *_ in current(example) if office in CHAMBERS}
    return [str(report["id"]) for report in json.loads((example / "reports.json").read_text())
            if (report["committeeCode"], report["periodYear"]) in paid]
