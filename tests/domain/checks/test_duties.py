"""Words of duty: what changed them, what contradicts them, and what is no longer minor."""

from dataclasses import replace

import pytest

from policies.domain.checks import duty_changes, is_minor, share_changed
from policies.domain.checks.duties import duties_in
from policies.domain.content import ItemKind, Kind
from tests.domain.checks.texts import codes, item, lineage, remarks_on, section, text

PADDING = " ".join(f"Word{number}" for number in range(200))


@pytest.mark.parametrize(
    ("sentence", "duties"),
    [
        ("You must ask.", ("must",)),
        ("You must never ask.", ("must not",)),
        ("You mustn’t ask and shouldn't tell.", ("must not", "should not")),
        ("Members shall ask; they may tell.", ("shall", "may")),
        ("You need not ask.", ("need not",)),
        ("You are required to ask and are not required to tell.", ("must", "need not")),
        ("You must also not ask.", ("must not",)),
        ("Papers may be used only here.", ("may",)),
        ("It may be out of date, and may seem wrong.", ()),
        ("Should you ask in May 2026, ask twice.", ()),
        ("A mustard pot.", ()),
    ],
)
def test_words_of_duty(sentence, duties):
    assert duties_in(sentence) == duties


def test_a_duty_that_became_advice():
    before = text("Be kind.\n\nYou must keep a copy of each post.")
    after = text("Be kind.\n\nYou should keep a copy of each post.", number="1.1")
    [change] = duty_changes(before, after)
    assert (change.lineage, change.heading, change.line) == (lineage(1), "Part 1", 3)
    assert (change.duties_before, change.duties_after) == (("must",), ("should",))
    assert change.before == "You must keep a copy of each post."
    assert change.after == "You should keep a copy of each post."
    [remark] = remarks_on(after, in_force=before)
    assert remark.code == "duty-changed"
    assert "“must” became “should”. Before: “You must keep" in remark.sentence


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("You must ask.", "You must ask."),
        ("You must ask the clerk first.", "You must ask the monitoring officer first."),
        ("Be kind to all.", "Be kind to everyone."),
        ("You must ask. Be kind.", "Be kind. You must ask."),
        ("You must **ask**.", "You must *ask*."),
    ],
)
def test_a_duty_that_stayed(was, now):
    assert duty_changes(text(was), text(now)) == ()


def test_a_duty_that_is_new_and_one_that_is_gone():
    [new] = duty_changes(text("Be kind."), text("Be kind. You must ask."))
    assert (new.before, new.after) == ("", "You must ask.")
    [gone] = duty_changes(text("Be kind. You must ask."), text("Be kind."))
    assert (gone.before, gone.after) == ("You must ask.", "")


def test_an_item_under_you_must_is_a_duty():
    before = "You must:\n\n- ask the clerk first\n"
    [change] = duty_changes(text(before), text(before + "- wait for the answer of the leader\n"))
    assert change.after == "You must: wait for the answer of the leader"
    assert duty_changes(text("We like:\n\n- tea\n"), text("We like:\n\n- tea\n- buns\n")) == ()


def test_a_sentence_moved_to_another_section_is_no_change():
    before = text("Be kind. You must ask.", "Wait.")
    assert duty_changes(before, text("Be kind.", "Wait. You must ask.")) == ()
    moved = text("Be kind.", "Wait.", section("You must ask.", 3))
    assert duty_changes(before, moved) == ()


def test_a_section_that_only_one_version_has_is_not_looked_into():
    assert duty_changes(text("Kind."), text("Kind.", "You must ask.")) == ()


def test_a_section_removed_since_the_version_in_force():
    before = text("Be kind.", "Ask first.", number="1.0")
    [remark] = remarks_on(text("Be kind.", number="1.1"), in_force=before)
    assert remark.code == "removed-section"
    assert remark.sentence.startswith("“Part 2” is in version 1.0, in force, and not in this text.")
    retyped = text("Be kind.", section("Ask first.", 9, heading="Part 2"), number="1.1")
    [remark] = remarks_on(retyped, in_force=before)
    assert "A new section has the same heading" in remark.sentence


def test_two_texts_that_say_one_duty_with_different_strength():
    ours = text("You should label pictures made with artificial tools.")
    theirs = text("You must label all pictures made with artificial tools.", title="The policy")
    [remark] = remarks_on(ours, related_texts=[theirs])
    assert (remark.code, remark.line) == ("L16", 1)
    assert "this says “should”, and “The policy” says “must” of the same thing" in remark.sentence
    same = text("You shall label pictures made with artificial tools.")
    assert codes(ours, related_texts=[text("You should sit on chairs.")]) == []
    assert codes(same, related_texts=[theirs]) == []


def test_spelling_and_names_are_minor():
    before = text(f"{PADDING} Ask the Press Office.")
    after = text(f"{PADDING} Ask the **Communications Team**.")
    assert is_minor(before, after) == ()
    assert is_minor(before, before) == ()


def test_every_reason_why_a_change_is_not_minor():
    before = text(PADDING, "You must ask.", section("Law.", 3, key="legal"))
    after = text(
        PADDING,
        "You should ask.",
        section("New law.", 3, key="legal"),
        "Be kind.",
        kind=Kind.POLICY,
        audience="Employees",
    )
    assert is_minor(before, after) == (
        "The section “Part 4” is new.",
        "It was guidance and is policy now.",
        "It says anew who it is for: “Members” became “Employees”.",
        "In “Part 2”, “must” became “should”. Before: “You must ask.” After: “You should ask.”",
        "“Part 3” was changed, and it is tagged “Legal issues”, which is never a minor matter.",
    )
    assert is_minor(after, before)[0] == "The section “Part 4” was removed."


def test_a_sanctions_section_is_looked_at_word_for_word():
    before = text(PADDING, section("Complain to us.", 2, key="complaints-and-breach"))
    part = before.sections[1]
    for touched in (
        replace(part, markdown="Complain to them."),
        replace(part, laws=("localism-act-2011",)),
        replace(part, items=(item("Tell us."),)),
    ):
        assert len(is_minor(before, text(before.sections[0], touched))) == 1
    laid_out = replace(part, markdown="Complain\nto *us*.")
    assert is_minor(before, text(before.sections[0], laid_out)) == ()
    do = replace(part, items=(item("Tell us."),))
    dont = replace(part, items=(item("Tell us.", ItemKind.DONT),))
    assert is_minor(text(before.sections[0], do), text(before.sections[0], dont))


def test_a_fifth_of_the_words_is_the_limit():
    words = [f"w{number}" for number in range(96)]
    before = text(section(" ".join(words)), title="One", slug="x")
    shares = []
    for changed in (10, 40):
        other = [*words[changed:], *(f"z{number}" for number in range(changed))]
        after = text(section(" ".join(other)), title="One", slug="x")
        shares.append(share_changed(before, after))
        expected = ("40 % of the words changed; a minor change is 20 % or less.",)
        assert is_minor(before, after) == (expected if changed == 40 else ())
    assert shares == pytest.approx([0.1, 0.4], abs=0.01)
    assert share_changed(text(), text()) == 0
