"""OpenSearch with its security plugin: users and roles, TLS with certificates of our own.

Maven Central has the server as a library and the plugin as an archive, which are put together here as a
distribution has them.
"""
import json
import pathlib
import re
import shutil
import zipfile

import artifacts
import certificates
import servers

LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d][%-5p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
"""

MODULE = """description=field types that the library lacks
version=3.4.0
name=mapper-extras
classname=org.opensearch.index.mapper.MapperExtrasModulePlugin
java.version=21
opensearch.version=3.4.0
has.native.controller=false
"""


def loader_role():
    """The role that docs/operations.md recommends."""
    return json.loads(re.search(r"api/roles/state_fin_loader`.*?```json\n(.*?)```", servers.OPERATIONS.read_text(), re.S)[1])


def roles():
    """`loader`, and roles that have each permission of it but one; `outsider` may read what does not exist."""
    loader = loader_role()
    indices, = loader["index_permissions"]
    made = {"loader": loader, "outsider": {"cluster_permissions": ["cluster:monitor/main"], "index_permissions": [
        {"index_patterns": ["nothing"], "allowed_actions": ["read"]}]}}

    def without(left_out, names):
        return [name for name in names if name != left_out]
    for left_out in loader["cluster_permissions"]:
        made[f"without-{left_out}"] = {**loader, "cluster_permissions": without(left_out, loader["cluster_permissions"])}
    for left_out in indices["allowed_actions"]:
        rest = {**indices, "allowed_actions": without(left_out, indices["allowed_actions"])}
        made[f"without-{left_out}"] = {**loader, "index_permissions": [rest]}
    return {user_name(name): role for name, role in made.items()}


def user_name(role):
    """Names go into URLs."""
    return re.sub(r"[^\w-]", "-", role)


class SecureOpenSearch(servers.Server):
    name = "opensearch-3.4.0"
    user = "admin"
    password = servers.PASSWORDS["admin"]

    def start(self):
        files = artifacts.server_files(self.name)
        config = self.folder / "config"
        plugin = self.folder / "plugins" / "opensearch-security"
        with zipfile.ZipFile(files / "opensearch-security-3.4.0.0.zip") as archive:
            archive.extractall(plugin)
        self.settle_plugin(plugin)
        config.mkdir()
        certificates.make_all(config)
        self.ca = str(config / "ca.pem")
        self.configure(config)
        self.write_users(plugin / "config", config / "opensearch-security")
        shutil.copytree(files, self.folder / "lib", ignore=shutil.ignore_patterns("*.zip", "pom.xml", "commons-collections4-*"))
        servers.give_to_other_user(self.folder)
        self.spawn([artifacts.java_for(self.name), f"-Xms{self.heap}", f"-Xmx{self.heap}",
                    "--enable-native-access=ALL-UNNAMED", f"-Dopensearch.path.home={self.folder}",
                    f"-Dopensearch.path.conf={config}", f"-Djava.io.tmpdir={self.folder}",
                    "-cp", f"{self.folder}/lib/*", "org.opensearch.bootstrap.OpenSearch"], **servers.other_user())

    def settle_plugin(self, plugin):
        """Without the module that it extends for another purpose; with what a distribution adds to it."""
        shutil.copy(artifacts.server_files(self.name) / "commons-collections4-4.5.0.jar", plugin)
        descriptor = plugin / "plugin-descriptor.properties"
        descriptor.write_text(re.sub(r"(?m)^extended\.plugins=.*$", "extended.plugins=", descriptor.read_text()))
        module = self.folder / "modules" / "mapper-extras"
        module.mkdir(parents=True)
        shutil.copy(plugin / "mapper-extras-client-3.4.0.jar", module)
        (module / "plugin-descriptor.properties").write_text(MODULE)

    def configure(self, config):
        port = servers.free_port()
        self.url = f"https://127.0.0.1:{port}"
        layers = "".join(f"plugins.security.ssl.{layer}.pemcert_filepath: server.pem\n"
                         f"plugins.security.ssl.{layer}.pemkey_filepath: server.key\n"
                         f"plugins.security.ssl.{layer}.pemtrustedcas_filepath: ca.pem\n" for layer in ("transport", "http"))
        (config / "opensearch.yml").write_text(f"""
cluster.name: sfi-secure
network.host: 127.0.0.1
http.port: {port}
transport.port: {servers.free_port()}
discovery.type: single-node
plugins.security.ssl.http.enabled: true
plugins.security.allow_default_init_securityindex: true
plugins.security.nodes_dn: ["CN=server"]
{layers}""")
        (config / "log4j2.properties").write_text(LOGGING)

    def write_users(self, given, folder):
        """JSON is YAML, which these files have; the rest stays as the plugin has it."""
        shutil.copytree(given, folder)
        hashes = servers.HASHES
        users = {name: {"hash": hashes.get(name, hashes["outsider"])} for name in ["admin", *roles()]}
        mapping = {"all_access": {"users": ["admin"]}, **{name: {"users": [name]} for name in roles()}}
        for name, kind, content in (("internal_users", "internalusers", users), ("roles_mapping", "rolesmapping", mapping),
                                    ("roles", "roles", roles())):
            head = {"_meta": {"type": kind, "config_version": 2}}
            (folder / f"{name}.yml").write_text(json.dumps({**head, **content}))
