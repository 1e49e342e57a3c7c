"""Every section is found by its own rarest word, whatever letters it is written in."""

from dataclasses import replace

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.actions.searching import follow_in_search
from policies.domain import markdown
from policies.domain.content import Section, VersionContent, canonical_bytes, sha256_of
from policies.domain.search.query import read_query, words_of
from policies.models import Submission, Version, guards
from policies.models.search.finding import Limits, find, with_words

pytestmark = pytest.mark.django_db

WORDS = (
    "members", "members’", "member's", "don’t", "O’Brien", "post", "posting", "posted", "the", "a",
    "not", "and", "or", "NEAR", "pre-election", "co-opted", "e-mail", "follow-up", "café", "CAFÉ",
    "naïve", "façade", "Ångström", "straße", "œuvre", "Łódź", "Þingvellir", "tŷ", "Tŷ", "ŵyr",
    "llŷn", "Ynys", "gŵyl", "dŵr", "môr", "Cymraeg", "l’été", "s151", "2.1", "1,000", "£500",
    "50%", "24/7", "01632", "1e5", "GDPR", "#hashtag", "@council", "user_name", "C++", "AT&T",
    "“quoted”", "(in", "brackets)", "libel", "defamatory", "purdah", "town@council.gov.uk",
    "example.org/page", "sha256", "f" * 64, "organisation", "organization", "کونسل", "پالیسی",
    "পরিষদ", "নীতি", "Ελλάς", "община", "İstanbul",
)  # fmt: skip
# Latin as Europe writes it, with the Welsh letters that stand further on.
LETTERS = st.text(
    st.characters(max_codepoint=0x17F, categories=["Lu", "Ll", "Nd"]) | st.sampled_from("ẀẁẂẃẄẅỲỳ"),
    min_size=1,
    max_size=9,
)
SAID = st.lists(st.sampled_from(WORDS) | LETTERS, min_size=1, max_size=12)
PAUSES = st.sampled_from([" ", ", ", ". ", "; ", " – ", "\n\n", "\n"])
SECTIONS = st.lists(st.tuples(SAID, SAID, PAUSES), min_size=1, max_size=4)


def text_of(parts: list[tuple[list[str], list[str], str]]) -> tuple[Section, ...]:
    return tuple(
        Section(lineage=f"{n:02}" * 16, heading=" ".join(heading), markdown=pause.join(words))
        for n, (heading, words, pause) in enumerate(parts)
    )


def put(version: Version, content: VersionContent) -> None:
    """Let this be what the version says, as if it had been published so."""
    data = canonical_bytes(content)
    version.submission = Submission.objects.create(
        version=version, canonical=data, sha256=sha256_of(data), by_id=version.submission.by_id,
        at=version.submission.at,
    )  # fmt: skip
    version.save()
    follow_in_search(version=version)


def typed_in(section: Section) -> list[str]:
    """What a reader may take from a section to look for, in its own letters and marks."""
    said = f"{section.heading}\n{markdown.as_plain_text(section.markdown)}"
    return [typed for typed in said.split() if words_of(typed)]


def test_every_section_is_found_by_its_own_rarest_word(in_force):
    guards.uninstall(connection)
    like = in_force.submission.content

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(SECTIONS)
    def search(parts):
        content = replace(like, sections=text_of(parts))
        put(in_force, content)
        every = [typed_in(section) for section in content.sections]
        said = [{word for typed in one for word in words_of(typed)} for one in every]
        for section, own in zip(content.sections, every, strict=True):
            rarest = min(own, key=lambda typed: sum(set(words_of(typed)) <= one for one in said))
            query = read_query(rarest)
            hits, _ = find(query, Limits())
            assert section.anchor in {hit.anchor for hit in hits}, rarest
            assert len(with_words(query, hits)) == len(hits)

    search()


def test_what_a_text_says_no_more_is_not_found(in_force):
    guards.uninstall(connection)
    like = in_force.submission.content
    put(in_force, replace(like, sections=text_of([(["Birds"], ["heron"], " ")])))
    assert len(find(read_query("heron"), Limits())[0]) == 1
    put(in_force, replace(like, sections=()))
    assert find(read_query("heron"), Limits()) == ([], False)
