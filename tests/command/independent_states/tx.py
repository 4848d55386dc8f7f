"""Texas: filers.csv, spacs.csv and the covers say whose seat it is, the schedule says the kind."""
from independent import Gift, Skip, cents, rows, text_of

CHAMBERS = {"STATEREP": "lower", "STATESEN": "upper"}
OFFICES = ("contestSeekOffice", "ctaSeekOffice", "filerHoldOffice")
IN_KIND = ("A2", "A2SS", "AS2", "C2", "C4")
MONEY = ("A1", "AJ1", "AL", "AS1", "C1", "C3")


def seat(row, *offices):
    """(house, district) of the first legislative office; its district may come from a later one of that chamber."""
    found = [(CHAMBERS[row[office + "Cd"]], row[office + "District"]) for office in offices
             if row[office + "Cd"] in CHAMBERS]
    return (found[0][0], next((district for house, district in found if house == found[0][0] and district), "")) \
        if found else None


class Seats:
    def __init__(self, archive):
        self.accounts, self.committees, self.reports = {}, {}, {}
        self.filers = {}
        for row in sorted(rows(text_of(archive / "filers.csv")), key=lambda row: row["filerEffStartDt"]):
            if row["filerTypeCd"] == "COH":
                self.filers[row["filerIdent"]] = row
                self.accounts[row["filerIdent"]] = seat(row, *OFFICES)
        for row in sorted(rows(text_of(archive / "spacs.csv")), key=lambda row: row["candidateEffStartDt"]):
            candidate = row["candidateFilerIdent"]
            seeks = row["candidateSeekOfficeCd"]
            if row["spacPositionCd"] in ("SUPPORT", "ASSIST") and self.accounts.get(candidate):
                if not seeks:
                    self.committees[row["spacFilerIdent"]] = (candidate, *self.accounts[candidate])
                elif seeks in CHAMBERS:
                    self.committees[row["spacFilerIdent"]] = (candidate, *seat(row, "candidateSeekOffice"))
        self.last_day = {}
        for row in rows(text_of(archive / "cover.csv")):
            filer = row["filerIdent"]
            if {row["filerSeekOfficeCd"], row["filerHoldOfficeCd"]} - {"", "NONE", "X"} and row["filerTypeCd"] == "COH":
                self.reports[row["reportInfoIdent"]] = seat(row, "filerSeekOffice", "filerHoldOffice")
            self.last_day[filer] = max(self.last_day.get(filer, ""), row["periodEndDt"])

    def of(self, row):
        """(candidate, house, district) of a gift or report, or None."""
        filer = row["filerIdent"]
        if row["filerTypeCd"] != "COH":
            return self.committees.get(filer)
        place = self.reports.get(row["reportInfoIdent"], self.accounts.get(filer))
        if place and not place[1]:  # the account may have the district of that chamber
            account = self.filers[filer]
            place = (place[0], next((account[office + "District"] for office in OFFICES
                                     if CHAMBERS.get(account[office + "Cd"]) == place[0]
                                     and account[office + "District"]), ""))
        return place and (filer, *place)


def kind_of(schedule):
    return "in_kind" if schedule in IN_KIND else "monetary" if schedule in MONEY else "other"


def gift_rows(archive):
    """(row, whether it is of an early report)"""
    for path in sorted(archive.glob("contribs_*.csv")):
        yield from ((row, False) for row in rows(text_of(path)))
    for path in (archive / "cont_ss.csv", archive / "cont_t.csv"):
        yield from ((row, True) for row in rows(text_of(path)))


def judged(example):
    """(row, seat, kind, reason to leave it out)"""
    archive = example / "TEC_CF_CSV.zip"
    seats = Seats(archive)
    for row, early in gift_rows(archive):
        place, kind = seats.of(row), "other" if early else kind_of(row["schedFormTypeCd"])
        repeated = early and row["contributionDt"] <= seats.last_day.get(row["filerIdent"], "")
        reason = ("in_regular_report" if repeated else "no_candidate" if not place
                  else "superseded" if row["infoOnlyFlag"] == "Y" else None)
        yield row, place, kind, reason


def gifts(example):
    for row, place, kind, reason in judged(example):
        if not reason:
            yield Gift(*place, kind, cents(row["contributionAmount"]))


def skipped(example):
    for row, _, kind, reason in judged(example):
        reason = reason or (None if kind == "monetary" else "kind_" + kind)
        if reason:
            yield Skip(reason, row["filerIdent"], row["filerName"], cents(row["contributionAmount"]))


def reports(example):
    archive = example / "TEC_CF_CSV.zip"
    seats = Seats(archive)
    for row in rows(text_of(archive / "cover.csv")):
        if row["infoOnlyFlag"] != "Y" and seats.of(row):
            yield row["reportInfoIdent"]
