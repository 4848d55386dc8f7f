"""A code that a definition does not know is refused by name: it could be money counted twice, or missed.
And files that lie unpacked, or for one part of what a state reads, are taken as what they are."""
import shutil
import subprocess
import sys
import zipfile

from support import SOURCE, ProgramTest

# state: (file, text in it, the same with an unknown code, what is named)
UNKNOWN = {
    "wa": ("contributions.csv", ",C3,", ",L9,", "column 'origin': L9"),
    "hi": ("contributions.csv", ",N,N,", ",N,Maybe,", "MAYBE"),
    "nc": ("nc_2020_NSHS.csv", '"Party Comm"', '"Party Favour"', "PARTY FAVOUR"),
    "az": ("Transactions.csv", ",63,", ",999,", "column 'TransactionTypeID': 999"),
}


class Codes(ProgramTest):
    def give_example(self, state):
        subprocess.run([sys.executable, SOURCE / "scripts" / "example-input", state,
                        self.folder / "input" / state], check=True)
        return self.folder / "input" / state

    def test_an_unknown_code_is_refused_by_name(self):
        for state, (name, known, unknown, named) in UNKNOWN.items():
            with self.subTest(state=state):
                path = self.give_example(state) / name
                text = path.read_bytes()
                self.assertIn(known.encode(), text)
                path.write_bytes(text.replace(known.encode(), unknown.encode(), 1))
                err = self.refuse(3, "ingest", state, "--kinds", "all")
                self.assertIn("unknown_code", err)
                self.assertIn(named, err)

    def test_an_unknown_record_type_inside_an_archive(self):
        folder = self.give_example("ma")
        self.unpack(folder, "ocpf-2020-reports.zip")
        path = folder / "report-items.txt"
        path.write_bytes(path.read_bytes().replace(b"\t405\t", b"\t499\t"))
        self.assertIn("column 'Record_Type_ID': 499", self.refuse(3, "ingest", "ma", "--kinds", "all"))

    def unpack(self, folder, name):
        with zipfile.ZipFile(folder / name) as archive:
            archive.extractall(folder)
        (folder / name).unlink()

    def documents_of(self, state):
        self.succeed("ingest", state, "--quiet", "--kinds", "all", "--max-shrink", "100%")
        return sorted(self.query(f"SELECT contribution_id, amount FROM {state}_contribs_dev"))

    def test_unpacked_is_the_same_as_packed(self):
        folder = self.give_example("ma")
        packed = self.documents_of("ma")
        self.unpack(folder, "ocpf-2020-reports.zip")
        self.unpack(folder, "ocpf-filers.zip")
        self.assertEqual(self.documents_of("ma"), packed)

    def test_a_file_that_was_downloaded_twice_is_refused(self):
        """Where ids are hashes of the rows, as in Ohio, every gift would count twice."""
        folder = self.give_example("oh")
        shutil.copy(folder / "CAC_CON_2026.CSV", folder / "CAC_CON_2026 (1).CSV")
        for command in ("check", "ingest"):
            self.assertRegex(self.refuse(3, command, "oh"), r"CAC_CON_2026( \(1\))?\.CSV: has the same content as .*"
                             r"CAC_CON_2026( \(1\))?\.CSV\.\n +It would be counted twice: remove one of them\.")

    def test_an_empty_table_that_nobody_reads_does_not_matter(self):
        folder = self.give_example("ca")
        packed = self.documents_of("ca")
        self.unpack(folder, "dbwebexport.zip")
        (folder / "CalAccess" / "DATA" / "CVR_F470_CD.TSV").write_bytes(b"")
        self.assertEqual(self.documents_of("ca"), packed)
        shutil.move(folder / "CalAccess" / "DATA", folder / "DATA")
        self.assertEqual(self.documents_of("ca"), packed)

    def test_one_way_of_two_is_enough_but_whole(self):
        """Arizona: the database's tables or the site's two exports."""
        folder = self.give_example("az")
        both = self.documents_of("az")
        for path in set(folder.glob("*.csv")) - set(folder.glob("2024_*")):
            path.unlink()
        site = self.documents_of("az")
        self.assertEqual(len(site), 8)
        self.assertLess(set(site), set(both))
        (folder / "2024_Income.csv").unlink()
        err = self.refuse(3, "check", "az")
        self.assertIn("[table.searches]", err)
        self.assertIn("https://seethemoney.az.gov/Reporting/AdvancedSearch/", err)
