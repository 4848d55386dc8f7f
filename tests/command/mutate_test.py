"""A sample of tests/mutate: what agencies and spreadsheet programs do to a file changes no document without a word."""
import os
import re
import subprocess
import sys
import unittest

from support import SOURCE


class Mutations(unittest.TestCase):
    def test_nothing_changes_without_a_word(self):
        result = subprocess.run([sys.executable, SOURCE / "tests/mutate", "md", "nh", "pa"], capture_output=True, text=True,
                                env=os.environ)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        outcomes = {name: int(count) for count, name in re.findall(r"(\d+) (same|refused|noted|SILENT)",
                                                                   re.search("^all .*$", result.stdout, re.M)[0])}
        self.assertEqual(outcomes.pop("SILENT"), 0, result.stdout)
        # All three outcomes that are right occur, or the changes would reach nothing.
        for name, count in outcomes.items():
            self.assertGreater(count, 15, f"{name}: {result.stdout}")
        right, wrong = map(int, re.search(r"(\d+) right, (\d+) wrong", result.stdout).groups())
        self.assertGreater(right, 50)
        self.assertLess(wrong, right / 20, result.stdout)


if __name__ == "__main__":
    unittest.main()
