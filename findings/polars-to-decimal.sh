#!/usr/bin/env bash
# polars' to_decimal leaves out 1,000.00 and ($50.00) without an error; cast, from the same texts, is an error.
#
# Expected: to_decimal is strict as cast, to_date and to_integer are: what is no number is an error.
# Seen (polars 1.35.2 and 2.1.0): texts that are no numbers become null, and sum() passes over null. There is no switch for
#   it. cast(pl.Decimal) and str.to_integer refuse the same column, and name the value.
# Why it matters: to_decimal is the method for money, so it is the careful who use it. What is missing are the amounts of
#   $1,000 and more, and the refunds.
set -euo pipefail
source "$(dirname "$0")/common.bash"

cat >"$work/add.py" <<'PYTHON'
import polars as pl

amounts = pl.Series(["250.00", "75.50", "1,000.00", "12,500.00", "(50.00)"])

def first_line(call):
    try:
        return str(call())
    except pl.exceptions.PolarsError as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"

print("polars", pl.__version__)
print("to_decimal(scale=2):", [None if a is None else str(a) for a in amounts.str.to_decimal(scale=2)])
print("  sum", amounts.str.to_decimal(scale=2).sum())
print("cast:", first_line(lambda: amounts.cast(pl.Decimal(18, 2)).sum()))
print("to_integer:", first_line(lambda: amounts.str.to_integer().sum()))
PYTHON

install_python old polars==1.35.2
install_python new polars==2.1.0
cd "$work"
add_both() {
  python_with old add.py
  python_with new add.py
}
compare add_both <<'SEEN'
polars 1.35.2
to_decimal(scale=2): ['250.00', '75.50', None, None, None]
  sum 325.50
cast: InvalidOperationError: conversion from `str` to `decimal[18,2]` failed in column '' for 3 out of 5 values: ["1,000.00", "12,500.00", "(50.00)"]
to_integer: ComputeError: strict integer parsing failed for 5 value(s): ["250.00", "75.50", … "(50.00)"]; error message for the first shown value: 'invalid digit found in string' (consider non-strict parsing)
polars 2.1.0
to_decimal(scale=2): ['250.00', '75.50', None, None, None]
  sum 325.50
cast: InvalidOperationError: conversion from `str` to `decimal[18,2]` failed in column '' for 3 out of 5 values: ["1,000.00", "12,500.00", "(50.00)"]
to_integer: ComputeError: strict integer parsing failed for 5 value(s): ["250.00", "75.50", … "(50.00)"]; error message for the first shown value: 'invalid digit found in string' (consider non-strict parsing)
SEEN
