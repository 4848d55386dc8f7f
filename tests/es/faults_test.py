"""Faults of the network and of the servers while records are sent; CONTRIBUTING.md explains the numbers.

Each test has old data served, lets a larger load meet the fault, and looks at what is served afterwards.
"""
import os
import resource
import time

import fault_proxy as fault
import texas
from cluster import FaultTest

BULK = ("POST", "/_bulk")
ALL_KINDS_OF_BUSY = {
    "queue full": fault.queue_full,
    "memory": fault.breaker_tripped,
    "records": lambda: fault.items_fail(lambda i, document: True, 429, "es_rejected_execution_exception", "queue full"),
}


class Connections(FaultTest):
    def test_01_connection_cut_while_sending(self):
        """1: resent; no duplicates; exit 0."""
        self.proxy.on(*BULK, fault.cut_in_body(), times=1)
        self.proxy.on(*BULK, fault.cut_before_answering(), times=1)
        self.must_succeed()
        self.assertGreaterEqual(len(self.proxy.bulk_requests()), 5)

    def test_02_answer_lost_after_the_server_applied(self):
        """2: the same ids are sent again, the count is right; exit 0."""
        self.proxy.on(*BULK, fault.cut_after_applying(), times=1)
        self.proxy.on(*BULK, fault.cut_in_answer(), times=1)
        self.must_succeed()

    def test_02_answer_lost_of_everything_but_bulk(self):
        """2: creating, refreshing, counting, settings: each answer is lost once; exit 0."""
        for method, path in (("PUT", r"^/tx_contribs_\w+$"), ("POST", "/_refresh"), ("GET", "/_count"),
                             ("PUT", "/_settings"), ("PUT", "/_mapping")):
            self.proxy.on(method, path, fault.cut_after_applying(), times=1)
        self.must_succeed()

    def test_02_the_cluster_itself_applies_twice(self):
        """2: as when a node dies after its copy has the records: they are there already; exit 0."""
        def as_replaced(answer):
            items = [{"index": {**item["index"], "status": 200}} for item in answer["items"]]
            return {**answer, "items": items}
        self.proxy.on(*BULK, fault.changed(as_replaced), times=1)
        self.must_succeed()

    def test_06_pages_of_a_proxy(self):
        """6: 502 and 503 with HTML are retried; exit 0."""
        self.proxy.on(*BULK, fault.bad_gateway(502), times=2)
        self.proxy.on(*BULK, fault.bad_gateway(503), times=1)
        self.must_succeed()

    def test_06_pages_of_a_proxy_for_ever(self):
        """6: bounded; exit 1; nothing left."""
        self.proxy.on(*BULK, fault.bad_gateway(502))
        err = self.must_fail(1, "--retry-time", "1")
        self.assertIn("502", err)

    def test_09_wrong_answers(self):
        """9: items missing, too many, broken JSON, another kind of JSON: sent again; exit 0."""
        self.proxy.on(*BULK, fault.changed(lambda answer: {**answer, "items": answer["items"][:-1]}), times=1)
        self.proxy.on(*BULK, fault.changed(lambda answer: {**answer, "items": answer["items"] * 2}), times=1)
        self.proxy.on(*BULK, fault.broken_json(), times=1)
        self.proxy.on(*BULK, fault.instead(200, {"ok": True}), times=1)
        self.must_succeed()

    def test_09_wrong_answers_for_ever(self):
        """9: never taken for success; exit 1; nothing left."""
        self.proxy.on(*BULK, fault.instead(200, {"took": 1, "errors": False, "items": []}))
        self.must_fail(1, "--retry-time", "1")

    def test_13_one_of_three_hosts_dies(self):
        """13: passed over; exit 0. One more was never there."""
        second, gone = self.in_front(), self.in_front()
        gone.die()

        def die_after_this(request, forward):
            second.die()
            raise fault.Cut(reset=True)
        second.on(*BULK, die_after_this)
        self.load("--retry-time", "60", hosts=f"{gone.url},{second.url},{self.proxy.url}")
        self.expect_served()

    def test_13_the_node_of_the_index_is_gone(self):
        """13: a server's answer on the records is reported even if no host answered the last attempt."""
        self.proxy.on(*BULK, fault.items_fail(lambda i, document: True, 503, "unavailable_shards_exception",
                                              "primary shard is not active"), times=4)
        self.proxy.on(*BULK, fault.cut_before_answering())
        err = self.must_fail(1, "--retry-time", "3")
        self.assertIn("primary shard is not active", err)
        self.assertIn("(then: ", err)
        self.assertIn("--load-replicas", err)

    def test_13_a_host_that_is_gone_is_not_asked_in_vain(self):
        """13: when it is tried again after a while, another one takes the records even if their time is over; exit 0."""
        dying = self.in_front()
        hosts = f"{dying.url},{self.proxy.url}"

        def die(request, forward):
            dying.die()
            raise fault.Cut(reset=True)
        dying.on(*BULK, die)
        # Meanwhile the dead one's time of being passed over goes by, and the body that it had waits for its turn.
        self.proxy.on(*BULK, fault.late(6), times=1)
        self.load("--retry-time", "1", "--connections", "1", hosts=hosts)
        self.expect_served()

    def test_13_all_hosts_die(self):
        """13: bounded; exit 1; leftovers are reported, listed and pruned."""
        def die(request, forward):
            self.proxy.die()
            raise fault.Cut(reset=True)
        self.proxy.on(*BULK, die)
        err = self.load("--retry-time", "1", code=1)
        self.expect_old_data()
        self.assertIn("prune", err)
        del self.proxy
        self.assertEqual(len(self.new_indices()), 2)
        time.sleep(0.1)
        self.assertEqual(sorted(status for name, status in self.runs() if name not in self.old_indices), ["orphan"] * 2)
        self.prune()
        self.assertEqual(self.indices(), self.old_indices)

    def test_what_is_sent(self):
        """Bulk requests stay below 8 MiB, compressed, with a length and without a pause for `Expect`."""
        self.must_succeed()
        bulks = self.proxy.bulk_requests()
        self.assertGreater(len(bulks), 2)
        for request in bulks:
            self.assertLessEqual(len(request.text), 8 << 20)
            self.assertLess(len(request.body), len(request.text) / 3)
            self.assertEqual(request.headers["content-encoding"], "gzip")
            self.assertEqual(request.headers["content-type"], "application/x-ndjson")
            self.assertTrue(request.text.endswith(b"\n"))
        for request in self.proxy.requests:
            self.assertNotIn("expect", request.headers)
            self.assertNotIn("transfer-encoding", request.headers)
            self.assertNotIn("compatible-with", str(request.headers))


class Busy(FaultTest):
    def test_03_some_records_are_turned_away(self):
        """3: only those are sent again; exit 0."""
        self.proxy.on(*BULK, fault.items_fail(lambda i, document: i % 7 == 0, 429, "es_rejected_execution_exception",
                                              "queue full"), times=1)
        self.must_succeed()
        requests = [request.items() for request in self.proxy.bulk_requests()]
        turned_away = [requests[0][i] for i in range(0, len(requests[0]), 7)]
        self.assertIn(turned_away, requests[1:])
        sent = [action for items in requests for action, _ in items]
        self.assertEqual(len(sent) - len(set(sent)), len(turned_away))

    def test_03_busy_for_a_while(self):
        """3: each of the three kinds of 429 passes; exit 0."""
        for kind in ALL_KINDS_OF_BUSY.values():
            self.proxy.on(*BULK, kind(), times=1)
        self.must_succeed()

    def busy_for_ever(self, kind):
        self.proxy.on(*BULK, ALL_KINDS_OF_BUSY[kind]())
        started = time.monotonic()
        err = self.must_fail(1, "--retry-time", "2")
        self.assertLess(time.monotonic() - started, 30)
        self.assertIn("exception", err)
        self.assertIn("--retry-time", err)

    def test_04_queue_full_for_ever(self):
        """4: bounded time, message, index removed; exit 1."""
        self.busy_for_ever("queue full")

    def test_04_memory_short_for_ever(self):
        """4, by the circuit breaker."""
        self.busy_for_ever("memory")

    def test_13_records_of_a_node_that_has_just_died(self):
        """13: as Elasticsearch 7.17 says it; sent again; exit 0."""
        self.proxy.on(*BULK, fault.items_fail(lambda i, document: i % 2, 500, "node_not_connected_exception",
                                              "[node-1][127.0.0.1:42981] Node not connected"), times=2)
        self.must_succeed()

    def test_04_records_turned_away_for_ever(self):
        """4, record by record."""
        self.busy_for_ever("records")

    def test_05_disk_full(self):
        """5: stops early, names the disk; exit 1. As newer and as older servers say it."""
        for status in (429, 403):
            with self.subTest(status):
                self.proxy.clear()
                self.proxy.on(*BULK, fault.disk_full(status))
                started = time.monotonic()
                err = self.must_fail(1, "--retry-time", "300")
                self.assertLess(time.monotonic() - started, 30)
                self.assertIn("disk", err)

    def test_05_disk_full_for_a_moment(self):
        """5: a flood stage that passes is waited for; exit 0."""
        self.proxy.on(*BULK, fault.disk_full(), times=2)
        self.must_succeed()


class TooLarge(FaultTest):
    def test_07_batches_are_halved(self):
        """7: 413 halves the batch; exit 0."""
        self.proxy.on(*BULK, fault.over(1 << 20))
        self.must_succeed()

    def test_07_one_record_is_too_large(self):
        """7: down to the one record, which is refused by id, file and line."""
        gifts = [texas.gift(i) for i in range(1, 41)]
        gifts[20]["contributionDescr"] = "x" * 30_000
        self.give(texas.archive(gifts=gifts))
        self.proxy.on(*BULK, fault.over(20_000))
        err = self.must_fail(3, "--rejects", "rejects.csv")
        self.assertIn("--max-refused", err)
        rejects = (self.folder / "rejects.csv").read_text()
        for words in ("100000021", "contribs_01.csv", "22", "413"):
            self.assertIn(words, rejects + err)
        self.load("--max-refused", "1")
        documents = self.expected()
        del documents["100000021"]
        self.assertEqual(self.served(), documents)

    def test_08_one_record_is_refused(self):
        """8: a reject with id, file, line, reason; the run fails unless that is allowed."""
        wanted = sorted(self.expected())[5]
        self.proxy.on(*BULK, fault.items_fail(lambda i, document: document.get("contribution_id") == wanted, 400,
                                              "mapper_parsing_exception", "failed to parse field [amount]"))
        err = self.must_fail(3, "--rejects", "rejects.csv")
        rejects = (self.folder / "rejects.csv").read_text()
        source = self.expected()[wanted]["source"]
        for words in (wanted, source["file"].split("/")[-1], str(source["line"]), "failed to parse field [amount]"):
            self.assertIn(words, rejects + err)
        self.load("--max-refused", "1")
        documents = self.expected()
        del documents[wanted]
        self.assertEqual(self.served(), documents)


class Slow(FaultTest):
    def test_12_slow_servers_slow_the_readers(self):
        """12, 29: memory stays bounded while the servers take their time; exit 0."""
        self.generate(400_000)
        self.proxy.on(*BULK, fault.late(0.3))
        process = self.start_load("--quiet", "--connections", "2")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        _, err = process.communicate()
        self.assertEqual(process.returncode, 0, err.decode())
        self.expect_served()
        self.assertLess(usage.ru_maxrss / 1024, 256)

    def test_29_few_files_may_be_open(self):
        """29: a low limit of open files is enough; exit 0."""
        process = self.start_load("--quiet", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)))
        _, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, err.decode())
        self.expect_served()
