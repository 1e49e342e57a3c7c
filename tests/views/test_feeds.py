"""Feeds keep to RFC 4287, and the map to the protocol of sitemaps.org."""

import json
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from lxml import etree

from policies.actions import publishing
from policies.models import Version

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
# RFC 4287, 4.1.1 and 4.1.2: what each must have exactly once.
ONCE = ("id", "title", "updated")


@pytest.fixture
def news(town, in_force) -> Version:
    """A second version followed the first, and was withdrawn; one for members is no news."""
    second = town.make_successor(in_force, change_summary="Video <b>calls</b> & more.")
    town.wait(days=5)
    publishing.withdraw_version(version=second, by=town.officer, at=town.now(), reason="A mistake.")
    town.make_in_force(
        town.make_document("for-members"),
        title="Only for members",
        publication=Version.Publication.MEMBERS,
    )
    return second


def texts(node, path: str) -> list[str]:
    return [found.text for found in node.iterfind(path, ATOM)]


@pytest.mark.parametrize("address", ["/register.atom", "/documents/social-media/feed.atom"])
def test_a_feed_is_one(client, settings, news, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(response.content)
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    (self_link,) = feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM)
    assert self_link == f"{settings.PUBLIC_ADDRESS}{address}"
    assert texts(feed, "a:author/a:name") == [news.document.council.name]
    entries = feed.findall("a:entry", ATOM)
    for node in (feed, *entries):
        for name in ONCE:
            assert len(node.findall(f"a:{name}", ATOM)) == 1, name
        assert all(urlsplit(iri).scheme for iri in texts(node, "a:id"))
        assert all(datetime.fromisoformat(at).tzinfo for at in texts(node, "a:updated"))
        assert node.xpath("count(a:link[@rel='alternate'])", namespaces=ATOM) == 1
    identities = texts(feed, "a:entry/a:id")
    assert len({*identities}) == len(identities) == 3
    moments = texts(feed, "a:entry/a:updated")
    assert moments == sorted(moments, reverse=True)
    assert texts(feed, "a:updated") == moments[:1]


def test_the_news_say_what_came_into_force_and_what_went(client, news):
    feed = etree.fromstring(client.get("/documents/social-media/feed.atom").content)
    assert texts(feed, "a:entry/a:title") == [
        f"Withdrawn: {news.title}, version 2.0",
        f"In force: {news.title}, version 2.0",
        f"In force: {news.title}, version 1.0",
    ]
    gone, came, _ = texts(feed, "a:entry/a:summary")
    assert gone.endswith("A mistake.")
    # The summary is marked as HTML, so what a person typed is shown, not obeyed.
    assert "Video &lt;b&gt;calls&lt;/b&gt; &amp; more." in came
    assert "Standards Committee" in came


def test_a_document_that_is_only_for_members_has_no_feed(client, news):
    assert client.get("/documents/for-members/feed.atom").status_code == 404
    assert b"Only for members" not in client.get("/register.atom").content


def test_the_map_names_every_public_page_and_each_answers(client, news):
    index = etree.fromstring(client.get("/sitemap.xml").content)
    found = []
    for part in index.findall("m:sitemap/m:loc", MAP):
        section = etree.fromstring(client.get(urlsplit(part.text).path).content)
        assert section.tag == f"{{{MAP['m']}}}urlset"
        found += [urlsplit(loc.text).path for loc in section.findall("m:url/m:loc", MAP)]
    assert sorted(found) == [
        "/documents/social-media/",
        "/documents/social-media/versions/1.0/",
        "/documents/social-media/versions/2.0/",
    ]
    assert {client.get(path).status_code for path in found} == {200}
    assert client.get("/sitemap-drafts.xml").status_code == 404


def test_robots_are_told_of_the_map(client, settings, db):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert f"Sitemap: {settings.PUBLIC_ADDRESS}/sitemap.xml" in lines
    assert "Disallow: /admin/" in lines


def test_a_page_describes_its_version_to_programs(client, town, in_force):
    town.make_successor(in_force, summary="What </script> <b> may & may not be said.")
    page = client.get("/documents/social-media/").content.decode()
    found = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    told = json.loads(found)
    assert (told["version"], told["creativeWorkStatus"]) == ("2.0", "in force")
    assert told["abstract"] == "What </script> <b> may & may not be said."
    assert told["url"].endswith("/documents/social-media/versions/2.0/")
    assert 'href="/documents/social-media/feed.atom"' in page
    assert 'href="/api/documents/social-media/versions/2.0"' in page
