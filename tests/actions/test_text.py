"""Changing the text of a draft: order, lineage, authors, and a history that stays."""

import pytest

from policies.actions import drafting, text
from policies.domain.content import (
    Contact,
    ItemKind,
    Kind,
    VersionContent,
)
from policies.domain.content import (
    RelatedDocument as RelatedWords,
)
from policies.domain.content import (
    Section as SectionWords,
)
from policies.domain.roles import Role
from policies.models import GuidanceItem, RelatedDocument, Section

NOT_A_DRAFT = "This version is in review; only the text of a draft can be changed."


def headings(version):
    return [section.heading for section in version.sections.all()]


def test_a_new_section_goes_to_the_end_with_a_lineage_of_its_own(town, draft):
    section = town.write_section(draft, "Elections", "Be careful.")
    assert headings(draft)[-1] == "Elections"
    lineages = {row.lineage for row in draft.sections.all()}
    assert len(lineages) == draft.sections.count()
    assert section.history.get().history_change_reason == "Section “Elections” written"


def test_a_changed_section_keeps_its_lineage_and_its_place(town, draft):
    section = draft.sections.all()[1]
    lineage, position = section.lineage, section.position
    section.heading, section.body = "Closed groups", "Nothing stays private."
    text.save_section(section=section, by=town.author, at=town.now())
    section.refresh_from_db()
    assert (section.lineage, section.position) == (lineage, position)
    assert headings(draft)[1] == "Closed groups"


def test_a_section_names_the_laws_it_relies_on(town, draft):
    section = draft.sections.all()[1]
    text.save_section(section=section, laws=[town.law], by=town.author, at=town.now())
    assert draft.as_content().sections[1].laws == ("defamation-act-2013",)
    text.save_section(section=section, by=town.author, at=town.now())
    assert draft.as_content().sections[1].laws == ("defamation-act-2013",)
    text.save_section(section=section, laws=[], by=town.author, at=town.now())
    assert draft.as_content().sections[1].laws == ()


def test_everyone_who_wrote_counts_as_an_author(town, draft):
    section = draft.sections.first()
    writers = [town.make_person(f"writer{n}", Role.AUTHOR) for n in range(6)]
    item = section.version.sections.last().items.first()
    related = RelatedDocument(version=draft, title="Code of conduct")
    acts = [
        lambda by: text.save_section(section=section, by=by, at=town.now()),
        lambda by: text.save_item(item=item, by=by, at=town.now()),
        lambda by: text.move_section(section=section, up=False, by=by, at=town.now()),
        lambda by: text.save_related(related=related, by=by, at=town.now()),
        lambda by: text.remove_related(related=related, by=by, at=town.now()),
        lambda by: text.remove_item(item=item, by=by, at=town.now()),
    ]
    for act, writer in zip(acts, writers, strict=True):
        assert not draft.is_written_by(writer)
        act(writer)
        assert draft.is_written_by(writer)
    assert draft.is_written_by(town.author)


def test_sections_are_moved_up_and_down(town, draft):
    first, second, third = headings(draft)
    text.move_section(section=draft.sections.last(), up=True, by=town.author, at=town.now())
    assert headings(draft) == [first, third, second]
    text.move_section(section=draft.sections.first(), up=False, by=town.author, at=town.now())
    assert headings(draft) == [third, first, second]
    assert [section.position for section in draft.sections.all()] == [1, 2, 3]


def test_order_is_mended_when_positions_clash(town, draft):
    for section in draft.sections.all():
        section.position = 1
        section.save()
    before = headings(draft)
    text.move_section(section=draft.sections.first(), up=False, by=town.author, at=town.now())
    assert headings(draft) == [before[1], before[0], before[2]]


@pytest.mark.parametrize(("place", "up"), [("first", True), ("last", False)])
def test_at_the_edge_nothing_happens(town, draft, everything, place, up):
    section = getattr(draft.sections, place)()
    before = everything()
    text.move_section(section=section, up=up, by=town.officer, at=town.now())
    assert everything() == before


def test_a_removed_section_goes_with_its_items_and_leaves_its_history(town, draft):
    section = draft.sections.last()
    key, items = section.pk, list(section.items.all())
    assert items
    text.remove_section(section=section, by=town.officer, at=town.now(), why="Not needed")
    assert not Section.objects.filter(pk=key).exists()
    assert not GuidanceItem.objects.filter(section_id=key).exists()
    last = Section.history.filter(id=key).first()
    assert (last.history_type, last.body) == ("-", "Think before you post.")
    assert (last.history_user, last.history_change_reason) == (town.officer, "Not needed")
    for item in items:
        kept = GuidanceItem.history.filter(id=item.pk).first()
        assert (kept.history_type, kept.text) == ("-", item.text)


def test_a_removed_section_that_relies_on_a_law_leaves_who_removed_it(town, draft):
    section = draft.sections.first()
    key = section.pk
    assert section.laws.exists()
    fetched = Section.objects.get(pk=key)
    text.remove_section(section=fetched, by=town.officer, at=town.now())
    rows = Section.history.filter(id=key, history_date__gte=town.at)
    assert rows
    assert {row.history_user for row in rows} == {town.officer}
    assert not Section.history.filter(id=key, history_user=None).exists()


def test_items_are_written_and_removed(town, draft):
    section = draft.sections.first()
    item = town.write_item(section, ItemKind.TIP, "Wait an hour.")
    assert draft.as_content().sections[0].items[-1].text == "Wait an hour."
    key = item.pk
    text.remove_item(item=item, by=town.author, at=town.now())
    assert not section.items.filter(pk=key).exists()
    assert GuidanceItem.history.filter(id=key).first().history_type == "-"


def test_related_documents_are_written_and_removed(town, draft):
    related = RelatedDocument(version=draft, title="Code of conduct", address="/documents/code/")
    text.save_related(related=related, by=town.author, at=town.now())
    assert draft.as_content().related == (
        RelatedWords(title="Code of conduct", link_type="is read with", address="/documents/code/"),
    )
    text.remove_related(related=related, by=town.author, at=town.now())
    assert draft.as_content().related == ()


def test_no_part_of_a_text_in_review_is_changed(town, in_review, reasons_when):
    section = in_review.sections.last()
    act = {"by": town.author, "at": town.now()}
    item = section.items.first()
    related = RelatedDocument(version=in_review, title="Code")
    new = Section(version=in_review, heading="New", body="New.")
    for attempt, parts in (
        (text.save_section, {"section": section}),
        (text.save_section, {"section": new}),
        (text.remove_section, {"section": section}),
        (text.move_section, {"section": section, "up": True}),
        (text.save_item, {"item": item}),
        (text.remove_item, {"item": item}),
        (text.save_related, {"related": related}),
    ):
        assert reasons_when(attempt, **parts, **act) == (NOT_A_DRAFT,)


def test_no_part_of_a_draft_is_changed_by_the_wrong_role_or_a_closed_account(
    town, draft, reasons_when
):
    section = draft.sections.last()
    assert reasons_when(text.save_section, section=section, by=town.clerk, at=town.now()) == (
        "Only the Author or the Corporate Officer can change the text of a version.",
    )
    town.author.is_active = False
    town.author.save()
    for attempt, parts in (
        (text.save_section, {"section": section}),
        (text.remove_section, {"section": section}),
        (text.save_item, {"item": section.items.first()}),
    ):
        assert reasons_when(attempt, **parts, by=town.author, at=town.now()) == (
            "This account is closed. An Administrator can open it again.",
        )


TEXT = VersionContent(
    reference="",
    slug="",
    number="1.0",
    title="Rules",
    kind=Kind.POLICY,
    sections=(SectionWords(lineage="", heading="Scope", markdown="All.", laws=("no-such-act",)),),
    contacts=(Contact(name="Nobody"),),
)


def test_a_text_is_not_filled_in_with_laws_or_contacts_that_no_register_has(town, reasons_when):
    version = drafting.start_version(document=town.make_document(), by=town.author, at=town.now())
    act = {"by": town.author, "at": town.now()}
    (reason,) = reasons_when(text.fill, version=version, content=TEXT, **act)
    assert reason == "There is no law reference “no-such-act”. Add it to its register first."
    lawful = VersionContent(
        reference="", slug="", number="1.0", title="", kind=Kind.POLICY, contacts=TEXT.contacts
    )
    assert reasons_when(text.fill, version=version, content=lawful, **act) == (
        "There is no contact “Nobody”. Add it to its register first.",
    )


def test_another_text_takes_the_place_of_a_drafts_own(town, draft, reasons_when):
    kept = draft.sections.last()
    related = RelatedDocument(version=draft, title="Old code")
    text.save_related(related=related, by=town.author, at=town.now())
    content = VersionContent(
        reference="",
        slug="",
        number="1.0",
        title="",
        kind=Kind.POLICY,
        sections=(
            SectionWords(lineage=kept.lineage.hex, heading="Dos", markdown="Think."),
            SectionWords(lineage="", heading="Elections", markdown="Be careful."),
        ),
        related=(RelatedWords(title="New code"),),
    )
    act = {"version": draft, "content": content, "why": "Imported"}
    text.replace_text(**act, by=town.officer, at=town.now())
    assert headings(draft) == ["Dos", "Elections"]
    assert draft.sections.first().lineage == kept.lineage
    assert [row.title for row in draft.related.all()] == ["New code"]
    assert draft.is_written_by(town.officer)
    assert Section.history.filter(id=kept.pk, history_type="-").get().history_user == town.officer
    assert reasons_when(text.replace_text, **act, by=town.clerk, at=town.now()) == (
        "Only the Author or the Corporate Officer can change the text of a version.",
    )


def test_the_old_text_stays_when_the_new_one_cannot_be_taken(town, draft, reasons_when):
    act = {"version": draft, "content": TEXT, "why": "Imported"}
    assert reasons_when(text.replace_text, **act, by=town.author, at=town.now())
    assert headings(draft)[0] == "Scope"
