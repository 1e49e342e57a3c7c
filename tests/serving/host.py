"""A host as script/examples sets it up: gunicorn by script/serve, behind nginx with TLS."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from http.client import HTTPMessage, HTTPSConnection
from pathlib import Path

import pytest
from django.db import connection

HOUSE = Path(__file__).resolve().parent.parent.parent
EXAMPLES = HOUSE / "script" / "examples"
NAME = "policies.brackenmoor.example"
ADDRESS = f"https://{NAME}"
KEY = "a1B2c3D4e5F6g7H8i9J0-k1L2m3N4o5P6q7R8s9T0-u1V2w3X4y5Z6"


def program(name: str, package: str) -> str:
    """Return where a program is, or fail with what to install."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert found, f"{name} is not installed (Debian: apt-get install {package})."
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def a_production_environment(folder: Path, **more: str) -> dict[str, str]:
    """What a production start has in its environment, and nothing of the suite’s own."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "DJANGO_SECRET_KEY": KEY,
        "DJANGO_ALLOWED_HOSTS": NAME,
        "PORTAL_PUBLIC_ADDRESS": ADDRESS,
        "PORTAL_FILES_DIR": str(folder / "files"),
        "PORTAL_PYTHON": sys.executable,
        "PORTAL_PACE_CACHE_URL": f"filecache://{folder}/pace",
        "DJANGO_BEHIND_PROXY": "1",
        **more,
    }


def database_address(name: str = "") -> str:
    """The address of the suite’s own database, or of another beside it, for other processes."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{name or named['NAME']}"
    return (
        f"postgres://{named['USER']}:{named['PASSWORD']}@{named['HOST']}:{named['PORT'] or 5432}"
        f"/{name or named['NAME']}"
    )


def site_at(folder: Path, http: int, https: int) -> str:
    """The example of the site with its own ports, name and certificate: nothing else differs."""
    site = (EXAMPLES / "nginx-site.conf").read_text(encoding="utf-8")
    site = re.sub(r"\n *listen \[::\].*", "", site)
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{http};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{https} ssl"),
        ("policies.council.example", NAME),
        ("/etc/ssl/policy-portal/", f"{folder}/"),
        ("/run/policy-portal/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
    ):
        assert old in site
        site = site.replace(old, new)
    return site


def write_nginx(folder: Path, http: int, https: int) -> Path:
    """Write a whole configuration of nginx round the site, with a certificate of its own."""
    subprocess.run(
        [program("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2",
         "-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}",
         "-keyout", folder / "key.pem", "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # The folders of a test are closed to others, and so to the user that nginx would change to.
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{user}worker_processes 1;\ndaemon off;\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log;\nevents {{ worker_connections 64; }}\n"
        f"http {{\n{temporary}{site_at(folder, http, https)}\n}}\n",
        encoding="utf-8",
    )
    return whole


class Line(HTTPSConnection):
    """A line to the front server, which is at the loopback address whatever its name is."""

    def connect(self) -> None:
        bare = socket.create_connection(("127.0.0.1", self.port), self.timeout, self.source_address)
        self.sock = self._context.wrap_socket(bare, server_hostname=self.host)


class Host:
    """The running servers, asked by a client that looks at the certificate like a browser.

    Two workers of two threads: what one of them knows, another must not need.
    """

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.http, self.https = folder, free_port(), free_port()
        # Those beside it have the same static files.
        self.static = folder.parent / "static"
        self.environment = a_production_environment(
            folder,
            PORTAL_BIND=f"unix:{folder}/web.sock",
            PORTAL_WORKERS="2",
            PORTAL_THREADS="2",
            PORTAL_STATIC_DIR=str(self.static),
            **environment,
        )
        self.commands = (
            [HOUSE / "script" / "serve"],
            [program("nginx", "nginx-light"), "-c", write_nginx(folder, self.http, self.https),
             "-e", folder / "error.log"],
        )  # fmt: skip
        self.trusted = ssl.create_default_context(cafile=folder / "fullchain.pem")

    def manage(self, *words: str | Path, **more: str) -> str:
        """Run a command of the portal on this host, with more in its environment if need be;
        return what it said."""
        done = subprocess.run(
            [sys.executable, HOUSE / "manage.py", *words],
            env=self.environment | more, capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{words}: {done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def __enter__(self) -> "Host":
        if not self.static.exists():
            self.manage("collectstatic", "--noinput", "--verbosity", "0")
        with (self.folder / "serve.log").open("w") as log:
            self.portal, self.front = (
                subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
                for command in self.commands
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *failure) -> None:
        for process in (self.front, self.portal):
            process.terminate()
            process.wait(timeout=60)

    def line(self, place: int = 1) -> Line:
        """A new line from this place of the loopback network, which its holder closes."""
        source = (f"127.0.0.{place}", 0)
        return Line(NAME, self.https, timeout=120, source_address=source, context=self.trusted)

    def get(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, HTTPMessage, bytes]:
        """Ask for a page, and return its status, its headers and its bytes."""
        line = self.line()
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        line.request(method, path, body=body, headers={"Host": NAME} | named)
        answer = line.getresponse()
        read = answer.read()
        line.close()
        return answer.status, answer.headers, read

    def _wait(self) -> None:
        """Until the portal answers."""
        for _ in range(600):
            try:
                if self.get("/robots.txt")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        pytest.fail(f"Nothing answered. {(self.folder / 'serve.log').read_text()}")
