"""Every save of a row says who saved it, when and why; every act is on the record."""

from datetime import date

import pytest
from django.apps import apps

from policies.actions import certifying, deciding, drafting, publishing, recording, submitting, text
from policies.domain.content import ItemKind
from policies.domain.lifecycle import Move, Outcome
from policies.models import Contact, GuidanceItem, RelatedDocument, Section, StatusChange, Version
from tests.actions.test_recording import from_paper

# The town's own furniture is put there without an action; what the actions touch is here.
TRACKED = ["Document", "Version", "Section", "GuidanceItem", "RelatedDocument"]


def histories():
    for name in TRACKED:
        yield apps.get_model("policies", f"Historical{name}")


def test_every_act_from_draft_to_withdrawal_leaves_who_when_and_why(town):
    began = town.at
    version = town.make_draft()
    act = {"by": town.author}
    related = RelatedDocument(version=version, title="Code of conduct")
    text.save_related(related=related, at=town.now(), **act)
    text.remove_related(related=related, at=town.now(), **act)
    section = town.write_section(version, "Elections", "Be careful.")
    item = town.write_item(section, ItemKind.RISK, "An imprint may be needed.")
    section = Section.objects.get(pk=section.pk)
    text.save_section(section=section, laws=[town.law], at=town.now(), **act)
    text.move_section(section=section, up=True, at=town.now(), **act)
    text.remove_item(item=GuidanceItem.objects.get(pk=item.pk), at=town.now(), **act)
    text.remove_section(section=Section.objects.get(pk=section.pk), at=town.now(), **act)
    drafting.save_draft(
        version=town.fresh(version),
        contacts=[Contact.objects.create(council=town.council, name="Legal")],
        at=town.now(),
        **act,
    )
    submitting.submit_version(version=version, at=town.now(), **act)
    submitting.recall_version(version=version, at=town.now(), reason="A slip.", **act)
    submitting.submit_version(version=version, at=town.now(), **act)
    decision = town.enter_decision(town.fresh(version), Outcome.APPROVED_AS_AMENDED)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    version = town.fresh(version)
    section = version.sections.last()
    submitting.conform_version(
        version=version,
        amendments=[
            submitting.Amendment(section=section, heading="Dos", body="Think twice."),
            submitting.Amendment(section=version.sections.first(), is_removed=True),
        ],
        summary="Two words.",
        at=town.now(),
        **act,
    )
    certifying.certify_conformed(
        version=version, by=town.monitoring, at=town.now(), statement="Compared."
    )
    publishing.publish_version(version=version, by=town.officer, at=town.now())
    town.make_successor(version)
    town.wait(days=1)
    successor = Version.objects.get(major=2)
    publishing.withdraw_version(version=successor, by=town.officer, at=town.now(), reason="Old.")
    recording.record_past_version(**from_paper(town, version.document, date(2019, 5, 1), (0, 5)))
    faults = [
        (row, row.history_type, row.history_user, row.history_date, row.history_change_reason)
        for history in histories()
        for row in history.objects.all()
        if not (
            row.history_user and row.history_change_reason and began <= row.history_date <= town.at
        )
    ]
    assert not faults


def test_every_status_change_says_who_when_and_in_which_post(town):
    version = town.make_in_force()
    town.make_successor(version)
    changes = StatusChange.objects.order_by("id")
    assert [change.move for change in changes] == [
        "start", "submit", "approve", "publish",
        "start", "submit", "approve", "supersede", "publish",
    ]  # fmt: skip
    assert all(change.by and change.at and change.post for change in changes)
    assert [change.at for change in changes] == sorted(change.at for change in changes)


@pytest.mark.parametrize("move", [move for move in Move if move is not Move.SUPERSEDE])
def test_the_timeline_has_a_name_for_every_move(move):
    assert move.value in dict(StatusChange._meta.get_field("move").choices)


def test_each_status_of_a_version_is_in_its_history(town, in_force):
    statuses = [row.status for row in in_force.history.order_by("history_id")]
    seen = list(dict.fromkeys(statuses))
    assert seen == ["draft", "in_review", "approved", "in_force"]
    newest = in_force.history.first()
    assert newest.history_user == town.officer
    assert newest.history_change_reason.startswith("Publish")


def test_what_a_text_said_before_is_still_in_its_history(town, draft):
    section = draft.sections.first()
    before = section.body
    section.body = "Other words."
    text.save_section(section=section, by=town.officer, at=town.now(), why="Shorter")
    new = section.history.first()
    assert (new.body, new.prev_record.body) == ("Other words.", before)
    assert (new.history_user, new.history_change_reason) == (town.officer, "Shorter")


def test_the_laws_and_contacts_of_a_text_are_in_its_history(town, draft):
    section = draft.sections.first()
    assert [row.lawreference for row in section.history.first().laws.all()] == [town.law]
    assert [row.contact for row in draft.history.first().contacts.all()] == [town.contact]
