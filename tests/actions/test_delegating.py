"""What bodies delegate: kept as minuted, and unchangeable in its terms once it was used."""

from datetime import date, timedelta

import pytest

from policies.actions.deciding_alone import decide_under_delegation
from policies.actions.delegating import keep_delegation
from policies.domain.errors import Refusal
from policies.domain.roles import Role
from policies.models import Delegation
from tests.alone import Alone

ONLY = "Only the Democratic Services Clerk can enter or change a delegation."
STAYS = (
    "This delegation was used, so its terms stay as they were. It can only be made to expire "
    "earlier; other terms need a new delegation."
)


@pytest.fixture
def alone(town):
    return Alone(town)


@pytest.fixture
def document(town):
    return town.make_document()


@pytest.fixture
def used(alone):
    """A delegation under which an officer decided on 3 March 2026."""
    return alone.make_delegated_decision().officer_record.delegation


def test_a_delegation_is_kept_with_who_entered_it_and_why(town, alone, document):
    delegation = alone.make_delegation(document)
    kept = Delegation.objects.get()
    assert kept == delegation
    saved = kept.history.get()
    assert (saved.history_user, saved.history_change_reason) == (town.clerk, "Entered")
    kept.limits = "Links only."
    keep_delegation(delegation=kept, by=town.clerk, at=town.now(), why="As minuted")
    assert [row.history_change_reason for row in kept.history.all()] == ["As minuted", "Entered"]


def test_only_the_clerk_keeps_delegations(town, alone, document, people, reasons_when):
    delegation = alone.make_delegation(document)
    delegation.limits = "Anything."
    allowed = set()
    for role, person in people.items():
        name = role.value if role else "reader"
        act = {"delegation": delegation, "by": person, "at": town.now()}
        try:
            keep_delegation(**act)
            allowed.add(name)
        except Refusal:
            assert reasons_when(keep_delegation, **act) == (ONLY,), name
    assert allowed == {"democratic_services_clerk"}


def test_a_closed_account_keeps_nothing(town, alone, document, reasons_when):
    delegation = alone.make_delegation(document)
    town.clerk.is_active = False
    act = {"delegation": delegation, "by": town.clerk, "at": town.now()}
    assert reasons_when(keep_delegation, **act) == (
        "This account is closed. An Administrator can open it again.",
    )


def test_all_that_is_wrong_is_named_at_once(town, alone, document, reasons_when):
    solicitor = town.make_post("Solicitor")
    day = town.at.date()
    delegation = Delegation(
        document=document,
        granted_by=town.body,
        granted_on=day + timedelta(days=1),
        minute_reference=" ",
        delegate_post=solicitor,
        consultee_post=solicitor,
        limits="",
        starts_on=day,
        expires_on=day,
    )
    act = {"delegation": delegation, "by": town.member, "at": town.now()}
    assert reasons_when(keep_delegation, **act) == (
        ONLY,
        "Give the reference of the minute, so that it can be found.",
        "Say what the delegate may change, in the words of the minute.",
        "The delegation cannot have been granted in the future.",
        "A delegation does not start before it was granted.",
        "A delegation does not expire before it starts.",
        "The delegate consults another post than their own.",
        "The post “Solicitor” does not decide alone. The Administrator can give it the role of "
        "the Corporate Officer, the Monitoring Officer or the Section 151 Officer.",
    )


def test_before_its_first_use_its_terms_can_be_put_right(town, alone, document):
    delegation = alone.make_delegation(document, expires_on=date(2026, 5, 1))
    delegation.expires_on = None
    delegation.minor_only = False
    keep_delegation(delegation=delegation, by=town.clerk, at=town.now())
    kept = Delegation.objects.get()
    assert (kept.expires_on, kept.minor_only) == (None, False)


@pytest.mark.parametrize(
    "change",
    [
        {"limits": "Anything."},
        {"minor_only": False},
        {"minute_reference": "Minute 8"},
        {"granted_on": date(2026, 1, 1)},
        {"starts_on": date(2026, 2, 5)},
        {"consultee_post": None},
        {"granted_by": "council"},
        {"delegate_post": "monitoring"},
        {"document": "other"},
    ],
    ids=str,
)
def test_once_used_its_terms_stay(town, alone, used, reasons_when, change):
    ((name, value),) = change.items()
    others = {
        "council": lambda: alone.council,
        "monitoring": lambda: town.make_post("Monitoring Officer", Role.MONITORING_OFFICER),
        "other": lambda: town.make_document("other", "Gifts and hospitality"),
    }
    setattr(used, name, others[value]() if value in others else value)
    act = {"delegation": used, "by": town.clerk, "at": town.now()}
    assert reasons_when(keep_delegation, **act) == (STAYS,)


def test_once_used_it_can_be_made_to_expire_earlier_only(town, alone, used, reasons_when):
    used.expires_on = date(2026, 6, 1)
    keep_delegation(delegation=used, by=town.clerk, at=town.now())
    used.expires_on = date(2026, 4, 1)
    keep_delegation(delegation=used, by=town.clerk, at=town.now())
    for later in (date(2026, 4, 2), None):
        used.expires_on = later
        act = {"delegation": used, "by": town.clerk, "at": town.now()}
        assert reasons_when(keep_delegation, **act) == (STAYS,)
    assert Delegation.objects.get().expires_on == date(2026, 4, 1)


def test_it_cannot_be_made_to_have_expired_before_it_was_used(town, alone, used, reasons_when):
    used.expires_on = date(2026, 3, 3)
    act = {"delegation": used, "by": town.clerk, "at": town.now()}
    assert reasons_when(keep_delegation, **act) == (
        "It was used on 3 March 2026. The earliest day on which it can expire is 4 March 2026.",
    )
    used.expires_on = date(2026, 3, 4)
    assert keep_delegation(delegation=used, by=town.clerk, at=town.now())


def test_a_use_that_was_declined_is_a_use(town, alone, used, reasons_when):
    from policies.actions.deciding import decline_decision

    decision = used.uses.get().decision
    decline_decision(decision=decision, by=town.confirmer, at=town.now(), reason="Not so.")
    used.limits = "Anything."
    act = {"delegation": used, "by": town.clerk, "at": town.now()}
    assert reasons_when(keep_delegation, **act) == (STAYS,)


def test_what_is_shortened_is_used_no_more(town, alone, reasons_when):
    version = alone.make_amendment()
    delegation = alone.make_delegation(version.document)
    answer = alone.answer(version)
    delegation.expires_on = town.at.date()
    keep_delegation(delegation=delegation, by=town.clerk, at=town.now())
    # The page of the delegate was loaded before.
    use = alone.use(version, delegation, consultee_comment=answer)
    assert reasons_when(decide_under_delegation, **use) == (
        "The delegation expired on 3 March 2026.",
    )
