"""Oregon: workbooks of Excel 97, read here by a reader of this file's own, and copies as CSV."""
import struct

from independent import Gift, cents, rows, text_of

CHAMBERS = {"State Representative": "lower", "State Senator": "upper"}
KINDS = {"Cash Contribution": "monetary", "In-Kind Contribution": "in_kind",
         "Loan Received (Exempt)": "loan", "Loan Received (Non-Exempt)": "loan",
         "Return or Refund of Contribution": "refund", "Lost or Returned Check": "refund",
         "Cryptocurrency Contribution": "other"}  # not in the agency's list


def stream_of(data):
    """The workbook's stream of a compound file: its directory says where the chain of sectors begins."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    sector = lambda n: data[(n + 1) * size:(n + 2) * size]
    fat = [number for n in struct.unpack_from("<109I", data, 76) if n < 0xFFFFFFFA
           for number in struct.unpack(f"<{size // 4}I", sector(n))]

    def chain(n):
        while n < 0xFFFFFFFA:
            yield sector(n)
            n = fat[n]

    directory = b"".join(chain(struct.unpack_from("<I", data, 48)[0]))
    for at in range(0, len(directory), 128):
        name = directory[at:at + struct.unpack_from("<H", directory, at + 64)[0]].decode("utf-16-le")
        begin, length = struct.unpack_from("<II", directory, at + 116)
        if name.rstrip("\0") == "Workbook":
            assert length >= 4096  # shorter ones are in the small sectors, which no example uses
            return b"".join(chain(begin))[:length]


def records(stream):
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4:at + 4 + length]
        at += 4 + length


def shared_texts(body):
    texts, at = [], 8
    for _ in range(struct.unpack_from("<I", body, 4)[0]):
        length, flags = struct.unpack_from("<HB", body, at)
        width = 2 if flags & 1 else 1
        at += 3
        texts.append(body[at:at + length * width].decode("utf-16-le" if width == 2 else "latin-1"))
        at += length * width
    return texts


def number(packed):
    """RK: a shortened double or a whole number, possibly in hundredths."""
    value = packed >> 2 if packed & 2 else struct.unpack("<d", struct.pack("<Q", (packed & ~3) << 32))[0]
    return value / 100 if packed & 1 else value


def sheet(path):
    cells, texts = {}, []
    for kind, body in records(stream_of(path.read_bytes())):
        if kind == 0xFC:
            texts = shared_texts(body)
        elif kind in (0xFD, 0x203, 0x27E):
            row, column, _ = struct.unpack_from("<HHH", body)
            if kind == 0xFD:
                value = texts[struct.unpack_from("<I", body, 6)[0]].strip()
            elif kind == 0x203:
                value = f"{struct.unpack_from('<d', body, 6)[0]:.2f}"
            else:
                value = f"{number(struct.unpack_from('<I', body, 6)[0]):.2f}"
            cells.setdefault(row, {})[column] = value
        elif kind == 0xBD:  # several adjacent numbers
            row, first = struct.unpack_from("<HH", body)
            for i in range((len(body) - 6) // 6):
                value = f"{number(struct.unpack_from('<I', body, 6 + 6 * i)[0]):.2f}"
                cells.setdefault(row, {})[first + i] = value
    header = cells.pop(0, {})
    for row in cells.values():
        yield {name: row.get(column, "") for column, name in header.items()}


def newest_committees(example):
    found = list(sheet(example / "XcelSooSearch.xls"))
    for path in sorted(example.glob("committees/*.csv")):
        if path.stat().st_size:
            found += rows(text_of(path))
    found.sort(key=lambda row: row["Filing Date"][6:] + row["Filing Date"][:5])
    return {row["Committee Id"]: row for row in found}


def gifts(example):
    committees = newest_committees(example)
    transactions = list(sheet(example / "XcelCNESearch.xls"))
    for path in (example / "transactions").glob("*.csv"):
        transactions += rows(text_of(path))
    current = {}
    for row in sorted(transactions, key=lambda row: int(row["Tran Id"])):
        current[row["Original Id"] or row["Tran Id"]] = row
    for row in current.values():
        committee = committees.get(row["Filer Id"], {})
        chamber = CHAMBERS.get(committee.get("Candidate Office Group"))
        if chamber and row["Sub Type"] in KINDS:
            kind = KINDS[row["Sub Type"]]
            district = "".join(filter(str.isdigit, committee["Candidate Office"]))
            yield Gift(row["Filer Id"], chamber, district, kind,
                       cents(row["Amount"]) * (-1 if kind == "refund" else 1))
