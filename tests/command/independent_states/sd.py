"""South Dakota: typed reports; the rows of a section replace its total, an amended report the earlier one."""
import datetime

from independent import Gift, cents, rows, text_of

HOUSES = {"House": "lower", "Senate": "upper"}
CATEGORIES = {"individual": "contributions_individuals", "entity": "contributions_entities",
              "committee": "contributions_committees", "party": "contributions_parties",
              "candidate": "contributions_candidate"}
OTHERS = {"donated": ("donated_goods_total", "in_kind"), "loan": ("loans_total", "loan"),
          "other": ("other_income_total", "other")}


def day(text):
    if "/" not in text:
        return datetime.date.fromisoformat(text)
    month, day_of_month, year = map(int, text.split("/"))
    return datetime.date(year, month, day_of_month)


def money(text):
    return cents(text) if text else 0


def seat(report, roster):
    """(chamber, district), or None"""
    if report["office"]:
        return (HOUSES[report["office"]], report["district"].upper()) if report["office"] in HOUSES else None
    year = day(report["period_end"]).year
    for line in roster:
        mine = (line["filer_id"] == report["committee_id"] if line["filer_id"]
                else line["name"].upper() == report["candidate_name"].upper())
        if mine and line["chamber"] in HOUSES.values() and int(line["from"]) <= year <= int(line["to"] or 9999):
            return line["chamber"], line["district"]
    return None


def replaced(report, other):
    """Whether the other report is there instead of this one."""
    if report is other or report["committee_id"] != other["committee_id"] or other["report_type"] == "Supplement":
        return False
    if report["report_type"] == "Supplement":
        return day(other["period_start"]) <= day(report["period_end"]) <= day(other["period_end"])
    return (report["report_type"] == other["report_type"]
            and day(report["period_end"]).year == day(other["period_end"]).year
            and day(other["filed_date"]) > day(report["filed_date"]))


def counted(example):
    """(report, its seat) of the reports that count"""
    roster = list(rows(text_of(example / "roster.csv")))
    reports = list(rows(text_of(example / "reports.csv")))
    for report in reports:
        place = seat(report, roster)
        if place and not any(replaced(report, other) for other in reports):
            yield report, place


def amounts(report, typed):
    """(kind, cents)"""
    for row in typed:
        yield OTHERS.get(row["section"], (None, "monetary"))[1], money(row["amount"])
    sections = {row["section"] for row in typed}
    if "unitemized" not in sections:
        yield "monetary", money(report["contributions_unitemized"])
    for section, (column, kind) in OTHERS.items():
        if section not in sections:
            yield kind, money(report[column])
    if report["contributions_individuals"]:
        for section, column in CATEGORIES.items():
            if section not in sections:
                yield "monetary", money(report[column])
    elif not sections & set(CATEGORIES):
        yield "monetary", money(report["contributions_total"]) - money(report["contributions_unitemized"])


def gifts(example):
    typed = list(rows(text_of(example / "contributions.csv")))
    for report, place in counted(example):
        mine = [row for row in typed if row["report_id"] == report["report_id"]]
        for kind, amount in amounts(report, mine):
            if amount:
                yield Gift(report["committee_id"], *place, kind, amount)


def reports(example):
    return [report["report_id"] for report, _ in counted(example)]
