"""What changed between two texts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.domain.comparison import (
    Mark,
    Passage,
    SectionMark,
    compared_versions,
    compared_words,
    text_of,
)
from policies.domain.content import GuidanceItem, ItemKind, Kind, Section, VersionContent

words = st.lists(
    st.sampled_from(["must", "should", "may", "not", "share", "post", "the", "a", "\n\n", ".", ","])
)


def joined(passages, *marks):
    return "".join(passage.text for passage in passages if passage.mark in marks)


def content(*sections: Section) -> VersionContent:
    return VersionContent(
        reference="R", slug="s", number="1.0", title="T", kind=Kind.POLICY, sections=sections
    )


ONE = Section(lineage="1", heading="Scope", markdown="All members.")
TWO = Section(lineage="2", heading="Risks", markdown="Posts stay public.")
THREE = Section(lineage="3", heading="Law", markdown="Libel.")


def test_equal_texts_have_no_marks():
    assert compared_words("Same.", "Same.") == (Passage(Mark.SAME, "Same."),)
    assert compared_words("", "") == ()
    changes = compared_versions(content(ONE, TWO), content(ONE, TWO))
    assert {change.mark for change in changes} == {SectionMark.SAME}


@settings(deadline=None)
@given(st.text() | words.map(" ".join), st.text() | words.map(" ".join))
def test_each_text_is_given_back_to_the_letter(before, after):
    passages = compared_words(before, after)
    assert joined(passages, Mark.SAME, Mark.REMOVED) == before
    assert joined(passages, Mark.SAME, Mark.ADDED) == after


def test_a_changed_word_is_marked_and_the_rest_is_not():
    passages = compared_words(
        "Members should not share a rumour that they have not checked.",
        "Members must not share a rumour that they have not checked.",
    )
    assert [p for p in passages if p.mark is not Mark.SAME] == [
        Passage(Mark.REMOVED, "should"),
        Passage(Mark.ADDED, "must"),
    ]


def test_small_islands_are_joined_so_that_marks_are_few():
    passages = compared_words(
        "Ask one of them first, then post.", "Tell two of us first, then post."
    )
    assert [p.mark for p in passages] == [Mark.REMOVED, Mark.ADDED, Mark.SAME]


def test_an_unchanged_paragraph_stays_unmarked_beside_a_new_one():
    passages = compared_words("First.\n\nLast.", "First.\n\nNew.\n\nLast.")
    assert passages == (
        Passage(Mark.SAME, "First.\n\n"),
        Passage(Mark.ADDED, "New.\n\n"),
        Passage(Mark.SAME, "Last."),
    )


def test_sections_are_matched_by_lineage_whatever_their_heading():
    renamed = replace(TWO, heading="What can go wrong")
    (_, change) = compared_versions(content(ONE, TWO), content(ONE, renamed))
    assert (change.mark, change.is_renamed, change.is_reworded) == (
        SectionMark.CHANGED,
        True,
        False,
    )


def test_added_and_removed_sections_stand_where_a_reader_expects_them():
    changes = compared_versions(content(ONE, TWO), content(ONE, THREE))
    assert [(change.mark, change.lineage) for change in changes] == [
        (SectionMark.SAME, "1"),
        (SectionMark.REMOVED, "2"),
        (SectionMark.ADDED, "3"),
    ]


def test_only_the_section_that_moved_is_said_to_have_moved():
    changes = compared_versions(content(ONE, TWO, THREE), content(THREE, ONE, TWO))
    assert [change.lineage for change in changes if change.is_moved] == ["3"]


@pytest.mark.parametrize("part", ["items", "laws"])
def test_items_and_law_references_count_as_words(part):
    item = GuidanceItem(kind=ItemKind.DO, text="Check it.", reason="It may be wrong.")
    changed = replace(TWO, **{part: (item,) if part == "items" else ("defamation-act-2013",)})
    (change,) = compared_versions(content(TWO), content(changed))
    assert change.is_reworded
    assert "Do: Check it. Why: It may be wrong." in text_of(replace(TWO, items=(item,)))


lineages = st.lists(st.sampled_from("abcdefgh"), unique=True)


@settings(deadline=None)
@given(lineages, lineages)
def test_every_section_of_both_versions_is_told_of_once(before, after):
    def made(names):
        return content(*(Section(lineage=name, heading=name) for name in names))

    changes = compared_versions(made(before), made(after))
    assert [c.after.lineage for c in changes if c.after] == after
    assert sorted(c.before.lineage for c in changes if c.before) == sorted(before)
    assert len(changes) == len({*before, *after})
