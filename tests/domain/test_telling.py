"""What was done, told in sentences."""

import pytest

from policies.domain.comparison import Mark
from policies.domain.lifecycle import Move
from policies.domain.telling import (
    Deed,
    deed_of_move,
    deeds_on_names,
    deeds_on_rows,
    deeds_on_values,
    says_more,
    sentence_of,
    worded,
)


def texts(wording, *marks):
    return "".join(passage.text for passage in wording.passages if passage.mark in marks)


class TestSentences:
    @pytest.mark.parametrize(
        ("phrases", "sentence"),
        [
            ([], ""),
            (["submitted it"], "submitted it"),
            (["moved it", "renamed it"], "moved it and renamed it"),
            (["a", "b", "c"], "a, b and c"),
            (["a", "a"], "a"),
        ],
    )
    def test_deeds_are_listed(self, phrases, sentence):
        assert sentence_of(Deed(phrase) for phrase in phrases) == sentence

    def test_many_of_a_sort_are_told_at_once(self):
        three = [Deed(f"added section {n}", many="added {} sections") for n in range(3)]
        assert sentence_of(three) == "added section 0, added section 1 and added section 2"
        four = [*three, Deed("added section 3", many="added {} sections")]
        assert sentence_of([*four, Deed("moved it")]) == "added 4 sections and moved it"

    def test_braces_in_a_heading_are_words(self):
        deeds = [Deed(f"added {n}", many="added {} items to “{Terms}”") for n in range(4)]
        assert sentence_of(deeds) == "added 4 items to “{Terms}”"


class TestReasons:
    @pytest.mark.parametrize(
        "reason",
        [
            "Plainer after comments", "Restored from 3 May 2026, 14:05", "Imported",
            "Section 3 written by Anna", "Template: Social media",
        ],
    )  # fmt: skip
    def test_a_reason_that_tells_something_is_shown(self, reason):
        assert says_more(reason)

    @pytest.mark.parametrize(
        "reason",
        [
            "", "  ", "Section “3.1 Scope” written", "Section “Scope” moved in a level",
            "Don’t removed", "Draft changed", "Related document “Code” written",
            "Taken over into 2.0",
        ],
    )  # fmt: skip
    def test_a_reason_that_repeats_the_deed_is_not(self, reason):
        assert not says_more(reason)


class TestValues:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("A", "B", ["changed the title from “A” to “B”"]),
            ("", "B", ["set the title to “B”"]),
            ("A", "", ["cleared the title, which was “A”"]),
            ("A", "A", []),
            ("A", "Long words. " * 10, ["changed the title"]),
            ("One\nline", "A", ["changed the title"]),
        ],
    )
    def test_values_before_and_after(self, old, new, told):
        deeds = deeds_on_values({"the title": old}, {"the title": new})
        assert [deed.phrase for deed in deeds] == told

    def test_long_values_are_compared(self):
        old, new = "Say what you know. " * 5, "Say what you know. " * 5 + "And no more."
        (deed,) = deeds_on_values({"the summary": old}, {"the summary": new})
        assert deed.wordings[0].label == "The summary"
        assert texts(deed.wordings[0], Mark.ADDED) == "And no more."

    def test_names_that_came_and_went(self):
        deeds = deeds_on_names("contact", ["The clerk", "The press office"], ["The clerk", "IT"])
        assert [deed.phrase for deed in deeds] == [
            "added the contact “IT”", "removed the contact “The press office”",
        ]  # fmt: skip

    def test_names_too_many_for_a_sentence_are_in_the_differences(self):
        deeds = list(deeds_on_names("contact", [], ["A", "B", "C", "D"]))
        assert sentence_of(deeds) == "added 4 contacts"
        assert [texts(w, Mark.ADDED) for deed in deeds for w in deed.wordings] == ["A\nB\nC\nD"]

    def test_rows_before_and_after(self):
        code, plan = {"title": "Code", "address": ""}, {"title": "Plan", "address": ""}
        moved = {"title": "Code", "address": "/documents/code/"}
        deeds = deeds_on_rows("related document", [(code, moved), (None, plan)])
        assert [deed.phrase for deed in deeds] == [
            "changed the related document “Code”", "added the related document “Plan”",
        ]  # fmt: skip

    def test_a_row_that_was_put_back_as_it_was_is_not_told(self):
        code = {"title": "Code"}
        assert list(deeds_on_rows("related document", [(code, None), (None, dict(code))])) == []


class TestWords:
    def test_nothing_is_worded_where_nothing_changed(self):
        assert worded("Text", "Same.", "Same.") == ()

    def test_what_is_far_from_the_change_is_left_out(self):
        before = "Far away. " * 60 + "\n\nHere it is. \n\n" + "Much later. " * 60
        (wording,) = worded("Text", before, before.replace("Here it is", "Here it was"))
        same = texts(wording, Mark.SAME)
        assert same.startswith("… ")
        assert same.endswith(" …")
        assert len(same) < len(before) / 2
        assert texts(wording, Mark.SAME, Mark.ADDED).count("Here it was") == 1

    def test_what_came_and_went_is_whole(self):
        after = "New words. " * 100
        (wording,) = worded("Text", "", after)
        assert texts(wording, Mark.ADDED) == after


class TestMoves:
    @pytest.mark.parametrize("move", list(Move))
    def test_every_move_has_a_phrase(self, move):
        assert deed_of_move(move).phrase

    def test_by_whom_and_from_which(self):
        approve = deed_of_move(Move.APPROVE, authority="Standards Committee, Minute 12")
        assert approve.phrase == "confirmed that it was approved (Standards Committee, Minute 12)"
        assert deed_of_move(Move.START, other_number="2.2").phrase.endswith("from version 2.2")
        assert deed_of_move(Move.SUPERSEDE, other_number="3.0").phrase.endswith("by version 3.0")
