"""Certificates for TLS on loopback, created by openssl for each run.

`ca.pem` is the authority that the program is told to trust. `server`, `expired` and `elsewhere` are signed
by it; `stranger` is signed by an authority that nobody trusts.
"""
import pathlib
import subprocess
from dataclasses import dataclass

HERE = "DNS:localhost,IP:127.0.0.1"


@dataclass
class Certificate:
    chain: pathlib.Path  # PEM
    key: pathlib.Path    # PEM, PKCS #8


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True, timeout=60)


def make_authority(folder, name):
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={name}",
            "-keyout", f"{name}.key", "-out", f"{name}.pem",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")


def make_certificate(folder, name, authority, names=HERE, validity=("-days", "30")):
    openssl(folder, "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}",
            "-keyout", f"{name}.key", "-out", f"{name}.csr")
    (folder / f"{name}.ext").write_text(f"subjectAltName={names}\nextendedKeyUsage=serverAuth\n")
    openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key",
            "-CAcreateserial", "-extfile", f"{name}.ext", *validity, "-out", f"{name}.pem")
    return certificate(folder, name)


def certificate(folder, name):
    return Certificate(pathlib.Path(folder) / f"{name}.pem", pathlib.Path(folder) / f"{name}.key")


def make_all(folder):
    folder = pathlib.Path(folder)
    make_authority(folder, "ca")
    make_authority(folder, "unknown-ca")
    make_certificate(folder, "server", "ca")
    make_certificate(folder, "expired", "ca", validity=("-days", "-1"))
    make_certificate(folder, "elsewhere", "ca", names="DNS:search.elsewhere.example")
    make_certificate(folder, "stranger", "unknown-ca")
