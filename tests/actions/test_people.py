"""The groups have exactly the permissions of the one table, and leavers stay named."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from policies.actions.people import permissions_of, set_up_roles
from policies.domain.errors import Refusal
from policies.domain.roles import Ability, Role
from policies.models import User
from policies.models.guard_rules import APPEND_ONLY

READ = {
    f"view_{model}"
    for model in (
        "council", "body", "contact", "post", "lawreference", "document", "version", "section",
        "guidanceitem", "relateddocument", "submission", "decision", "confirmation", "certificate",
        "statuschange", "rendition", "delegation", "review", "reviewtrigger",
        "plannedpublication", "message", "route", "stage", "comment", "impactassessment",
        "optionconsidered", "attachment", "consultation", "invitation", "response",
        "earlieraddress",
    )
}  # fmt: skip
WRITE = {
    "add_document", "change_document", "add_version", "change_version",
    "add_section", "change_section", "delete_section",
    "add_guidanceitem", "change_guidanceitem", "delete_guidanceitem",
    "add_relateddocument", "change_relateddocument", "delete_relateddocument",
    "add_contact", "change_contact",
    # Kept for good, and added to by whoever keeps the document.
    "add_earlieraddress",
}  # fmt: skip
DELEGATIONS = {"add_delegation", "change_delegation"}
LAWS = {"add_lawreference", "change_lawreference"}
ROUTES = {"add_route", "change_route", "add_stage", "change_stage", "delete_stage"}
RESTRICTIONS = {"view_restriction"}
EVENTS = {"view_securityevent"}
REVIEWS = {"add_reviewtrigger"}
READERS = {"view_formatrequest", "view_pageproblem"}
SETTINGS = {
    "add_council", "change_council", "add_body", "change_body", "add_post", "change_post",
    "view_postholding", "add_postholding", "change_postholding",
    "view_user", "add_user", "change_user", "view_group",
}  # fmt: skip
TABLE = {
    "Member": set(),
    "Author": READ | WRITE,
    "Corporate Officer": READ | WRITE | LAWS | REVIEWS | ROUTES | READERS,
    "Monitoring Officer": READ | LAWS | RESTRICTIONS,
    "Section 151 Officer": READ,
    "Portfolio Holder": READ,
    "Democratic Services Clerk": READ | DELEGATIONS | READERS,
    "Confirming Officer": READ,
    "Auditor": READ | EVENTS,
    "Administrator": READ | SETTINGS | RESTRICTIONS | EVENTS,
}


def permissions_in_the_database():
    return {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.all()
    }


@pytest.mark.django_db
def test_each_role_is_a_group_with_exactly_its_permissions():
    set_up_roles()
    assert permissions_in_the_database() == TABLE


@pytest.mark.django_db
def test_setting_up_roles_again_changes_nothing_and_mends_what_was_changed():
    first = {group.pk for group in set_up_roles()}
    Group.objects.get(name="Auditor").permissions.set(Permission.objects.all())
    Group.objects.get(name="Author").permissions.clear()
    assert {group.pk for group in set_up_roles()} == first
    assert permissions_in_the_database() == TABLE


@pytest.mark.django_db
def test_the_command_sets_up_the_same_roles(capsys):
    call_command("set_up_roles")
    call_command("set_up_roles", verbosity=0)
    assert capsys.readouterr().out == "10 roles are set up.\n"
    assert permissions_in_the_database() == TABLE


def test_nobody_has_a_permission_to_change_or_delete_what_is_on_record():
    record = {model._meta.model_name for model in APPEND_ONLY}
    for role in Role:
        for model, verb in permissions_of(role):
            name = model._meta.model_name
            assert verb == "view" or name not in record or (verb, name) == ("add", "earlieraddress")
            assert verb != "delete" or model._meta.model_name in {
                "section", "guidanceitem", "relateddocument", "stage",
            }  # fmt: skip


def test_roles_are_the_groups_of_a_person(town):
    person = town.make_person("two", Role.AUTHOR, Role.AUDITOR)
    assert person.roles == {Role.AUTHOR, Role.AUDITOR}
    assert User(username="new").roles == frozenset()
    assert person.can(Ability.WRITE)
    assert not person.can(Ability.CERTIFY)


def test_a_group_that_is_no_role_and_a_superuser_give_no_role(town):
    person = town.make_person("root")
    person.is_superuser = True
    person.groups.add(Group.objects.create(name="Everything"))
    person.save()
    fresh = User.objects.get(pk=person.pk)
    assert fresh.roles == frozenset()
    assert not fresh.can(Ability.WRITE)


def test_a_closed_account_can_do_nothing(town):
    town.author.is_active = False
    assert not town.author.can(Ability.WRITE)


def test_the_record_names_the_post_held_on_that_day(town):
    before, since = (town.at.date().replace(year=year) for year in (2010, 2016))
    assert town.author.post_on(since) == "Governance Adviser"
    # Before the post was taken up, and for people without one, it is the role.
    assert town.author.post_on(before) == "Author"
    assert town.make_person("reader").post_on(since) == ""


def test_deleting_a_person_is_refused_with_a_sentence(town, reasons_when):
    (reason,) = reasons_when(town.author.delete)
    assert reason.startswith("People are not deleted, because the record names what they did.")
    with pytest.raises(Refusal, match="Untick “Active” instead"):
        town.make_person("new").delete()
