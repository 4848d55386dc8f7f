"""The rules of the predecessor (the Python tool of this name), rewritten from their description.

They are here to be compared with: what it loaded, field by field, and in what order it overwrote.
docs/predecessor.md lists where this program deliberately does something else.
"""
import csv
import io
import re
import zipfile
from datetime import datetime

OLD_COLUMNS = """doc_seq_no page_no contribution_id cont_detail_id doc_stmnt_year doc_type_desc
com_legal_name common_name cfr_com_id com_type can_first_name can_last_name contribtype f_name
l_name_or_org address city state zip occupation employer received_date amount aggregate extra_desc""".split()


def table(archive, member, encoding="utf-8"):
    text = archive.read(member).decode(encoding, "replace")
    return csv.DictReader(io.StringIO(text, newline=""))


class Texas:
    """Contributions and reports by id; dates strictly after the election of 2018."""

    AFTER = datetime(2018, 11, 6)

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        self.candidates = {}  # for a repeated id the last row wins
        for row in table(self.archive, "filers.csv"):
            office = row["contestSeekOfficeCd"]
            if row["filerTypeCd"] == "COH" and office in ("STATEREP", "STATESEN") and row["contestSeekOfficeDistrict"]:
                self.candidates[row["filerIdent"]] = {
                    "candidate_id": row["filerIdent"], "name": row["filerName"], "party": "unknown",
                    "house": "lower" if office == "STATEREP" else "upper",
                    "district": int(row["contestSeekOfficeDistrict"])}
        self.committees = {row["spacFilerIdent"]: row["candidateFilerIdent"]
                           for row in table(self.archive, "spacs.csv")
                           if row["spacPositionCd"] in ("SUPPORT", "ASSIST")}

    def candidate(self, row):
        account = row["filerIdent"]
        if row["filerTypeCd"] != "COH":
            account = self.committees.get(account)
        return self.candidates.get(account)

    def late_enough(self, day):
        return day and datetime.strptime(day, "%Y%m%d") > self.AFTER

    def contributions(self):
        loaded = {}
        for member in sorted(self.archive.namelist()):
            for row in table(self.archive, member) if member.startswith("contrib") else ():
                candidate = self.candidate(row)
                if row["schedFormTypeCd"] != "A2" and candidate and self.late_enough(row["contributionDt"]):
                    loaded[row["contributionInfoId"]] = self.contribution(row, candidate)
        return loaded

    @staticmethod
    def contribution(row, candidate):
        person = row["contributorPersentTypeCd"] == "INDIVIDUAL"
        return {
            "contribution_id": row["contributionInfoId"], "contribution_date": midnight(row["contributionDt"]),
            "amount": float(row["contributionAmount"]), "memo": row["contributionDescr"],
            "type": row["contributorPersentTypeCd"].lower(),
            "name": f"{row['contributorNameFirst']} {row['contributorNameLast']}" if person
                    else row["contributorNameOrganization"],
            "city": row["contributorStreetCity"], "state": row["contributorStreetStateCd"],
            "zip": row["contributorStreetPostalCode"], "employer": row["contributorEmployer"],
            "occupation": row["contributorOccupation"], "job_title": row["contributorJobTitle"],
            "filer": {"filer_id": row["filerIdent"], "type": row["filerTypeCd"], "name": row["filerName"]},
            "candidate": candidate, "addtl_data": {"schedule": row["schedFormTypeCd"]}}

    def reports(self):
        loaded = {}
        for row in table(self.archive, "cover.csv"):
            candidate = self.candidate(row)
            if candidate and row["dueDt"] and self.late_enough(row["receivedDt"]):
                loaded[row["reportInfoIdent"]] = {
                    "report_id": row["reportInfoIdent"], "type": row["reportTypeCd1"].lower(),
                    "received_date": midnight(row["receivedDt"]),
                    "period_start_date": midnight(row["periodStartDt"]),
                    "period_end_date": midnight(row["periodEndDt"]),
                    "contributions_amount": row["totalContribAmount"],
                    "expenditures_amount": row["totalExpendAmount"],
                    "ending_balance_amount": row["contribsMaintainedAmount"],
                    "filer": {"filer_id": row["filerIdent"], "type": row["filerTypeCd"], "name": row["filerName"]},
                    "candidate": candidate}
        return loaded


class Michigan:
    """Five archives and the summary; dates strictly after (reports: from) 1 January 2019."""

    AFTER = datetime(2019, 1, 1)
    ARCHIVES = ("2019_mi_cfr_contributions_00", "2019_mi_cfr_contributions_01", "2020_mi_cfr_contributions_00",
                "2020_mi_cfr_contributions_01", "2020_mi_cfr_contributions_02")
    HOUSES = {"Representative in State Legislature": "lower", "State Senator": "upper"}

    def __init__(self, folder):
        self.folder = folder
        text = zipfile.ZipFile(folder / "micfrcansummary.txt.zip").read("micfrcansummary.txt").decode("latin-1")
        self.summary = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))[2:]
        self.candidates = {}  # the first statement that qualifies counts
        for row in self.summary:
            if row[13] and us_date(row[13]) >= self.AFTER and row[8] in self.HOUSES:
                self.candidates.setdefault(row[0], {
                    "candidate_id": row[0], "name": f"{row[6]}, {row[4]}" + (f" {row[5]}." if row[5] else ""),
                    "party": row[7].lower(), "house": self.HOUSES[row[8]],
                    "district": int(re.match("[0-9]+", row[9])[0])})

    def rows(self):
        """As csv reads them: a quote at the beginning of a name swallows tabs and lines up to the next quote."""
        for name in self.ARCHIVES:
            text = zipfile.ZipFile(self.folder / f"{name}.zip").read(f"{name}.txt").decode("utf-8", "replace")
            rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
            if name.endswith("_00"):
                next(rows)
            for row in rows:
                yield dict(zip(OLD_COLUMNS, (value.strip() for value in row)))

    def contributions(self):
        loaded = {}
        for row in self.rows():
            candidate = self.candidates.get(row["cfr_com_id"])
            bad = (row["doc_seq_no"], row["contribution_id"]) == ("486666", "9839")
            if candidate and row["received_date"] and not bad and us_date(row["received_date"]) > self.AFTER:
                document = self.contribution(row, candidate)
                loaded[document["contribution_id"]] = document
        return loaded

    @staticmethod
    def contribution(row, candidate):
        entity = not row["f_name"] and row["l_name_or_org"]
        return {
            "contribution_id": f"{row['doc_seq_no']}_{row['contribution_id']}",
            "contribution_date": us_date(row["received_date"]).isoformat(),
            "amount": float(row["amount"]), "memo": row["extra_desc"],
            "type": "entity" if entity else "individual",
            "name": row["l_name_or_org"] if entity else f"{row['f_name']} {row['l_name_or_org']}",
            "city": row["city"], "state": row["state"], "zip": row["zip"], "employer": row["employer"],
            "occupation": row["occupation"], "job_title": "",
            "filer": {"filer_id": row["cfr_com_id"], "type": row["com_type"], "name": row["com_legal_name"]},
            "candidate": candidate}

    def reports(self):
        loaded = {}
        for row in self.summary:
            if row[0] in self.candidates and row[12] and us_date(row[12]) >= self.AFTER:
                loaded[f"{row[0]}_{row[1]}"] = {
                    "report_id": f"{row[0]}_{row[1]}", "type": row[11].lower(),
                    "received_date": us_date(row[12]).isoformat(),
                    "period_start_date": us_date(row[13]).isoformat(),
                    "period_end_date": us_date(row[14]).isoformat(), "contributions_amount": row[15],
                    "expenditures_amount": row[21], "ending_balance_amount": row[28],
                    "filer": {"filer_id": row[0], "type": row[2], "name": row[3]},
                    "candidate": self.candidates[row[0]]}
        return loaded


def midnight(day):
    return datetime.strptime(day, "%Y%m%d").isoformat()


def us_date(day):
    return datetime.strptime(day, "%m/%d/%Y")


def differing(theirs, ours, prefix=""):
    """{field: (the predecessor's value, ours)} of the fields that the predecessor has."""
    found = {}
    for name, value in theirs.items():
        mine = ours.get(name, "")
        if isinstance(value, dict):
            found |= differing(value, mine, f"{prefix}{name}.")
        elif name.endswith("amount"):
            if (value != "" or mine != "") and float(value) != float(mine):
                found[prefix + name] = (value, mine)
        elif value != mine:
            found[prefix + name] = (value, mine)
    return found
