"""The portal as a council serves it: gunicorn by script/serve, behind nginx with TLS."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from django.db import connection

from tests.factories import Town

HOUSE = Path(__file__).resolve().parent.parent.parent
EXAMPLES = HOUSE / "script" / "examples"
NAME = "policies.brackenmoor.example"


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
        "DJANGO_SECRET_KEY": "a1B2c3D4e5F6g7H8i9J0-k1L2m3N4o5P6q7R8s9T0-u1V2w3X4y5Z6",
        "DJANGO_ALLOWED_HOSTS": NAME,
        "PORTAL_PUBLIC_ADDRESS": f"https://{NAME}",
        "PORTAL_FILES_DIR": str(folder / "files"),
        "PORTAL_PYTHON": sys.executable,
        "PORTAL_PACE_CACHE_URL": f"filecache://{folder}/pace",
        "DJANGO_BEHIND_PROXY": "1",
        **more,
    }


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


class Served:
    """A client of the running servers, which looks at the certificate like a browser."""

    def __init__(self, folder: Path, http: int, https: int) -> None:
        self.folder, self.http, self.https = folder, http, https
        self.trusted = ssl.create_default_context(cafile=folder / "fullchain.pem")

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str):
        """Ask for a page, and return its status, its headers and its bytes."""
        line = HTTPSConnection(NAME, self.https, timeout=60, context=self.trusted)
        bare = socket.create_connection(("127.0.0.1", self.https), timeout=60)
        line.sock = self.trusted.wrap_socket(bare, server_hostname=NAME)
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        line.request(method, path, body=body, headers={"Host": NAME} | named)
        answer = line.getresponse()
        read = answer.read()
        line.close()
        return answer.status, answer.headers, read

    def wait(self) -> None:
        """Until the portal answers."""
        for _ in range(600):
            try:
                if self.get("/robots.txt")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        pytest.fail(f"Nothing answered. {(self.folder / 'serve.log').read_text()}")


@pytest.fixture
def served(transactional_db, tmp_path, settings):
    """A text in force, read by two workers of gunicorn behind nginx."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    town = Town()
    version = town.make_in_force()
    http, https = free_port(), free_port()
    environment = a_production_environment(
        tmp_path,
        DATABASE_URL=database_address(),
        PORTAL_BIND=f"unix:{tmp_path}/web.sock",
        PORTAL_WORKERS="2",
        PORTAL_THREADS="2",
        PORTAL_STATIC_DIR=str(tmp_path / "static"),
    )
    subprocess.run(
        [sys.executable, HOUSE / "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        env=environment, check=True, timeout=120,
    )  # fmt: skip
    nginx = [program("nginx", "nginx-light"), "-c", write_nginx(tmp_path, http, https),
             "-e", tmp_path / "error.log"]  # fmt: skip
    with (tmp_path / "serve.log").open("w") as log:
        portal = subprocess.Popen(
            [HOUSE / "script" / "serve"], env=environment, stdout=log, stderr=log
        )
        front = subprocess.Popen(nginx, stdout=log, stderr=log)
    running = Served(tmp_path, http, https)
    running.town, running.version, running.portal = town, version, portal
    try:
        running.wait()
        yield running
    finally:
        for process in (front, portal):
            process.terminate()
            process.wait(timeout=30)


def database_address() -> str:
    """The address of the suite’s own database, as a process of its own finds it."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{named['NAME']}"
    return (
        f"postgres://{named['USER']}:{named['PASSWORD']}@{named['HOST']}:{named['PORT'] or 5432}"
        f"/{named['NAME']}"
    )
