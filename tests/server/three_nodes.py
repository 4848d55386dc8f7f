"""Three nodes that form one cluster, each a process of its own that can be killed and started again.

    with ThreeNodes(folder) as cluster:
        cluster.nodes["node-1"].kill()
        cluster.heal()
"""
import pathlib
import shutil
import signal

import certificates
import servers


class Node(servers.SecureElasticsearch):
    """All nodes share the program; each has its settings, data and log."""

    java_options = "-XX:TieredStopAtLevel=1"  # three starts at once: what they save counts

    def __init__(self, folder, name, home):
        super().__init__(folder)
        self.node_name = name
        self.home = home
        self.config = self.folder / "config"

    def prepare(self):
        shutil.copytree(self.home / "config", self.config)
        self.configure(self.config, f"node.name: {self.node_name}\npath.data: {self.folder}/data\n"
                                    f"path.logs: {self.folder}/logs\n")

    def join(self, others):
        seeds = ", ".join(f"127.0.0.1:{node.transport}" for node in others)
        names = ", ".join(node.node_name for node in others)
        with open(self.config / "elasticsearch.yml", "a") as settings:
            settings.write(f"discovery.seed_hosts: [{seeds}]\ncluster.initial_master_nodes: [{names}]\n")
        servers.give_to_other_user(self.folder)

    def start(self):
        self.launch(self.home, ES_PATH_CONF=str(self.config))

    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def shut_down(self):
        """As an administrator does it, who starts it again later."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(servers.START_SECONDS)


class ThreeNodes:
    def __init__(self, folder):
        folder = pathlib.Path(folder)
        home = servers.unpack_elasticsearch(folder)
        certificates.make_all(home / "config")
        self.nodes = {}
        for name in ("node-1", "node-2", "node-3"):
            self.nodes[name] = Node(folder / name, name, home)
            self.nodes[name].prepare()
        for node in self.nodes.values():
            node.join(self.nodes.values())
        folder.chmod(0o755)
        servers.give_to_other_user(home)

    def __enter__(self):
        try:
            self.heal()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        for node in self.nodes.values():
            node.stop()

    def heal(self):
        """Starts what is down, and waits until all three are one and each shard has its copies."""
        dead = [node for node in self.nodes.values() if not node.is_alive()]
        for node in dead:
            node.start()
        for node in dead:
            node.wait()
        self.request("GET", "/_cluster/health?wait_for_nodes=3&wait_for_status=green&timeout=50s")

    def alive(self):
        return [node for node in self.nodes.values() if node.is_alive()]

    def request(self, method, path, body=None):
        return self.alive()[0].request(method, path, body)

    def master(self):
        return self.nodes[self.request("GET", "/_cat/master?format=json")[0]["node"]]

    def holder(self, index):
        """The node that has the primary shard of an index."""
        primary, = (row for row in self.request("GET", f"/_cat/shards/{index}?format=json") if row["prirep"] == "p")
        return self.nodes[primary["node"]]
