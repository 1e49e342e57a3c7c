"""How a text is cited: the very words, addresses that last, and nothing that the law hides."""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from policies.actions import publishing, submitting
from policies.domain.lifecycle import Outcome
from policies.models import Version
from tests.restricted import Restricting
from tests.translated import Translating

DOCUMENT = "/documents/social-media/"
VERSION = f"{DOCUMENT}versions/1.0/"
WHOLE = f"http://127.0.0.1:8000{VERSION}"


def published(town, draft: Version) -> Version:
    submitting.submit_version(version=draft, by=town.author, at=town.now())
    approved = town.decide(town.fresh(draft), town.body, Outcome.APPROVED)
    publishing.publish_version(version=approved, by=town.officer, at=town.now())
    return town.fresh(draft)


def citations(page: str) -> list[str]:
    found = re.findall(r'<p class="citation">(.*?)</p>', page, re.DOTALL)
    return [" ".join(unescape(strip_tags(one)).split()) for one in found]


def anchor_of(page: str, heading: str) -> str:
    return re.search(rf'id="h-(s-[0-9a-f]+)">{heading}</h', page)[1]


@pytest.mark.parametrize("address", [DOCUMENT, VERSION, f"{DOCUMENT}on/2026-03-02/"])
def test_the_text_and_each_section_are_cited_with_the_address_that_lasts(client, in_force, address):
    page = client.get(address).content.decode()
    whole, first, *_more = citations(page)
    assert whole == (
        "Brackenmoor Borough Council, “Social media policy”, version 1.0, in force from "
        f"2 March 2026. {WHOLE}"
    )
    assert first == (
        "Brackenmoor Borough Council, “Social media policy”, version 1.0, section “Scope”, "
        f"in force from 2 March 2026. {WHOLE}#{anchor_of(page, 'Scope')}"
    )


def test_every_section_offers_its_citation_and_each_of_its_paragraphs(client, in_force):
    page = client.get(DOCUMENT).content.decode()
    sections = re.findall(r'<section id="(s-[0-9a-f]{12})" class="text".*?</section>', page, re.S)
    assert len(citations(page)) == 1 + len(sections) == 4
    ids = re.findall(r' id="(s-[0-9a-f]{12}-p\d+)"', page)
    links = re.findall(rf'href="{VERSION}#(s-[0-9a-f]{{12}}-p\d+)"', page)
    assert links == ids != []


def test_a_section_keeps_its_anchor_in_the_next_version(client, town, in_force):
    before = anchor_of(client.get(DOCUMENT).content.decode(), "Scope")
    town.make_successor(in_force)
    page = client.get(DOCUMENT).content.decode()
    assert anchor_of(page, "Scope") == before
    assert f'href="http://127.0.0.1:8000{DOCUMENT}#{before}"' in page
    earlier = citations(client.get(VERSION).content.decode())[0]
    assert re.search(r"in force from 2 March 2026 until \d+ \w+ 2026\.", earlier)


def test_a_withdrawn_text_is_cited_with_the_day_on_which_it_ended(client, town, in_force):
    town.wait(days=3)
    publishing.withdraw_version(version=in_force, by=town.officer, at=town.now(), reason="Old")
    assert "until 5 March 2026." in citations(client.get(VERSION).content.decode())[0]


def test_what_an_author_typed_is_cited_as_it_was_typed(client, town):
    draft = town.make_draft(title="Rules & “manners” <b>")
    town.write_section(draft, 'The "1 < 2" rule', "Text.")
    published(town, draft)
    page = client.get(DOCUMENT).content.decode()
    assert "Rules & “manners” <b>" in citations(page)[0]
    assert 'section “The "1 < 2" rule”' in citations(page)[-1]
    assert "<b>" not in re.search(r'<p class="citation">.*?</p>', page)[0]


def test_a_translation_is_cited_as_one(client, town):
    Translating(town).make(town.make_in_force(), "ur")
    page = client.get(f"{VERSION}ur/").content.decode()
    told = citations(page)
    assert "(translation into Urdu), version 1.0, in force from 2 March 2026." in told[0]
    assert told[0].endswith(f"{WHOLE}ur/")
    assert f'<meta property="og:url" content="{WHOLE}ur/">' in page
    assert all(f"{WHOLE}ur/#s-" in one for one in told[1:])
    assert len(told) == 4
    assert re.search(r'<p class="citation">[^<]*“<bdi lang="ur">', page)
    assert 'class="anchor"' not in page


def test_welsh_pages_cite_in_welsh_and_with_the_same_addresses(client, in_force):
    page = client.get(f"/cy{DOCUMENT}").content.decode()
    assert citations(page)[0].endswith(WHOLE)
    assert '<details class="cite" lang="cy" dir="ltr">' in page


def test_a_hidden_passage_is_in_no_citation_and_moves_no_paragraph(client, town):
    draft = town.make_draft()
    town.write_section(draft, "The heron", "First.\n\nThe heron of Thornby.\n\n- A\n- B\n\nLast.")
    version = published(town, draft)

    def places() -> list[str]:
        page = client.get(VERSION).content.decode()
        return re.findall(r' id="s-[0-9a-f]{12}-p(\d+)">([A-Z]\w*)', page)

    before = places()
    law = Restricting(town)
    law.restrict(version, "The heron of Thornby")
    law.restrict(town.fresh(version), "The heron")
    page = client.get(VERSION).content.decode()
    assert "heron" not in page.lower()
    assert ("2", "The") in before
    assert places() == [one for one in before if one != ("2", "The")]


def test_a_text_that_is_hidden_whole_is_cited_without_a_section(client, town, in_force):
    Restricting(town).restrict(in_force, "")
    assert len(citations(client.get(VERSION).content.decode())) == 1


@pytest.mark.parametrize("language", ["", "/cy"])
def test_pages_for_reading_carry_no_cookie_and_stay_in_shared_caches(client, in_force, language):
    response = client.get(f"{language}{DOCUMENT}")
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    again = client.get(f"{language}{DOCUMENT}", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_a_page_on_paper_says_which_version_it_is_and_of_which_day(client, in_force):
    page = client.get(VERSION).content.decode()
    assert re.search(r"Version 1\.0, in force on \d+ \w+ 20\d\d\.", page)
    assert f"Printed from {WHOLE}. Look there for whether it applies now." in page


def test_programs_are_told_where_the_page_belongs(client, town, in_force):
    town.make_successor(in_force)
    for address, canonical, shared in (
        (DOCUMENT, DOCUMENT, f"{DOCUMENT}versions/2.0/"),
        (VERSION, VERSION, VERSION),
    ):
        page = client.get(address).content.decode()
        assert f'<link rel="canonical" href="{canonical}">' in page
        assert f'<meta property="og:url" content="http://127.0.0.1:8000{shared}">' in page
        assert '<meta property="og:title" content="Social media policy">' in page
