"""What readers get through gunicorn and nginx, which the test client never sees."""

import gzip
import os
import re
import signal
import socket
import subprocess
import time

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)

HEADERS = {
    "Content-Security-Policy": r"default-src 'none'; script-src 'self'; .*upgrade-insecure",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin|no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": r"camera=\(\)",
    "Strict-Transport-Security": "max-age=3600",
}
# A page of each sort of answer, with its status.
ANSWERS = {
    "/": 200,
    "/documents/social-media/": 200,
    "/documents/social-media/versions/1.0/social-media-1.0.json": 200,
    "/cy/": 200,
    "/privacy/": 200,
    "/register.atom": 200,
    "/api/documents/social-media": 200,
    "/api/nothing": 404,
    "/nothing/": 404,
    "/members/": 302,
    "/documents/social-media": 301,
    "/admin/": 302,
    "/admin/login/": 302,
    "/sign-in/": 200,
    "/council.css": 200,
}


def test_the_portal_behind_a_front_server(served):
    """One start for all, because starting takes longer than asking."""
    every_answer_carries_the_headers(served)
    static_files_are_kept_for_ever(served)
    an_unchanged_page_is_not_sent_again_though_it_was_packed(served)
    nobody_is_told_another_name_or_that_https_was_http(served)
    whoever_signs_in_has_cookies_for_https_alone(served)
    readers_are_in_no_log(served)
    each_thread_keeps_its_line_to_the_database(served)
    a_lost_worker_is_replaced(served)
    what_nginx_says_alone_has_headers_too(served)


def every_answer_carries_the_headers(served):
    for address, expected in ANSWERS.items():
        status, headers, _ = served.get(address)
        assert status == expected, address
        for name, pattern in HEADERS.items():
            # Twice would be the portal and nginx both, of which a browser takes neither surely.
            assert len(headers.get_all(name, [])) == 1, (address, name)
            assert re.match(pattern, headers[name]), (address, name)
        assert headers["Server"] == "nginx"
        assert address.startswith(("/admin", "/members", "/sign-in")) or "Set-Cookie" not in headers


def static_files_are_kept_for_ever(served):
    page = served.get("/")[2].decode()
    (address,) = set(re.findall(r'href="(/static/portal/portal\.[0-9a-f]+\.css)"', page))
    status, headers, read = served.get(address, Accept_Encoding="gzip")
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert b"--measure" in gzip.decompress(read)
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def an_unchanged_page_is_not_sent_again_though_it_was_packed(served):
    address = "/documents/social-media/"
    _, headers, packed = served.get(address, Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert b"applies to" in gzip.decompress(packed)
    assert headers["Cache-Control"].startswith("public, max-age=60")
    assert "Cookie" not in headers.get("Vary", "")
    again = {"If_None_Match": headers["ETag"]}
    status, headers, read = served.get(address, Accept_Encoding="gzip", **again)
    assert (status, read) == (304, b"")
    assert "Content-Security-Policy" in headers
    served.town.make_successor(served.version)
    status, _, read = served.get(address, **again)
    assert status == 200
    assert b"Version 2.0" in read


def nobody_is_told_another_name_or_that_https_was_http(served):
    forged = served.get("/", Host="evil.example")
    assert forged[0] == 400
    assert b"evil.example" not in forged[2]
    assert forged[1]["Content-Security-Policy"]
    # What a reader says of the way here is overwritten by nginx.
    assert served.get("/", X_Forwarded_Proto="http")[0] == 200
    with socket.create_connection(("127.0.0.1", served.http)) as plain:
        plain.sendall(b"GET /cy/ HTTP/1.0\r\nHost: policies.brackenmoor.example\r\n\r\n")
        assert b"Location: https://policies.brackenmoor.example/cy/" in plain.recv(2000)


def whoever_signs_in_has_cookies_for_https_alone(served):
    kept = served.get("/sign-in/")[1].get_all("Set-Cookie")
    assert kept
    for cookie in kept:
        assert "Secure" in cookie
        assert "SameSite=Lax" in cookie


def readers_are_in_no_log(served):
    status, _, _ = served.get("/search/?q=harassment", X_Forwarded_For="203.0.113.9")
    assert status == 200
    # nginx writes its line after the answer has gone.
    for _ in range(100):
        log = (served.folder / "policy-portal.log").read_text()
        if '"GET /search/" 200' in log:
            break
        time.sleep(0.1)
    assert '"GET /search/" 200' in log
    for personal in ("harassment", "127.0.0.1", "203.0.113.9"):
        assert personal not in log
    assert "harassment" not in (served.folder / "serve.log").read_text()


def each_thread_keeps_its_line_to_the_database(served):
    """A pool of just the right size; SQLite has no lines."""
    if connection.vendor == "sqlite":
        return

    def lines() -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                " AND usename = current_user AND pid <> pg_backend_pid()"
            )
            return {pid for (pid,) in cursor.fetchall()}

    before = lines()
    assert before
    for _ in range(12):
        assert served.get("/search/?q=private")[0] == 200
    assert before <= lines()
    assert len(lines()) <= 2 * 2


def a_lost_worker_is_replaced(served):
    """The control socket is closed, and a worker that dies takes nobody along."""
    children = subprocess.run(
        ["ps", "--ppid", str(served.portal.pid), "-o", "pid="], capture_output=True, text=True
    ).stdout.split()
    assert len(children) == 2
    os.kill(int(children[0]), signal.SIGKILL)
    assert [served.get("/livez-is-not-asked/")[0] for _ in range(6)] == [404] * 6
    assert not list(served.folder.glob("**/*.ctl"))


def what_nginx_says_alone_has_headers_too(served):
    served.portal.terminate()
    served.portal.wait(timeout=60)
    status, headers, read = served.get("/")
    assert status == 503
    assert headers["Retry-After"] == "60"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert b"Back soon" in read
