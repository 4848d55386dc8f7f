"""Every C++ file is as the formatter of scripts/format writes it."""
import os
import pathlib
import subprocess
import unittest

ROOT = pathlib.Path(os.environ.get("SFI_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))


class Format(unittest.TestCase):
    def test_nothing_is_left_to_format(self):
        run = subprocess.run([ROOT / "scripts" / "format", "--check"], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
        self.assertEqual(run.returncode, 0, run.stdout)


if __name__ == "__main__":
    unittest.main()
