"""Whatever is asked in an address is answered, and never becomes markup."""

import json
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from policies.models import Document
from tests.attacks.active import acting_in_html, acting_in_xml
from tests.fuzz import scraps
from tests.fuzz.doses import fuzzed, in_time
from tests.fuzz.mutations import mutated
from tests.fuzz.test_dates import TYPED
from tests.views.test_bad_addresses import HOSTILE, IN_A_QUERY

NAMES = st.sampled_from(
    ["q", "versions", "kind", "audience", "about", "topic", "on", "page", "p", "from", "to", "day",
     "sha256", "next", "o", "e", "as_of", "section", "like", "version", "status__exact", "_popup",
     "format", "language", "all", "id__in", "document__id__exact", "q\x00"]
)  # fmt: skip
WORDS = mutated(
    ["members must not post", '"think before you post" claim', "policy -risk", "harasment",
     "dosbarth aelodau", "data-protection", "s.1(2)", "2.0", "1.0", "all", "policy", "0" * 64,
     *IN_A_QUERY],
    scraps.LINE, most_edits=3,
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-3, 3).map(str),
    st.integers().map(str),
    st.sampled_from(["last", "1.0", "1e9", "٣"]),
)
VALUES = st.one_of(WORDS, WORDS, NUMBERS, TYPED, scraps.LINE)
QUERY = st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=4)

HOME = "/documents/social-media/"
PUBLIC = (
    "/search/", "/search/", "/search/", "/search/", "/cy/search/", "/dos-and-donts/", "/risks/",
    "/law/", "/glossary/", "/at-a-glance/", "/verify/", "/register/", "/register.json",
    "/register.csv", "/register.atom", f"{HOME}on/", f"{HOME}compare/", f"{HOME}history/",
    f"{HOME}feed.atom", "/api/documents/social-media", "/sitemap.xml", "/sitemap-versions.xml",
    "/report-a-problem/", "/sign-in/", "/",
)  # fmt: skip
# A place in an address takes whatever was written into it.
ADDRESSES = (
    "/documents/{}/", "/documents/{}/history/", f"{HOME}on/{{}}/", f"{HOME}versions/1.0/{{}}",
    f"{HOME}on/x{{}}/certificate.pdf", f"{HOME}versions/{{}}/", f"{HOME}compare/{{}}/1.0/",
    f"{HOME}sections/{{}}/", f"{HOME}{{}}/", "/api/documents/{}", "/api/{}",
    "/api/documents/social-media/on/{}", "/api/documents/social-media/versions/{}/text",
    "/files/{}/a.pdf", "/{}", "/subscribe/confirm/{}/", "/consultation/{}/", "/calendar/{}.ics",
    "/sitemap-{}.xml", "/static/{}",
)  # fmt: skip
DESK = (
    "/admin/", "/admin/policies/document/", "/admin/policies/version/", "/admin/policies/council/",
    "/admin/policies/lawreference/", "/admin/policies/user/", "/admin/policies/contact/",
    "/admin/policies/version/{version}/history/", "/admin/policies/version/{version}/change/",
    "/admin/policies/version/{version}/restore/{lineage}/", "/admin/policies/section/add/",
    "/admin/policies/version/{version}/add-comment/",
    "/admin/policies/restriction/ask/{version}/",
)  # fmt: skip
# What a person is given instead of what they asked for, and what they asked for.
ANSWERS = {200, 301, 302, 303, 304, 400, 403, 404, 405, 410, 451}


def asked_of(client: Client, address: str, query: list[tuple[str, str]]) -> None:
    """Ask, and look at the answer as a browser or a program reads it."""
    sent = {name: value.encode("utf-8", "replace") for name, value in query}
    with in_time():
        answer = client.get(address, sent)
        content = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code in ANSWERS, (answer.status_code, address, query)
    assert scraps.MARK.encode() not in content.lower(), (address, query)
    kind = answer.get("Content-Type", "").split(";")[0]
    if kind == "text/html":
        assert acting_in_html(content.decode()) == [], (address, query)
    elif kind.endswith("json"):
        json.loads(content)
    elif kind.endswith("xml"):
        assert acting_in_xml(content) == [], (address, query)


@pytest.fixture
def shelf(town, in_force) -> None:
    """A text in force and the one before it."""
    town.make_successor(in_force)


@fuzzed("questions of readers")
@given(st.sampled_from(PUBLIC), QUERY)
def test_any_question_of_a_reader_is_answered(client, shelf, address, query):
    asked_of(client, address, query)


@fuzzed("addresses of readers")
@given(st.sampled_from(ADDRESSES), st.one_of(st.sampled_from(HOSTILE), VALUES))
def test_any_address_is_answered(client, shelf, address, place):
    asked_of(client, address.format(quote(place.encode("utf-8", "replace"), safe="/")), [])


@dataclass
class Desk:
    """Those who read there, each signed in, and what the addresses name: a draft, a section."""

    readers: dict[str, Client]
    named: dict[str, object]


@pytest.fixture
def desk(town, shelf) -> Desk:
    draft = town.make_draft(Document.objects.get())
    readers = {name: Client() for name in ("officer", "auditor", "administrator")}
    for name, reader in readers.items():
        reader.force_login(getattr(town, name))
    return Desk(readers, {"version": draft.pk, "lineage": draft.sections.first().lineage})


@fuzzed("questions at the desk")
@given(st.sampled_from(["officer", "auditor", "administrator"]), st.sampled_from(DESK), QUERY)
def test_any_question_at_the_desk_is_answered(desk, reader, address, query):
    asked_of(desk.readers[reader], address.format(**desk.named), query)
