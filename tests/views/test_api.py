"""The answers for programs: what the description promises, and nothing that is not public."""

import hashlib
import json
from pathlib import Path

import pytest
import schemathesis
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as search_settings
from jsonschema_rs import Draft202012Validator

from policies import urls
from policies.models import Version
from policyportal.wsgi import application

DESCRIPTION = json.loads(
    (Path(settings.BASE_DIR) / "policies" / "views" / "openapi.json").read_text()
)
SOCIAL_MEDIA = "/api/documents/social-media"


def answer(client, address: str) -> dict:
    return json.loads(client.get(address).content)


def is_as_described(told: dict, path: str) -> bool:
    described = DESCRIPTION["paths"][path]["get"]["responses"]["200"]
    schema = described["content"]["application/json"]["schema"]
    whole = {**schema, "components": DESCRIPTION["components"]}
    return Draft202012Validator(whole).is_valid(told)


def test_every_address_for_programs_is_described():
    made = {
        "/" + str(one.pattern).replace("<slug:slug>", "{slug}")
        .replace("<number:number>", "{number}").replace("<str:written>", "{day}")
        for one in urls.urlpatterns
        if one.name and one.name.startswith("api_") and one.name != "api_nothing_here"
    }  # fmt: skip
    assert made | {"/register.json"} == set(DESCRIPTION["paths"])


def test_the_bytes_of_a_text_have_the_hash_that_is_published(client, in_force):
    told = answer(client, f"{SOCIAL_MEDIA}/versions/1.0")
    assert is_as_described(told, "/api/documents/{slug}/versions/{number}")
    exact = client.get(f"{SOCIAL_MEDIA}/versions/1.0/text")
    assert hashlib.sha256(exact.content).hexdigest() == told["sha256"]
    assert exact.content == bytes(in_force.submission.canonical)
    assert exact["Access-Control-Allow-Origin"] == "*"


def test_a_document_and_a_day_are_told_as_described(client, town, in_force):
    second = town.make_successor(in_force)
    document = answer(client, SOCIAL_MEDIA)
    assert is_as_described(document, "/api/documents/{slug}")
    assert [one["number"] for one in document["versions"]] == ["2.0", "1.0"]
    day = second.in_force_from.isoformat()
    for asked, number in ((day, "2.0"), (in_force.in_force_from.isoformat(), "1.0")):
        told = answer(client, f"{SOCIAL_MEDIA}/on/{asked}")
        assert is_as_described(told, "/api/documents/{slug}/on/{day}")
        assert told["version"]["number"] == number
    assert answer(client, f"{SOCIAL_MEDIA}/on/1999-12-31")["version"] is None
    assert is_as_described(answer(client, "/register.json"), "/register.json")


@pytest.mark.parametrize(
    "address",
    [
        "/api/documents/nowhere",
        "/api/documents/for-members",
        "/api/documents/for-members/versions/1.0/text",
        f"{SOCIAL_MEDIA}/versions/9.9",
        f"{SOCIAL_MEDIA}/on/2026-02-30",
        f"{SOCIAL_MEDIA}/on/0000-01-01",
        "/api/",
        "/api/documents/../x",
    ],
)
def test_what_is_not_there_is_a_problem_in_json(client, town, in_force, address):
    town.make_in_force(town.make_document("for-members"), publication=Version.Publication.MEMBERS)
    client.force_login(town.member)
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(response.content)["detail"]


def test_a_draft_is_in_no_answer(client, town, in_force):
    draft = town.make_draft(in_force.document, title="A secret title")
    for address in (SOCIAL_MEDIA, "/register.json", f"{SOCIAL_MEDIA}/on/2030-01-01"):
        assert b"secret" not in client.get(address).content
    assert client.get(f"{SOCIAL_MEDIA}/versions/{draft.number}").status_code == 404


@pytest.fixture
def served(in_force):
    """A version in force whose database stays open from request to request."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield in_force
    for signal in signals:
        signal.connect(close_old_connections)


SCHEMA = schemathesis.openapi.from_wsgi("/api/openapi.json", application)


@SCHEMA.parametrize()
@search_settings(
    max_examples=40, deadline=None, suppress_health_check=[*HealthCheck], derandomize=True
)
def test_whatever_is_asked_is_answered_as_described(case, served):
    case.call_and_validate()
