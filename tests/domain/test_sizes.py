"""A text that is too large for anyone to read is refused before it costs anyone time."""

from dataclasses import replace

import pytest

from policies.domain.content import GuidanceItem, ItemKind, Kind, Section, VersionContent
from policies.domain.problems import problems_in, problems_of_draft
from policies.domain.sizes import LONGEST_PASSAGE, LONGEST_TEXT, reasons_against_passage

TEXT = VersionContent(
    reference="R", slug="s", number="1.0", title="Title", kind=Kind.POLICY,
    change_summary="All.", change_reason="New.",
)  # fmt: skip


def section(markdown: str, **named) -> Section:
    return Section(lineage="0" * 32, heading="Scope", markdown=markdown, **named)


def test_a_long_policy_is_not_too_large():
    sections = tuple(section("Members may not post this. " * 700) for _ in range(20))
    assert problems_in(replace(TEXT, sections=sections)) == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("word " * (LONGEST_PASSAGE // 5 + 1), "has 100,005 characters. At most 100,000"),
        ("[" * 5_000, "too many brackets"),
        ("![a](" * 1_000, "links without an end"),
    ],
)
def test_a_section_too_large_is_named_with_what_to_do(words, told):
    (problem,) = problems_of_draft(replace(TEXT, sections=(section(words),)))
    assert problem.startswith("Section “Scope” has ")
    assert told in problem
    assert "ivide" in problem


def test_an_item_is_measured_too():
    item = GuidanceItem(kind=ItemKind.DO, text="[" * 5_000)
    (problem,) = problems_in(replace(TEXT, sections=(section("Words.", items=(item,)),)))
    assert "too many brackets" in problem


def test_sections_that_are_too_many_together_make_several_documents():
    sections = tuple(section("word " * 15_000) for _ in range(LONGEST_TEXT // 75_000 + 1))
    (problem,) = problems_in(replace(TEXT, sections=sections))
    assert "Divide it into several documents." in problem


def test_five_megabytes_are_refused_at_once():
    assert problems_of_draft(replace(TEXT, sections=(section("*a **b [c](" * 480_000),)))


def test_ordinary_links_are_not_counted_as_open():
    assert reasons_against_passage("[a](https://b.example) " * 900, where="It") == ()
