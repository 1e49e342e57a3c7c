"""Any text at all: nothing raised, nothing slow, every place real."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.domain import markdown
from policies.domain.checks import duty_changes, is_minor, look_through
from policies.domain.checks.plain_text import read_section, without_marks
from policies.domain.checks.structure import _is_empty
from policies.domain.content import Contact, RelatedDocument, VersionContent
from tests.domain.checks.texts import DAY, item, section, text

PIECES = st.sampled_from(
    ["[", "]", "(", ")", "](", "![", "<a href=", ">", "</a>", "<img ", "<!--", "-->", "|",
     "\n|---|", "`", "**", "_", "#", "# ", "\n", "\n\n", "- ", "1. ", "1.2 ", "must ", "not ",
     "You should ", "&#10;", "&amp", "<table>", "<td>", "Act 1998", "see section 4.2", "AB", ". A",
     "Appendix A", "javascript:", "S:\\x", "www.", "https://a@b", "\r", "\u2028", "\ud800", "É",
     "\u0002", "purdah", "tweet tweet", "> ", "[a]:", "*[AB]:", "Dr Bell", "07700 900123",
     "review by 31 May 2020", " "]
)  # fmt: skip
MARKDOWN = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


def made_of(words: list[str]) -> VersionContent:
    first, second, third, *_ = words
    return text(
        replace(section(first), items=(item(second, reason=third),), heading=third),
        section(second, 2, level=3, key="document-control"),
        title=third,
        summary=first,
        audience=second,
        classification=second,
        number=third,
        reference=third,
        contacts=(Contact(name=first, email=second, telephone=third),),
        related=(RelatedDocument(title=first, address=second),),
    )


@settings(deadline=None)
@given(st.lists(MARKDOWN, min_size=3, max_size=3), st.lists(MARKDOWN, min_size=3, max_size=3))
def test_no_text_is_refused(words, others):
    content, before = made_of(words), made_of(others)
    lengths = {one.lineage: one.markdown for one in content.sections} | {"": ""}
    for remark in look_through(content, day=DAY, in_force=before, related_texts=[before]):
        written = lengths[remark.lineage].replace("\r\n", "\n").replace("\r", "\n")
        assert 0 <= remark.line <= written.count("\n") + 1
        assert remark.sentence.rstrip("”")[-1] in ".!?"
        assert len(remark.passage) <= 160
    assert duty_changes(content, content) == ()
    assert is_minor(content, content) == ()
    is_minor(before, content)


@settings(deadline=None)
@given(MARKDOWN)
def test_marks_go_and_lines_stay(words):
    source = words.replace("\r", "\n")
    assert without_marks(source).count("\n") == source.count("\n")


@settings(deadline=None)
@given(MARKDOWN)
def test_a_section_is_empty_exactly_when_its_page_is(words):
    part = read_section(section(words), 1)
    whole = part.source.replace("\ud800", "\ufffd")
    assert _is_empty(part) == markdown.is_empty(whole)


HOSTILE = {
    "brackets": "[" * 60_000,
    "pictures": "![a](" * 20_000,
    "links": "[a](b) " * 15_000,
    "nested": "[a[b]" * 20_000,
    "comments": "<!--" * 30_000,
    "tags": "<a <img " * 15_000,
    "spaces": "word" + " " * 100_000 + "word",
    "stars": "*" * 50_000 + "_" * 50_000,
    "stops": "A. " * 40_000,
    "bans": "all posts no " * 9_000,
    "cells": "| a |\n|---|\n| " + "[" * 60_000,
    "table": "<table>" + "<a <td " * 15_000,
    "few brackets": "[" * 1_500,
    "rows": "| a | b |\n" * 4_000,
    "dashes": "- " * 50_000,
    "names": "Asha " * 20_000,
    "musts": "You must ask about this. " * 5_000,
    "backticks": "`" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_takes_time_in_proportion(name):
    content = text(HOSTILE[name])
    began = time.process_time()
    look_through(content, day=DAY, in_force=content, related_texts=[content])
    assert time.process_time() - began < 3


def test_twenty_thousand_words_are_looked_through_while_nobody_waits():
    sentence = "Members of the council may post about item {0} and must keep copy {0} of it. "
    parts = [
        section("".join(sentence.format(100 * number + one) for one in range(66)), number)
        for number in range(1, 21)
    ]
    content = text(*parts)
    assert sum(len(words.split()) for words in content.words()) > 20_000
    began = time.process_time()
    look_through(content, day=DAY, in_force=content)
    assert time.process_time() - began < 1.5
