"""Putting back what a section of a draft said before."""

import uuid

import pytest

from policies.actions import text
from policies.actions.restoring import restore_section, wording_as_of
from policies.domain.content import ItemKind, fingerprint
from policies.models import Section


@pytest.fixture
def changed(town, draft):
    """A section, the moment of its first wording, and that wording; much was changed since."""
    section = draft.sections.get(heading="Dos and don’ts")
    section = text.save_section(section=section, laws=[town.law], by=town.author, at=town.now())
    moment, first = town.at, section.as_content()
    section.body, section.heading, section.level = "Other words.", "Manners", 2
    text.save_section(section=section, laws=[], by=town.officer, at=town.now())
    gone, kept = section.items.all()
    text.remove_item(item=gone, by=town.officer, at=town.now())
    kept.text = "Never post in anger."
    text.save_item(item=kept, by=town.officer, at=town.now())
    town.write_item(section, ItemKind.TIP, "Sleep on it.")
    return Section.objects.get(pk=section.pk), moment, first


def restore(town, draft, section, as_of, **other):
    act = {
        "version": draft,
        "lineage": section.lineage,
        "as_of": as_of,
        "opened_as": fingerprint(section.as_content()) if section.pk else "",
        "by": town.author,
        "at": town.now(),
    }
    return restore_section(**{**act, **other})


def test_the_wording_with_its_items_and_laws_is_back(town, draft, changed):
    section, moment, first = changed
    assert section.as_content() != first
    restored = restore(town, draft, section, moment)
    assert restored.pk == section.pk
    assert Section.objects.get(pk=section.pk).as_content() == first


def test_it_is_a_new_edit_with_who_and_why(town, draft, changed):
    section, moment, _ = changed
    states = section.history.count()
    restore(town, draft, section, moment, by=town.officer)
    last = section.history.first()
    assert section.history.count() > states
    assert (last.history_user, last.history_date) == (town.officer, town.at)
    assert last.history_change_reason == f"Restored from 2 March 2026, {moment:%H:%M}"
    assert draft.is_written_by(town.officer)


def test_it_can_be_undone_in_turn(town, draft, changed):
    section, moment, _ = changed
    before, last = section.as_content(), town.at
    restore(town, draft, section, moment)
    restore(town, draft, Section.objects.get(pk=section.pk), last)
    assert Section.objects.get(pk=section.pk).as_content() == before


def test_its_place_stays(town, draft, changed):
    section, moment, _ = changed
    text.move_section(section=section, up=True, by=town.author, at=town.now())
    place = Section.objects.get(pk=section.pk).position
    restore(town, draft, Section.objects.get(pk=section.pk), moment)
    assert Section.objects.get(pk=section.pk).position == place


def test_a_removed_section_comes_back_with_its_lineage_where_it_stood(town, draft):
    section = draft.sections.get(heading="Scope")
    order = [row.lineage for row in draft.sections.all()]
    first, moment = section.as_content(), town.at
    text.remove_section(section=section, by=town.officer, at=town.now())
    restored = restore(town, draft, section, moment)
    assert restored.as_content() == first
    assert [row.lineage for row in draft.sections.all()] == order


def test_a_removed_item_comes_back(town, draft):
    section = draft.sections.get(heading="Dos and don’ts")
    moment = town.at
    text.remove_item(item=section.items.first(), by=town.author, at=town.now())
    restore(town, draft, section, moment)
    assert [item.text for item in section.items.all()] == [
        "Check a claim before you share it.", "Do not post in anger.",
    ]  # fmt: skip


def test_what_a_section_said_before_it_was_there(town, draft):
    section = draft.sections.first()
    before = draft.history.last().history_date
    assert wording_as_of(version=draft, lineage=section.lineage, as_of=before) is None


class TestRefused:
    def test_past_a_colleague(self, town, draft, changed, reasons_when):
        section, moment, _ = changed
        opened_as = fingerprint(section.as_content())
        town.write_item(section, ItemKind.DO, "Ask the clerk.")
        (reason,) = reasons_when(
            restore_section, version=draft, lineage=section.lineage, as_of=moment,
            opened_as=opened_as, by=town.author, at=town.now(),
        )  # fmt: skip
        assert "changed this section after you opened this page" in reason

    def test_when_it_was_removed_or_brought_back_meanwhile(self, town, draft, reasons_when):
        section = draft.sections.get(heading="Scope")
        moment, opened_as = town.at, fingerprint(section.as_content())
        act = {"version": draft, "lineage": section.lineage, "as_of": moment, "by": town.author}
        text.remove_section(section=section, by=town.officer, at=town.now())
        assert reasons_when(restore_section, **act, opened_as=opened_as, at=town.now())
        restore_section(**act, opened_as="", at=town.now())
        assert reasons_when(restore_section, **act, opened_as="", at=town.now())

    def test_where_there_is_nothing_to_restore(self, town, draft, reasons_when):
        section = draft.sections.first()
        act = {"version": draft, "as_of": town.at, "by": town.author, "at": town.now()}
        (reason,) = reasons_when(
            restore_section, **act, lineage=section.lineage,
            opened_as=fingerprint(section.as_content()),
        )  # fmt: skip
        assert reason == "The section says this now. There is nothing to restore."
        (reason,) = reasons_when(restore_section, **act, lineage=uuid.uuid4(), opened_as="")
        assert reason == "The section was not there at that moment."

    def test_to_those_who_do_not_write_and_out_of_draft(self, town, in_review, reasons_when):
        section = in_review.sections.first()
        moment = section.history.last().history_date
        reasons = reasons_when(
            restore_section, version=in_review, lineage=section.lineage, as_of=moment,
            opened_as=fingerprint(section.as_content()), by=town.auditor, at=town.now(),
        )  # fmt: skip
        assert len(reasons) == 2
        assert "can change the text of a version" in reasons[0]
        assert "only the text of a draft can be changed" in reasons[1]
