#!/usr/bin/env bash
# daft reads only the first part of a .zst, .bz2 or .xz file that was written in parts, and says nothing.
#
# Expected: files put together by cat, or written by a tool that works on several processors (pbzip2 and pzstd write
#   one part for each block), are read to the end: each of the four formats defines that, and .gz is read so.
# Seen (daft 0.7.26): of 2,000 rows in two parts 1,000 come from .csv.zst, .csv.bz2 and .csv.xz, and 2,000 from
#   .csv.gz. pandas 3.1.1 reads 2,000 from all four, DataFusion 55.0.0, which is written in the same language, too.
# Why it matters: yearly files that are appended to each night look complete; half the money is missing.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/read.py" <<'PYTHON'
import bz2, gzip, lzma
import daft, datafusion, pandas, zstandard

first = b"name,amount\n" + b"".join(b"A%d,1.00\n" % i for i in range(1000))
second = b"".join(b"B%d,2.00\n" % i for i in range(1000))
codecs = {"gz": (gzip.compress, "gzip"), "zst": (zstandard.compress, "zstd"), "bz2": (bz2.compress, "bzip2"),
          "xz": (lzma.compress, "xz")}
print("daft", daft.__version__, "pandas", pandas.__version__, "datafusion", datafusion.__version__)
for suffix, (compress, codec) in codecs.items():
    name = "gifts.csv." + suffix
    with open(name, "wb") as file:
        file.write(compress(first) + compress(second))
    frame = daft.read_csv(name).to_pydict()
    context = datafusion.SessionContext()
    rows = context.read_csv(name, file_extension=".csv." + suffix, file_compression_type=codec).count()
    print(f"{suffix:4} daft {len(frame['amount'])} rows {sum(frame['amount']):.2f}, "
          f"pandas {len(pandas.read_csv(name))}, datafusion {rows}")
PYTHON

install_python readers daft==0.7.26 pandas==3.1.1 datafusion==55.0.0 zstandard==0.25.0
cd "$work"
compare python_with readers read.py <<'SEEN'
daft 0.7.26 pandas 3.1.1 datafusion 55.0.0
gz   daft 2000 rows 3000.00, pandas 2000, datafusion 2000
zst  daft 1000 rows 1000.00, pandas 2000, datafusion 2000
bz2  daft 1000 rows 1000.00, pandas 2000, datafusion 2000
xz   daft 1000 rows 1000.00, pandas 2000, datafusion 2000
SEEN
