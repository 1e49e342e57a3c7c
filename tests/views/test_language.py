"""The interface in English and in Welsh: one address for each, and no word of the other left."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from policies.actions import consulting
from policies.actions.articles import make_article
from policies.models import Submission
from tests.catalogue import entries_of, places_in
from tests.translated import Translating

PAGES = (
    "/",
    "/documents/social-media/",
    "/documents/social-media/versions/1.0/",
    "/documents/social-media/history/",
    "/documents/social-media/versions/1.0/approval/",
    "/documents/social-media/versions/2.0/approval/",
    "/documents/social-media/compare/1.0/2.0/",
    "/documents/social-media/compare/",
    "/documents/social-media/on/2026-03-02/",
    "/documents/social-media/on/2010-01-01/",
    "/documents/social-media/on/2026-02-30/",
    "/documents/social-media/versions/2.0/ask-for-another-format/",
    "/documents/social-media/versions/2.0/ur/",
    "/documents/social-media/ur/",
    "/documents/social-media/subscribe/",
    "/subscribe/",
    "/report-a-problem/",
    "/accessibility/",
    "/privacy/",
    "/register/",
    "/at-a-glance/",
    "/dos-and-donts/",
    "/risks/",
    "/law/",
    "/glossary/",
    "/search/?q=heron",
    "/verify/",
    "/sign-in/",
    "/no-such-page/",
)
# What the text says is in its own language; code is the same in both.
TEXT = re.compile(r"<article\b.*?</article>|<(code|pre)\b.*?</\1>", re.DOTALL)


@pytest.fixture
def reader(client):
    return client


@pytest.fixture
def shelf(town):
    """A text in force that took the place of another, with a translation."""
    version = town.make_successor(town.make_in_force())
    Translating(town).make(version, "ur")
    return version


@pytest.fixture
def pages(town, shelf) -> tuple[str, ...]:
    """Every page, with those whose addresses have something of this shelf in them."""
    lineage = shelf.sections.first().lineage.hex[:12]
    town.at = timezone.now() - timedelta(hours=1)
    _, link = consulting.invite(
        consultation=consulting.open_consultation(
            version=town.make_in_review(shelf.document),
            consulted="Ash Ward",
            opens_on=town.at.date(),
            closes_on=town.at.date() + timedelta(days=14),
            by=town.officer,
            at=town.now(),
        ),
        name="Cllr Ash",
        email="ash@members.example",
        by=town.officer,
        at=town.now(),
    )
    consultation = link[link.index("/consultation/") :]
    return (*PAGES, f"/documents/social-media/sections/{lineage}/", consultation)


def words_of(page: str) -> str:
    """What a reader sees and hears of a page outside the text itself, in one line."""
    page = TEXT.sub("|", page)
    spoken = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', page)
    shown = re.sub(r"<[^>]*>", "|", page)
    return unescape(re.sub(r"\s+", " ", f"{shown} {'|'.join(spoken)}"))


def english_words() -> list[str]:
    """The sentences of the catalogue long enough to be told from data, without places in them."""
    return [
        entry.sentence
        for entry in entries_of("cy")
        if len(entry.sentence) > 11
        and " " in entry.sentence.strip()
        and not places_in(entry.sentence)
        and entry.sentence not in entry.said
    ]


def test_a_welsh_page_has_no_english_of_the_interface(reader, pages):
    of_the_text = "".join(bytes(one.canonical).decode() for one in Submission.objects.all())
    interface = [words for words in english_words() if words not in of_the_text]
    left = {}
    for address in pages:
        page = reader.get(f"/cy{address}").content.decode()
        assert '<html lang="cy">' in page
        words = words_of(page)
        assert "Polisïau a chanllawiau i aelodau" in words
        assert "nid oes siaradwr Cymraeg wedi ei gwirio eto" in words
        left[address] = [
            english
            for english in interface
            if re.search(rf"(?<!\w){re.escape(english)}(?!\w)", words)
        ]
    assert not {address: words for address, words in left.items() if words}


def test_an_english_page_has_no_welsh_but_the_way_there(reader, pages):
    welsh = {said for entry in entries_of("cy") for said in entry.said if len(said) > 25}
    welsh -= {entry.sentence for entry in entries_of("cy")}
    for address in pages:
        page = reader.get(address).content.decode()
        assert '<html lang="en-GB">' in page
        link = f'<a href="/cy{address.split("?")[0]}'
        assert re.search(rf'{re.escape(link)}[^"]*" lang="cy" hreflang="cy">Cymraeg</a>', page)
        assert not [said for said in welsh if said in page]


def test_links_within_a_page_stay_in_its_language(reader, shelf):
    page = reader.get("/cy/documents/social-media/").content.decode()
    addresses = re.findall(r'href="(/[^"]*)"', page)
    plain = {one for one in addresses if one.endswith("/") and not one.startswith("/cy/")}
    assert plain == {"/documents/social-media/", "/admin/"}
    assert "/cy/documents/social-media/history/" in addresses
    assert "/council.css" in addresses
    assert "/documents/social-media/versions/2.0/social-media-2.0.pdf" in addresses


def test_each_page_names_itself_in_both_languages(reader, shelf, settings):
    settings.PUBLIC_ADDRESS = "https://policies.brackenmoor.example"
    pair = [
        '<link rel="alternate" hreflang="en-GB" href="https://policies.brackenmoor.example/">',
        '<link rel="alternate" hreflang="cy" href="https://policies.brackenmoor.example/cy/">',
    ]
    for address in ("/", "/cy/"):
        page = reader.get(address).content.decode()
        assert all(link in page for link in pair)


def test_only_the_address_says_which_language(shelf):
    asking = Client(headers={"Accept-Language": "cy"})
    asking.cookies["django_language"] = "cy"
    english = asking.get("/")
    assert "In force from" in english.content.decode()
    for answer in (english, asking.get("/cy/")):
        assert "Language" not in answer.headers.get("Vary", "")
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies
        assert answer.headers["Cache-Control"].startswith("public")
    assert translation.get_language() == "en-gb"


def test_what_is_kept_of_a_page_is_kept_for_its_language(reader, shelf):
    english, welsh = (reader.get(address) for address in ("/accessibility/", "/cy/accessibility/"))
    assert english.headers["ETag"] != welsh.headers["ETag"]
    assert reader.get("/accessibility/").content == english.content
    assert reader.get("/cy/accessibility/").content == welsh.content
    tag = {"If-None-Match": english.headers["ETag"]}
    assert reader.get("/accessibility/", headers=tag).status_code == 304
    assert reader.get("/cy/accessibility/", headers=tag).status_code == 200


def test_dates_and_numbers_are_in_welsh_words(reader, shelf):
    page = words_of(reader.get("/cy/documents/social-media/versions/1.0/").content.decode())
    assert "Nid yw fersiwn 1.0 o’r polisi hwn mewn grym. Bu mewn grym o " in page
    decided = r"Cymeradwywyd gan Standards Committee ar \d+ Mawrth 2026 \(Minute \d+\)"
    assert re.search(decided, page)


def test_a_stored_text_keeps_its_own_language_whoever_asks_first(reader, shelf):
    shelf.submission.article.delete()
    with translation.override("cy"):
        html = make_article(submission=shelf.submission).html
    assert "Cynnwys" not in html
    assert "Contents" in html


def test_the_desk_and_the_files_have_one_address(reader, shelf):
    assert reader.get("/cy/admin/").status_code == 404
    assert reader.get("/cy/council.css").status_code == 404
    assert reader.get("/cy/documents/social-media/history").status_code in (301, 404)
    with translation.override("cy"):
        assert reverse("policies:council_colours") == "/council.css"
        assert reverse("policies:home") == "/cy/"
        assert reverse("admin:index") == "/admin/"


def test_the_statement_tells_whom_to_ask_and_who_enforces_it(reader, town):
    page = reader.get("/accessibility/").content.decode()
    assert "mailto:formats@brackenmoor.example" in page
    assert "01632 960001" in page
    assert "Equality Advisory and Support Service" in page
    assert "Equality Commission for Northern Ireland" not in page
    town.council.nations = "NI"
    town.council.save()
    page = reader.get("/accessibility/").content.decode()
    assert "Equality Commission for Northern Ireland" in page


def test_the_fonts_are_those_of_this_machine(reader, db, settings, tmp_path):
    settings.FONTS_DIR = tmp_path
    assert reader.get("/fonts.css").content == b""
    (tmp_path / "NotoNastaliqUrdu-Regular.woff2").write_bytes(b"wOF2")
    rules = reader.get("/fonts.css").content.decode()
    assert rules.count("@font-face") == 1
    assert "/static/fonts/NotoNastaliqUrdu-Regular.woff2" in rules
    assert "unicode-range: U+0600-06FF" in rules
