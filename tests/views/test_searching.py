"""A reader finds the section that says it, and nobody finds what is not for them."""

import re
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.actions import deciding, publishing, submitting, translating
from policies.actions.searching import index_what_is_missing, versions_not_indexed
from policies.domain.search.query import words_of
from policies.models import PublicSection, Version
from tests.restricted import Restricting
from tests.translated import Translating

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(town):
    """A policy in force with the usual sections, and guidance for candidates."""
    town.make_in_force()
    publish(
        town,
        "elections",
        ("Before the poll", "In the **pre-election period** publish nothing about a candidate. "
         "See [the rules](https://example.org/unseen-address)."),
        ("Café and crèche", "Members may campaign in a café."),
        ("Imprints", "Who printed it, the candidate says on it."),
        kind="guidance",
        audience="Candidates",
    )  # fmt: skip
    return town


def publish(town, slug, *sections, **described) -> Version:
    """Put a text with these sections in force."""
    document = town.make_document(slug, slug.capitalize())
    version = town.make_draft(document, **described)
    for heading, body in sections:
        town.write_section(version, heading, body)
    return put_in_force(town, version)


def put_in_force(town, version) -> Version:
    submitting.submit_version(version=version, by=town.author, at=town.now())
    decision = town.enter_decision(version)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    publishing.publish_version(version=version, by=town.officer, at=town.now())
    return town.fresh(version)


def found(client, q, **limits) -> list[str]:
    """The headings that a search finds, in order."""
    return [heading for heading, _ in hits(client, q, **limits)]


def hits(client, q, **limits) -> list[tuple[str, str]]:
    """The headings that a search finds, each with where it leads."""
    page = client.get("/search/", {"q": q, **limits})
    assert page.status_code == 200
    links = re.findall(r'<h4[^>]*><a href="([^"]+)">(.*?)</a></h4>', page.content.decode())
    return [(unescape(re.sub("<[^>]+>", "", words)), unescape(to)) for to, words in links]


def main_of(page) -> str:
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def test_it_leads_to_the_section_and_marks_what_matched(client, texts):
    section = PublicSection.objects.get(heading="Before the poll")
    assert hits(client, "candidates")[0][1].startswith("/documents/elections/")
    assert ("Before the poll", f"/documents/elections/#{section.anchor}") in hits(client, "nothing")
    page = main_of(client.get("/search/", {"q": "pre-election period"}))
    assert "<mark>pre</mark>" in page or "<mark>pre-election" in page
    assert "In force" not in page or "in force from 2 March 2026" in page
    assert "unseen-address" not in page


def test_a_word_of_the_field_finds_the_words_of_the_text(client, texts):
    for q in ("purdah", "PURDAH", "pre election", "“pre-election period”"):
        assert found(client, q) == ["Before the poll"], q


def test_accents_capitals_and_endings_do_not_matter(client, texts):
    for q in ("cafe", "CAFÉ", "campaigning", "campaigns café"):
        assert found(client, q) == ["Café and crèche"], q


def test_a_phrase_is_words_that_stand_together(client, texts):
    assert found(client, "nothing candidate") == ["Before the poll"]
    assert found(client, '"nothing candidate"') == []
    assert found(client, '"about a candidate"') == ["Before the poll"]


def test_a_heading_counts_for_more_than_the_words_under_it(client, town):
    publish(
        town, "words", ("Zebras", "One word."), ("Other animals", "Zebra, zebra and zebra again.")
    )
    assert found(client, "zebra") == ["Zebras", "Other animals"]


def test_limits(client, texts):
    for limits, number in (
        ({"kind": "guidance"}, 1), ({"kind": "policy"}, 0), ({"audience": "Candidates"}, 1),
        ({"on": "2026-03-02"}, 1), ({"on": "2026-03-01"}, 0), ({"topic": "Defamation"}, 0),
        ({"about": "elections"}, 0),
    ):  # fmt: skip
        assert len(found(client, "campaign", **limits)) == number, limits


def test_the_law_that_a_section_relies_on_is_a_limit(client, texts):
    assert {"Scope"} == set(found(client, "applies", topic="Defamation"))


def test_a_section_of_several_versions_is_found_once_and_in_the_right_one(client, town):
    first = publish(town, "old", ("Ibis", "The ibis is here."), ("Dodo", "The dodo is here."))
    town.wait(days=1)
    second = town.make_draft(first.document)
    second.sections.get(heading="Dodo").delete()
    put_in_force(town, second)
    assert found(client, "dodo") == []
    ((heading, address),) = hits(client, "dodo", versions="all")
    assert heading == "Dodo"
    assert address.startswith("/documents/old/versions/1.0/#s-")
    ((_, address),) = hits(client, "ibis", versions="all")
    assert address.startswith("/documents/old/#s-")
    page = main_of(client.get("/search/", {"q": "ibis", "versions": "all"}))
    also = re.search(r'Also in: <a href="([^"]+)">1\.0</a>\.', page)[1]
    assert also == f"/documents/old/versions/1.0/#{address.partition('#')[2]}"
    assert f'id="{also.partition("#")[2]}"' in client.get(also).content.decode()


def test_a_translation_is_found_once_it_is_checked_and_while_it_says_what_is_in_force(client, town):
    version = publish(town, "birds", ("Ibis", "The ibis is here."))
    translators = Translating(town)
    translation = translators.make(version, "ur")
    assert found(client, "ur ibis") == []
    translators.check(translation)
    ((heading, address),) = hits(client, '"ur ibis"')
    assert (heading, address[: address.index("#")]) == ("ur Ibis", "/documents/birds/ur/")
    page = main_of(client.get("/search/", {"q": "“ur ibis”"}))
    assert "Urdu translation of version 1.0, in force from 2 March 2026." in page
    assert '<h4 lang="ur" dir="rtl">' in page
    assert address.partition("#")[2] in client.get("/documents/birds/ur/").content.decode()
    assert [heading for heading, _ in hits(client, "ibis")].count("Ibis") == 1
    PublicSection.objects.filter(version=version, language="ur").delete()
    assert list(versions_not_indexed()) == [version]
    assert index_what_is_missing() == 1
    assert index_what_is_missing() == 0
    assert found(client, '"ur ibis"') == ["ur Ibis"]
    restriction = Restricting(town).restrict(version, "is here")
    assert found(client, '"ur ibis"') == []
    assert list(versions_not_indexed()) == []
    Restricting(town).lift(restriction)
    assert found(client, '"ur ibis"') == ["ur Ibis"]
    town.make_successor(version)
    assert found(client, '"ur ibis"', versions="all") == []


def test_a_correction_of_a_translation_is_found_once_it_is_checked(client, town):
    version = publish(town, "birds", ("Ibis", "The ibis is here."))
    translators = Translating(town)
    translators.check(translators.make(version, "ur"))
    translating.open_translation_again(
        translation=translators.fresh(version, "ur"), reason="A slip", by=town.author,
        at=town.now(),
    )  # fmt: skip
    assert found(client, '"ur ibis"') == ["ur Ibis"]
    translators.submit(translators.write(translators.fresh(version, "ur"), mark="bn"))
    assert found(client, '"ur ibis"') == found(client, '"bn ibis"') == []
    translators.check(translators.fresh(version, "ur"))
    assert found(client, '"bn ibis"') == ["bn Ibis"]


def test_a_withdrawn_text_is_found_only_among_all_versions(client, texts):
    version = Version.objects.in_force().get(document__slug="elections")
    publishing.withdraw_version(version=version, by=texts.officer, at=texts.now(), reason="Old.")
    assert found(client, "imprints") == []
    assert found(client, "imprints", versions="all") == ["Imprints"]


def test_nobody_finds_a_draft_or_what_is_for_members_or_officers(client, town):
    town.make_draft(town.make_document("draft", "Draft"), title="Okapi")
    town.make_approved(town.make_document("approved", "Approved"), title="Okapi")
    for readers in (Version.Publication.MEMBERS, Version.Publication.OFFICERS):
        slug = f"for-{readers.value}"
        publish(town, slug, ("Okapi", "The okapi."), title="Okapi", publication=readers)
    client.force_login(town.member)
    for address in (
        "/search/?q=okapi&versions=all", "/at-a-glance/", "/dos-and-donts/", "/law/",
        "/glossary/", "/risks/",
    ):  # fmt: skip
        page = main_of(client.get(address))
        assert "/for-" not in page
        assert "Check a claim" not in page
    assert found(client, "okapi", versions="all") == []
    # What is not public is not offered for a slip of the finger either.
    assert "Did you mean" not in main_of(client.get("/search/?q=okapii"))


def test_what_is_hidden_by_law_is_found_no_more_and_never_suggested(client, town):
    version = publish(town, "birds", ("Birds", "The heron of Thornby came."))
    law = Restricting(town)
    assert found(client, "heron") == ["Birds"]
    restriction = law.restrict(version, "heron of Thornby")
    assert found(client, "heron") == []
    assert found(client, "came") == ["Birds"]
    assert "Did you mean" not in main_of(client.get("/search/?q=herom"))
    law.lift(restriction)
    assert found(client, "heron") == ["Birds"]


def test_a_slip_of_the_finger_gets_a_suggestion_that_finds_something(client, texts):
    for typed, meant in (("purdha", "purdah"), ("campain", "campaign")):
        page = main_of(client.get("/search/", {"q": typed}))
        address = unescape(re.search(r'Did you mean <a href="([^"]+)">', page)[1])
        assert address == f"?q={meant}"
        assert "Nothing was found" not in client.get(f"/search/{address}").content.decode()


def test_a_search_that_finds_nothing_says_what_to_do(client, texts):
    page = main_of(client.get("/search/", {"q": "quagga unicorns", "kind": "policy"}))
    for what in ("Leave a word out", "Search without the limits", "Search all published versions"):
        assert what in page


def test_whatever_is_typed_is_words(client, texts):
    for q in (
        "'; DROP TABLE policies_version; --", '"', '""', '"unbalanced', "NEAR(a b, 5)", "a AND",
        "*", "OR OR", "^scope", "heading:scope", "(((", ")", "{heading} : x", "a* b*", "-x",
        "scope\x00x", "\x00", "\\", "%", "_", "%s", "{0}", "a <-> b", "a & !b | c:*", "\u202e",
        "ß İ ﬁ", "😀", "<script>alert(1)", "a" * 300, "1e5 -5 2.2 §3", "مجلس", "পরিষদ",
    ):  # fmt: skip
        page = client.get("/search/", {"q": q, "versions": "all"})
        assert page.status_code == 200, q
        assert "<script>" not in main_of(page)


def test_what_cannot_be_answered_is_told_in_a_sentence(client, texts):
    for asked in (
        {"q": "x" * 10_000}, {"q": "word " * 59}, {"q": "scope", "on": "2026-02-30"},
        {"q": "scope", "on": "0000-01-01"}, {"q": "scope", "on": "2999-01-01"},
        {"q": "scope", "kind": "novel"}, {"q": "scope", "versions": "drafts"},
    ):  # fmt: skip
        page = client.get("/search/", asked)
        assert page.status_code == 400, asked
        assert "There is a problem" in main_of(page)
        assert len(page.content) < 20_000


def test_a_page_of_results_that_is_not_there(client, texts):
    for number in ("0", "-1", "99", "two", "9" * 400):
        assert client.get("/search/", {"q": "members", "page": number}).status_code == 404


def test_every_section_is_found_by_its_rarest_word(client, texts):
    rows = list(PublicSection.objects.exclude(position=0).select_related("version"))
    said = [set(words_of(f"{row.heading} {row.words}")) for row in rows]
    for row, words in zip(rows, said, strict=True):
        rarest = min(sorted(words), key=lambda word: sum(word in other for other in said))
        assert row.heading in found(client, rarest), rarest


def test_the_index_can_be_made_again(client, texts):
    before = {q: found(client, q, versions="all") for q in ("members", "purdah", "share")}
    PublicSection.objects.filter(version__document__slug="elections").delete()
    assert len(list(versions_not_indexed())) == 1
    call_command("rebuild_search", verbosity=0)
    assert list(versions_not_indexed()) == []
    assert {q: found(client, q, versions="all") for q in before} == before


def test_the_same_number_of_queries_for_more_texts(client, texts):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert found(client, "policy members", versions="all")
        return len(queries)

    few = asked()
    for number in range(3):
        publish(texts, f"more-{number}", ("Members", "They share."))
    assert asked() == few <= 7


def test_it_is_kept_and_revalidated_like_any_page(client, texts):
    page = client.get("/search/?q=members")
    assert page["Cache-Control"].startswith("public")
    assert "Vary" not in page or "Cookie" not in page["Vary"]
    assert not page.cookies
    again = client.get("/search/?q=members", headers={"if-none-match": page["ETag"]})
    assert again.status_code == 304
    assert client.get("/search/?q=scope")["ETag"] != page["ETag"]
    publish(texts, "newer", ("Members", "New."))
    changed = client.get("/search/?q=members", headers={"if-none-match": page["ETag"]})
    assert changed.status_code == 200
