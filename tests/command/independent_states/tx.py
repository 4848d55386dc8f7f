"""Texas: filers.csv and spacs.csv say who is a candidate, the schedule says the kind."""
from independent import Gift, cents, rows, text_of

CHAMBERS = {"STATEREP": "lower", "STATESEN": "upper"}
IN_KIND = ("A2", "A2SS", "AS2", "C2", "C4")
MONEY = ("A1", "AJ1", "AL", "AS1", "C1", "C3")


def candidates(archive):
    """{filerIdent: (candidate, house, district)} of accounts and of the committees behind them."""
    newest = {}
    for row in sorted(rows(text_of(archive / "filers.csv")), key=lambda row: row["filerEffStartDt"]):
        for office in ("contestSeekOffice", "ctaSeekOffice", "filerHoldOffice"):
            if row["filerTypeCd"] == "COH" and row[office + "Cd"]:
                if row[office + "Cd"] in CHAMBERS:
                    newest[row["filerIdent"]] = (row["filerIdent"], CHAMBERS[row[office + "Cd"]],
                                                 row[office + "District"])
                break
    found = dict(newest)
    for row in sorted(rows(text_of(archive / "spacs.csv")), key=lambda row: row["candidateEffStartDt"]):
        if row["spacPositionCd"] in ("SUPPORT", "ASSIST") and row["candidateFilerIdent"] in newest:
            found[row["spacFilerIdent"]] = newest[row["candidateFilerIdent"]]
    return found


def gifts(example):
    archive = example / "TEC_CF_CSV.zip"
    known = candidates(archive)
    for path in archive.glob("contribs_*.csv"):
        for row in rows(text_of(path)):
            if row["infoOnlyFlag"] != "Y" and row["filerIdent"] in known:
                schedule = row["schedFormTypeCd"]
                kind = "in_kind" if schedule in IN_KIND else "monetary" if schedule in MONEY else "other"
                yield Gift(*known[row["filerIdent"]], kind, cents(row["contributionAmount"]))


def reports(example):
    archive = example / "TEC_CF_CSV.zip"
    known = candidates(archive)
    for row in rows(text_of(archive / "cover.csv")):
        if row["infoOnlyFlag"] != "Y" and row["filerIdent"] in known:
            yield row["reportInfoIdent"]
