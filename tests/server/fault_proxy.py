"""A proxy between the program and a real server that makes the faults a network and a cluster make.

    with FaultProxy(server_address) as proxy:
        proxy.on("POST", "/_bulk", cut_after_answering(), times=1)
        ... the program loads into proxy.url ...
        proxy.requests  # everything that was asked

A rule applies to requests whose method and path match; it lets the first `skip` of those through and then
applies `times` times (None: for ever). The first rule that applies wins; without one the request is passed on.
"""
import gzip
import http.client
import http.server
import json
import re
import socket
import socketserver
import ssl
import struct
import threading
import time
import traceback
import urllib.parse
from dataclasses import dataclass, field


@dataclass
class Answer:
    status: int
    body: bytes = b""
    headers: dict = field(default_factory=lambda: {"Content-Type": "application/json"})

    def json(self):
        return json.loads(self.body)


@dataclass
class Request:
    method: str
    path: str
    headers: dict  # names in lower case
    body: bytes = b""
    status: int = None  # what was answered; None when nothing was

    @property
    def text(self):
        """The body without its compression."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body

    def items(self):
        """(action line, document line) of a bulk request of documents to index."""
        lines = self.text.splitlines(keepends=True)
        return list(zip(lines[::2], lines[1::2]))


class Cut(Exception):
    """The connection ends here. `sent` goes out first; `reset` ends it with an error instead of an end."""

    def __init__(self, sent=b"", reset=False):
        super().__init__()
        self.sent = sent
        self.reset = reset


class Rule:
    def __init__(self, method, path, act, skip, times):
        self.method, self.path, self.act = method, re.compile(path), act
        self.skip, self.times = skip, times
        self.applied = 0

    def takes(self, method, path):
        if method != self.method or not self.path.search(path):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None and self.applied >= self.times:
            return False
        self.applied += 1
        return True


class FaultProxy:
    """`upstream` is what Server.address() gives. With `certificate` the proxy itself speaks TLS; with
    `api_key` it demands that key and answers 401 otherwise, as a gateway in front of a cluster does."""

    def __init__(self, upstream, certificate=None, api_key=None):
        self.upstream = upstream
        self.api_key = api_key
        self.requests = []
        self.mistakes = []  # errors in the tests: exceptions other than Cut raised by a rule
        self._rules = []
        self._lock = threading.Lock()
        self._sockets = set()
        self._server = Listener(("127.0.0.1", 0), Handler)
        self._server.proxy = self
        self._server.tls = None
        if certificate:
            self._server.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._server.tls.load_cert_chain(certificate.chain, certificate.key)
        self.port = self._server.server_address[1]
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.die()

    def on(self, method, path, act, skip=0, times=None):
        rule = Rule(method, path, act, skip, times)
        with self._lock:
            self._rules.append(rule)
        return rule

    def clear(self):
        with self._lock:
            self._rules.clear()

    def die(self):
        """As a host that goes down: nothing listens, what is open is cut."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()
        with self._lock:
            open_sockets = list(self._sockets)
        for connection in open_sockets:
            end_with_error(connection)

    def bulk_requests(self):
        return [request for request in self.requests if "/_bulk" in request.path]

    def rule_for(self, method, path):
        with self._lock:
            return next((rule for rule in self._rules if rule.takes(method, path)), None)

    def forward(self, request):
        """The real server's answer."""
        address = urllib.parse.urlsplit(self.upstream["url"])
        if address.scheme == "https":
            connection = http.client.HTTPSConnection(address.hostname, address.port, timeout=300,
                                                     context=ssl.create_default_context(cafile=self.upstream["ca"]))
        else:
            connection = http.client.HTTPConnection(address.hostname, address.port, timeout=300)
        headers = {name: value for name, value in request.headers.items()
                   if name not in ("host", "connection", "content-length", "expect", "transfer-encoding", "accept-encoding")}
        if self.api_key:
            headers.pop("authorization", None)
        try:
            connection.request(request.method, request.path, request.body or None,
                               {**headers, "Content-Length": str(len(request.body))})
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(), {
                name: value for name, value in answer.getheaders()
                if name.lower() not in ("connection", "content-length", "transfer-encoding")})
        finally:
            connection.close()


def end_with_error(connection):
    """Closes a connection so that the other side gets an error and not an orderly end."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    connection.close()


class Listener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass  # cut connections are what this is for


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        if self.server.tls:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        self.server.proxy._sockets.add(self.request)
        super().setup()

    def finish(self):
        self.server.proxy._sockets.discard(self.request)
        super().finish()

    def log_message(self, *_):
        pass

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except (ConnectionError, ssl.SSLError):
            self.close_connection = True

    def serve(self):
        proxy = self.server.proxy
        request = Request(self.command, self.path, {name.lower(): value for name, value in self.headers.items()})
        proxy.requests.append(request)
        rule = proxy.rule_for(request.method, request.path)
        length = int(request.headers.get("content-length", 0))
        try:
            if rule and getattr(rule.act, "before_body", False):
                self.rfile.read(length // 2)
                raise Cut(reset=True)
            request.body = self.rfile.read(length)
            answer = self.answer(proxy, rule, request)
        except ConnectionError:
            raise
        except Cut as cut:
            self.wfile.write(cut.sent)
            self.wfile.flush()
            self.close_connection = True
            if cut.reset:
                end_with_error(self.connection)
            return
        except Exception:
            proxy.mistakes.append(traceback.format_exc())
            raise
        request.status = answer.status
        self.send_response_only(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if request.method != "HEAD":
            self.wfile.write(answer.body)

    def answer(self, proxy, rule, request):
        if proxy.api_key and request.headers.get("authorization") != f"ApiKey {proxy.api_key}":
            return Answer(401, b'{"error":{"type":"security_exception","reason":"unknown API key"},"status":401}')
        return rule.act(request, proxy.forward) if rule else proxy.forward(request)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = serve


# ---- what a rule can do: act(request, forward) gives an Answer or raises Cut ----

def cut_in_body():
    """The connection breaks while the body is sent; the server sees nothing of it."""
    def act(request, forward):
        raise Cut(reset=True)
    act.before_body = True
    return act


def cut_before_answering():
    """The whole request arrives, the server never gets it."""
    def act(request, forward):
        raise Cut(reset=True)
    return act


def cut_after_applying():
    """The server does what was asked; its answer is lost."""
    def act(request, forward):
        forward(request)
        raise Cut()
    return act


def cut_in_answer():
    """The server does what was asked; half of its answer arrives."""
    def act(request, forward):
        answer = forward(request)
        head = f"HTTP/1.1 {answer.status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(answer.body)}\r\n\r\n"
        raise Cut(head.encode() + answer.body[:len(answer.body) // 2])
    return act


def silent(seconds):
    """Takes the request and says nothing; then the connection ends."""
    def act(request, forward):
        time.sleep(seconds)
        raise Cut()
    return act


def late(seconds):
    """The right answer, late."""
    def act(request, forward):
        time.sleep(seconds)
        return forward(request)
    return act


def late_after_applying(seconds):
    """Does what was asked at once and answers when nobody waits any more."""
    def act(request, forward):
        answer = forward(request)
        time.sleep(seconds)
        return answer
    return act


def instead(status, body, content_type="application/json", **headers):
    """This answer; the server never gets the request."""
    data = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()

    def act(request, forward):
        return Answer(status, data, {"Content-Type": content_type, **headers})
    return act


def changed(change):
    """The server's answer with its JSON changed by `change(decoded)`, which gives the new one."""
    def act(request, forward):
        answer = forward(request)
        answer.body = json.dumps(change(answer.json())).encode()
        return answer
    return act


def broken_json():
    """The server does what was asked; its answer is cut off inside, with a length that fits."""
    def act(request, forward):
        answer = forward(request)
        answer.body = answer.body[:len(answer.body) // 2]
        return answer
    return act


def over(limit):
    """413 for a request whose body is, without its compression, larger than that."""
    def act(request, forward):
        if len(request.text) > limit:
            return Answer(413, b"<html><body>413 Request Entity Too Large</body></html>", {"Content-Type": "text/html"})
        return forward(request)
    return act


def items_fail(which, status, error_type, reason):
    """Those documents of a bulk request for which `which(position, document)` holds fail as told and do not
    reach the server; the others do."""
    def act(request, forward):
        items = request.items()
        failing = {i for i, (_, document) in enumerate(items) if which(i, json.loads(document))}
        rest = [line for i, item in enumerate(items) if i not in failing for line in item]
        applied = iter(())
        if rest:
            headers = {name: value for name, value in request.headers.items() if name != "content-encoding"}
            applied = iter(forward(Request(request.method, request.path, headers, b"".join(rest))).json()["items"])
        answers = [failed_item(action, status, error_type, reason) if i in failing else next(applied)
                   for i, (action, _) in enumerate(items)]
        errors = bool(failing) or any(result["status"] >= 300 for item in answers for result in item.values())
        return Answer(200, json.dumps({"took": 1, "errors": errors, "items": answers}).encode())
    return act


def failed_item(action, status, error_type, reason):
    (operation, target), = json.loads(action).items()
    return {operation: {"_index": target.get("_index"), "_id": target.get("_id"), "status": status,
                        "error": {"type": error_type, "reason": reason}}}


# ---- answers as the servers give them ----

def error(status, error_type, reason):
    return {"error": {"root_cause": [{"type": error_type, "reason": reason}], "type": error_type, "reason": reason},
            "status": status}


def queue_full():
    return instead(429, error(429, "es_rejected_execution_exception",
                              "rejected execution of coordinating operation [coordinating_and_primary_bytes=53687091]"))


def breaker_tripped():
    return instead(429, error(429, "circuit_breaking_exception", "[parent] Data too large, data for [<http_request>] "
                              "would be [1025000000/977.5mb], which is larger than the limit of [972.7mb]"))


def disk_full(status=429):
    """Flood stage: 429 in newer servers, 403 in older ones."""
    kind = "TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark" if status == 429 else \
        "FORBIDDEN/12/index read-only / allow delete (api)"
    return items_fail(lambda i, document: True, status, "cluster_block_exception",
                      f"index [tx] blocked by: [{kind}, index has read-only-allow-delete block];")


def bad_gateway(status=502):
    return instead(status, f"<html>\r\n<head><title>{status} Bad Gateway</title></head>\r\n<body>\r\n"
                   "<center><h1>Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n", "text/html")
