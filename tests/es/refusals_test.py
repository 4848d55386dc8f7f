"""What is refused before anything is created: credentials, certificates, servers of another kind, names
that are taken, no room. Faults 10, 11, 13, 14, 18, 19, 21."""
import contextlib
import socket
import threading
import urllib.parse

import fault_proxy as fault
import texas
from certificates import certificate
from cluster import ClusterTest, session


def quoted(text):
    return urllib.parse.quote(text, safe="")


class RefusalTest(ClusterTest):
    def setUp(self):
        super().setUp()
        self.give(texas.archive())

    def in_front(self, **options):
        proxy = fault.FaultProxy(self.server, **options)
        proxy.__enter__()
        self.addCleanup(proxy.die)
        return proxy

    def try_load(self, environment, *arguments):
        code, _, err = self.run_program("ingest", "tx", "--env", self.env, *arguments, environment=environment)
        return code, err

    def must_refuse(self, environment, *words, arguments=()):
        code, err = self.try_load(environment, *arguments)
        self.assertEqual(code, 3, err)
        for word in words:
            self.assertIn(word, err)
        self.assertEqual(self.indices(), [])
        return err


class Credentials(RefusalTest):
    kind = "secure"

    def environment(self, user, password):
        self.secrets += [password, quoted(password)]
        return {"ES_HOST": self.server["url"].replace("//", f"//{user}:{quoted(password)}@"), "ES_CA_FILE": self.server["ca"]}

    def test_10_wrong_password(self):
        """10: 401; exit 3; the password is not printed."""
        self.must_refuse(self.environment("admin", "hunter2/secret"), "credentials", "ES_HOST")

    def test_10_no_credentials(self):
        """10: 401; exit 3."""
        self.must_refuse({"ES_HOST": self.server["url"], "ES_CA_FILE": self.server["ca"]}, "credentials")

    def test_10_missing_privileges(self):
        """10: 403; exit 3; the server's words name what is missing."""
        self.must_refuse(self.environment("outsider", self.server["passwords"]["outsider"]), "outsider", "privilege")

    def test_10_least_privileges_are_enough(self):
        """A user with no more than the documented privileges loads, rolls back and prunes; its password
        needs percent-encoding and shows neither in output nor in the process's command line."""
        environment = self.environment("loader", self.server["passwords"]["loader"])
        for _ in range(2):
            code, err = self.try_load(environment)
            self.assertEqual(code, 0, err)
        self.expect_served()
        for command in (("rollback", "tx"), ("status",), ("prune", "--keep", "0")):
            self.succeed(*command, "--env", self.env, environment=environment)
        self.assertEqual(len(self.indices()), 2)

    def test_10_api_key(self):
        """A gateway that demands a key: loads with it; 401 with another, which is not printed."""
        self.server = session()["opensearch"]
        proxy = self.in_front(api_key="a2V5OnNlY3JldA==")
        self.secrets += ["a2V5OnNlY3JldA", "b3RoZXI6c2VjcmV0"]
        self.must_refuse({"ES_HOST": proxy.url, "ES_API_KEY": "b3RoZXI6c2VjcmV0"}, "ES_API_KEY")
        self.must_refuse({"ES_HOST": proxy.url}, "ES_API_KEY")
        code, err = self.try_load({"ES_HOST": proxy.url, "ES_API_KEY": "a2V5OnNlY3JldA=="})
        self.assertEqual(code, 0, err)
        self.expect_served()

    def test_secrets_are_not_sent_elsewhere(self):
        """A redirect is not followed, and no secret goes to its target or into the message."""
        self.server = session()["opensearch"]
        elsewhere, proxy = self.in_front(), self.in_front()
        proxy.on("GET", "^/", fault.instead(302, "", "text/html", Location=f"http://user:token@{elsewhere.url[7:]}/"))
        self.secrets += ["s3cret", "token"]
        self.must_refuse({"ES_HOST": proxy.url.replace("//", "//user:s3cret@")})
        self.assertEqual(elsewhere.requests, [])


class Certificates(RefusalTest):
    def setUp(self):
        super().setUp()
        self.secrets.append("s3cret")

    def behind_tls(self, name):
        return self.in_front(certificate=certificate(session()["secure"]["certificates"], name))

    def environment(self, proxy, ca="ca.pem"):
        more = {"ES_CA_FILE": f"{session()['secure']['certificates']}/{ca}"} if ca else {}
        return {"ES_HOST": proxy.url.replace("//", "//user:s3cret@"), **more}

    def must_distrust(self, name, *words, ca="ca.pem"):
        proxy = self.behind_tls(name)
        err = self.must_refuse(self.environment(proxy, ca), *words)
        self.assertEqual(proxy.requests, [], "something was sent in spite of the certificate")
        return err

    def test_11_right_certificate(self):
        code, err = self.try_load(self.environment(self.behind_tls("server")))
        self.assertEqual(code, 0, err)
        self.expect_served()

    def test_11_unknown_authority(self):
        """11: exit 3, plain words, nothing sent."""
        self.must_distrust("stranger", "ES_CA_FILE")
        self.must_distrust("server", "ES_CA_FILE", ca=None)

    def test_11_expired(self):
        """11: exit 3, plain words, nothing sent."""
        self.must_distrust("expired", "expired")

    def test_11_another_host(self):
        """11: exit 3, plain words, nothing sent."""
        self.must_distrust("elsewhere", "127.0.0.1")

    def test_11_ca_file_that_is_none(self):
        """11: exit 3, the file is named."""
        (self.folder / "not-a-ca.pem").write_text("hello\n")
        proxy = self.behind_tls("server")
        for name in ("not-a-ca.pem", "missing.pem"):
            environment = {**self.environment(proxy), "ES_CA_FILE": str(self.folder / name)}
            code, err = self.try_load(environment)
            self.assertIn(code, (2, 3), err)
            self.assertIn(name, err)
        self.assertEqual(proxy.requests, [])

    def test_13_a_host_goes_away_while_the_connection_is_made_secure(self):
        """13: not a certificate problem; the other host is used; exit 0."""
        proxy = self.behind_tls("server")
        for end in (fault.end_with_error, lambda connection: connection.close()):
            with self.subTest(end.__name__), socket.create_server(("127.0.0.1", 0)) as dying:
                def die(end=end, dying=dying):
                    with contextlib.suppress(OSError):  # that of the end of the test
                        while True:
                            connection, _ = dying.accept()
                            connection.recv(100)
                            end(connection)
                threading.Thread(target=die, daemon=True).start()
                environment = self.environment(proxy)
                gone = f"https://user:s3cret@127.0.0.1:{dying.getsockname()[1]}"
                environment["ES_HOST"] = f"{gone},{environment['ES_HOST']}"
                code, err = self.try_load(environment)
                self.assertEqual(code, 0, err)
                self.expect_served()
                environment["ES_HOST"] = gone
                code, err = self.try_load(environment)
                self.assertEqual(code, 1, err)
                dying.shutdown(socket.SHUT_RDWR)

    def test_11_insecure_only_when_told(self):
        for name in ("expired", "elsewhere", "stranger"):
            code, err = self.try_load(self.environment(self.behind_tls(name)), "--insecure")
            self.assertEqual(code, 0, err)
        self.expect_served()


class OtherServers(RefusalTest):
    def answering(self, *answer):
        proxy = self.in_front()
        proxy.on("GET", "^/$", fault.instead(*answer))
        return {"ES_HOST": proxy.url}

    def test_14_a_web_page(self):
        """14: exit 3; names what answered."""
        self.must_refuse(self.answering(200, "<html><head><title>Router login</title></head></html>", "text/html"),
                         "Router login")

    def test_14_other_json(self):
        """14: exit 3."""
        self.must_refuse(self.answering(200, {"couchdb": "Welcome", "version": "3.3.2"}), "neither Elasticsearch nor OpenSearch")

    def test_14_versions(self):
        """14: too old, too new; exit 3; named."""
        search = "You Know, for Search"
        for version, tagline, more in (("6.8.23", search, {}), ("7.9.3", search, {}), ("10.0.0", search, {}),
                                       ("4.0.0", "The OpenSearch Project: https://opensearch.org/", {"distribution": "opensearch"})):
            with self.subTest(version):
                self.must_refuse(self.answering(200, {"version": {"number": version, **more}, "tagline": tagline}), version)

    def test_14_opensearch_that_claims_to_be_elasticsearch(self):
        """OpenSearch with compatibility.override_main_response_version is taken for what it is."""
        environment = self.answering(200, {"version": {"number": "7.10.2"},
                                           "tagline": "The OpenSearch Project: https://opensearch.org/"})
        code, err = self.try_load(environment)
        self.assertEqual(code, 0, err)
        self.expect_served()

    def test_14_nothing_listens(self):
        """14: exit 1 or 3, the address is named."""
        proxy = self.in_front()
        proxy.die()
        code, err = self.try_load({"ES_HOST": proxy.url})
        self.assertIn(code, (1, 3), err)
        self.assertIn(proxy.url, err)
        self.assertEqual(self.indices(), [])


class TakenNames(ClusterTest):
    def setUp(self):
        super().setUp()
        self.give(texas.archive())

    def make(self, name, *aliases):
        self.ask("PUT", f"/{name}", {"aliases": {alias: {} for alias in aliases}})

    def must_refuse(self, *words):
        before = self.indices()
        err = self.load(code=3)
        for word in words:
            self.assertIn(word, err)
        self.assertEqual(self.indices(), before)

    def test_18_alias_name_is_an_index(self):
        """18: exit 3 with the remedy; the index stays."""
        self.make(self.alias())
        self.must_refuse(self.alias(), "Reindex")

    def test_19_alias_on_two_indices(self):
        """19: exit 3; nothing is moved."""
        names = [f"tx_contribs_2020010{i}t000000000000_{self.env}" for i in (1, 2)]
        for name in names:
            self.make(name, self.alias())
        self.must_refuse(*names)
        self.assertEqual(self.behind(self.alias()), names)

    def test_19_alias_on_another_states_index(self):
        """19: exit 3; nothing is moved."""
        name = f"mi_contribs_20200101t000000000000_{self.env}"
        self.make(name, self.alias())
        self.must_refuse(name)
        self.assertEqual(self.behind(self.alias()), [name])


class NoRoom(ClusterTest):
    def set_cluster(self, **settings):
        self.ask("PUT", "/_cluster/settings", {"transient": {f"cluster.{key}": value for key, value in settings.items()}})

    def test_21_shard_limit(self):
        """21: exit 3 before the input is read; nothing created."""
        self.give(texas.archive())
        health = self.ask("GET", "/_cluster/health")
        self.addCleanup(self.set_cluster, max_shards_per_node=None)
        self.set_cluster(max_shards_per_node=max(1, health["active_shards"] + 1))
        err = self.load(code=3)
        self.assertIn("shards", err)
        self.assertIn("prune", err)
        self.assertEqual(self.indices(), [])
