"""Texas: filers.csv and spacs.csv say who is a candidate, the schedule says the kind."""
from independent import Gift, Skip, cents, rows, text_of

CHAMBERS = {"STATEREP": "lower", "STATESEN": "upper"}
IN_KIND = ("A2", "A2SS", "AS2", "C2", "C4")
MONEY = ("A1", "AJ1", "AL", "AS1", "C1", "C3")


def candidates(archive):
    """{filerIdent: (candidate, house, district)} of accounts and their committees."""
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


def kind_of(schedule):
    return "in_kind" if schedule in IN_KIND else "monetary" if schedule in MONEY else "other"


def gift_rows(example):
    for path in sorted((example / "TEC_CF_CSV.zip").glob("contribs_*.csv")):
        yield from rows(text_of(path))


def gifts(example):
    known = candidates(example / "TEC_CF_CSV.zip")
    for row in gift_rows(example):
        if row["infoOnlyFlag"] != "Y" and row["filerIdent"] in known:
            yield Gift(*known[row["filerIdent"]], kind_of(row["schedFormTypeCd"]), cents(row["contributionAmount"]))


def skipped(example):
    known = candidates(example / "TEC_CF_CSV.zip")
    for row in gift_rows(example):
        kind, filer = kind_of(row["schedFormTypeCd"]), (row["filerIdent"], row["filerName"])
        reason = ("no_candidate" if row["filerIdent"] not in known else "superseded" if row["infoOnlyFlag"] == "Y"
                  else None if kind == "monetary" else "kind_" + kind)
        if reason:
            yield Skip(reason, *filer, cents(row["contributionAmount"]))


def reports(example):
    archive = example / "TEC_CF_CSV.zip"
    known = candidates(archive)
    for row in rows(text_of(archive / "cover.csv")):
        if row["infoOnlyFlag"] != "Y" and row["filerIdent"] in known:
            yield row["reportInfoIdent"]
