"""What is past its rule is shown with what to do; and nothing of the record can be deleted."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib import admin
from django.db import DatabaseError, transaction

from policies.actions import drafting
from policies.actions.retaining import retention_on
from policies.domain.retention import RecordKind
from policies.models import Consultation, ImportedFile, Invitation, Message, Version
from policies.models.guard_rules import APPEND_ONLY
from tests.admin.posting import words_of

POLICIES = Path(__file__).resolve().parents[2] / "policies"
# What may be deleted: rows of a draft while it is written, who is at a page, a half-written file,
# words that a search can make again, and whom to write to once nobody wants to be written to.
MAY_DELETE = {
    ("actions/record.py", "row.delete()"),
    ("actions/presence.py", "Presence.objects.filter(section=section, person=by).delete()"),
    ("actions/forgetting.py", "Presence.objects.long_over(at).delete()"),
    ("actions/forgetting.py", "Session.objects.filter(expire_date__lt=at).delete()"),
    ("actions/erasing_people.py", "Presence.objects.filter(person=row).delete()"),
    ("actions/erasing_people.py", "message.delete()"),
    ("actions/erasing_people.py", "lets_in.objects.filter(user=row).delete()"),
    ("actions/erasing_people.py", "row.sign_in_links.all().delete()"),
    # What nobody is to sign in with any more; that it was there stays among the security events.
    (
        "actions/signing_in.py",
        "SocialAccount.objects.filter(provider=COUNCIL, user=person).delete()",
    ),
    ("actions/signing_in.py", "held.delete()"),
    ("actions/outbox.py", "messages.waiting().delete()"),
    ("actions/keeping_told.py", "Subscription.objects.filter(pk=subscription.pk).delete()"),
    ("actions/searching.py", "PublicItem.objects.filter(section__version=version).delete()"),
    ("actions/searching.py", "PublicLawUse.objects.filter(section__version=version).delete()"),
    ("actions/searching.py", "kept.objects.all().delete()"),
    ("actions/searching.py", "rows.delete()"),
    ("actions/searching.py", "every.exclude(submission__translation=None).delete()"),
    ("actions/storing.py", "default_storage.delete(name)"),
    # Into an empty installation a backup brings its own roles and kinds of rows.
    ("actions/backups/tables.py", "_rows(table).delete()"),
    (
        "actions/backups/numbers.py",
        'cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])',
    ),
    ("actions/backups/loading.py", "default_storage.delete(name)"),
    # What a check of the store and of the cache wrote to try them.
    ("actions/health/parts.py", "default_storage.delete(written)"),
    ("actions/health/parts.py", "caches[name].delete(key)"),
}


def past(town, kind: RecordKind):
    return next(one for one in retention_on(town.at.date()) if one.rule.kind is kind)


def test_a_draft_that_nobody_goes_on_with_is_listed_after_two_years(town, draft):
    # 2028 is a leap year.
    town.wait(days=730)
    assert past(town, RecordKind.DRAFTS).count == 0
    town.wait(days=1)
    assert past(town, RecordKind.DRAFTS).versions == (draft,)


def test_whoever_saves_a_section_goes_on_with_the_draft(town, draft):
    town.wait(days=700)
    town.write_section(draft, "Sanctions", "Whoever breaks it is heard.")
    town.wait(days=100)
    assert past(town, RecordKind.DRAFTS).count == 0
    town.wait(days=700)
    assert past(town, RecordKind.DRAFTS).count == 1


def test_a_discarded_version_counts_from_the_day_it_was_given_up(town, draft):
    town.wait(days=600)
    drafting.discard_draft(version=draft, by=town.author, at=town.now(), reason="Not needed.")
    town.wait(days=200)
    assert past(town, RecordKind.DISCARDED).count == 0
    town.wait(days=600)
    assert past(town, RecordKind.DISCARDED).versions == (town.fresh(draft),)
    assert past(town, RecordKind.DRAFTS).count == 0


def test_what_is_published_never_is_past_its_rule(town, in_force):
    town.wait(days=36500)
    assert [one.count for one in retention_on(town.at.date())] == [0] * len(RecordKind)


def test_files_and_messages_are_counted(town):
    document = town.make_document()
    ImportedFile.objects.create(
        document=document, name="old.docx", content=b"x", sha256="0" * 64, by=town.author,
        at=town.at,
    )  # fmt: skip
    Message.objects.create(key="k", recipient="a@x.example", written_at=town.at, sent_at=town.at)
    town.wait(days=366)
    assert past(town, RecordKind.MESSAGES).count == 1
    assert past(town, RecordKind.FILES).count == 0
    town.wait(days=366)
    assert past(town, RecordKind.FILES).count == 1


def test_the_desk_lists_what_is_past_with_what_to_do(at_desk, town, draft, address):
    town.at = datetime(2019, 1, 7, 9, 0, tzinfo=UTC)
    forgotten = town.make_draft(town.make_document("forgotten", "Forgotten guide"))
    desk = at_desk(town.auditor)
    page = desk.get(address("version_retention"))
    words = words_of(page)
    assert "2 years after the last change." in words
    assert "1 past the rule. Go on with the draft, or discard it with a reason." in words
    assert f"{forgotten} Draft since 7 January 2019" in words
    assert address("version_retention") in desk.get(address("version_changelist")).content.decode()
    assert at_desk(town.member).get(address("version_retention")).status_code == 302


def test_an_administrator_erases_consultees_from_the_schedule(at_desk, town, in_review, address):
    town.at = datetime(2019, 1, 7, 9, 0, tzinfo=UTC)
    asked = Consultation.objects.create(
        submission=in_review.submission, consulted="The unions", opens_on=town.at.date(),
        closes_on=town.at.date(), summary="One answer.", effect="Nothing.", closed_at=town.at,
    )  # fmt: skip
    Invitation.objects.create(
        consultation=asked, name="Elm", email="elm@x.example", token_sha256="1" * 64,
        expires_at=town.at, by=town.officer, at=town.at,
    )  # fmt: skip
    schedule, erase = address("version_retention"), address("version_erase", asked.pk)
    officer, administrator = at_desk(town.officer), at_desk(town.administrator)
    assert "The unions, 7 January 2019" in words_of(officer.get(schedule))
    assert erase not in officer.get(schedule).content.decode()
    for refused in (officer.get(erase), officer.post(erase)):
        assert refused.status_code == 403
        assert "Only the Administrator can erase them." in words_of(refused)
    assert f'href="{erase}"' in administrator.get(schedule).content.decode()
    assert "Nobody can bring them back." in words_of(administrator.get(erase))
    assert Invitation.objects.get().name == "Elm"
    done = administrator.post(erase, follow=True)
    assert "The consultees of this consultation were erased." in words_of(done)
    assert Invitation.objects.get().name.startswith("Erased on ")


def test_no_code_deletes_what_is_on_record():
    found = {
        (str(path.relative_to(POLICIES)), line.strip())
        for path in POLICIES.rglob("*.py")
        if "migrations" not in path.parts
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\.(_raw_)?delete\(|DELETE FROM", line)
    }
    assert found <= MAY_DELETE


@pytest.mark.parametrize("state", ["in_review", "approved", "in_force"])
def test_the_database_deletes_no_version_and_nothing_of_its_record(request, state):
    version = request.getfixturevalue(state)
    for model in (Version, *APPEND_ONLY):
        for row in model.objects.all():
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.filter(pk=row.pk)._raw_delete("default")
    assert Version.objects.filter(pk=version.pk).exists()


def test_no_list_of_the_desk_offers_to_delete_the_record(rf, town):
    request = rf.get("/admin/")
    request.user = town.administrator
    for model in (Version, *APPEND_ONLY):
        desk = admin.site._registry.get(model)
        assert desk is None or not desk.has_delete_permission(request)
