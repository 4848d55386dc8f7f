"""Washington: each row says office, district and whether it is money; C3.1D is not a contribution."""
from independent import Gift, Skip, cents, rows, text_of

CHAMBERS = {"STATE REPRESENTATIVE": "lower", "STATE SENATOR": "upper"}


def gifts(example):
    for path in sorted(example.glob("contributions*.csv")):
        for row in rows(text_of(path)):
            if row["type"] == "Candidate" and row["office"] in CHAMBERS:
                kind = {"Cash": "monetary", "In-kind": "in_kind"}[row["cash_or_in_kind"]]
                kind = "other" if row["origin"] == "C3.1D" else kind
                yield Gift(row["filer_id"], CHAMBERS[row["office"]],
                           str(int(row["legislative_district"])), kind, cents(row["amount"]))


def skipped(example):
    for path in sorted(example.glob("contributions*.csv")):
        for row in rows(text_of(path)):
            kind = "other" if row["origin"] == "C3.1D" else {"Cash": "", "In-kind": "in_kind"}[row["cash_or_in_kind"]]
            reason = ("other_office" if row["office"] not in CHAMBERS else
                      "not_a_candidate" if row["type"] != "Candidate" else kind and "kind_" + kind)
            if reason:
                yield Skip(reason, row["filer_id"], row["filer_name"], cents(row["amount"]))


def reports(example):
    for row in rows(text_of(example / "reports.csv")):
        if row["type"] == "Candidate" and row["office"] in CHAMBERS and not row["amended_by_report"]:
            yield row["report_number"]
