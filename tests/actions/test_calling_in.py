"""Holding an approved version: who may, what it stops, and what stays open."""

import pytest

from policies.actions import publishing
from policies.actions.calling_in import call_in, release
from policies.models import CallIn, CallInRelease, PageStamp

WHO = {
    call_in: "Only the Democratic Services Clerk can call a version in.",
    release: "Only the Democratic Services Clerk can release a version.",
}
HELD = (
    "It was called in (Five members, notice of 3 March) and is held. "
    "The Democratic Services Clerk can release it once that is decided."
)


@pytest.fixture
def calling(town, approved):
    def given(**other):
        return {
            "version": approved,
            "authority": " Five members, notice of 3 March ",
            "reason": "It was not consulted on.",
            "by": town.clerk,
            "at": town.now(),
        } | other

    return given


@pytest.fixture
def releasing(town, approved):
    def given(held, **other):
        return {
            "call_in": held,
            "authority": " Scrutiny Committee, Minute 31 ",
            "by": town.clerk,
            "at": town.now(),
        } | other

    return given


def test_what_was_called_in_is_held_until_it_is_released(
    town, approved, calling, releasing, reasons_when
):
    held = call_in(**calling())
    assert (held.authority, held.post) == (
        "Five members, notice of 3 March",
        "Democratic Services Clerk",
    )
    act = {"version": approved, "by": town.officer, "at": town.now()}
    assert reasons_when(publishing.publish_version, **act) == (HELD,)
    release(**releasing(held, reason="No further action."))
    kept = CallInRelease.objects.get()
    assert (kept.call_in, kept.authority) == (held, "Scrutiny Committee, Minute 31")
    assert publishing.publish_version(**act | {"at": town.now()}).is_in_force


def test_what_is_held_can_be_rescinded(town, approved, calling):
    call_in(**calling())
    publishing.rescind_version(
        version=approved, by=town.officer, at=town.now(), reason="Scrutiny said no.",
        authority="Scrutiny Committee, Minute 31",
    )  # fmt: skip
    assert town.fresh(approved).status == "discarded"


def test_it_can_be_called_in_again_after_a_release(town, approved, calling, releasing):
    first = call_in(**calling())
    release(**releasing(first))
    second = call_in(**calling(authority="The mayor"))
    assert list(CallIn.objects.standing()) == [second]


def test_it_is_called_in_once(calling, reasons_when):
    call_in(**calling())
    assert reasons_when(call_in, **calling()) == (
        "It was called in already (Five members, notice of 3 March).",
    )


def test_it_is_released_once(approved, calling, releasing, reasons_when):
    held = call_in(**calling())
    release(**releasing(held))
    assert reasons_when(release, **releasing(held)) == (
        "It is not held: nobody called it in, or it was released already.",
    )
    call_in(**calling())
    assert reasons_when(release, **releasing(held)) == ("This call-in was released already.",)


@pytest.mark.parametrize(
    ("state", "phrase"),
    [("draft", "a draft"), ("in_review", "in review"), ("in_force", "in force")],
)
def test_only_an_approved_version_is_held(town, request, calling, reasons_when, state, phrase):
    version = town.make_draft(town.make_document("other", "Other"))
    if state != "draft":
        make = {"in_review": town.make_in_review, "in_force": town.make_in_force}[state]
        version = make(town.make_document("third", "Third"))
    assert reasons_when(call_in, **calling(version=version)) == (
        f"This version is {phrase}; only an approved one can be called in.",
    )


def test_all_that_is_missing_is_named_at_once(town, calling, releasing, reasons_when):
    unsaid = {"authority": " ", "reason": "", "by": town.member}
    assert reasons_when(call_in, **calling(**unsaid)) == (
        WHO[call_in],
        "Say who called it in, and where it says so.",
        "Say why. The reason is kept on the record.",
    )
    held = call_in(**calling())
    assert reasons_when(release, **releasing(held, **unsaid)) == (
        WHO[release],
        "Say who released it, and under which minute.",
    )


@pytest.mark.parametrize("act", [call_in, release])
def test_every_role_is_allowed_or_refused(town, people, calling, releasing, reasons_when, act):
    held = call_in(**calling()) if act is release else None
    allowed = set()
    for role, person in people.items():
        name = role.value if role else "reader"
        given = releasing(held, by=person) if held else calling(by=person)
        if name == "democratic_services_clerk":
            made = act(**given)
            allowed.add(name)
            # As it was, for the next one.
            held = call_in(**calling()) if act is release else release(**releasing(made)) and None
        else:
            assert reasons_when(act, **given) == (WHO[act],), name
    assert allowed == {"democratic_services_clerk"}


def test_pages_that_announce_the_version_are_made_anew(town, approved, calling, releasing):
    before = PageStamp.objects.get(document=approved.document).changes
    held = call_in(**calling())
    release(**releasing(held))
    assert PageStamp.objects.get(document=approved.document).changes == before + 2
