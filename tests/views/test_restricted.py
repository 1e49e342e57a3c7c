"""A version of which something is hidden by law: no door says it, and lifting shows it again."""

import re
from html import unescape
from io import BytesIO

import pdfplumber
import pytest
from django.test import Client

from policies import formats, urls
from policies.actions import deciding, publishing, submitting
from policies.actions.rendering import rendition_of, versions_without_files
from policies.domain.content import ItemKind
from policies.models import Rendition, Version
from tests.restricted import NOTICE, Restricting

WORDS = "heron of Thornby"
VERSION = "/documents/social-media/versions/1.0/"
FILE = f"{VERSION}social-media-1.0"
PAGES = (
    "/",
    "/members/",
    "/documents/social-media/",
    VERSION,
    "/documents/social-media/history/",
    f"{VERSION}approval/",
    f"{VERSION}approval.csv",
    "/documents/social-media/on/2026-03-02/",
    "/documents/social-media/compare/",
    "/documents/social-media/compare/1.0/1.0/",
    "/register/",
    "/register.csv",
    "/register.json",
    "/register.atom",
    "/documents/social-media/feed.atom",
    "/api/documents/social-media",
    "/api/documents/social-media/versions/1.0",
    "/api/documents/social-media/on/2026-03-02",
    "/at-a-glance/",
    "/search/?q=Thornby",
    "/dos-and-donts/",
    "/risks/",
    "/law/",
    "/glossary/",
    f"{VERSION}ask-for-another-format/",
    "/documents/social-media/subscribe/",
)
FILES = (f"{FILE}.json", f"{FILE}.pdf", f"{FILE}-large-print.pdf")
# Every public address by its name: a new one is walked here too before it is let out.
WALKED = {
    "home", "members_home", "document_detail", "document_history", "version_detail",
    "approval_history", "approval_table", "version_file", "file",
    "compare_choice", "compare", "section_history",
    "choose_day", "document_on", "certificate", "verify",
    "ask_for_format", "subscribe",
    "at_a_glance", "search", "dos_and_donts", "risks", "laws", "words",
    "register", "register_table", "register_data", "register_feed", "document_feed",
    "api_document", "api_version", "api_on_day", "api_text",
    # These need a letter first: tests/views/test_letters.py walks them.
    "format_asked", "subscription_confirm", "subscription_leave",
    # These need a text in another language: tests/views/test_translations.py walks them.
    "translation_in_force", "translation",
}  # fmt: skip
# These show no published text: an officer's calendar names documents, as the desk does.
WORDLESS = {
    "api_description",
    "api_nothing_here",
    "sitemap",
    "sitemap_section",
    "robots",
    "report_problem",
    "problem_reported",
    "accessibility",
    "privacy",
    "security_txt",
    "council_colours",
    "fonts",
    "consultation",
    "calendar",
}

needs_pango = pytest.mark.skipif(
    bool(formats.available("pdf")), reason=formats.available("pdf") or "Pango is here"
)


@pytest.fixture
def law(town):
    return Restricting(town)


@pytest.fixture
def told(town) -> Version:
    """A version in force that says the words wherever words can stand."""
    town.contact.purpose = f"Questions about the {WORDS}"
    town.contact.save()
    town.law.care = f"The {WORDS} was a case."
    town.law.save()
    version = town.make_draft(
        title=f"Policy on the {WORDS}",
        summary=f"What the {WORDS} did.",
        audience=f"Friends of the {WORDS}",
        coverage=f"The {WORDS}",
        keywords=f"rules, {WORDS}",
        change_summary=f"Names the **heron** of\nThornby, the {WORDS}.",
        change_reason=f"The {WORDS} asked.",
    )
    section = town.write_section(
        version, f"The {WORDS}", f"Here the *heron\nof* Thornby and {WORDS}.", key="definitions"
    )
    town.write_item(section, ItemKind.RISK, f"The {WORDS} bites.")
    town.write_item(section, ItemKind.DO, f"Greet the {WORDS}.", key_point=True)
    submitting.submit_version(version=version, by=town.author, at=town.now())
    at = town.now()
    decision = deciding.enter_decision(
        version=version,
        body=town.body,
        outcome=deciding.Outcome.APPROVED,
        decided_on=at.date(),
        minute_reference="Minute 12",
        resolution=f"RESOLVED: that the {WORDS} be named.",
        by=town.clerk,
        at=at,
    )
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    publishing.publish_version(version=version, by=town.officer, at=town.now())
    return town.fresh(version)


def words_of(response) -> str:
    """Whatever a reader can find in a response: the source of a page, or the words of a PDF."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    if data.startswith(b"%PDF"):
        with pdfplumber.open(BytesIO(data)) as pdf:
            told = " ".join(page.extract_text() for page in pdf.pages) + repr(pdf.metadata)
    else:
        told = data.decode()
    return " ".join(re.sub(r"[*\\]|<[^>]+>", "", unescape(told)).split()).lower()


def says(response) -> bool:
    return "heron" in words_of(response)


def test_every_public_address_is_walked_here():
    assert {pattern.name for pattern in urls.urlpatterns} == WALKED | WORDLESS


def test_before_the_law_asks_every_page_says_the_words(client, told):
    assert [address for address in PAGES if not says(client.get(address))] == ["/members/"]


@needs_pango
def test_no_address_says_hidden_words_and_every_one_shows_the_notice(town, law, told):
    reader, member = Client(), Client()
    member.force_login(town.member)
    old = {}
    for address in FILES[1:]:
        file = reader.get(address)
        assert says(reader.get(file["Location"]))
        old[address] = file["Location"]
    for page in PAGES:
        reader.get(page)
    law.restrict(told, WORDS)
    for who in (reader, member):
        checked = f"/verify/?sha256={told.submission.sha256}"
        certified = "/documents/social-media/on/2026-03-02/certificate.pdf"
        for address in (*PAGES, *FILES, *old.values(), checked, certified):
            assert not says(who.get(address, follow=True)), address
            assert not says(who.get(address, headers={"if-none-match": "*"}, follow=True))
    for address in (VERSION, f"{VERSION}approval/", "/documents/social-media/"):
        page = words_of(reader.get(address))
        assert NOTICE.lower() in page
        assert "removed by law on " in page
        assert told.submission.sha256 in page
    for address in FILES[1:]:
        assert NOTICE.lower() in words_of(reader.get(address, follow=True))
    for address in (FILES[0], *old.values()):
        response = reader.get(address)
        assert response.status_code == 451
        assert response["Cache-Control"] == "no-store"
        assert NOTICE.lower() in words_of(response)
        assert told.submission.sha256 in words_of(response)


@needs_pango
def test_new_files_follow_the_old_ones_with_a_reason(client, town, law, told):
    first = rendition_of(submission=told.submission, format_name="pdf", at=town.now())
    restriction = law.restrict(told, WORDS)
    second = rendition_of(submission=told.submission, format_name="pdf", at=town.now())
    assert (second.replaces, second.reason) == (
        first,
        "Made without what is hidden by law since 2 March 2026.",
    )
    law.lift(restriction)
    third = rendition_of(submission=told.submission, format_name="pdf", at=town.now())
    assert (third.replaces, third.reason) == (second, "Made again, since a restriction was lifted.")
    assert Rendition.objects.standing().get(format="pdf") == third


def test_lifting_shows_every_page_and_the_exact_bytes_again(client, town, law, told):
    before = {address: words_of(client.get(address)) for address in (*PAGES[:5], FILES[0])}
    law.lift(law.restrict(told, WORDS))
    assert {address: words_of(client.get(address)) for address in before} == before
    told_again = words_of(client.get(f"{VERSION}approval/"))
    assert "on 2 march 2026 a passage of the text was hidden by law." in told_again
    assert "on 2 march 2026 a passage of the text was shown again." in told_again


def test_a_file_made_before_is_offered_again_once_it_is_lifted(client, town, law, in_force):
    file = law.keep_file(in_force, at=town.now())
    address = f"/files/{file.sha256}/{file.name}"
    assert b"".join(client.get(address).streaming_content) == b"%PDF words"
    restriction = law.restrict(in_force, "applies to all members")
    etag = f'"{file.sha256}"'
    assert client.get(address, headers={"if-none-match": etag}).status_code == 451
    law.lift(restriction)
    assert b"".join(client.get(address).streaming_content) == b"%PDF words"


class TestAWholeVersion:
    def test_its_page_is_the_notice_and_the_record_and_no_file_is_offered(
        self, client, town, law, in_force
    ):
        law.restrict(in_force, "")
        page = client.get(VERSION)
        assert page.status_code == 200
        words = words_of(page)
        assert "the text of this version was removed by law on 2 march 2026" in words
        assert NOTICE.lower() in words
        assert in_force.submission.sha256 in words
        assert "approved by the standards committee on 2 march 2026 (minute 12)" in words
        for gone in ("scope", "dos and don’ts", "how members use", "large print, pdf", "resolved"):
            assert gone not in words
        for address in FILES:
            assert client.get(address).status_code == 451

    def test_the_record_of_approval_stays_without_the_words_of_its_papers(
        self, client, town, law, in_force
    ):
        law.restrict(in_force, "")
        words = words_of(client.get(f"{VERSION}approval/"))
        assert "the standards committee approved the text (minute 12)." in words
        assert "resolved" not in words

    def test_the_clock_builds_nothing_for_it(self, town, law, in_force):
        assert versions_without_files(town.now()) != []
        law.restrict(in_force, "")
        assert versions_without_files(town.now()) == []


def test_another_version_is_not_touched(client, town, law, in_force):
    town.make_successor(in_force)
    law.restrict(town.fresh(in_force), "applies to all members")
    assert "applies to all members" in words_of(client.get("/documents/social-media/"))
    assert "applies to all members" not in words_of(client.get(VERSION))
