"""Two texts as a reader sees them: what other systems lose is told of here."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.domain.comparison.words import Mark
from policies.domain.content import (
    Contact,
    GuidanceItem,
    ItemKind,
    Kind,
    LawReference,
    RelatedDocument,
    Section,
    VersionContent,
)
from policies.formats import comparison
from policies.formats.comparison import compare
from policies.templatetags.comparing import (
    label_of,
    marked,
    notes_on,
    notes_on_item,
    what_became_of,
)

TABLE = "| Account | Kept |\n| --- | --- |\n| Own | {} |\n| Council’s | for ever |"
DO = GuidanceItem(
    kind=ItemKind.DO, text="Check a claim before you share it.", reason="It may be wrong."
)
LAW = LawReference(code="defamation", short_title="Defamation Act 2013", provision="section 1")


def section(name: str, markdown: str = "All members are bound by this.", **named) -> Section:
    return Section(lineage=name * 8, heading=name, markdown=markdown, **named)


def text(*sections: Section, **named) -> VersionContent:
    given = {"reference": "R", "slug": "s", "number": "1.0", "title": "T", "kind": Kind.POLICY}
    return VersionContent(**{**given, **named}, sections=sections)


def told(before: Section, after: Section, **laws) -> comparison.ComparedSection:
    (found,) = compare(text(before, **laws), text(after, **laws)).sections
    return found


def phrases_of(found: comparison.Comparison) -> dict[str, str]:
    return {one.section.heading: what_became_of(one) for one in found.sections}


def html_of(found: comparison.ComparedSection) -> str:
    return " ".join(marked(part) for line in found.lines for part in line.parts)


def test_removed_added_moved_and_renamed_sections_are_told_apart():
    one, two, three, four = (section(name) for name in ("One", "Two", "Three", "Four"))
    before = text(one, two, three, four)
    after = text(four, replace(one, heading="First"), three, section("Five"))
    found = compare(before, after)
    assert phrases_of(found) == {
        "Four": "moved", "First": "renamed", "Two": "removed", "Five": "added",
    }  # fmt: skip
    assert [one.heading for one in found.unchanged] == ["Three"]


def test_a_changed_address_of_a_link_is_told_with_both_addresses():
    found = told(
        section("A", "Read [the code](https://old.example/code) first."),
        section("A", "Read [the code](https://new.example/code) first."),
    )
    assert what_became_of(found) == "links or emphasis changed"
    html = html_of(found)
    assert "this link led to <code>https://old.example/code</code>" in html
    assert "now leads to <code>https://new.example/code</code>" in html
    assert "<ins>" not in html


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("You must ask.", "You **must** ask.", "now in bold or italics"),
        ("You **must** ask.", "You must ask.", "no longer in bold or italics"),
        ("See the code.", "See [the code](https://a.example/).", "now a link to"),
        ("See [the code](https://a.example/).", "See the code.", "no longer a link; it led to"),
    ],
)
def test_what_changes_no_word_is_told_all_the_same(before, after, words):
    found = told(section("A", before), section("A", after))
    assert words in html_of(found)
    assert what_became_of(found) == "links or emphasis changed"


def test_what_no_line_shows_is_not_passed_over():
    found = told(section("A", "A rule.\n\n---\n\nAnother."), section("A", "A rule.\n\nAnother."))
    assert what_became_of(found) == "set out otherwise, with the same words"


def test_a_row_of_a_table_is_compared_cell_by_cell():
    found = told(section("A", TABLE.format("30 days")), section("A", TABLE.format("60 days")))
    changed = [line for line in found.lines if line.mark is not Mark.SAME]
    assert len(changed) == 1
    assert "30" in marked(changed[0].parts[1])
    assert "<del>" not in marked(changed[0].parts[0])


def test_a_new_point_renumbers_those_after_it_without_marking_their_words():
    found = told(section("A", "1. Stop.\n2. Think."), section("A", "1. Stop.\n2. Wait.\n3. Think."))
    last = found.lines[-1]
    assert last.mark is Mark.RESTYLED
    assert notes_on(last) == "now numbered 3. before 2."
    assert "<ins>" not in marked(last.parts[0])


@pytest.mark.parametrize(
    ("change", "note", "phrase"),
    [
        ({"kind": ItemKind.TIP}, "now “Tip”, before “Do”", "1 guidance item changed"),
        ({"is_key_point": True}, "now a key point", "1 guidance item changed"),
        ({"text": "Check each claim before you share it."}, "", "1 guidance item changed"),
        ({"reason": "It may be false."}, "", "1 guidance item changed"),
    ],
)
def test_what_becomes_of_a_guidance_item(change, note, phrase):
    found = told(section("A", items=(DO,)), section("A", items=(replace(DO, **change),)))
    assert what_became_of(found) == phrase
    (item,) = found.changed_items
    assert notes_on_item(item) == note
    assert ("<ins>" in marked(item.text)) is ("text" in change)
    assert ("<ins>" in marked(item.reason)) is ("reason" in change)


def test_items_are_counted_and_one_that_moved_is_only_said_to_have_moved():
    others = [replace(DO, text=words) for words in ("Sign your posts.", "Keep copies.", "Be kind.")]
    found = told(section("A", items=(DO, *others)), section("A", items=(*others[:2], DO)))
    assert what_became_of(found) == "1 guidance item removed; 1 guidance item changed"
    assert [notes_on_item(item) for item in found.items_that(None)] == ["moved"]


def test_law_references_contacts_and_the_description_are_compared():
    contact = Contact(name="Democratic Services", email="old@council.example")
    before = text(
        section("A", laws=("defamation",)),
        laws=(LAW,),
        contacts=(contact,),
        audience="Members",
        related=(RelatedDocument(title="Code of conduct"),),
    )
    after = text(
        section("A"),
        laws=(replace(LAW, summary="You answer for what you publish."),),
        contacts=(
            replace(contact, email="new@council.example"),
            Contact(name="Monitoring Officer"),
        ),
        audience="Members and co-opted members",
        title="New title",
    )
    found = compare(before, after)
    assert what_became_of(found.sections[0]) == "1 law reference removed"
    assert found.sections[0].laws_removed == ("Defamation Act 2013, section 1",)
    facts = found.facts
    assert [label_of(field.name) for field in facts.description] == ["Title", "Written for"]
    assert [(row.name, row.mark) for row in facts.contacts] == [
        ("Democratic Services", None), ("Monitoring Officer", Mark.ADDED),
    ]  # fmt: skip
    assert [(row.name, row.mark) for row in facts.related] == [("Code of conduct", Mark.REMOVED)]
    assert [field.name for field in facts.laws[0].fields] == ["summary"]


def test_what_an_author_typed_never_becomes_markup():
    bad = '<script>alert(1)</script> [x](javascript:alert(1)) & "quoted"'
    found = told(
        section("A", "Nothing."), section("A", bad, heading2="") if False else section("A", bad)
    )
    html = html_of(found)
    assert "<script" not in html
    assert "javascript:" not in html


words = st.lists(
    st.sampled_from(["must", "may", "**not**", "[it](https://a.example/)", "\n\n", "\n- "])
)
sections = st.lists(
    st.builds(
        Section,
        lineage=st.sampled_from(["a" * 32, "b" * 32, "c" * 32]),
        heading=st.sampled_from(["Scope", "Law"]),
        markdown=words.map(" ".join),
        items=st.lists(
            st.builds(GuidanceItem, kind=st.sampled_from(ItemKind), text=st.sampled_from("xyz")),
            max_size=3,
        ).map(tuple),
    ),
    max_size=3,
    unique_by=lambda one: one.lineage,
)


NO_SECTION = Section(lineage="", heading="")


def sides_of(found: comparison.Comparison):
    """What was removed, added, renamed or reworded; of two that change places only one moved."""
    changes = (one.change for one in found.sections)
    return {(one.before, one.after) for one in changes if one.before != one.after}


@settings(max_examples=30)
@given(sections, sections)
def test_any_two_texts(before, after):
    old, new = text(*before), text(*after)
    assert compare(old, old).is_empty
    forth, back = compare(old, new), compare(new, old)
    assert forth.is_empty is (old == new)
    assert sides_of(forth) == {(was, now) for now, was in sides_of(back)}
    for one in forth.sections:
        was, now = one.change.before or NO_SECTION, one.change.after or NO_SECTION
        assert [item.after for item in one.items if item.after] == list(now.items)
        assert len([item for item in one.items if item.before]) == len(was.items)
        for item in one.items:
            if item.before:
                assert item.before in was.items


def test_very_long_texts_are_compared_by_paragraphs_and_say_so(monkeypatch):
    monkeypatch.setattr(comparison, "MOST_LETTERS", 40)
    found = told(
        section("A", "One paragraph stays.\n\nThis one goes."),
        section("A", "One paragraph stays.\n\nThis one comes."),
    )
    assert found.is_by_paragraphs
    assert [line.mark for line in found.lines] == [Mark.SAME, Mark.REMOVED, Mark.ADDED]
