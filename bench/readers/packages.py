"""The readers, in the versions that the tables in docs/ name, each set in a folder of its own in the cache."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "state-fin-ingest" / "readers"

PYTHON = {
    "new": ["pandas==3.1.1", "polars==2.1.0", "pyarrow==25.0.1", "duckdb==2.0.1", "openpyxl==3.1.5",
            "fastexcel==0.21.0", "python-calamine==0.9.1", "daft==0.7.26", "fastparquet==2026.9.0",
            "datafusion==55.0.0", "chdb==4.4.0", "clevercsv==0.8.5", "lxml==6.1.3", "html5lib==1.1", "xlrd==2.0.2"],
    "old": ["pandas==2.3.3", "polars==1.35.2", "pyarrow==20.0.0", "duckdb==1.4.4", "openpyxl==3.1.5",
            "fastexcel==0.21.0"],
    "csvkit": ["csvkit==2.2.0", "agate==1.14.2", "frictionless==5.21.0", "petl==1.7.30", "tablib==3.10.0"],
    **{f"duckdb-{version}": [f"duckdb=={version}"]
       for version in ("0.10.3", "1.0.0", "1.1.3", "1.2.2", "1.3.2", "1.5.6")},
}
NODE = ["hyparquet@1.33.0", "hyparquet-compressors@1.1.2", "parquet-wasm@0.8.0", "apache-arrow@21.2.0",
        "papaparse@5.7.1", "csv-parse@7.0.3", "d3-dsv@3.0.2", "fast-csv@5.0.8", "exceljs@4.4.0", "xlsx@0.18.5",
        "read-excel-file@9.3.17", "@duckdb/node-api@1.5.6-r.1", "@dsnp/parquetjs@1.8.8"]
GO = ["github.com/parquet-go/parquet-go@v0.32.0", "github.com/xuri/excelize/v2@v2.10.0"]


def version_of(package):
    """Of a package in one of the lists, by its name."""
    for listed in sum(PYTHON.values(), []) + NODE + GO:
        name, _, version = listed.replace("==", "@").rpartition("@")
        if name == package:
            return version
    raise KeyError(package)


def installed(folder, wanted, install):
    """The folder, after install(folder) if it does not hold what is wanted."""
    stamp = folder / "INSTALLED"
    if not stamp.exists() or stamp.read_text() != json.dumps(wanted):
        print(f"bench/readers: installing {' '.join(wanted)}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        install(folder)
        stamp.write_text(json.dumps(wanted))
    return folder


def python_folder(name):
    def install(folder):
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                        "--no-warn-conflicts", "--root-user-action", "ignore", "--target", folder, *PYTHON[name]],
                       check=True)
    return installed(CACHE / name, PYTHON[name], install)


def node_folder():
    def install(folder):
        (folder / "package.json").write_text("{}")
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", *NODE], cwd=folder, check=True)
    return installed(CACHE / "node", NODE, install)


def go_folder():
    def install(folder):
        (folder / "go.mod").write_text("module readers\n\ngo 1.25\n")
        subprocess.run(["go", "get", *GO], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    return installed(CACHE / "go", GO, install)


def has(command):
    return shutil.which(command) is not None
