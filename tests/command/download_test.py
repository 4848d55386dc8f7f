"""`download` from a test server: complete, unchanged, cut off and resumed, refused."""
import hashlib
import http.server
import io
import json
import signal
import ssl
import threading
import time
import unittest
import zipfile

import certificates
from support import ProgramTest

DEFINITION = """
[state]
language = 1
code = "zz"
name = "Testland"
agency = "Board of Testland"
portal = "https://board.example"

[chambers]
lower = {{ name = "House", seats = 10 }}

[input.gifts]
path = "gifts*.zip"
url = "{server}/gifts.zip?type=all"

[input.reports]
path = "reports_*.csv"
url = "{server}/reports-{{year}}.csv"
save_as = "reports_{{year}}.csv"
first_year = 2020
required = false

[input.roster]
path = "roster*.csv"
how = "Write it yourself."
required = false

[layout.csv]
mode = "rfc"

[table.gifts]
input = "gifts"
layout = "csv"

[stream.gifts]
record = "contribs"
table = "gifts"

[stream.gifts.set]
contribution_id = "id"
contribution_date = {{ date = "%Y-%m-%d", of = "day" }}
filer.filer_id = "filer"
amount = "amount"
kind = {{ text = "monetary" }}
type = {{ text = "individual" }}
"""


def archive(text="id,amount\n1,2.50\n"):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr(zipfile.ZipInfo("gifts.csv"), text)  # of no date: the same bytes each time
    return data.getvalue()


class Server(http.server.ThreadingHTTPServer):
    """Answers from `files` (path: bytes), modified by the switches."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = {}
        self.etags = True
        self.modified = True
        self.ranges = True
        self.cut_after = []       # bytes after which the next answers are cut off
        self.statuses = []        # of the next answers
        self.content_range = None  # instead of the right one
        self.pause = None         # an event to wait for in the middle of a body
        self.content_type = "application/octet-stream"
        self.requests = []        # (path, headers)
        self.open = 0
        self.most_open = 0
        self.lock = threading.Lock()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    MODIFIED = "Tue, 03 Mar 2026 10:20:30 GMT"

    def log_message(self, *_):
        pass

    def setup(self):
        super().setup()
        with self.server.lock:
            self.server.open += 1
            self.server.most_open = max(self.server.most_open, self.server.open)

    def finish(self):
        super().finish()
        with self.server.lock:
            self.server.open -= 1

    def do_GET(self):
        server = self.server
        server.requests.append((self.path, dict(self.headers)))
        if server.statuses:
            status = server.statuses.pop(0)
            if status != 200:
                return self.answer(status, b"<html>busy</html>", {"Retry-After": "0"})
        if self.path.startswith("/moved/"):
            return self.answer(301, b"", {"Location": self.path.removeprefix("/moved")})
        path = self.path.split("?")[0]
        if path not in server.files:
            return self.answer(404, b"not here")
        body = server.files[path]
        etag = '"%s"' % hashlib.md5(body).hexdigest()
        headers = {"Content-Type": server.content_type}
        if server.etags:
            headers["ETag"] = etag
        if server.modified:
            headers["Last-Modified"] = self.MODIFIED
        if server.etags and self.headers.get("If-None-Match") == etag:
            return self.answer(304, None, headers)
        if not server.etags and server.modified and self.headers.get("If-Modified-Since") == self.MODIFIED:
            return self.answer(304, None, headers)
        begin = self.range_begin(etag)
        if begin is None:
            return self.answer(200, body, headers)
        if begin >= len(body):
            return self.answer(416, b"", {"Content-Range": f"bytes */{len(body)}"})
        headers["Content-Range"] = server.content_range or f"bytes {begin}-{len(body) - 1}/{len(body)}"
        self.answer(206, body[begin:], headers)

    def range_begin(self, etag):
        asked = self.headers.get("Range")
        if not self.server.ranges or asked is None:
            return None
        if self.headers.get("If-Range") not in (etag, self.MODIFIED):
            return None
        return int(asked.removeprefix("bytes=").removesuffix("-"))

    def answer(self, status, body, headers=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not body:
            return
        if status in (200, 206) and self.server.cut_after:
            self.wfile.write(body[:self.server.cut_after.pop(0)])
            self.wfile.flush()
            if self.server.pause:
                self.server.pause.wait(30)
            self.close_connection = True
            self.connection.close()
            return
        self.wfile.write(body)


class Download(ProgramTest):
    def setUp(self):
        super().setUp()
        self.server = Server()
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.define(self.server.url)
        self.server.files = {"/gifts.zip": archive(), "/reports-2024.csv": b"id,total\n1,2\n"}
        self.place = self.folder / "input" / "zz"

    def define(self, server):
        self.write("mine/zz/ingestor.toml", DEFINITION.format(server=server))

    def arguments(self, *more):
        return ("download", "zz", "--definitions", "mine", "--since", "2023", "--until", "2024", *more)

    def download(self, *more):
        return self.succeed(*self.arguments(*more))

    def log(self):
        return json.loads((self.place / "downloads.lock.json").read_text())

    def requested(self, path="/gifts.zip"):
        return [headers for asked, headers in self.server.requests if asked.split("?")[0] == path]

    def test_files_come_and_are_written_down(self):
        out, err = self.download()
        gifts = self.place / "gifts.zip"
        self.assertEqual(gifts.read_bytes(), archive())
        self.assertEqual((self.place / "reports_2024.csv").read_bytes(), b"id,total\n1,2\n")
        entry = self.log()["files"]["gifts.zip"]
        self.assertEqual(entry["sha256"], hashlib.sha256(archive()).hexdigest())
        self.assertEqual(entry["bytes"], len(archive()))
        self.assertEqual(entry["url"], self.server.url + "/gifts.zip?type=all")
        self.assertRegex(entry["fetched"], r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(sorted(self.log()["files"]), ["gifts.zip", "reports_2024.csv"])
        self.assertNotIn("partial", self.log())
        self.assertEqual(gifts.stat().st_mtime, 1772533230)  # what the server says
        self.assertIn(entry["sha256"], err)
        self.assertIn("check zz", err)
        self.assertIn("reports_2023.csv: Board of Testland does not have this file (404)", err)
        self.assertIn("Write it yourself.", out)  # what has no address

    def test_the_program_names_itself_and_opens_one_connection(self):
        self.download()
        for _, headers in self.server.requests:
            self.assertRegex(headers["User-Agent"], r"^state-fin-ingest/\d")
        self.assertEqual(len(self.server.requests), 3)
        self.assertEqual(self.server.most_open, 1)

    def test_what_has_not_changed_is_not_sent_again(self):
        for etags in (True, False):
            with self.subTest(etags=etags):
                self.server.etags = etags
                self.download("--force")
                before = (self.place / "gifts.zip").stat()
                self.server.requests.clear()
                _, err = self.download()
                self.assertIn("gifts.zip: unchanged", err)
                asked = self.requested()[0]
                self.assertTrue("If-None-Match" in asked if etags else asked["If-Modified-Since"])
                self.assertEqual((self.place / "gifts.zip").stat().st_ino, before.st_ino)

    def test_a_new_version_replaces_the_old(self):
        self.download()
        self.server.files["/gifts.zip"] = archive("id,amount\n1,2.50\n2,3.00\n")
        self.download()
        self.assertEqual((self.place / "gifts.zip").read_bytes(), self.server.files["/gifts.zip"])
        self.assertFalse(list(self.place.glob("*.part")))

    def test_cut_connections_go_on_where_they_were(self):
        body = self.server.files["/gifts.zip"] = archive("x" * 400_000)
        self.server.cut_after = [100_000, 50_000, 1]
        self.download()
        self.assertEqual((self.place / "gifts.zip").read_bytes(), body)
        begins = [headers.get("Range") for headers in self.requested()]
        self.assertEqual(begins, [None, "bytes=100000-", "bytes=150000-", "bytes=150001-"])
        self.assertTrue(all("If-Range" in headers for headers in self.requested()[1:]))

    def test_a_later_run_goes_on_where_a_failed_one_was(self):
        self.server.files["/gifts.zip"] = archive("x" * 400_000)
        self.server.cut_after = [100_000] + [0] * 5
        err = self.refuse(1, *self.arguments())
        self.assertIn("gifts.zip", err)
        self.assertIn("continues where it stopped", err)
        self.assertFalse((self.place / "gifts.zip").exists())
        self.assertEqual((self.place / "gifts.zip.part").stat().st_size, 100_000)
        self.server.cut_after = []
        self.server.requests.clear()
        self.download()
        self.assertEqual(self.requested()[0]["Range"], "bytes=100000-")
        self.assertEqual((self.place / "gifts.zip").read_bytes(), self.server.files["/gifts.zip"])

    def test_a_file_that_changed_meanwhile_is_fetched_whole(self):
        self.server.files["/gifts.zip"] = archive("x" * 400_000)
        self.server.cut_after = [100_000] + [0] * 5
        self.refuse(1, *self.arguments())
        self.server.cut_after = []
        self.server.files["/gifts.zip"] = archive("y" * 300_000)
        self.download()
        self.assertEqual((self.place / "gifts.zip").read_bytes(), self.server.files["/gifts.zip"])

    def test_without_versions_or_ranges_it_begins_again(self):
        for etags, ranges in ((False, True), (True, False)):
            with self.subTest(etags=etags, ranges=ranges):
                self.server.etags = self.server.modified = etags
                self.server.ranges = ranges
                body = self.server.files["/gifts.zip"] = archive(("a" if etags else "b") * 400_000)
                self.server.cut_after = [100_000, 300_000]
                self.download()
                self.assertEqual((self.place / "gifts.zip").read_bytes(), body)

    def test_a_part_longer_than_the_file_is_thrown_away(self):
        self.server.files["/gifts.zip"] = archive("x" * 400_000)
        self.server.cut_after = [100_000] + [0] * 5
        self.refuse(1, *self.arguments())
        self.server.cut_after = []
        with (self.place / "gifts.zip.part").open("ab") as part:
            part.write(b"x" * 400_000)
        self.download()
        self.assertEqual((self.place / "gifts.zip").read_bytes(), self.server.files["/gifts.zip"])

    def test_a_busy_server_is_asked_again(self):
        self.server.statuses = [503, 429, 200]
        self.download()
        self.assertEqual(len(self.requested()), 3)
        self.assertTrue((self.place / "gifts.zip").exists())

    def test_an_html_page_is_refused_and_the_old_file_stays(self):
        self.download()
        old = (self.place / "gifts.zip").read_bytes()
        self.server.files["/gifts.zip"] = b"<!DOCTYPE html><html><head><title>Access denied</title></head></html>"
        err = self.refuse(3, *self.arguments())
        self.assertIn("/gifts.zip?type=all: the answer is an HTML page with the title \"Access denied\", not gifts.zip", err)
        self.assertEqual((self.place / "gifts.zip").read_bytes(), old)
        self.assertEqual(self.log()["files"]["gifts.zip"]["sha256"], hashlib.sha256(old).hexdigest())
        self.assertFalse(list(self.place.glob("*.part")))

    def test_other_contents_than_expected(self):
        for body, said in ((b"", "empty"), (b'{"error": true}', "JSON"), (archive()[:-30], "damaged archive"),
                           (b"id,amount\n", "not gifts.zip")):
            with self.subTest(said=said):
                self.server.files["/gifts.zip"] = body
                self.assertIn(said, self.refuse(3, *self.arguments()))
                self.assertFalse((self.place / "gifts.zip").exists())
        self.server.files["/gifts.zip"] = archive()
        self.server.files["/reports-2024.csv"] = b'{"error": true, "message": "throttled"}'
        self.assertIn("not reports_2024.csv", self.refuse(3, *self.arguments()))
        self.assertTrue((self.place / "gifts.zip").exists())  # one file's failure leaves the others alone

    def test_a_missing_file_names_address_and_remedy(self):
        del self.server.files["/gifts.zip"]
        err = self.refuse(1, *self.arguments())
        self.assertIn(f"{self.server.url}/gifts.zip?type=all: the server answers with status 404", err)
        self.assertIn("set 'url' in the definition", err)

    def test_files_put_there_by_hand_are_not_replaced_unasked(self):
        self.place.mkdir(parents=True)
        own = self.place / "gifts.zip"
        own.write_bytes(b"my own")
        err = self.refuse(3, *self.arguments())
        self.assertIn("was not downloaded by this program", err)
        self.assertEqual(own.read_bytes(), b"my own")
        self.download("--force")
        own.write_bytes(own.read_bytes() + b"mended")
        err = self.refuse(3, *self.arguments())
        self.assertIn("was changed after it was downloaded", err)

    def test_redirects_are_followed(self):
        self.define(self.server.url + "/moved")
        self.download()
        self.assertTrue((self.place / "gifts.zip").exists())
        self.assertEqual((self.place / "gifts.zip").stat().st_mtime, 1772533230)

    def test_no_server_there(self):
        self.define("http://127.0.0.1:9")
        err = self.refuse(1, *self.arguments())
        self.assertIn("http://127.0.0.1:9/gifts.zip", err)

    def start_and_hold(self):
        """A download of which 100,000 bytes have come, and its part file; it waits for `server.pause`."""
        self.server.files["/gifts.zip"] = archive("x" * 400_000)
        self.server.cut_after = [100_000]
        self.server.pause = threading.Event()
        self.addCleanup(self.server.pause.set)
        process = self.start(*self.arguments())
        part = self.place / "gifts.zip.part"
        deadline = time.monotonic() + 20
        while not (part.exists() and part.stat().st_size == 100_000) and time.monotonic() < deadline:
            time.sleep(0.02)
        return process, part

    def test_ctrl_c_keeps_what_has_come(self):
        process, part = self.start_and_hold()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(part.stat().st_size, 100_000)
        self.server.pause.set()
        self.server.pause = None
        self.server.requests.clear()
        self.download()
        self.assertEqual(self.requested()[0]["Range"], "bytes=100000-")

    def test_two_downloads_of_one_file(self):
        first, _ = self.start_and_hold()
        self.assertIn("input/zz: another download is running here", self.refuse(3, *self.arguments()))
        self.server.pause.set()
        first.communicate(timeout=30)
        self.assertEqual(first.returncode, 0)
        self.assertEqual((self.place / "gifts.zip").read_bytes(), self.server.files["/gifts.zip"])

    def test_a_lock_file_that_is_not_ours(self):
        self.write("input/zz/downloads.lock.json", "{}")
        err = self.refuse(3, *self.arguments())
        self.assertIn("input/zz/downloads.lock.json", err)
        self.assertEqual(self.server.requests, [])

    def test_dry_run_asks_nobody(self):
        out, _ = self.download("--dry-run")
        self.assertIn(f"{self.server.url}/reports-2024.csv -> input/zz/reports_2024.csv\n", out)
        self.assertEqual(self.server.requests, [])
        self.assertFalse(self.place.exists())

    def speak_tls(self, certificate):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.chain, certificate.key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.define(self.server.url.replace("http:", "https:"))

    def test_a_proxy_that_sends_its_password_back(self):
        self.define("http://board.example")
        part = self.place / "gifts.zip.part"
        self.server.files = {"http://board.example/gifts.zip": archive()}
        proxy = {"http_proxy": self.server.url.replace("//", "//me:hunter2@")}
        self.server.cut_after, self.server.statuses = [20], [200, 403]
        self.refuse(1, *self.arguments(), environment=proxy)
        self.assertTrue(part.exists())
        self.server.content_range = "bytes hunter2 bWU6aHVudGVyMg=="
        err = self.refuse(1, *self.arguments(), environment=proxy)
        self.assertIn("another part of the file than asked for: bytes *** ***.", err)

    def test_an_authority_that_is_not_trusted(self):
        certificates.make_authority(self.folder, "ca")
        self.speak_tls(certificates.make_certificate(self.folder, "server", "ca"))
        err = self.refuse(3, *self.arguments())
        self.assertIn("its certificate is not signed by an authority that is trusted here", err)
        self.assertIn("SSL_CERT_FILE", err)
        self.assertNotIn("Try again", err)
        self.assertEqual(self.server.requests, [])
        self.succeed(*self.arguments(), environment={"SSL_CERT_FILE": "ca.pem"})
        self.assertEqual((self.place / "gifts.zip").read_bytes(), archive())


class ByHand(ProgramTest):
    def test_states_without_an_address_print_the_steps(self):
        out, err = self.succeed("download", "or")
        self.assertIn("or: get by hand from https://secure.sos.state.or.us/", out)
        self.assertIn("Export To Excel Format", out)
        self.assertEqual(err, "")
        self.assertEqual(self.files(), [])

    def test_every_shipped_address_fits_its_definition(self):
        out, _ = self.succeed("download", "--all", "--dry-run", "--since", "2023", "--until", "2024")
        self.assertIn("TEC_CF_CSV.zip -> input/tx/TEC_CF_CSV.zip\n", out)
        self.assertIn("/ocpf-2024-reports.zip -> input/ma/ocpf-2024-reports.zip\n", out)
        self.assertIn("input/nm/CON_2023.csv\n", out)
        self.assertNotIn("{year}", out.split("get by hand")[0])


class Definitions(ProgramTest):
    def mistakes(self, old, new):
        text = DEFINITION.format(server="https://board.example")
        self.assertIn(old, text)
        self.write("mine/zz/ingestor.toml", text.replace(old, new))
        return self.refuse(3, "download", "zz", "--definitions", "mine", "--dry-run")

    def test_mistakes_about_addresses(self):
        for old, new, said in (
                ("first_year = 2020\n", "", "{year} in 'url' and 'first_year' go together"),
                ('save_as = "reports_{year}.csv"', 'save_as = "reports_all.csv"', "'save_as' must contain {year}"),
                ('path = "gifts*.zip"', 'path = "money*.zip"', "'path' does not match 'gifts.zip'"),
                ('"https://board.example/gifts.zip?type=all"', '"ftp://board.example/gifts.zip"',
                 "'url' must begin with https://"),
                ('how = "Write it yourself."', "first_year = 2020", "'first_year' needs a 'url'")):
            with self.subTest(said=said):
                err = self.mistakes(old, new)
                self.assertIn(said, err)
                self.assertIn("ingestor.toml:", err)


if __name__ == "__main__":
    unittest.main()
