"""Invitations and links for a new password: nobody sets or learns another person's password."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from policies.actions.outbox import send_waiting
from policies.actions.signing_in import ask_for_link, send_link, take_second_factors_away
from policies.domain.errors import AccessRefused
from policies.models import Message, SignInLink, User
from tests.admin.posting import post_from
from tests.factories import PASSWORD
from tests.signing_in.people import (
    gives_password,
    is_signed_in,
    let_pass,
    link_in,
    signs_in_fully,
    words_in,
)

NEW = "heron-over-the-moor-52"


@pytest.fixture
def newcomer(town):
    person = User(username="newcomer", email="newcomer@brackenmoor.example")
    person.set_unusable_password()
    person.save()
    return person


@pytest.fixture
def invited(town, newcomer):
    """The path of the link that the newcomer was sent."""
    send_link(person=newcomer, by=town.administrator, at=timezone.now())
    return link_in(Message.objects.get())


@pytest.fixture
def at_desk(town):
    client = Client()
    signs_in_fully(client, town.administrator)
    return client


class TestInvitations:
    def test_an_administrator_invites_somebody_who_sets_a_password(self, at_desk, client):
        post_from(
            at_desk,
            "/admin/policies/user/add/",
            username="newcomer",
            email="newcomer@brackenmoor.example",
        )
        message = Message.objects.get(recipient="newcomer@brackenmoor.example")
        page = client.get(link_in(message))
        assert page.status_code == 200
        assert "no-store" in page.headers["Cache-Control"]
        assert link_in(message) not in words_in(page).split("<main")[1]
        set_ = client.post(link_in(message), {"password": NEW})
        assert "Your password is set" in words_in(set_)
        gives_password(client, User.objects.get(username="newcomer"), NEW)
        assert is_signed_in(client)

    def test_without_the_tick_nobody_is_written_to(self, at_desk):
        address = "other@brackenmoor.example"
        post_from(at_desk, "/admin/policies/user/add/", username="o", email=address, is_invited=[])
        assert User.objects.get(username="o").email == address
        assert not SignInLink.objects.exists()

    def test_only_the_hash_is_kept_and_a_sent_message_is_emptied(self, newcomer, invited):
        secret = invited.rstrip("/").rpartition("/")[2]
        assert secret not in str(SignInLink.objects.values())
        assert [failure for _, failure in send_waiting(at=timezone.now())] == [""]
        assert secret not in Message.objects.get().body

    def test_a_link_works_once(self, client, invited):
        client.post(invited, {"password": NEW})
        for again in (client.get(invited), client.post(invited, {"password": "another-heron-53"})):
            assert again.status_code == 410
            assert "This link has been used." in words_in(again)
        assert User.objects.get(username="newcomer").check_password(NEW)

    def test_a_link_ends(self, client, invited, newcomer, town):
        SignInLink.objects.filter(person=newcomer).update(expires_at=timezone.now())
        assert client.get(invited).status_code == 410
        send_link(person=newcomer, by=town.administrator, at=timezone.now())
        link = SignInLink.objects.last()
        assert link.expires_at - link.at == timedelta(days=7)

    def test_a_newer_link_takes_its_place(self, client, invited, newcomer, town):
        send_link(person=newcomer, by=town.administrator, at=timezone.now())
        refused = client.post(invited, {"password": NEW})
        assert refused.status_code == 410
        assert "A newer link was sent." in words_in(refused)
        assert client.get(link_in(Message.objects.last())).status_code == 200

    def test_a_closed_account_stays_closed(self, client, invited, newcomer):
        newcomer.is_active = False
        newcomer.save()
        assert "This account is closed." in words_in(client.post(invited, {"password": NEW}))
        assert not User.objects.get(pk=newcomer.pk).has_usable_password()

    def test_a_guess_finds_nothing(self, client, invited):
        assert client.get("/sign-in/link/guess/").status_code == 404

    @pytest.mark.parametrize("poor", ["short", "password1234", "newcomer12345", ""])
    def test_a_poor_password_is_refused_in_words(self, client, invited, poor):
        page = client.post(invited, {"password": poor})
        assert "There is a problem" in words_in(page)
        assert not poor or f'value="{poor}"' not in words_in(page)
        assert not User.objects.get(username="newcomer").has_usable_password()


class TestNewPasswords:
    def test_an_administrator_sends_a_link_and_sets_nothing(self, at_desk, town):
        person = town.member
        person.email = "member@brackenmoor.example"
        person.save()
        page = f"/admin/policies/user/{person.pk}/"
        assert (
            at_desk.post(f"{page}password/", {"password1": NEW, "password2": NEW}).status_code
            == 403
        )
        assert 'type="password"' not in words_in(at_desk.get(f"{page}change/"))
        told = at_desk.post(f"{page}signing-in/", {"act": "link"}, follow=True)
        assert "A link goes to member@brackenmoor.example" in words_in(told)
        assert User.objects.get(pk=person.pk).check_password(PASSWORD)
        elsewhere = Client()
        gives_password(elsewhere, person, then="/members/")
        Client().post(link_in(Message.objects.get(recipient=person.email)), {"password": NEW})
        assert User.objects.get(pk=person.pk).check_password(NEW)
        assert not is_signed_in(elsewhere)

    def test_others_send_none(self, town, newcomer):
        root = User.objects.create_superuser("root", "root@brackenmoor.example", PASSWORD)
        closed = (
            (newcomer, town.officer),
            (newcomer, newcomer),
            (root, town.administrator),
            (town.member, town.administrator),
        )
        for person, by in closed:
            with pytest.raises(AccessRefused):
                send_link(person=person, by=by, at=town.now())
        assert not Message.objects.exists()

    def test_asking_for_one_does_not_tell_who_has_an_account(self, client, newcomer, invited):
        Message.objects.all().delete()
        known = client.post("/sign-in/forgotten/", {"name": "newcomer"})
        unknown = client.post("/sign-in/forgotten/", {"name": "nobody"})
        assert words_in(known) == words_in(unknown)
        message = Message.objects.get()
        assert message.recipient == newcomer.email
        assert client.post(link_in(message), {"password": NEW}).status_code == 200
        assert User.objects.get(pk=newcomer.pk).check_password(NEW)

    def test_a_council_account_has_no_password_to_forget(self, newcomer, town):
        ask_for_link(name="newcomer", at=town.now())
        assert not Message.objects.exists()

    def test_asking_too_often_is_refused(self, client, newcomer):
        said = [client.post("/sign-in/forgotten/", {"name": "x"}).status_code for _ in range(21)]
        assert said == [200] * 20 + [429]

    def test_one_changes_ones_own(self, client, town):
        gives_password(client, town.member, then="/members/")
        poor = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
        assert "The present password is not right." in words_in(
            client.post("/account/password/", poor)
        )
        sound = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
        client.post("/account/password/", sound)
        assert User.objects.get(pk=town.member.pk).check_password(NEW)
        assert not is_signed_in(client)


class TestWhatPeopleAreTold:
    def test_an_address_does_not_change_in_silence(self, at_desk, newcomer):
        url = f"/admin/policies/user/{newcomer.pk}/change/"
        post_from(at_desk, url, email="thief@elsewhere.example")
        told = Message.objects.get(recipient="newcomer@brackenmoor.example")
        assert "was changed by an Administrator" in told.body

    def test_lost_second_factors_are_removed_and_it_is_said(self, at_desk, town):
        officer = Client()
        signs_in_fully(officer, town.officer)
        town.officer.email = "officer@brackenmoor.example"
        town.officer.save()
        page = f"/admin/policies/user/{town.officer.pk}/signing-in/"
        at_desk.post(page, {"act": "factors"})
        assert not is_signed_in(officer)
        told = Message.objects.get(recipient="officer@brackenmoor.example")
        assert "removed the second factors" in told.body

    def test_nobody_removes_their_own_or_a_superusers(self, town):
        root = User.objects.create_superuser("root", password=PASSWORD)
        for person in (town.administrator, root):
            with pytest.raises(AccessRefused) as refused:
                take_second_factors_away(person=person, by=town.administrator, at=town.now())
            assert len(refused.value.reasons) == 2

    def test_how_somebody_signs_in_is_for_administrators_who_said_again_who_they_are(
        self, at_desk, town, client
    ):
        page = f"/admin/policies/user/{town.author.pk}/signing-in/"
        assert "Has set a password. Has no second factor." in words_in(at_desk.get(page))
        let_pass(at_desk, 16 * 60)
        assert at_desk.get(page)["Location"].startswith("/sign-in/again/")
        signs_in_fully(client, town.officer)
        assert client.get(page).status_code == 403
