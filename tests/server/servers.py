"""The servers that the tests talk to: real ones, on loopback, with data that is thrown away.

    with OpenSearch(folder) as server:
        server.request("GET", "/_cluster/health")
"""
import base64
import ctypes
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
import zipfile

import artifacts
import certificates

START_SECONDS = 300  # a busy machine of two cores needs a tenth of that

RUNNER_PORTS = range(9201, 9300)  # the only HTTP ports that the runners take


def free_port(candidates=(0,)):
    for port in random.sample(list(candidates), len(candidates)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise artifacts.Unavailable(f"no free port in {candidates}")


def die_with_parent():
    """In the child: SIGKILL when the process that started it goes away, however it goes."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Server:
    """One node at `url`; `user` and `password` are an administrator's or None."""

    name = None
    heap = "512m"
    user = password = ca = None

    def __init__(self, folder, heap=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = self.folder / "server.log"
        self.heap = heap or self.heap
        self.process = None
        self.url = None

    def __enter__(self):
        try:
            self.start()
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        raise NotImplementedError

    def spawn(self, command, **more):
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                            cwd=self.folder, preexec_fn=die_with_parent, **more)

    def stop(self):
        """At once: nothing of what it holds is needed again."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def wait(self):
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.request("GET", "/_cluster/health?wait_for_status=yellow&timeout=5s", timeout=10)
                return
            except (OSError, ValueError):
                if self.process.poll() is not None:
                    raise artifacts.Unavailable(f"{self.name} ended with {self.process.returncode}:\n{self.log_tail()}")
                if time.monotonic() > deadline:
                    raise artifacts.Unavailable(f"{self.name} did not answer in {START_SECONDS} s:\n{self.log_tail()}")
                time.sleep(0.3)

    def log_tail(self):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-30:])

    def address(self):
        """What another process needs to talk to it; see `connect`."""
        return {"name": self.name, "url": self.url, "user": self.user, "password": self.password, "ca": self.ca,
                "pid": self.process.pid}

    def request(self, method, path, body=None, timeout=60):
        return request(self.url, method, path, body, user=self.user, password=self.password, ca=self.ca,
                       timeout=timeout)


def request(url, method, path, body=None, user=None, password=None, ca=None, timeout=60):
    """The decoded JSON of an answer; urllib.error.HTTPError for a status of 400 or more."""
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/x-ndjson" if isinstance(body, bytes) else "application/json"}
    if user:
        headers["Authorization"] = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    asked = urllib.request.Request(url + path, data, headers, method=method)
    context = ssl.create_default_context(cafile=ca) if ca else None
    with urllib.request.urlopen(asked, timeout=timeout, context=context) as answer:
        text = answer.read()
    return json.loads(text) if text else {}


class RunnerServer(Server):
    """A server that a library starts; it listens on loopback by itself."""

    main_class = None
    java_options = ()
    settings_file = None
    settings = ""

    def start(self):
        port = free_port(RUNNER_PORTS)
        config = self.folder / "node_1" / "config"
        config.mkdir(parents=True)
        self.transport = free_port()
        (config / self.settings_file).write_text(
            f"transport.port: {self.transport}\n" + self.settings)
        self.spawn([artifacts.java_for(self.name), f"-Xms{self.heap}", f"-Xmx{self.heap}", *self.java_options,
                    "-cp", f"{artifacts.server_files(self.name)}/*", self.main_class, "-basePath", str(self.folder),
                    "-numOfNode", "1", "-baseHttpPort", str(port - 1), "-clusterName", f"sfi-{os.getpid()}"])
        self.url = f"http://127.0.0.1:{port}"


class OpenSearch(RunnerServer):
    name = "opensearch-3.8.0"
    heap = "1g"
    main_class = "org.codelibs.opensearch.runner.OpenSearchRunner"
    java_options = ("--enable-native-access=ALL-UNNAMED",)
    settings_file = "opensearch.yml"


class Elasticsearch(RunnerServer):
    name = "elasticsearch-7.10.2"
    main_class = "org.codelibs.elasticsearch.runner.ElasticsearchClusterRunner"
    settings_file = "elasticsearch.yml"


# bcrypt of the passwords below, as the server's own tool `elasticsearch-users` writes them.
HASHES = {
    "admin": "$2a$10$EjBxFfbgzvEatP7oW0Jk5Oiwor2AuSs03INKd7OZ3d/9ihgLNdudS",
    "loader": "$2a$10$gBlUzC35B4HoIqbqCBV7euWWhXLlEwLFmigkKWVR7rEizPI4XGLSu",
    "outsider": "$2a$10$hf2HEYuKbpW5qWFHqirLEuLk25rwntEwC7bR7viUng6FomgjnLzoe",
}
PASSWORDS = {"admin": "admin-password", "loader": "p@ss/w:rd%1", "outsider": "outsider-password"}

OPERATIONS = pathlib.Path(__file__).parents[2] / "docs" / "operations.md"


def loader_role():
    """The role that docs/operations.md recommends."""
    return json.loads(re.search(r"_security/role/state_fin_loader`\):\n\n```json\n(.*?)```", OPERATIONS.read_text(), re.S)[1])


def roles():
    """`loader`, and roles that have each privilege of it but one; `outsider` may read one index that does not
    exist. JSON is YAML, which roles.yml has, one role a line."""
    loader = loader_role()
    indices, = loader["indices"]
    made = {"loader": loader, "outsider": {"cluster": ["monitor"],
                                           "indices": [{"names": ["nothing"], "privileges": ["read"]}]}}
    for left_out in loader["cluster"]:
        rest = [name for name in loader["cluster"] if name != left_out]
        made[f"without-{left_out}"] = {**loader, "cluster": rest}
    for left_out in indices["privileges"]:
        rest = [name for name in indices["privileges"] if name != left_out]
        made[f"without-{left_out}"] = {**loader, "indices": [{**indices, "privileges": rest}]}
    return made


def users():
    """The role of each user; those of the `without-...` roles have the password of `outsider`."""
    return {"admin": "superuser", **{name: name for name in roles()}}


PLUGIN = """description=field types that the zip lacks
version=7.17.28
name=mapper-extras
classname=org.elasticsearch.index.mapper.MapperExtrasPlugin
java.version=1.8
elasticsearch.version=7.17.28
has.native.controller=false
"""


class SecureElasticsearch(Server):
    """With TLS (certificates of our own) and users. It refuses to run as root."""

    name = "elasticsearch-7.17.28"
    user = "admin"
    password = PASSWORDS["admin"]
    java_options = ""

    def start(self):
        home = unpack_elasticsearch(self.folder)
        certificates.make_all(home / "config")
        self.configure(home / "config", "discovery.type: single-node\n")
        give_to_other_user(self.folder)
        self.launch(home)

    def launch(self, home, **environment):
        self.spawn([str(home / "bin" / "elasticsearch")], **other_user(),
                   env={"PATH": os.environ["PATH"], "HOME": str(self.folder), "ES_TMPDIR": str(self.folder),
                        "ES_JAVA_HOME": str(pathlib.Path(artifacts.java_for(self.name)).parent.parent),
                        "ES_JAVA_OPTS": f"-Xms{self.heap} -Xmx{self.heap} {self.java_options}", **environment})

    def configure(self, config, discovery):
        """Settings and users; the certificates are already in `config`."""
        self.ca = str(config / "ca.pem")
        port, self.transport = free_port(), free_port()
        self.url = f"https://127.0.0.1:{port}"
        (config / "elasticsearch.yml").write_text(f"""
cluster.name: sfi-{os.getpid()}
network.host: 127.0.0.1
http.port: {port}
transport.port: {self.transport}
xpack.security.enabled: true
xpack.security.http.ssl:
  enabled: true
  key: server.key
  certificate: server.pem
""" + discovery)
        (config / "users").write_text(
            "".join(f"{user}:{HASHES.get(user, HASHES['outsider'])}\n" for user in users()))
        (config / "users_roles").write_text("".join(f"{role}:{user}\n" for user, role in users().items()))
        (config / "roles.yml").write_text(
            "".join(f"{name}: {json.dumps(role)}\n" for name, role in roles().items()))

    def address(self):
        return {**super().address(), "certificates": str(pathlib.Path(self.ca).parent), "passwords": PASSWORDS}


def unpack_elasticsearch(folder):
    """The program of SecureElasticsearch, ready to be configured; gives its home."""
    name = SecureElasticsearch.name
    files = artifacts.server_files(name)
    with zipfile.ZipFile(files / f"{name}.zip") as archive:
        archive.extractall(folder)
    home = folder / name
    for program in (home / "bin").iterdir():
        program.chmod(0o755)
    plugin = home / "plugins" / "mapper-extras"
    plugin.mkdir(parents=True)
    shutil.copy(files / "mapper-extras-client-7.17.28.jar", plugin)
    (plugin / "plugin-descriptor.properties").write_text(PLUGIN)
    return home


def give_to_other_user(folder):
    if os.getuid() != 0:
        return
    for path in [folder, *folder.rglob("*")]:
        shutil.chown(path, "nobody", "nogroup")
    folder.parent.chmod(0o755)


def other_user():
    """For spawn() if the tests run as root, which the servers refuse."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}
