"""What the log of a server holds: enough to find a fault, and nothing of any person."""

import io
import json
import logging
import re

import pytest
from django.http import HttpResponse
from django.urls import include, path

from policies.models import Invitation
from policyportal import logs
from policyportal.request_ids import current
from tests.admin.posting import post_from
from tests.factories import PASSWORD

READER = "Wilhelmina Featherstonehaugh"
ADDRESS = "wilhelmina@featherstonehaugh.example"
CLIENT = "203.0.113.77"


def broken(request, token):
    raise ValueError(f"duplicate key: ({READER}, {ADDRESS}) {request.META['REMOTE_ADDR']}")


def lost(request):
    raise FileNotFoundError(2, "No such file or directory", f"/srv/{READER}")


def said(request):
    logging.getLogger("policies").warning("Something is odd.")
    return HttpResponse(current.get())


urlpatterns = [
    path("broken/<str:token>/", broken),
    path("lost/", lost),
    path("said/", said),
    path("", include("policyportal.urls")),
]
handler404 = "policies.views.not_found.not_found"


@pytest.fixture
def log(monkeypatch):
    """What a server would have written, all that is said from the level of its settings."""
    written, root = io.StringIO(), logging.getLogger()
    stream = logging.StreamHandler(written)
    stream.addFilter(logs.WithRequestId())
    stream.setFormatter(logs.JsonLines())
    loggers = {"": logging.WARNING, "policies": 20, "policyportal": 20, "django": 20}
    before = {name: logging.getLogger(name).level for name in loggers}
    for name, level in loggers.items():
        logging.getLogger(name).setLevel(level)
    root.addHandler(stream)
    yield written
    root.removeHandler(stream)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def visitor(client, settings):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    client.defaults["REMOTE_ADDR"] = CLIENT
    return client


def lines(log) -> list[dict]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.django_db
def test_nothing_of_a_person_is_in_the_log(town, in_force, visitor, log):
    town.member.first_name = READER
    town.member.save()
    for password in ("wrong-" + PASSWORD, PASSWORD):
        visitor.post("/sign-in/", {"login": town.member.username, "password": password})
    post_from(
        visitor,
        "/documents/social-media/versions/1.0/ask-for-another-format/",
        asked="easy-read",
        email=ADDRESS,
        name=READER,
        words=f"Please, for {READER}.",
    )
    visitor.get("/search/", {"q": READER})
    visitor.get(f"/nothing/{READER}/", {"q": ADDRESS})
    visitor.get("/consultation/a-secret-that-opens-a-door/")
    visitor.get("/subscribe/confirm/a-secret-that-opens-a-door/")
    assert visitor.get(f"/broken/{ADDRESS}/", {"q": READER}).status_code == 500
    assert visitor.get("/lost/").status_code == 500
    visitor.post("/livez")
    told = log.getvalue()
    words = {READER, *READER.split(), ADDRESS, CLIENT, PASSWORD, "secret-that", "q=", "wrong-"}
    assert {word for word in words if word in told} == set()
    assert not re.search(r"username|login|sessionid|csrftoken", told)
    assert not Invitation.objects.exists()
    routes = {(line.get("route"), line.get("status")) for line in lines(log)}
    assert {("sign-in/", 200), ("sign-in/", 302), ("search/", 200), ("", 404)} <= routes
    assert ("broken/<str:token>/", 500) in routes


@pytest.mark.django_db
def test_a_fault_is_told_by_its_sort_and_place(visitor, log):
    answer = visitor.get("/broken/x/")
    (fault,) = [line for line in lines(log) if "exception" in line]
    assert fault["message"] == "Internal Server Error: broken/<str:token>/"
    assert fault["request_id"] == answer["X-Request-ID"]
    assert fault["exception"][0]["type"] == "builtins.ValueError"
    assert re.search(r"test_logs\.py:\d+ broken$", fault["exception"][0]["where"][-1])
    assert {line["request_id"] for line in lines(log)} == {answer["X-Request-ID"]}
    visitor.get("/lost/")
    (lost,) = [line for line in lines(log) if line.get("exception", [{}])[0].get("system")]
    assert lost["exception"][0]["system"] == "No such file or directory"


@pytest.mark.django_db
def test_what_django_says_when_all_is_over_has_the_identity_too(visitor, log):
    answer = visitor.get("/nothing/here/")
    assert len(lines(log)) == 2
    assert {line["request_id"] for line in lines(log)} == {answer["X-Request-ID"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("4bf92f3577b34da6a3ce929d0e0e4736", True),
        ("1D6D5F0C-7B0E-4B7E-9C1E-0123456789AB", True),
        ("", False),
        ("abc", False),
        ("wilhelmina.featherstonehaugh", False),
        ("4bf92f3577b34da6\x0b4bf92f3577b34da6", False),
        ("a" * 65, False),
    ],
)
def test_an_identity_is_taken_if_it_looks_like_one(visitor, log, given, is_taken):
    answer = visitor.get("/said/", headers={"x-request-id": given})
    told = answer["X-Request-ID"]
    assert (told == given) is is_taken
    assert re.fullmatch(r"[0-9A-Fa-f-]{16,64}", told)
    assert answer.content.decode() == told
    assert {line["request_id"] for line in lines(log)} == {told}
    assert current.get() == ""


def test_a_server_writes_json_and_a_developer_reads_lines():
    written = {}
    for readable in (True, False):
        config = logs.configuration(readable=readable)
        kind = config["formatters"][config["handlers"]["console"]["formatter"]]
        make = kind.get("()", lambda kind=kind: logging.Formatter(kind["format"]))
        record = logging.LogRecord("policies", 30, "x.py", 1, "Odd: %s", ("this",), None)
        logs.WithRequestId().filter(record)
        written[readable] = make().format(record)
    assert written[True] == "WARNING policies [-] Odd: this"
    line = json.loads(written[False])
    assert (line["level"], line["message"], line["request_id"]) == ("warning", "Odd: this", "-")


def test_nothing_of_django_goes_another_way_out():
    assert logging.getLogger("django").handlers == []
    assert logs.configuration(readable=False)["loggers"]["django"]["handlers"] == []
