"""What was done to a section, told from before and after."""

from dataclasses import replace

import pytest

from policies.domain.comparison import Mark
from policies.domain.content import GuidanceItem, ItemKind, Section
from policies.domain.sectiondeeds import ItemChange, deeds_on_section
from policies.domain.telling import sentence_of

SCOPE = Section(lineage="1", heading="Scope", printed_number="3.1", markdown="All members.")
ANGRY = GuidanceItem(kind=ItemKind.DONT, text="Post while angry", reason="Words stay.")


def told(before, after, *items, **known):
    return sentence_of(deeds_on_section(before, after, items, **known))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"markdown": "Everyone."}, "changed the words of section 3.1 “Scope”"),
        (
            {"heading": "Who it binds"},
            "changed the heading of section 3.1 “Scope” to “Who it binds”",
        ),
        ({"printed_number": "3.2"}, "changed the number of section “Scope” from 3.1 to 3.2"),
        ({"printed_number": ""}, "took the number 3.1 from section “Scope”"),
        ({"level": 2}, "moved section 3.1 “Scope” in a level"),
        ({"key": "scope"}, "noted that section 3.1 “Scope” is about “Scope”"),
        ({"laws": ("Defamation Act 2013",)}, "linked Defamation Act 2013 to section 3.1 “Scope”"),
        ({}, ""),
    ],
)
def test_one_change(changed, sentence):
    assert told(SCOPE, replace(SCOPE, **changed)) == sentence


def test_going_back_over_the_same_change():
    numberless = replace(SCOPE, printed_number="")
    assert told(numberless, SCOPE) == "gave section “Scope” the number 3.1"
    assert told(replace(SCOPE, level=2), SCOPE) == "moved section 3.1 “Scope” out a level"
    linked = replace(SCOPE, laws=("Equality Act 2010",))
    assert told(linked, SCOPE) == "unlinked Equality Act 2010 from section 3.1 “Scope”"


def test_many_laws_are_named_in_the_differences():
    deeds = list(deeds_on_section(SCOPE, replace(SCOPE, laws=("A", "B", "C", "D"))))
    assert sentence_of(deeds) == "linked 4 laws to section 3.1 “Scope”"
    (wording,) = [wording for deed in deeds for wording in deed.wordings]
    assert (wording.label, wording.passages[0].text) == ("Law references", "A\nB\nC\nD")


def test_moved():
    assert told(SCOPE, SCOPE, moved="up") == "moved section 3.1 “Scope” up"


def test_added_and_removed_with_its_items():
    (added,) = deeds_on_section(None, SCOPE, [ItemChange(None, ANGRY)])
    assert added.phrase == "added section 3.1 “Scope”"
    (passage,) = added.wordings[0].passages
    assert passage.mark is Mark.ADDED
    assert "All members." in passage.text
    assert "Don’t: Post while angry Why: Words stay." in passage.text
    (removed,) = deeds_on_section(SCOPE, None, [ItemChange(ANGRY, None)])
    assert removed.phrase == "removed section 3.1 “Scope”"
    assert "Post while angry" in removed.wordings[0].passages[0].text


def test_brought_back():
    assert told(None, SCOPE, is_back=True) == "brought back section 3.1 “Scope”"


def test_not_there_before_nor_after():
    assert told(None, None, ItemChange(ANGRY, None)) == ""


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (None, ANGRY, "added the don’t “Post while angry” to section 3.1 “Scope”"),
        (ANGRY, None, "removed the don’t “Post while angry” from section 3.1 “Scope”"),
        (
            ANGRY,
            replace(ANGRY, text="Post in anger"),
            "changed the don’t “Post while angry” in section 3.1 “Scope”",
        ),
        (
            ANGRY,
            replace(ANGRY, is_key_point=True),
            "marked the don’t “Post while angry” in section 3.1 “Scope” as a key point",
        ),
        (
            replace(ANGRY, is_key_point=True),
            ANGRY,
            "unmarked the don’t “Post while angry” in section 3.1 “Scope” as a key point",
        ),
        (
            ANGRY,
            replace(ANGRY, kind=ItemKind.RISK),
            "made the don’t “Post while angry” in section 3.1 “Scope” a risk",
        ),
    ],
)
def test_items(before, after, sentence):
    assert told(SCOPE, SCOPE, ItemChange(before, after)) == sentence


def test_an_item_moved_among_its_neighbours():
    moved = ItemChange(ANGRY, ANGRY, is_moved=True)
    assert told(SCOPE, SCOPE, moved) == "moved the don’t “Post while angry” in section 3.1 “Scope”"


def test_an_item_put_back_as_it_was_is_not_told():
    assert told(SCOPE, SCOPE, ItemChange(ANGRY, None), ItemChange(None, ANGRY)) == ""
    other = replace(ANGRY, text="Post in anger")
    sentence = told(SCOPE, SCOPE, ItemChange(ANGRY, None), ItemChange(None, other))
    assert sentence.startswith("removed the don’t “Post while angry”")
    assert sentence.endswith("and added the don’t “Post in anger” to section 3.1 “Scope”")


def test_a_long_item_is_cut_at_a_word():
    long = replace(ANGRY, text="Share a claim that nobody has checked " * 5)
    sentence = told(SCOPE, SCOPE, ItemChange(None, long))
    assert "…”" in sentence
    assert len(sentence) < 130
