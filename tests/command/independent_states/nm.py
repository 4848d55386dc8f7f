"""New Mexico: registrations by id, by name and year, by name; the old system's file names the candidate."""
import re

from independent import Gift, cents, mend_quotes, rows, text_of

CHAMBERS = {"State Representative": "lower", "State Senator": "upper"}


def kind_of(words):
    for part, kind in (("return", "refund"), ("in-kind", "in_kind"), ("in kind", "in_kind"), ("loan", "loan"),
                       ("anonymous", "monetary"), ("monetary", "monetary")):
        if part in words.lower():
            return kind
    return "other"


def candidates(example):
    """{key: seats} for the keys StateID, (last, first) and (last, first, year)."""
    seats = {}
    for row in rows(text_of(example / "candidates.csv")):
        last, first = re.match(r"([^,]+), *(\w+)", row["CandidateName"]).groups()
        seat = CHAMBERS.get(row["OfficeName"]), row["District"].removeprefix("DISTRICT ")
        for key in (row["StateID"] if seat[0] else None, (last, first), (last, first, row["ElectionName"][:4])):
            seats.setdefault(key, set()).add(seat)
    return seats


def gifts(example):
    seats = candidates(example)
    for path in sorted(example.glob("CON_*.csv")):
        for row in rows(mend_quotes(text_of(path))):
            if row["Report Entity Type"] != "Candidate":
                continue
            name = row["Candidate Last Name"], row["Candidate First Name"].split(" ")[0]
            year = re.search(r"20\d\d", row["Transaction Date"])[0]
            found = next((seats[key] for key in (row["OrgID"], (*name, year), name)
                          if len(seats.get(key, ())) == 1), None)
            if found and min(found)[0]:
                yield Gift(row["OrgID"], *min(found), kind_of(row["Contribution Type"]),
                           cents(row["Transaction Amount"]))
    roster = {row["filer_id"]: (row["chamber"], row["district"])
              for row in rows(text_of(example / "roster.csv"))}
    for row in rows(text_of(example / "2013_CandidateTransactions.csv")):
        candidate = f"{row['Last Name']}, {row['First Name']}"
        if row["IsContribution"] == "1" and candidate in roster:
            yield Gift(candidate, *roster[candidate], kind_of(row["Description"]), cents(row["Amount"]))
