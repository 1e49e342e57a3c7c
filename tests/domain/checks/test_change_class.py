"""What a change looks to be, why, and what is said of a draft that is called otherwise."""

from dataclasses import replace

from policies.domain.checks.change_class import found_class
from policies.domain.content import Kind, Section, VersionContent
from policies.domain.numbering import ChangeClass

BEFORE = VersionContent(
    reference="BRK-1",
    slug="posts",
    number="2.2",
    title="Posts",
    kind=Kind.POLICY,
    sections=tuple(
        Section(
            lineage=name * 32,
            heading=f"Part {name}",
            markdown=f"Part {name} says at some length what members may expect of each other.",
        )
        for name in "abc"
    ),
)


def with_section(place: int, **changed) -> VersionContent:
    sections = list(BEFORE.sections)
    sections[place] = replace(sections[place], **changed)
    return replace(BEFORE, sections=tuple(sections))


def test_nothing_changed_is_nothing_found() -> None:
    assert found_class(BEFORE, replace(BEFORE, number="2.3")) is None


def test_a_minor_change_says_what_was_done() -> None:
    found = found_class(BEFORE, with_section(0, heading="The first part"))
    assert found is not None
    assert found.change is ChangeClass.MINOR
    assert found.reasons == (
        "One section was renamed or put on another level.",
        "No duty changed.",
    )


def test_sections_that_only_moved_are_counted() -> None:
    first, second, third = BEFORE.sections
    found = found_class(BEFORE, replace(BEFORE, sections=(third, first, second)))
    assert found is not None
    assert found.reasons == ("One section was moved.", "No duty changed.")


def test_another_title_is_told() -> None:
    found = found_class(BEFORE, replace(BEFORE, title="Posts and replies"))
    assert found is not None
    assert found.reasons == ("The title or the summary was reworded.", "No duty changed.")


def test_a_changed_duty_is_substantive_and_says_which() -> None:
    words = BEFORE.sections[1].markdown.replace("may expect", "must expect")
    found = found_class(BEFORE, with_section(1, markdown=words))
    assert found is not None
    assert found.change is ChangeClass.SUBSTANTIVE
    assert len(found.reasons) == 1
    assert "“must”" in found.reasons[0]


def test_advice_is_given_only_where_the_draft_is_called_otherwise() -> None:
    found = found_class(BEFORE, with_section(0, heading="The first part"))
    assert found is not None
    assert found.advice_on(ChangeClass.MINOR) == ""
    assert found.advice_on(ChangeClass.SUBSTANTIVE) == (
        "This draft is called “Substantive change”, but its text looks minor. "
        "Call it minor, so that members see how little changed."
    )
    assert "“New document”" in found.advice_on(ChangeClass.NEW)
