"""Wrong inputs are refused with exit 3 and a message to act on; what was loaded before still serves."""
import json
import os
import re
import zipfile

import texas
from support import ProgramTest

PAGE = b"""<!DOCTYPE html>
<html><head><title>
  403 Forbidden</title></head><body>Request blocked.</body></html>"""


def damaged(archive, member):
    """The archive with one byte of the member's packed data turned over."""
    with zipfile.ZipFile(__import__("io").BytesIO(archive)) as packed:
        info = packed.getinfo(member)
    data = bytearray(archive)
    at = info.header_offset + 30 + len(member) + info.compress_size // 2
    data[at] ^= 0xFF
    return bytes(data)


class WrongInputs(ProgramTest):
    def setUp(self):
        super().setUp()
        self.give(texas.archive())
        self.succeed("ingest", "tx", "--quiet")

    def check_refused(self, *messages, arguments=()):
        err = self.refuse(3, "ingest", "tx", *arguments)
        for message in messages:
            self.assertIn(message, err)
        # The old data still serves, and nothing of the failed run is left.
        self.assertEqual(self.query("SELECT count(*) FROM tx_contribs_dev"), [(5,)])
        self.assertEqual(self.query("SELECT count(*) FROM duckdb_tables() "
                                    "WHERE table_name LIKE 'tx_contribs_2%'"), [(1,)])
        return err

    def test_a_name_that_is_not_utf8(self):
        """Patterns of definitions match texts, so the file would be left out."""
        folder = self.folder / "input/tx"
        (folder / "TEC_CF_CSV.zip").unlink()
        for name, content in texas.members().items():
            (folder / name).write_bytes(content)
        os.rename(folder / "contribs_01.csv", os.fsencode(folder) + b"/contribs_01_caf\xe9.csv")
        process = self.start("ingest", "tx", "--json", "--quiet")
        out, err = process.communicate(timeout=self.longest)
        self.assertEqual(process.returncode, 3)
        self.assertIn(b"contribs_01_caf\xe9.csv: the name of this file is not valid UTF-8. Rename it.", err)
        self.assertIn("contribs_01_caf\ufffd.csv: the name", json.loads(out)["states"][0]["error"])

    def test_archive_missing(self):
        (self.folder / "input/tx/TEC_CF_CSV.zip").unlink()
        self.check_refused(
            "input/tx/TEC_CF_CSV.zip or *.csv or */*.csv: is missing. Get it with 'state-fin-ingest download tx', or from "
            "https://prd.tecprd.ethicsefile.com/public/cf/public/TEC_CF_CSV.zip",
            "Download the archive as it is")

    def test_members_that_lie_there_unpacked(self):
        """The same as from the archive, but never both: that would count everything twice."""
        packed = self.documents()
        for name, data in texas.members().items():
            self.write(f"input/tx/TEC_CF_CSV/{name}", data if isinstance(data, str) else data.decode())
        self.check_refused("input/tx/TEC_CF_CSV/filers.csv: is there twice: also as "
                           "input/tx/TEC_CF_CSV.zip/filers.csv.", "remove one of them")
        (self.folder / "input/tx/TEC_CF_CSV.zip").unlink()
        unpacked = self.documents()
        self.assertEqual([{**row, "source": None} for row in unpacked],
                         [{**row, "source": None} for row in packed])

    def test_folder_missing(self):
        self.check_refused("elsewhere/tx/TEC_CF_CSV.zip or *.csv or */*.csv: is missing",
                           arguments=["--input", "elsewhere"])

    def test_archive_cut_off(self):
        archive = texas.archive()
        self.give(archive[:len(archive) * 2 // 3])
        self.check_refused("input/tx/TEC_CF_CSV.zip: the archive is cut off",
                           "get the file again")

    def test_archive_empty(self):
        self.give(b"")
        self.check_refused("input/tx/TEC_CF_CSV.zip: is empty (0 bytes).")

    def test_member_damaged_at_its_begin(self):
        self.give(damaged(texas.archive(), "filers.csv"))
        self.check_refused("input/tx/TEC_CF_CSV.zip/filers.csv:", "damaged")

    def test_member_damaged_where_only_the_load_comes_by(self):
        gifts = [texas.gift(i, amount=f"{i * 7919 % 100003}.00") for i in range(1, 30000)]
        self.give(damaged(texas.archive(gifts=gifts), "contribs_01.csv"))
        self.check_refused("input/tx/TEC_CF_CSV.zip/contribs_01.csv:")

    def test_member_with_a_wrong_checksum(self):
        archive = bytearray(texas.archive())
        entry = archive.rindex(b"contribs_01.csv") - 46  # in the archive's directory
        archive[entry + 16] ^= 0xFF
        self.give(bytes(archive))
        self.check_refused("contribs_01.csv: the checksum is wrong (CRC-32 ")
        stored = texas.archive_of(texas.members(), zipfile.ZIP_STORED)
        self.give(stored.replace(b"Richard A.", b"Bichard A.", 1))
        self.check_refused("contribs_01.csv: cannot be read: CRC error.")

    def test_member_longer_than_its_directory_says(self):
        archive = bytearray(texas.archive())
        entry = archive.rindex(b"contribs_01.csv") - 46
        archive[entry + 24] ^= 1
        self.give(bytes(archive))
        self.check_refused("contribs_01.csv: holds", "but the archive's directory says")

    def test_html_page_under_the_archives_name(self):
        self.give(PAGE)
        err = self.check_refused('is an HTML page with the title "403 Forbidden"',
                                 "An error or login page was probably saved")
        self.assertEqual(err.count("HTML page"), 1)

    def test_another_format_under_the_archives_name(self):
        self.give(b"7z\xbc\xaf\x27\x1c" + bytes(100))
        self.check_refused("should be a zip archive, but is a 7-Zip archive.")
        self.give(b"recordType,filerIdent\nFILER,1\n")
        self.check_refused("should be a zip archive, but is a text file.")

    def test_member_missing(self):
        files = texas.members()
        del files["filers.csv"]
        self.give(texas.archive_of(files))
        self.check_refused("has no member that matches '(?i)(.*/)?filers\\.csv' (4 members, such as 'ReadMe.txt').")

    def test_no_contributions_at_all(self):
        files = texas.members()
        del files["contribs_01.csv"]
        self.give(texas.archive_of(files))
        self.check_refused("has no member that matches '(?i)(.*/)?contribs[^/]*\\.csv'")

    def test_column_renamed_shows_expected_found_and_line(self):
        files = texas.members()
        files["contribs_01.csv"] = files["contribs_01.csv"].replace(b"contributionDt,",
                                                                    b"contributionDate,")
        self.give(texas.archive_of(files))
        self.check_refused(
            "contribs_01.csv: the column 'contributionDt' is missing; the nearest name in the file is "
            "'contributionDate'.",
            "states/tx/ingestor.toml:", 'contribution_date = { date = "%Y%m%d", of = "contributionDt"')

    def test_everything_wrong_is_listed_at_once(self):
        files = texas.members()
        del files["cover.csv"]
        files["spacs.csv"] = files["spacs.csv"].replace(b"spacPositionCd", b"position")
        files["contribs_01.csv"] = files["contribs_01.csv"].replace(b"filerTypeCd", b"filerType")
        self.give(texas.archive_of(files))
        self.check_refused("'(?i)(.*/)?cover\\.csv'", "'spacPositionCd' is missing", "'filerTypeCd' is missing")

    def test_header_without_rows(self):
        self.give(texas.archive(spacs=[]))
        self.check_refused("spacs.csv: has a header but no rows.")

    def test_encrypted_member(self):
        archive = bytearray(texas.archive())
        # The flag of an encrypted member, in its own header and in the directory.
        for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            begin = -1
            while (begin := archive.find(signature, begin + 1)) >= 0:
                archive[begin + at] |= 1
        self.give(bytes(archive))
        self.check_refused("filers.csv: is encrypted with a password.")

    def test_two_members_of_one_name(self):
        import io
        import warnings
        packed = io.BytesIO()
        with warnings.catch_warnings(), zipfile.ZipFile(packed, "w") as archive:
            warnings.simplefilter("ignore")
            for name, data in [*texas.members().items(), ("filers.csv", b"x")]:
                archive.writestr(name, data)
        self.give(packed.getvalue())
        self.check_refused("holds two members named 'filers.csv'")

    def test_check_says_the_same_and_touches_nothing(self):
        before = self.files()
        self.give(PAGE)
        err = self.refuse(3, "check", "tx")
        self.assertIn("is an HTML page", err)
        self.assertEqual(self.files(), before)


class Repair(ProgramTest):
    def evening(self, mend):
        """The agency has renamed a column: check, change the line that the message names, load."""
        from support import SOURCE
        files = texas.members()
        files["contribs_02.csv"] = files["contribs_01.csv"].replace(b"10000000", b"20000000")
        renamed = {name: data.replace(b"contributionDt,", b"contributionDate,")
                   for name, data in files.items()}
        self.give(texas.archive_of(renamed))
        err = self.refuse(3, "check", "tx")
        found = re.search(r"the column '(\w+)' is missing; the nearest name in the file is '(\w+)'\.\n"
                          r"states/tx/ingestor\.toml:(\d+):(\d+): the column is used here; "
                          r"its new name goes into 'aliases' of \[table\.contributions\]\n  (.*)\n( +)\^", err)
        old, new, line, column, shown, marker = found.groups()
        lines = (SOURCE / "states/tx/ingestor.toml").read_text().split("\n")
        self.assertEqual(lines[int(line) - 1], shown)
        self.assertEqual(len(marker), int(column) + 1)
        self.assertTrue(shown[int(column) - 1:].startswith(f'"{old}"'))
        path = self.folder / "mine/tx/ingestor.toml"
        path.parent.mkdir(parents=True)
        path.write_text(mend(lines, int(line) - 1, old, new))
        return files, renamed

    def loads(self):
        self.succeed("check", "tx", "--definitions", "mine")
        self.succeed("ingest", "tx", "--definitions", "mine", "--quiet")
        self.assertEqual(self.query("SELECT count(*), count(contribution_date) FROM tx_contribs_dev"), [(10, 10)])

    def test_the_line_that_the_message_names_is_the_one_to_change(self):
        def mend(lines, at, old, new):
            lines[at] = lines[at].replace(old, new)
            return "\n".join(lines)
        self.evening(mend)
        self.loads()

    def test_an_alias_reads_files_of_before_and_after(self):
        def mend(lines, at, old, new):
            text = "\n".join(lines)
            return text.replace("[table.contributions]\n",
                                f'[table.contributions]\naliases = {{ {old} = ["{new}"] }}\n')
        files, renamed = self.evening(mend)
        self.give(texas.archive_of({**files, "contribs_02.csv": renamed["contribs_02.csv"]}))
        self.loads()

    def test_an_edited_definition_reads_the_renamed_column(self):
        files = texas.members()
        files["contribs_01.csv"] = files["contribs_01.csv"].replace(b"contributionDt,",
                                                                    b"contributionDate,")
        self.give(texas.archive_of(files))
        self.refuse(3, "check", "tx")
        from support import SOURCE
        text = (SOURCE / "states/tx/ingestor.toml").read_text()
        mended = text.replace('of = "contributionDt"', 'of = "contributionDate"')
        self.assertNotEqual(text, mended)
        path = self.folder / "mine/tx/ingestor.toml"
        path.parent.mkdir(parents=True)
        path.write_text(mended)
        out, _ = self.succeed("check", "tx", "--definitions", "mine")
        self.assertIn("no problems found", out)
        self.assertEqual(self.summary("--definitions", "mine")["status"], "promoted")

    def test_a_mistake_in_a_definition_is_named_by_line_and_column(self):
        path = self.folder / "mine/tx/ingestor.toml"
        path.parent.mkdir(parents=True)
        from support import SOURCE
        text = (SOURCE / "states/tx/ingestor.toml").read_text()
        path.write_text(text.replace("lookup = \"committees\"", "lookup = \"comittees\"", 1))
        err = self.refuse(3, "check", "tx", "--definitions", "mine")
        self.assertRegex(err, r"mine/tx/ingestor\.toml:\d+:\d+: ")
        self.assertIn("'comittees'", err)
        self.assertIn("Did you mean 'committees'?", err)


class FilesThatStillRead(ProgramTest):
    def test_line_ends_bom_and_column_order_make_no_difference(self):
        self.give(texas.archive())
        expected = self.documents()
        files = texas.members()
        gifts = [texas.gift(i) for i in range(1, 6)]
        files["contribs_01.csv"] = b"\xef\xbb\xbf" + texas.csv_of(
            list(reversed(texas.CONTRIBS)), gifts, "\r\n").rstrip(b"\r\n")
        self.give(texas.archive_of(files))
        self.assertEqual(self.documents(), expected)

    def test_old_layout_without_the_law_firm(self):
        files = texas.members()
        old = [column for column in texas.CONTRIBS if column != "contributorLawFirmName"]
        files["contribs_02.csv"] = texas.csv_of(old, [texas.gift(9)])
        self.give(texas.archive_of(files))
        self.assertEqual([document["contribution_id"] for document in self.documents()][-1],
                         "100000009")

    def test_members_are_read_in_natural_order(self):
        files = texas.members(gifts=[[texas.gift(1)]])
        for number in (10, 9, 2, 100):
            files[f"contribs_{number}.csv"] = texas.csv_of(texas.CONTRIBS, [texas.gift(number)])
        self.give(texas.archive_of(files))
        self.assertEqual([int(document["contribution_id"]) - 100000000
                          for document in self.documents()], [1, 2, 9, 10, 100])

    def test_bytes_that_are_not_utf8_are_read_as_windows_1252_and_counted(self):
        files = texas.members()
        files["contribs_01.csv"] = files["contribs_01.csv"].replace(b"AUSTIN", b"CA\xd1ON \x96 X", 1)
        self.give(texas.archive_of(files))
        self.assertEqual(self.documents()[0]["city"], "CAÑON – X")
        self.assertEqual(self.summary()["types"]["contribs"]["repaired"], {"encoding_fallback": 1})
