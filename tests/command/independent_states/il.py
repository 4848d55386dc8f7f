"""Illinois: a receipt's committee is linked to candidates. Of several legislative ones the one counts who stands in the
next election year; when nobody or more than one does, the last one in the file of links. Before an
election for statewide office a receipt is for that."""
import re

from independent import Gift, Skip, cents, rows, text_of, unquoted

OFFICES = {"State Representative": "lower", "State Senator": "upper"}
KINDS = {"1": "monetary", "2": "monetary", "3": "loan", "5": "in_kind"}
NEVER = 9999
NOT_CANDIDATES = ("Political Action", "Political Party", "Ballot Initiative", "Independent Expenditure")


class Files:
    def __init__(self, example):
        self.example = example
        self.committees = {row["ID"]: row for row in self.table("Committees")}
        self.candidates = {row["ID"]: row for row in self.table("Candidates")}
        self.links = [(row["CommitteeID"], row["CandidateID"]) for row in self.table("CmteCandidateLinks")]
        self.years = {}
        for row in self.table("CanElections"):
            if row["ElectionType"] in ("GP", "GE"):
                self.years.setdefault(row["CandidateID"], set()).add(int(row["ElectionYear"]))

    def table(self, name):
        text = text_of(self.example / f"{name}.txt", "latin-1" if name == "Receipts" else "utf-8")
        return rows(**unquoted(re.sub(r"\n(?!\d+\t|$)", " ", text)))

    def candidate(self, committee, date):
        """(id, chamber, district) or the reason why there is none."""
        stance, kind = self.committees[committee]["CanSuppOpp"], self.committees[committee]["TypeOfCommittee"]
        linked = [candidate for one, candidate in self.links if one == committee]
        legislators = [one for one in linked if self.candidates[one]["Office"] in OFFICES]
        if stance == "O":
            return "opposes"
        if not legislators:
            return "other_office" if linked else "not_a_candidate" if kind in NOT_CANDIDATES else "no_candidate"
        if len(set(legislators)) > 3:
            return "no_candidate"
        chosen = self.next_one(set(legislators), date) or legislators[-1]
        statewide = [one for one in linked if self.candidates[one]["DistrictType"] == "Statewide"]
        if statewide:
            its_own = self.next_year(chosen, date)
            other = min(self.next_year(one, date) for one in statewide)
            if other < its_own:
                return "other_office"
            if other == its_own != NEVER or (its_own == NEVER and linked[-1] in statewide):
                return "no_candidate"
        row = self.candidates[chosen]
        return chosen, OFFICES[row["Office"]], row["District"].lstrip("0")

    def next_one(self, legislators, date):
        if not date or date < "1950":
            return None
        coming = {one: self.next_year(one, date) for one in legislators}
        first = min(coming.values())
        found = [one for one, year in coming.items() if year == first]
        return found[0] if len(found) == 1 else None

    def next_year(self, candidate, date):
        if not date or date < "1950":
            return NEVER
        return min((year for year in self.years.get(candidate, ()) if year >= int(date[:4])), default=NEVER)


def everything(example):
    files = Files(example)
    for row in files.table("Receipts"):
        filer, amount = row["CommitteeID"], cents(row["Amount"])
        who = (filer, files.committees[filer]["Name"])
        found = files.candidate(filer, row["RcvDate"])
        if row["Archived"] == "True":
            yield Skip("superseded", *who, amount)
        elif row["D2Part"] == "4A":
            yield Skip("other_receipt", *who, amount)
        elif isinstance(found, str):
            yield Skip(found, *who, amount)
        else:
            yield who, Gift(*found, KINDS.get(row["D2Part"][:1], "other"), amount)


def gifts(example):
    return (one[1] for one in everything(example) if not isinstance(one, Skip))


def skipped(example):
    for one in everything(example):
        if isinstance(one, Skip):
            yield one
        elif one[1].kind != "monetary":
            yield Skip(f"kind_{one[1].kind}", *one[0], one[1].cents)


def reports(example):
    files = Files(example)
    filed = {row["ID"]: row for row in files.table("FiledDocs") if row["Archived"] == "False"}
    for row in files.table("D2Totals"):
        report = filed.get(row["FiledDocID"])
        if report and row["Archived"] == "False":
            if not isinstance(files.candidate(row["CommitteeID"], report["RptPdEndDate"]), str):
                yield row["FiledDocID"]
