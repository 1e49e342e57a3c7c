"""A section of a file is known again by what is printed, so that anchors survive."""

from dataclasses import replace

from policies.domain.content import GuidanceItem, ItemKind, Section
from policies.domain.lineage import carried_over

BEFORE = (
    Section(lineage="aaa", printed_number="1", heading="Purpose", key="purpose", markdown="Why."),
    Section(
        lineage="bbb",
        printed_number="2",
        heading="Scope",
        key="scope",
        markdown="All members follow this policy.",
        items=(
            GuidanceItem(kind=ItemKind.DO, text="Think first.", reason="Kept.", is_key_point=True),
            GuidanceItem(kind=ItemKind.DO, text="Ask the press office."),
        ),
        laws=("defamation-act-2013",),
    ),
    Section(lineage="ccc", printed_number="3", heading="Closing words", markdown="Be kind online."),
)


def lineages(*sections: Section) -> list[str]:
    return [section.lineage for section in carried_over(sections, BEFORE)]


def read(number: str, heading: str, markdown: str = "", key: str = "") -> Section:
    return Section(
        lineage="fresh", printed_number=number, heading=heading, markdown=markdown, key=key
    )


def test_the_same_headings_go_on_whatever_their_numbers_and_order():
    assert lineages(read("1", "SCOPE"), read("", "Closing  words"), read("9", "Purpose")) == [
        "bbb", "ccc", "aaa",
    ]  # fmt: skip


def test_a_new_heading_for_the_same_subject_goes_on():
    assert lineages(read("", "Who must follow this", key="scope")) == ["bbb"]


def test_the_same_number_goes_on_only_with_much_of_the_same_words():
    assert lineages(read("3", "At the end", "Be kind online, always.")) == ["ccc"]
    assert lineages(read("3", "Sanctions", "The committee decides on complaints.")) == [""]


def test_a_section_goes_on_once_and_in_the_surest_of_its_heirs():
    assert lineages(read("7", "Scope"), read("2", "Scope"), read("", "Bodies", key="scope")) == [
        "", "bbb", "",
    ]  # fmt: skip


def test_what_no_file_can_say_is_kept():
    items = (
        GuidanceItem(kind=ItemKind.DO, text="Think first."),
        GuidanceItem(kind=ItemKind.DONT, text="Think first."),
        GuidanceItem(kind=ItemKind.DO, text="Ask the press office."),
    )
    (scope,) = carried_over([replace(read("2", "Scope", "New words."), items=items)], BEFORE)
    assert scope.laws == ("defamation-act-2013",)
    assert scope.key == "scope"
    assert [item.is_key_point for item in scope.items] == [True, False, False]
    assert (scope.markdown, scope.items[0].reason) == ("New words.", "")
