"""The fault proxy itself, in front of a small server that remembers what it applied."""
import gzip
import http.client
import http.server
import json
import ssl
import tempfile
import threading
import time
import unittest

import certificates
import fault_proxy
from fault_proxy import FaultProxy


class Store(http.server.BaseHTTPRequestHandler):
    """Keeps the ids of bulk requests as a server would."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        ids = [json.loads(line)["index"]["_id"] for line in body.splitlines()[::2]]
        self.server.applied += ids
        self.give({"took": 1, "errors": False, "items": [{"index": {"_id": i, "status": 201}} for i in ids]})

    def do_GET(self):
        self.give({"hello": self.path})

    def give(self, value):
        data = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def bulk(*ids):
    return b"".join(b'{"index":{"_id":"%s"}}\n{"name":"%s"}\n' % (i.encode(), i.encode()) for i in ids)


class FaultProxyTest(unittest.TestCase):
    def setUp(self):
        self.store = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Store)
        self.store.applied = []
        threading.Thread(target=self.store.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.addCleanup(self.store.server_close)
        self.addCleanup(self.store.shutdown)
        self.proxy = self.start()

    def start(self, **options):
        proxy = FaultProxy({"url": f"http://127.0.0.1:{self.store.server_address[1]}", "ca": None}, **options)
        proxy.__enter__()
        self.addCleanup(proxy.die)
        return proxy

    def ask(self, method="POST", path="/x/_bulk", body=bulk("a", "b", "c"), **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.proxy.port, timeout=10)
        self.addCleanup(connection.close)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def test_passes_on_and_records(self):
        status, body = self.ask(body=gzip.compress(bulk("a", "b")), **{"Content-Encoding": "gzip"})
        self.assertEqual((status, len(json.loads(body)["items"])), (200, 2))
        self.assertEqual(self.store.applied, ["a", "b"])
        self.assertEqual(self.proxy.bulk_requests()[0].text, bulk("a", "b"))

    def test_connections_are_kept(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.proxy.port, timeout=10)
        self.addCleanup(connection.close)
        for i in range(3):
            connection.request("GET", f"/{i}")
            self.assertEqual(json.loads(connection.getresponse().read()), {"hello": f"/{i}"})
            used = connection.sock
        self.assertIs(used, connection.sock)

    def test_skip_and_times(self):
        self.proxy.on("POST", "/_bulk", fault_proxy.queue_full(), skip=1, times=2)
        self.assertEqual([self.ask()[0] for _ in range(4)], [200, 429, 429, 200])
        self.assertEqual(self.ask("GET", "/y")[0], 200)

    def test_cut_before_the_server_has_it(self):
        for act in (fault_proxy.cut_in_body(), fault_proxy.cut_before_answering()):
            self.proxy.on("POST", "/_bulk", act, times=1)
            with self.assertRaises((ConnectionError, http.client.HTTPException)):
                self.ask()
        self.assertEqual(self.store.applied, [])

    def test_cut_after_the_server_applied_it(self):
        for act in (fault_proxy.cut_after_applying(), fault_proxy.cut_in_answer()):
            self.proxy.on("POST", "/_bulk", act, times=1)
            with self.assertRaises((ConnectionError, http.client.HTTPException)):
                self.ask()
        self.assertEqual(self.store.applied, ["a", "b", "c"] * 2)

    def test_silence_and_lateness(self):
        self.proxy.on("GET", "/late", fault_proxy.late(0.3), times=1)
        started = time.monotonic()
        self.assertEqual(self.ask("GET", "/late")[0], 200)
        self.assertGreaterEqual(time.monotonic() - started, 0.3)
        self.proxy.on("GET", "/silent", fault_proxy.silent(0.1))
        with self.assertRaises((ConnectionError, http.client.HTTPException)):
            self.ask("GET", "/silent")

    def test_items_that_fail_do_not_reach_the_server(self):
        self.proxy.on("POST", "/_bulk", fault_proxy.items_fail(lambda i, document: document["name"] == "b", 429, "busy", "no"))
        items = json.loads(self.ask()[1])["items"]
        self.assertEqual([item["index"]["status"] for item in items], [201, 429, 201])
        self.assertEqual([item["index"]["_id"] for item in items], ["a", "b", "c"])
        self.assertEqual(self.store.applied, ["a", "c"])

    def test_answers_that_are_wrong(self):
        self.proxy.on("POST", "/_bulk", fault_proxy.broken_json(), times=1)
        with self.assertRaises(ValueError):
            json.loads(self.ask()[1])
        self.proxy.on("POST", "/_bulk", fault_proxy.changed(lambda a: {**a, "items": a["items"][:-1]}), times=1)
        self.assertEqual(len(json.loads(self.ask()[1])["items"]), 2)

    def test_too_large(self):
        self.proxy.on("POST", "/_bulk", fault_proxy.over(len(bulk("a", "b"))))
        self.assertEqual([self.ask()[0], self.ask(body=bulk("a", "b"))[0]], [413, 200])

    def test_a_host_that_dies(self):
        self.assertEqual(self.ask("GET", "/")[0], 200)
        self.proxy.die()
        with self.assertRaises(ConnectionError):
            self.ask("GET", "/")

    def test_api_key(self):
        self.proxy = self.start(api_key="abc")
        self.assertEqual(self.ask()[0], 401)
        self.assertEqual(self.ask(Authorization="ApiKey abc")[0], 200)

    def test_tls_and_its_certificates(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        certificates.make_all(folder)
        for name, trusted in (("server", True), ("expired", False), ("elsewhere", False), ("stranger", False)):
            with self.subTest(name):
                proxy = self.start(certificate=certificates.certificate(folder, name))
                connection = http.client.HTTPSConnection("127.0.0.1", proxy.port, timeout=10,
                                                         context=ssl.create_default_context(cafile=f"{folder}/ca.pem"))
                self.addCleanup(connection.close)
                if trusted:
                    connection.request("GET", "/")
                    self.assertEqual(connection.getresponse().status, 200)
                else:
                    with self.assertRaises(ssl.SSLCertVerificationError):
                        connection.request("GET", "/")


if __name__ == "__main__":
    unittest.main()
