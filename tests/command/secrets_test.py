"""Passwords and keys: a server that sends them back in every form, and what others see of the running program."""
import base64
import contextlib
import gzip
import html
import http.server
import json
import pathlib
import socket
import threading
import urllib.parse

import texas
from support import ProgramTest

USER, PASSWORD = "loader", 'pa"ss/w&rd+<1>'
PAIR = f"{USER}:{PASSWORD}"
ENCODED = base64.b64encode(PAIR.encode()).decode()
# As they are sent, decoded, and escaped as in an address, a page and JSON.
FORMS = (PASSWORD, ENCODED, ENCODED.rstrip("="), urllib.parse.quote(PASSWORD, safe=""), html.escape(PASSWORD, quote=False),
         html.escape(PASSWORD), json.dumps(PASSWORD)[1:-1], json.dumps(PASSWORD)[1:-1].replace("/", "\\/"))


class Echo(http.server.BaseHTTPRequestHandler):
    """Elasticsearch as far as a load needs it; where `echo` says so its answers hold `words`."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self):
        server = self.server
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        server.authorization.append(self.headers.get("authorization"))
        if server.echo and server.echo in self.path:
            return self.send(server.status, server.words, server.content_type)
        if "_bulk" in self.path:
            return self.refuse_records(body)
        if self.path == "/":
            return self.send(200, {"version": {"number": "8.1.0"}, "tagline": "You Know, for Search"})
        if "_cluster" in self.path or self.command != "GET":
            return self.send(200, {"acknowledged": True, "shards_acknowledged": True, "status": "green"})
        return self.send(200, {"count": 0}) if "_count" in self.path else self.send(404, {})

    def refuse_records(self, body):
        lines = gzip.decompress(body).splitlines()
        error = {"type": "mapper_parsing_exception", "reason": f"sent with {self.server.words}"}
        items = [{"index": {"_id": json.loads(line)["index"]["_id"], "status": 400, "error": error}} for line in lines[::2]]
        self.send(200, {"errors": True, "items": items})

    def send(self, status, body, content_type="application/json"):
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        reason = self.server.reason or "OK"
        self.send_response(status, reason)
        self.send_header("Content-Type", content_type)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(data)))
        if status // 100 == 3:
            self.send_header("Location", self.server.words)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer


@contextlib.contextmanager
def echo_server(echo=None, status=500, words="", content_type="application/json", reason=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    server.daemon_threads = True
    server.echo, server.status, server.words, server.content_type = echo, status, words, content_type
    server.reason, server.authorization = reason, []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


class SecretsTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.give(texas.archive())
        self.secrets = FORMS

    def environment(self, server):
        return {"ES_HOST": f"http://{USER}:{urllib.parse.quote(PASSWORD, safe='')}@127.0.0.1:{server.server_port}"}

    def load(self, environment, *arguments):
        """Everything that the load has said and written, of which the tests look for the secrets."""
        code, out, err = self.run_program("ingest", "tx", "--json", "--summary", "summary.json", "--rejects", "rejects.csv",
                                          "--retry-time", "0", *arguments, environment=environment)
        self.assertNotEqual(code, 0)
        files = {path.name: path.read_text() for path in self.folder.iterdir() if path.is_file()}
        for place, text in {"stdout": out, "stderr": err, **files}.items():
            for secret in self.secrets:
                self.assertNotIn(secret, text, place)
                self.assertNotIn(json.dumps(secret)[1:-1], text, place)
        return err, files


class SentBack(SecretsTest):
    def test_in_errors_pages_texts_and_redirects(self):
        for secret in FORMS:
            words = f"not allowed: Authorization: Basic {secret} end"
            error = json.dumps({"error": {"type": "security_exception", "reason": words}, "status": 401})
            answers = {"error": (401, error, "application/json"), "reason": (500, json.dumps({"error": words}), "application/json"),
                       "page": (502, f"<html><title>{words}</title>", "text/html"), "text": (500, words, "text/plain"),
                       "a long text": (500, "x" * (300 - len(secret) // 2) + secret, "text/plain"),
                       "redirect": (302, "http://elsewhere.example/?" + urllib.parse.quote(secret, safe=""), "text/html")}
            for name, (status, body, content_type) in answers.items():
                with self.subTest(name, secret=secret), \
                        echo_server("/", status, body, content_type, reason=f"Basic {secret}") as server:
                    err, _ = self.load(self.environment(server))
                    self.assertEqual(server.authorization[0], f"Basic {ENCODED}")
                    self.assertIn({"a long text": "xxx", "redirect": "to http://elsewhere.example/."}.get(name, "***"), err)

    def test_in_refusals_of_records(self):
        with echo_server(words=f"Basic {ENCODED}, {PASSWORD}") as server:
            err, files = self.load(self.environment(server))
        self.assertIn("sent with Basic ***, ***", files["rejects.csv"])

    def test_api_keys(self):
        key = base64.b64encode(b"the-id:the/key").decode()
        for given in (key, "the-id:the/key"):
            self.secrets = (key, "the/key", "the%2Fkey")
            for secret in self.secrets:
                words = json.dumps({"error": {"type": "security_exception", "reason": f"no such key: {secret}."}})
                with self.subTest(given, secret=secret), echo_server("/", 401, words) as server:
                    err, _ = self.load({"ES_HOST": f"http://127.0.0.1:{server.server_port}", "ES_API_KEY": given})
                    self.assertEqual(server.authorization[0], f"ApiKey {key}")
                    self.assertIn("no such key: ***.", err)

    def test_of_a_proxy(self):
        proxy = {"http_proxy": "http://me:proxy-word@127.0.0.1:{}", "ES_HOST": "http://search.example:9200"}
        self.secrets = ("proxy-word", base64.b64encode(b"me:proxy-word").decode())
        for secret in self.secrets:
            with echo_server("/", 407, f"no: {secret}.", "text/plain") as server:
                err, _ = self.load({name: value.format(server.server_port) for name, value in proxy.items()})
            self.assertIn("no: ***.", err)

    def test_of_a_mistaken_option(self):
        err = self.refuse(2, "ingest", "tx", "--host", "http://loader:hunter2@search.example:9200")
        self.assertIn("--hosts", err)
        self.assertNotIn("hunter2", err)


class WhileItRuns(SecretsTest):
    """What docs/operations.md says about other users of the machine."""

    def running(self, *arguments, environment):
        """The process, when it waits for the answer of a server that gives none."""
        process = self.start("ingest", "tx", *arguments, environment=environment)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        self.silent.settimeout(60)
        connection, _ = self.silent.accept()
        self.addCleanup(connection.close)
        return process

    def setUp(self):
        super().setUp()
        self.silent = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.silent.close)
        self.address = f"127.0.0.1:{self.silent.getsockname()[1]}"

    def test_arguments_environment_and_core_file(self):
        hosts = f"loader:hunter2@{self.address}"
        for arguments, environment in (
                ((), {"ES_HOST": f"http://{hosts}", "ES_API_KEY": "hunter2"}),
                ((), {"ES_HOST": hosts}),
                (("--hosts", f"http://{hosts}"), {}),
                (("--hosts", hosts), {}),
                ((f"--hosts={hosts}",), {}),
        ):
            with self.subTest(arguments, environment=environment):
                process = self.running(*arguments, environment=environment)
                about = pathlib.Path(f"/proc/{process.pid}")
                for name in ("cmdline", "environ"):
                    self.assertNotIn(b"hunter2", (about / name).read_bytes(), name)
                limits = (about / "limits").read_text()
                self.assertRegex(limits, r"Max core file size +0 ")
