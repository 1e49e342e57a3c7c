"""Whatever is written into an address is answered with a clear page, and never breaks anything."""

import re

import pytest

from policies import urls

HOSTILE = (
    "'; DROP TABLE policies_version; --", "\x00", "../../etc/passwd", "<script>alert(1)</script>",
    "%s", "💥", "2026-02-30", "0000-01-01", "2.2.2", "9" * 400, "x" * 10_000,
)  # fmt: skip
# What a search engine or a form could take for more than words.
IN_A_QUERY = (
    *HOSTILE, "' OR '1'='1", "NEAR(a b, 5)", "a AND (OR", "*", "scope\x00x", "{{ 7 }}", "\u202e",
    "10000-01-01", "-1",
)  # fmt: skip
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
# The queries that pages read, each with the rest of what they need.
QUERIES = (
    ("/search/", "q", {}),
    ("/search/", "versions", {"q": "members"}),
    ("/search/", "kind", {"q": "members"}),
    ("/search/", "audience", {"q": "members"}),
    ("/search/", "about", {"q": "members"}),
    ("/search/", "topic", {"q": "members"}),
    ("/search/", "on", {"q": "members"}),
    ("/search/", "page", {"q": "members"}),
    ("/dos-and-donts/", "page", {}),
    ("/risks/", "page", {}),
    ("/law/", "page", {}),
    ("/glossary/", "page", {}),
    ("/verify/", "sha256", {}),
    ("/documents/social-media/on/", "day", {}),
    ("/documents/social-media/compare/", "from", {"to": "1.0"}),
    ("/documents/social-media/compare/", "to", {"from": "1.0"}),
    ("/report-a-problem/", "page", {}),
)


@pytest.fixture
def good(in_force) -> dict[str, str]:
    """A value for every place in an address at which there is something."""
    return {
        "slug": "social-media",
        "number": "1.0",
        "before": "1.0",
        "after": "1.0",
        "written": "2026-03-02",
        "lineage": in_force.sections.first().lineage.hex[:12],
        "language": "cy",
        "name": "social-media-1.0.json",
        "sha256": "0" * 64,
        "reference": "AAAA-AAAA",
        "token": "a" * 43,
        "section": "documents",
        "rest": "nothing",
    }


def addresses(good: dict[str, str]):
    """Every public address, each of its places in turn with what does not belong there."""
    for pattern in urls.urlpatterns:
        written = "/" + str(pattern.pattern).removeprefix("^").replace("(?P<rest>.*)$", "<rest>")
        for place in PLACE.findall(written):
            for hostile in HOSTILE:
                values = {**good, place: hostile}
                yield PLACE.sub(lambda found, v=values: v[found[1]], written)


def is_clear(response) -> bool:
    """Whether a reader or a program is told in words, and nothing of it is run."""
    page = response.content.decode()
    if response["Content-Type"].startswith("text/html"):
        return "<main" in page and "<script>alert" not in page and "Traceback" not in page
    return "json" in response["Content-Type"]


def test_in_the_place_of_what_there_is(client, good):
    answered = 0
    for address in addresses(good):
        response = client.get(address)
        # An address without its last stroke is told where it is.
        assert response.status_code in (301, 400, 404, 410), address
        if response.status_code != 301:
            assert is_clear(response), address
        answered += 1
    assert answered > 40 * len(HOSTILE)


def test_in_the_query(client, good):
    for address, name, rest in QUERIES:
        for hostile in IN_A_QUERY:
            response = client.get(address, {**rest, name: hostile})
            assert response.status_code in (200, 400, 404), (address, name, hostile)
            assert is_clear(response), (address, name, hostile)
