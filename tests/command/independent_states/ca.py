"""California: a receipt belongs to a filing, of which the highest amendment counts; a cover page that names
an Assembly or Senate office tells whose committee it is."""
import re

from independent import Gift, cents, rows, text_of, unquoted

CHAMBERS = {"ASM": "lower", "SEN": "upper"}


def table(example, name):
    path = example / "dbwebexport.zip" / "CalAccess" / "DATA" / f"{name}_CD.TSV"
    text = text_of(path, "windows-1252").replace("\0", "")
    text = re.sub(r"\n(?![0-9]+\t|FILING_ID|FILER_ID|$)", " ", text)  # a line end inside a value
    return list(rows(**unquoted(text)))


def committees(covers):
    found = {}
    for row in covers:  # in the example no committee has covers of two offices
        own = row["CMTTE_TYPE"] == "C" or row["ENTITY_CD"] == "CTL" or (row["CMTTE_TYPE"] == "P" and row["SUP_OPP_CD"] != "O")
        office = row["OFFICE_CD"] or row["JURIS_CD"]
        if row["FORM_TYPE"] != "F496" and own and row["CAND_NAML"] and office in CHAMBERS:
            district = row["DIST_NO"].lstrip("0") or re.search("[0-9]+", row["OFFIC_DSCR"])[0]
            found[row["FILER_ID"].lstrip("0")] = (CHAMBERS[office], district)
    return found


def current(example):
    """{filing: (amendment, committee)}"""
    highest = {}
    for row in table(example, "CVR_CAMPAIGN_DISCLOSURE"):
        number = int(row["AMEND_ID"])
        if number >= highest.get(row["FILING_ID"], (-1,))[0]:
            highest[row["FILING_ID"]] = (number, row["FILER_ID"].lstrip("0"))
    return highest


def gifts(example):
    known, filings = committees(table(example, "CVR_CAMPAIGN_DISCLOSURE")), current(example)
    for row in table(example, "RCPT") + table(example, "LOAN"):
        amendment, committee = filings.get(row["FILING_ID"], (None, None))
        amount = row.get("AMOUNT") or row.get("LOAN_AMT1")
        if (row["FORM_TYPE"] not in ("A", "C", "B1") or row["MEMO_CODE"] or committee not in known
                or int(row["AMEND_ID"]) != amendment or (row["FORM_TYPE"] == "B1" and amount == "0")):
            continue
        kind = {"A": "monetary", "C": "in_kind", "B1": "loan"}[row["FORM_TYPE"]]
        kind = "refund" if row.get("TRAN_TYPE") == "R" else kind
        yield Gift(committee, *known[committee], kind, cents(amount))


def reports(example):
    known, filings = committees(table(example, "CVR_CAMPAIGN_DISCLOSURE")), current(example)
    for row in table(example, "CVR_CAMPAIGN_DISCLOSURE"):
        if row["FORM_TYPE"] in ("F460", "F450") and row["FILER_ID"].lstrip("0") in known:
            if int(row["AMEND_ID"]) == filings[row["FILING_ID"]][0]:
                yield row["FILING_ID"]
