"""Runs that are ended: Ctrl-C, SIGTERM, kill -9; and what prune may remove. Faults 12, 24, 25, 32."""
import signal
import time

import fault_proxy as fault
import texas
from cluster import ClusterTest, FaultTest, wait_until

BULK = ("POST", "/_bulk")


class Signals(FaultTest):
    rows = 200_000

    def interrupted(self, number, code, *rule):
        """Sends the signal when the rule's request is there; gives stderr."""
        applied = self.proxy.on(*rule)
        process = self.start_load("--connections", "1")
        wait_until(lambda: applied.applied)
        process.send_signal(number)
        sent = time.monotonic()
        _, err = process.communicate(timeout=30)
        self.assertLess(time.monotonic() - sent, 10)
        self.assertEqual(process.returncode, code, err.decode())
        self.expect_old_data()
        self.proxy.clear()
        time.sleep(1)  # a late bulk request must not bring the index back
        self.assertEqual(self.new_indices(), [])
        return err.decode()

    def test_24_ctrl_c_while_loading(self):
        """24: exit 130 within 10 s, working indices removed."""
        self.interrupted(signal.SIGINT, 130, *BULK, fault.late(0.5))

    def test_24_sigterm_while_loading(self):
        """24: exit 143."""
        self.interrupted(signal.SIGTERM, 143, *BULK, fault.late(0.5))

    def test_12_ctrl_c_while_a_server_is_silent(self):
        """12, 24: no byte comes back; Ctrl-C works all the same."""
        self.interrupted(signal.SIGINT, 130, *BULK, fault.silent(20))

    def test_24_ctrl_c_while_it_waits_to_try_again(self):
        """24: in the pause between two attempts."""
        self.interrupted(signal.SIGINT, 130, *BULK, fault.queue_full())

    def test_24_ctrl_c_while_it_counts(self):
        """24: between the last record and the promotion."""
        self.interrupted(signal.SIGINT, 130, "POST", "/_refresh", fault.silent(20))

    def test_12_silence_has_a_limit(self):
        """12: --request-timeout; tried again; exit 0."""
        self.proxy.on(*BULK, fault.silent(8), times=1)
        self.must_succeed("--request-timeout", "3")

    def test_24_second_signal_leaves_at_once(self):
        """24: what is left is an orphan, listed and pruned."""
        silent = self.proxy.on(*BULK, fault.silent(20))
        deleting = self.proxy.on("DELETE", "^/tx_", fault.silent(20))
        process = self.start_load()
        wait_until(lambda: silent.applied)
        process.send_signal(signal.SIGINT)
        wait_until(lambda: deleting.applied)
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        process.communicate(timeout=30)
        self.assertLess(time.monotonic() - sent, 2)
        self.assertNotEqual(process.returncode, 0)
        self.proxy.clear()
        self.expect_old_data()
        self.expect_orphans_are_pruned(2)

    def expect_orphans_are_pruned(self, count):
        left = self.new_indices()
        self.assertEqual(len(left), count)
        self.assertEqual([name for name, status in self.runs() if status == "orphan"], left)
        said = self.prune("--dry-run")
        for name in left:
            self.assertIn(name, said)
        self.assertEqual(self.new_indices(), left)
        self.prune()
        self.assertEqual(self.indices(), self.old_indices)
        self.expect_old_data()

    def kill_at(self, method, path, skip=0):
        holding = self.proxy.on(method, path, fault.silent(20), skip=skip)
        process = self.start_load()
        wait_until(lambda: holding.applied)
        process.kill()
        process.communicate()
        self.proxy.clear()

    def test_25_killed_while_loading(self):
        """25: old data served; the next run reports the orphans; prune removes them."""
        self.kill_at(*BULK)
        self.expect_old_data()
        left = self.new_indices()
        self.assertEqual([name for name, status in self.runs() if status == "orphan"], left)
        err = self.load()
        for name in left:
            self.assertIn(name, err)
        self.expect_served()
        self.prune()
        self.assertEqual([name for name, status in self.runs() if status == "orphan"], [])
        self.expect_served()

    def test_25_killed_between_verify_and_promote(self):
        """25: never half promoted."""
        self.kill_at("POST", "^/_aliases")
        self.expect_old_data()
        self.expect_orphans_are_pruned(2)

    def test_25_killed_while_creating(self):
        """25: with the first of two indices there."""
        self.kill_at("PUT", r"^/tx_reports_\w+$")
        self.expect_old_data()
        self.expect_orphans_are_pruned(1)

    def test_25_killed_after_promotion(self):
        """25: the new data are served."""
        self.kill_at("PUT", "/_mapping", skip=2)
        self.expect_served()
        self.assertNotIn("orphan", [status for _, status in self.runs()])


class Prune(ClusterTest):
    def test_32_only_ours(self):
        """32: names that look like ours without our mark, our mark under other names, other environments."""
        self.give(texas.archive())
        self.load("--quiet")
        ours = self.indices()
        mark = self.ask("GET", f"/{ours[0]}/_mapping")[ours[0]]["mappings"]["_meta"]
        foreign = {
            f"tx_contribs_20200101t000000000000_{self.env}": {},
            f"tx_contribs_20200101t000000000000_{self.env}x": mark,
            f"tx_contribs_backup_{self.env}": mark,
            f"logs_contribs_20200101t000000000000_{self.env}": mark,
            f"old_tx_contribs_20200101t000000000000_{self.env}": mark,
        }
        for name, meta in foreign.items():
            self.ask("PUT", f"/{name}", {"mappings": {"_meta": meta}})
        self.assertEqual([name for name, _ in self.runs()], ours)
        self.prune("--keep", "0")
        self.assertEqual(self.indices(), sorted([*ours, *foreign]))
