"""The desk as a whole: its index, its lists, what each role sees, and that nothing is deleted."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.domain.roles import Role
from policies.models import (
    Body,
    Contact,
    Council,
    Decision,
    Document,
    LawReference,
    Post,
    PostHolding,
    Rendition,
    Section,
    StatusChange,
    Submission,
    User,
    Version,
)
from tests.admin.posting import post_from, words_of

LISTS = ["document", "version", "decision", "submission", "statuschange", "rendition",
         "lawreference", "council", "body", "post", "contact"]  # fmt: skip
NEVER_DELETED = [Document, Version, Submission, Decision, StatusChange, Rendition, Council, Body,
                 Post, Contact, LawReference, User, Section, Group]  # fmt: skip


def test_a_visitor_is_led_to_the_sign_in(client, db):
    response = client.get("/admin/")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_a_member_has_no_desk(at_desk, town):
    assert at_desk(town.member).get("/admin/").status_code == 302


@pytest.mark.parametrize("listed", LISTS)
def test_an_auditor_reads_every_list_and_adds_to_none(at_desk, town, in_force, address, listed):
    client = at_desk(town.auditor)
    assert client.get(address(f"{listed}_changelist")).status_code == 200
    assert client.get(address(f"{listed}_add")).status_code == 403


@pytest.mark.parametrize("listed", ["document", "version"])
def test_lists_ask_the_database_as_often_for_many_rows_as_for_one(
    at_desk, town, address, listed, django_assert_num_queries
):
    client = at_desk(town.officer)
    town.make_in_force()
    with CaptureQueriesContext(connection) as first:
        client.get(address(f"{listed}_changelist"))
    for number in range(3):
        town.make_draft(town.make_document(slug=f"d{number}", title=f"Policy {number}"))
    with django_assert_num_queries(len(first)):
        client.get(address(f"{listed}_changelist"))


@pytest.mark.parametrize("model", NEVER_DELETED)
def test_nothing_is_deleted_even_by_a_superuser(at_desk, town, in_force, rf, model):
    request = rf.get("/")
    request.user = User.objects.create_superuser("root", password="brackenmoor-root-99")
    assert not admin.site._registry[model].has_delete_permission(request)
    row = model.objects.first()
    if row:
        url = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{row.pk}/delete/"
        assert at_desk(request.user).post(url, {"post": "yes"}).status_code == 403
        assert model.objects.filter(pk=row.pk).exists()


def test_lists_offer_no_action(at_desk, town, in_force, address):
    page = at_desk(town.officer).get(address("document_changelist"))
    assert "delete_selected" not in page.content.decode()


def test_pages_have_no_script_or_style_of_their_own(at_desk, town, draft, address, page_of):
    client = at_desk(town.author)
    section = draft.sections.first()
    for url in (
        "/admin/",
        address("version_changelist"),
        page_of(draft),
        address("section_change", section.pk),
        address("version_history", draft.pk),
        address("version_submit", draft.pk),
    ):
        text = client.get(url).content.decode()
        assert "<style" not in text
        assert " style=" not in text
        assert "<script>" not in text


class TestPeople:
    def test_an_administrator_makes_an_officer(self, at_desk, town, address):
        role = Group.objects.get(name=Role.AUTHOR.label)
        page = post_from(
            at_desk(town.administrator),
            address("user_add"),
            username="newcomer",
            email="newcomer@brackenmoor.example",
            groups=[role.pk],
        )
        assert page.status_code == 200
        person = User.objects.get(username="newcomer")
        assert person.is_staff
        assert person.roles == {Role.AUTHOR}
        assert not person.is_superuser
        assert not person.has_usable_password()

    def test_a_member_gets_no_desk(self, at_desk, town, address):
        post_from(
            at_desk(town.administrator),
            address("user_change", town.author.pk),
            groups=[Group.objects.get(name=Role.MEMBER.label).pk],
        )
        assert not User.objects.get(pk=town.author.pk).is_staff

    def test_nobody_is_made_a_superuser_by_a_form(self, at_desk, town, address):
        post_from(
            at_desk(town.administrator),
            address("user_change", town.author.pk),
            is_superuser="on",
            user_permissions=["1"],
        )
        person = User.objects.get(pk=town.author.pk)
        assert not person.is_superuser
        assert not person.user_permissions.exists()

    def test_an_administrator_does_not_change_a_superuser(self, at_desk, town, address):
        root = User.objects.create_superuser("root", password="brackenmoor-root-99")
        client = at_desk(town.administrator)
        words = {"password1": "brackenmoor-moss-31", "password2": "brackenmoor-moss-31"}
        assert client.post(address("user_change", root.pk), {"username": "x"}).status_code == 403
        assert client.post(f"/admin/policies/user/{root.pk}/password/", words).status_code == 403
        assert User.objects.get(pk=root.pk).check_password("brackenmoor-root-99")

    def test_a_leaver_is_deactivated(self, at_desk, town, address):
        client = at_desk(town.administrator)
        url = address("user_change", town.author.pk)
        post_from(client, url, is_active=[])
        assert not User.objects.get(pk=town.author.pk).is_active

    def test_roles_are_read_and_not_changed(self, at_desk, town):
        role = Group.objects.first()
        client = at_desk(town.administrator)
        url = f"/admin/auth/group/{role.pk}/change/"
        assert client.get(url).status_code == 200
        assert client.post(url, {"name": "x"}).status_code == 403

    def test_an_officer_keeps_no_people(self, at_desk, town, address):
        assert at_desk(town.officer).get(address("user_changelist")).status_code == 403


class TestSettings:
    def test_a_changed_setting_says_who_and_why(self, at_desk, town, address):
        post_from(
            at_desk(town.administrator),
            address("council_change", town.council.pk),
            short_name="Brack",
            why="The council voted for it",
        )
        state = town.council.history.first()
        assert town.council.__class__.objects.get().short_name == "Brack"
        assert state.history_user == town.administrator
        assert state.history_change_reason == "The council voted for it"

    def test_there_is_one_council(self, at_desk, town, address):
        assert at_desk(town.administrator).get(address("council_add")).status_code == 403

    def test_a_body_is_added_to_the_council(self, at_desk, town, address):
        post_from(at_desk(town.administrator), address("body_add"), name="Cabinet", kind="cabinet")
        assert Body.objects.get(name="Cabinet").history.first().history_change_reason == "Added"

    def test_a_post_is_added_and_nobody_gives_their_own_another_role(self, at_desk, town, address):
        administrator = at_desk(town.administrator)
        post_from(administrator, address("post_add"), title="Solicitor", role="author")
        post = Post.objects.get(title="Solicitor")
        assert post.role == "author"
        change = address("post_change", post.pk)
        post_from(administrator, change, role="member")
        PostHolding.objects.create(post=post, person=town.administrator, held_from=town.at)
        page = post_from(administrator, change, role="auditor")
        assert "You hold or deputise for this post." in words_of(page)
        assert Post.objects.get(title="Solicitor").role == "member"

    def test_two_bodies_of_a_name_are_refused_in_a_sentence(self, at_desk, town, address):
        page = post_from(
            at_desk(town.administrator), address("body_add"), name=town.body.name, kind="cabinet"
        )
        assert page.status_code == 200
        assert "already exists" in words_of(page)
        assert Body.objects.count() == 1

    def test_a_checked_law_names_who_checked_it(self, at_desk, town, address):
        post_from(
            at_desk(town.officer),
            address("lawreference_change", town.law.pk),
            address="https://www.legislation.gov.uk/ukpga/2013/26",
            checked_on="2026-03-01",
        )
        law = LawReference.objects.get()
        assert law.checked_by == town.officer
        assert law.address.endswith("/26")

    def test_an_address_needs_the_day_of_the_check(self, at_desk, town, address):
        page = post_from(
            at_desk(town.officer),
            address("lawreference_change", town.law.pk),
            address="https://www.legislation.gov.uk/ukpga/2013/26",
        )
        assert "Say when you checked" in words_of(page)
        assert LawReference.objects.get().address == ""


def test_the_exact_bytes_are_served(at_desk, town, in_force, address):
    submission = in_force.submission
    page = at_desk(town.auditor).get(address("submission_bytes", submission.pk))
    assert page.content == bytes(submission.canonical)
