"""North Carolina: the file's name says the chamber, the roster the rest; of a report with an amendment only
the amendment counts. A report's own export is linked by the committee's id in its name."""
import csv
import re

from independent import Gift, cents, mend_quotes, rows, text_of

MONEY = ("Individual", "Party Comm", "Non-Party Comm", "Outside Source", "Contrib to Reimburse",
         "Individual Contribution", "Other Political Committee Contribution")
KINDS = {**dict.fromkeys(MONEY, "monetary"), "Loan": "loan",
         **dict.fromkeys(("Refund", "Interest", "Forgiven Loan"), "other")}


def kind_of(text, payment):
    return "in_kind" if KINDS[text] == "monetary" and payment == "In Kind" else KINDS[text]


def whole_lines(text, fields):
    """A line break inside a value has split some lines: those with too few fields go with the next."""
    lines, part = [], ""
    for line in text.splitlines():
        part += f" {line}" if part else line
        if len(next(csv.reader([part]))) >= fields:
            lines.append(part)
            part = ""
    return "\n".join(lines)


def gifts(example):
    roster = {row["filer_id"]: row for row in rows(text_of(example / "roster.csv"))}
    searched = [(path, row) for path in sorted(example.glob("nc_*.csv"))
                for row in rows(whole_lines(mend_quotes(text_of(path)), 24))]
    amended = {(row["Committee SBoE ID"], row["Report Name"].removesuffix(" (Amendment)"))
               for _, row in searched if row["Report Name"].endswith(" (Amendment)")}
    for path, row in searched:
        committee, text = row["Committee SBoE ID"], row["Transction Type"]
        if text not in KINDS or (committee, row["Report Name"]) in amended:
            continue
        known = roster.get(committee, {"chamber": "lower" if "NSHS" in path.name else "upper", "district": ""})
        yield Gift(committee, known["chamber"], known["district"],
                   kind_of(text, row["Form of Payment"]), cents(row["Amount"]))
    for path in sorted(example.glob("STA-*.csv")):
        committee = re.match(r"STA-\w+-C-\d+", path.name)[0]
        title, table = text_of(path).split("\n", 1)
        for row in rows(table if title.startswith('"') else text_of(path)):
            row = {name.lower().replace(" ", ""): value for name, value in row.items()}  # older: camel case
            yield Gift(committee, roster[committee]["chamber"], roster[committee]["district"],
                       kind_of(row["receipttypedesc"], row["formofpaymentdesc"]), cents(row["amount"]))
