"""Ohio: every row of the candidates' files has office, district and candidate."""
from independent import Gift, cents, rows, text_of

HOUSES = {"HOUSE": "lower", "SENATE": "upper"}
KINDS = {"31-A": "monetary", "31-E": "monetary", "31-G": "monetary", "31-J-1": "in_kind", "31-C": "loan",
         "31-A-2": "other"}


def gift_rows(example):
    for path in [*example.glob("CAC_CON_*.CSV"), *example.glob("ALL_CAN_CON_*.CSV")]:
        yield from rows(text_of(path, "cp1252"))


def gifts(example):
    for row in gift_rows(example):
        if row["OFFICE"] in HOUSES and row["AMOUNT"]:
            kind = KINDS[row["SHORT_DESCRIPTION"].split()[0]]
            if kind == "monetary" and row["INKIND_DESCRIPTION"]:
                kind = "in_kind"
            yield Gift(row["MASTER_KEY"], HOUSES[row["OFFICE"]], row["DISTRICT"], kind, cents(row["AMOUNT"]))


def reports(example):
    known = {row["MASTER_KEY"] for row in gift_rows(example) if row["OFFICE"] in HOUSES}
    known |= {row["MASTER_KEY"] for row in rows(text_of(example / "ACT_CAN_LIST.CSV", "cp1252"))
              if row["OFFICE"] in HOUSES}
    return [row["REPORT_KEY"] for row in rows(text_of(example / "CAN_COVER.CSV", "cp1252"))
            if row["MASTER_KEY"] in known]
