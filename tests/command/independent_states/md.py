"""Maryland: the downloads are linked by id to the committee file; the old lists have the office in some rows, or
in other rows of the committee. Records are cut where the next one begins (an id) or where one ends."""
import re

from independent import Gift, Skip, cents, mend_quotes, rows, text_of, unquoted

HOUSE, SENATE = "House of Delegates", "State Senator"
METHODS = ("Check", "Cash", "Credit Card", "Payroll", "Ticket", "Money Order", "Fund Transfer")
INCOME = ("Interest", "Dividend", "Refund", "Rebate")


def plain(name):
    return re.sub("[^A-Z0-9 ]", "", name.upper())


def roster(example):
    """The seat of a filer in a year, or None."""
    listed = [row for row in rows(text_of(example / "roster.csv")) if row["chamber"]]

    def find(filer, year):
        for row in listed:
            if plain(row["filer_id"]) == plain(filer) and (row["from"] or "0000") <= year <= (row["to"] or "9999"):
                return row["chamber"], row["district"]
        return None
    return find


def download(path):
    """Rows below the title; ="..." without its mark."""
    text = re.sub('"?="+([0-9]*)"+', r'"\1"', text_of(path, "windows-1252").replace("\0", ""))
    text = re.sub(r'\n(?!"?\d{7}|Filing Entity Id|$)', " ", text[text.index("Filing Entity Id"):])
    return rows(mend_quotes(text))


def committees(example):
    found = {}
    for row in download(example / "committees.csv"):
        house = {HOUSE: "lower", SENATE: "upper"}.get(row["Office Sought"])
        district = re.search(r"Legislative District (\w+)", row["Jurisdiction"])
        found[row["Filing Entity Id"]] = row["Committee Type"], house and (house, district[1] if district else "")
    return found


def new(example):
    """(report, reason, gift, filer)"""
    own, known = roster(example), committees(example)
    for path in sorted(example.glob("contributions_*.csv")):
        for row in download(path):
            number, kind, pay = row["Filing Entity Id"], row["Transaction Type"], row["Payment Type"]
            form, seat = known.get(number, ("", None))
            listed = own(number, row["Transaction Date"][-4:])
            seat = listed or seat
            reason = ("loan_record" if kind in ("Loan Payment", "Loan Forgiven") else
                      None if listed else
                      "no_candidate" if not form else
                      "not_a_candidates_committee" if "PAC" in form else
                      None if seat else "other_office")
            amount = cents(row["Transaction Amount"])
            if kind == "Return Contribution":
                kind, amount = "refund", -abs(amount)
            elif kind.startswith("Loan"):
                kind = "loan"
            else:
                kind = ("in_kind" if pay == "In-Kind" else
                        "other" if any(word in pay for word in INCOME) else "monetary")
            yield ((plain(row["Committee Name"]), row["Report Name"]), reason,
                   Gift(number, *(seat or ("", "")), kind, amount), row["Committee Name"])


def seat_of(office):
    found = re.match(r"(House of Delegates|State Senator|Senator) \(SBE\)(?:.*District (\w+))?$", office)
    return found and ("lower" if found[1] == HOUSE else "upper", found[2] or "")


def old_rows(example):
    for path in sorted(example.glob("ContributionsList*.csv")):
        lines = text_of(path).split("\n")
        joined = lines[0] + "\n" + re.sub(r"(?<!Electoral,)(?<!Administrative,)(?<!,,)\n", " ", "\n".join(lines[1:]))
        yield from rows(**unquoted(joined, ","))


def kind_of(text):
    return ("in_kind" if text == "In-Kind" else "loan" if "Loan" in text else
            "other" if any(word in text for word in INCOME) else
            "monetary" if any(word in text for word in METHODS) else "other")


def old(example):
    own, reports = roster(example), {report for report, *_ in new(example)}
    offices, districts = {}, {}
    for row in old_rows(example):
        seat = seat_of(row["Office"])
        if row["Office"]:
            offices.setdefault(row["Receiving Committee"], set()).add(seat[0] if seat else None)
        if seat and seat[1]:
            districts.setdefault(row["Receiving Committee"], set()).add(seat[1])
    for row in old_rows(example):
        name, seat, reason = row["Receiving Committee"], seat_of(row["Office"]), None
        listed = own(name, row["Contribution Date"][-4:])
        if listed:
            seat = listed
        elif row["Office"]:
            reason = None if seat else "other_office"
        elif len(offices.get(name, ())) != 1:
            reason = "no_candidate"
        elif offices[name] == {None}:
            reason = "other_office"
        else:
            district = districts.get(name, set())
            seat = next(iter(offices[name])), next(iter(district)) if len(district) == 1 else ""
        if not reason and (plain(name), row["Filing Period"]) in reports:
            reason = "in_download"
        yield None, reason, Gift(name, *(seat or ("", "")), kind_of(row["Contribution Type"]),
                                 cents(row["Contribution Amount"])), name


def everything(example):
    yield from new(example)
    yield from old(example)


def gifts(example):
    return (gift for _, reason, gift, _ in everything(example) if not reason)


def skipped(example):
    for _, reason, gift, name in everything(example):
        if reason or gift.kind != "monetary":
            yield Skip(reason or f"kind_{gift.kind}", gift.candidate, name, gift.cents)
