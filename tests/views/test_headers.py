"""No answer lacks a header, however it came to be: refused, redirected, broken, a file, a feed."""

import re

from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

CARRIED = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'",
    "Permissions-Policy": "camera=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HOME = "/documents/social-media/"
ANSWERS = {
    "/": 200, HOME: 200, f"{HOME}versions/1.0/": 200, f"{HOME}history/": 200,
    f"{HOME}versions/1.0/social-media-1.0.json": 200, f"{HOME}versions/1.0/approval.csv": 200,
    f"{HOME}feed.atom": 200, "/register.csv": 200, "/register.json": 200, "/sitemap.xml": 200,
    "/robots.txt": 200, "/council.css": 200, "/api/documents/social-media": 200,
    "/api/nothing": 404, "/nothing/": 404, "/documents/social-media": 301, "/members/": 302,
    "/privacy/": 200, "/search/?q=%00": 200, f"/files/{'0' * 64}/a.pdf": 404, "/cy/": 200,
    "/sign-in/": 200, "/admin/": 302, "/admin/login/": 302, "/consultation/nothing/": 404,
}  # fmt: skip
DESK = ("/admin/", "/admin/policies/document/", "/admin/policies/version/",
        "/admin/policies/version/retention/", "/admin/nothing/")  # fmt: skip


def lacking(response) -> dict[str, str]:
    """The headers that an answer has not, or has otherwise."""
    return {
        name: response.headers.get(name, "none")
        for name, begins in CARRIED.items()
        if not response.headers.get(name, "").startswith(begins)
    }


def test_every_answer_carries_them(client, town, in_force):
    found = {}
    for address, status in ANSWERS.items():
        response = client.get(address)
        assert response.status_code == status, address
        found[address] = lacking(response)
    unchanged = client.get(HOME, headers={"if-none-match": client.get(HOME)["ETag"]})
    assert unchanged.status_code == 304
    found |= {
        "unchanged": lacking(unchanged),
        "not allowed": lacking(client.post("/")),
        "forged": lacking(Client(enforce_csrf_checks=True).post("/sign-in/")),
        "another host": lacking(client.get("/", headers={"host": "evil.example"})),
        "no host at all": lacking(client.get("/", headers={"host": "a b"})),
    }
    client.force_login(town.administrator)
    found |= {address: lacking(client.get(address)) for address in DESK}
    assert {name: lack for name, lack in found.items() if lack} == {}


def test_a_redirection_to_https_and_a_refused_name_carry_them(client, settings):
    """Both are made by Django’s own middleware, before any page is asked."""
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["testserver"]
    led = client.get("/")
    assert (led.status_code, led["Location"]) == (301, "https://testserver/")
    assert lacking(led) == {}
    refused = client.get("/", headers={"host": "evil.example"})
    assert refused.status_code == 400
    assert lacking(refused) == {}
    assert "evil.example" not in refused.content.decode()


def broken(request):
    raise RuntimeError("postgres://portal:swordfish@db/portal")


def a_page_with_its_own(request):
    return HttpResponse("words", headers={"Referrer-Policy": "no-referrer"})


urlpatterns = [path("broken/", broken), path("own/", a_page_with_its_own)]
handler404 = "django.views.defaults.page_not_found"


@override_settings(ROOT_URLCONF="tests.views.test_headers", DEBUG=False)
def test_a_fault_of_ours_carries_them_and_tells_nothing():
    client = Client(raise_request_exception=False)
    response = client.get("/broken/")
    assert response.status_code == 500
    assert lacking(response) == {}
    page = response.content.decode()
    assert "The fault is ours" in page
    for secret in ("swordfish", "RuntimeError", "Traceback"):
        assert secret not in page


@override_settings(ROOT_URLCONF="tests.views.test_headers")
def test_a_page_may_be_stricter():
    assert Client().get("/own/")["Referrer-Policy"] == "no-referrer"


def test_the_policy_lets_nothing_run_that_stands_in_a_page(client, db):
    policy = client.get("/")["Content-Security-Policy"]
    for directive in ("base-uri", "object-src", "frame-ancestors"):
        assert re.search(rf"{directive} 'none'", policy)
    for loose in ("unsafe", "*", "http:", "https:", "blob:"):
        assert loose not in policy
    assert re.findall(r"(\S+) 'self' data:", policy) == ["img-src"]
