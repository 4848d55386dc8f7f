"""Kansas: pages of reports, cut up by regular expressions. Of the reports of a candidate that begin on the same day the
longest period counts, of those for the same period the one that was filed last."""
import html
import re
from datetime import datetime

from independent import Gift, cents

CHAMBERS = {"state representative": "lower", "state senator": "upper"}
KINDS = {"Loan": "loan", "Refund": "other"}


def pages(example, name):
    return sorted(example.glob(f"*/{name}.html"))


def plain(markup):
    return " ".join(html.unescape(re.sub("<.*?>", " ", markup)).split())


def covers(example):
    """{folder: (name, chamber or None, district, start, end, filed)}"""
    found = {}
    for path in pages(example, "summary"):
        span = dict(re.findall(r'<span id="lbl(\w+)">(.*?)</span>', path.read_text()))
        start, end = (datetime.strptime(span[f"File{side}Date"], "%m/%d/%Y") for side in ("Start", "End"))
        filed = datetime.strptime(span["ElectronicSignature"].split(":", 1)[1].strip(), "%m/%d/%Y %I:%M:%S %p")
        found[path.parent.name] = (plain(span["CandOrgName"]), CHAMBERS.get(span["OfficeSoughtName"].lower()),
                                   span["DistrictNo"], start, end, filed)
    return found


def counting(example):
    """{folder: its cover}, of the reports that count"""
    known = covers(example)
    best = {}
    for folder, cover in known.items():
        if cover[1]:
            best[cover[:4]] = max(best.get(cover[:4], (datetime.min,)), (*cover[4:], folder))
    return {period[-1]: known[period[-1]] for period in best.values()}


def identity(cover):
    return ", ".join(filter(None, (cover[0].upper(), cover[1], cover[2])))


def gifts(example):
    reports = counting(example)
    for schedule, width in (("schedule_a", 7), ("schedule_b", 5)):
        for path in pages(example, schedule):
            cover = reports.get(path.parent.name)
            for row in re.findall("<tr>(.*?)</tr>", path.read_text(), re.S):
                cells = [plain(cell) for cell in re.findall("<td.*?>(.*?)</td>", row, re.S)]
                if cover is None or len(cells) != width:
                    continue
                amount = cents(cells[-1])
                kind = KINDS.get(cells[2], "refund" if amount < 0 else "monetary") if width == 7 else "in_kind"
                yield Gift(identity(cover), cover[1], cover[2], kind, amount)


def reports(example):
    for cover in counting(example).values():
        yield f"{identity(cover)}, {cover[3]:%Y-%m-%d}, {cover[4]:%Y-%m-%d}"
