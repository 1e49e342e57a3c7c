"""What goes on the log of security events by itself, and that it reads as one with the record."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from policies.actions import delegating, disclosing, erasing_people, restricting
from policies.actions.forgetting import forget
from policies.actions.people import set_up_roles
from policies.actions.retaining import retention_on
from policies.actions.securityevents import done_by, events_sought, note_event, page_of_events
from policies.domain.retention import RecordKind
from policies.domain.roles import Role
from policies.domain.securityevents import EventKind, Sought
from policies.models import Delegation, PostHolding, SecurityEvent, User


def told(**sought) -> list[tuple[str, str, str, str]]:
    """The events that are sought, as who, of what kind, about whom, in which words."""
    return [(e.who, e.kind.value, e.about, e.what) for e in events_sought(Sought(**sought))]


def told_since(number: int) -> list[tuple[str, str, str]]:
    rows = SecurityEvent.objects.filter(pk__gt=number).order_by("pk")
    return [(row.kind, row.about.username if row.about else "", row.words) for row in rows]


@pytest.fixture
def last(town) -> int:
    """The number of the last event there was: what a test does comes after it."""
    return SecurityEvent.objects.first().pk


class TestAccountsAndRights:
    def test_an_account_and_its_roles_are_told_of_by_whatever_door(self, town, last):
        person = User.objects.create_user("rowan", password="a-long-pass-phrase-9")
        person.groups.set(Group.objects.filter(name__in=["Author", "Auditor"]))
        person.groups.remove(Group.objects.get(name="Author"))
        Group.objects.get(name="Member").user_set.add(person)
        person.groups.clear()
        person.user_permissions.add(Permission.objects.get(codename="view_user"))
        call_command("createsuperuser", interactive=False, username="root", email="")
        assert told_since(last) == [
            ("account-made", "rowan", ""),
            ("roles-changed", "rowan", "Roles given: Auditor, Author."),
            ("roles-changed", "rowan", "Roles taken away: Author."),
            ("roles-changed", "rowan", "Roles given: Member."),
            ("roles-changed", "rowan", "Roles taken away: Auditor, Member."),
            ("roles-changed", "rowan", "Rights given: view_user."),
            ("account-made", "root", "They keep the installation itself."),
        ]

    def test_what_lets_somebody_in_or_keeps_them_out_is_told_of_without_its_words(self, town, last):
        person = town.member
        person.is_active, person.is_superuser, person.email = False, True, "rowan@x.example"
        person.save()
        person.set_password("quite-another-phrase-3")
        person.save()
        person.first_name = "Rowan"
        person.save()
        assert told_since(last) == [
            ("account-changed", "member", "The e-mail address was changed."),
            ("account-changed", "member", "The account was closed."),
            ("account-changed", "member", "Keeping the installation itself was given."),
            ("password-changed", "member", ""),
        ]

    def test_a_password_that_is_only_hashed_anew_was_not_changed(
        self, town, client, settings, last
    ):
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher",
                                     *settings.PASSWORD_HASHERS]  # fmt: skip
        before = town.member.password
        assert client.login(username="member", password="brackenmoor-heather-27")
        assert User.objects.get(username="member").password != before
        assert [kind for kind, _, _ in told_since(last)] == ["signed-in"]

    def test_what_a_role_may_do_is_told_of_once_somebody_holds_it(self, db):
        set_up_roles()
        assert not SecurityEvent.objects.exists()
        User.objects.create_user("rowan").groups.add(Group.objects.get(name="Author"))
        Group.objects.get(name="Author").permissions.add(
            Permission.objects.get(codename="change_user")
        )
        event = SecurityEvent.objects.first()
        assert event.words == "Rights of the role Author given: change_user."
        set_up_roles()
        assert "taken away: change_user" in SecurityEvent.objects.first().words

    def test_who_holds_a_post_and_who_may_decide_alone_is_read_from_the_record(
        self, town, in_force
    ):
        holding = PostHolding(post=town.owner_post, person=town.clerk, is_deputy=True,
                              held_from=town.at.date())  # fmt: skip
        holding._history_user = town.administrator
        holding.save()
        delegating.keep_delegation(
            delegation=Delegation(
                document=in_force.document, granted_by=town.body, granted_on=town.at.date(),
                minute_reference="Minute 3", delegate_post=town.owner_post, limits="Names.",
                starts_on=town.at.date(),
            ),
            by=town.clerk, at=town.now(),
        )  # fmt: skip
        assert told(kind=EventKind.POSTS, person=town.clerk.pk) == [
            ("administrator", "posts", "clerk",
             "clerk deputises for the post Corporate Officer from 2 March 2026: added"),
        ]  # fmt: skip
        assert told(kind=EventKind.DELEGATION) == [
            ("clerk", "delegation", "",
             "To Corporate Officer for BBC-social-media: added"),
        ]  # fmt: skip


class TestTheRecord:
    def test_moves_and_decisions_are_read_and_not_written_twice(self, town, in_force):
        assert [line[1:] for line in told(first_day=town.at.date(), last_day=town.at.date())] == [
            ("move", "", "BBC-social-media 1.0: Start a new version"),
            ("move", "", "BBC-social-media 1.0: Submit"),
            ("decision", "", "BBC-social-media 1.0: “Approved” by Standards Committee entered"),
            ("confirmation", "", "BBC-social-media 1.0: the decision entered was confirmed"),
            ("move", "", "BBC-social-media 1.0: Approve"),
            ("move", "", "BBC-social-media 1.0: Publish"),
        ]
        assert told(kind=EventKind.DECISION)[0][0] == "clerk"
        assert {line[1] for line in told(person=town.confirmer.pk)} == {
            "account-made", "roles-changed", "confirmation", "move",
        }  # fmt: skip

    def test_what_the_law_hides_is_told_of_by_reference_alone(self, town):
        version = town.make_in_force(town.make_document("quiet", "The case of Mandrake"))
        asked = restricting.ask_to_restrict(
            version=version, passage="", ground="court-order", notice="By order.",
            reason="Order 7 about Mandrake.", by=town.monitoring, at=town.now(),
        )  # fmt: skip
        restricting.answer_restriction(
            restriction=asked, confirm=True, by=town.administrator, at=town.now()
        )
        lines = told()
        assert [line[1] for line in lines if line[1].startswith("restriction")] == [
            "restriction", "restriction-answered",
        ]  # fmt: skip
        assert "BBC-quiet 1.0: hiding by law was confirmed" in {line[3] for line in lines}
        assert "Mandrake" not in str(lines)

    def test_a_long_log_takes_as_many_queries_as_a_short_one(self, town, in_force):
        with CaptureQueriesContext(connection) as short:
            page_of_events(Sought(), "1")
        for slug in ("second", "third"):
            town.make_in_force(town.make_document(slug, slug))
        with CaptureQueriesContext(connection) as longer:
            page = page_of_events(Sought(), "1")
        assert len(longer) == len(short)
        moments = [line.at for line in page.object_list]
        assert moments == sorted(moments, reverse=True)
        lines = list(events_sought(Sought()))
        assert len({line.row for line in lines}) == len(lines) == page.paginator.count


class TestHowLong:
    def came(self, person, days: int) -> SecurityEvent:
        at = timezone.now() - timedelta(days=days)
        return note_event(kind=EventKind.SIGNED_IN, by=person, about=person,
                          network="198.51.100.0/24", at=at)  # fmt: skip

    def test_after_a_year_the_clock_forgets_who_came_and_keeps_that_somebody_did(self, town):
        old, young = self.came(town.member, 367), self.came(town.member, 360)
        past = next(
            one
            for one in retention_on(timezone.localdate())
            if one.rule.kind is RecordKind.SIGN_INS
        )
        assert past.count == 1
        assert list(forget(at=timezone.now())) == ["Who signed in a year ago was erased: 1 events."]
        old.refresh_from_db()
        young.refresh_from_db()
        assert (old.by, old.about, old.network, old.kind) == (None, None, "", "signed-in")
        assert young.by == town.member
        assert list(forget(at=timezone.now())) == []

    def test_the_database_lets_nobody_sweep_traces_away_before(self, town):
        young = self.came(town.member, 300)
        erased = {"by": None, "about": None, "network": "", "words": ""}
        old = self.came(town.member, 400)
        rights = SecurityEvent.objects.filter(kind="roles-changed").first()
        for row, change in (
            (young, erased),
            (rights, erased),
            (old, {**erased, "network": "192.0.2.0/24"}),
            (old, {**erased, "by": town.clerk}),
            (old, {**erased, "at": timezone.now()}),
            (old, {**erased, "kind": "signed-out"}),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                SecurityEvent.objects.filter(pk=row.pk).update(**change)
        assert SecurityEvent.objects.filter(pk=old.pk).update(**erased) == 1

    def test_signing_in_does_not_keep_a_name_that_is_to_be_erased_and_giving_a_role_does(
        self, town, everything
    ):
        for name, gives in (("rowan.sykes", False), ("elm.hale", True)):
            person = town.make_person(name, Role.MEMBER)
            self.came(person, 1)
            if gives:
                with done_by(person):
                    town.clerk.groups.add(Group.objects.get(name="Auditor"))
            person.is_active = False
            person.save()
            erasing_people.erase_account(person=person, by=town.administrator, at=town.now())
        assert "rowan.sykes" not in str(everything())
        assert "elm.hale" in str(everything())
        event = SecurityEvent.objects.filter(kind="personal-data-erased").first()
        assert (event.by, event.about.username) == (town.administrator, "elm.hale")

    def test_whoever_asks_is_told_when_they_came(self, town):
        self.came(town.member, 1)
        told = disclosing.what_is_held_of(person=town.member, by=town.administrator, at=town.now())
        assert "198.51.100.0/24" in json.dumps(told["security events"], default=str)
        assert SecurityEvent.objects.filter(kind="personal-data-given-out").get().by == (
            town.administrator
        )
