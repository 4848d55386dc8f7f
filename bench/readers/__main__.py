"""Makes the tables of docs/readers.md and docs/agency-files.md again, with the readers in their pinned versions.

    python3 bench/readers exports     what other programs read from our exports
    python3 bench/readers agency      what they make of an agency's files, with ours beside them

Needs Python 3.11, Node 20, Go, R with data.table, readr, readxl and jsonlite, and Miller; SFI_BINARY names another
program than build/state-fin-ingest. A reader whose language is not installed is shown as refused. Takes a few minutes.
"""
import sys

import agency
import exports

TABLES = {"exports": exports.tables, "agency": agency.tables}

if len(sys.argv) != 2 or sys.argv[1] not in TABLES:
    sys.exit(__doc__)
print("\n".join(TABLES[sys.argv[1]]()))
