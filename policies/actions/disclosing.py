"""What is held of one person, for whoever asks for their own data (UK GDPR, article 15)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import ManyToOneRel, Max, Min, Model, Q, QuerySet

from policies.actions.securityevents import note_event
from policies.domain.dates import in_words, london_day
from policies.domain.errors import MoveRefused
from policies.domain.privacy import reasons_against_dealing_with_people
from policies.domain.securityevents import EventKind
from policies.models import (
    FormatRequest,
    Invitation,
    Message,
    PageProblem,
    Presence,
    Response,
    SecurityEvent,
    SignInLink,
    Subscription,
    User,
)

# A secret of the person or of the portal is no answer to anybody.
_SECRETS = {"password", "calendar_secret", "token_sha256", "leave_address"}
Told = dict[str, Any]


@transaction.atomic
def what_is_held_under(*, email: str, by: User, at: datetime) -> Told:
    """Return what is held of whoever has this e-mail address, ready for JSON, and note among
    the security events that it was given out. Whether the person is who they say they are is for
    ``by`` to know.

    Raises MoveRefused if ``by`` does not keep people.
    """
    refuse_unless_allowed(by)
    told = {
        "address": email,
        "as_of": in_words(london_day(at)),
        **{name: list(_rows(rows)) for name, rows in rows_under(email).items()},
    }
    words = "Of a reader or consultee."
    note_event(kind=EventKind.DATA_GIVEN_OUT, words=words, by=by, at=at)
    return told


@transaction.atomic
def what_is_held_of(*, person: User, by: User, at: datetime) -> Told:
    """Return what is held of somebody with an account, ready for JSON; otherwise as above.

    Of the record it lists what names the person, and of saved drafts how many, from when to when.
    """
    refuse_unless_allowed(by)
    told: Told = {
        "account": _row(person),
        "as_of": in_words(london_day(at)),
        "roles": sorted(group.name for group in person.groups.all()),
        "signing in": dict(_signs_in_with(person)),
        "on the record": {name: sorted(map(str, rows)) for name, rows in record_of(person)},
        "saved states": dict(_saved_by(person)),
        "security events": list(
            _rows(SecurityEvent.objects.filter(Q(by=person) | Q(about=person)))
        ),
    }
    if person.email:
        under = rows_under(person.email)
        told["under the e-mail address"] = {n: list(_rows(rows)) for n, rows in under.items()}
    note_event(kind=EventKind.DATA_GIVEN_OUT, about=person, by=by, at=at)
    return told


def refuse_unless_allowed(by: User) -> None:
    """Raise MoveRefused if this person does not keep people, nor the installation itself."""
    if by.is_active and by.is_superuser:
        return
    reasons = reasons_against_dealing_with_people(by.roles, is_active=by.is_active)
    if reasons:
        raise MoveRefused(reasons)


def rows_under(email: str) -> dict[str, "QuerySet[Any]"]:
    """Return the rows that hold this e-mail address, however its letters are written, by what
    they are."""
    return {
        "requests for a format": FormatRequest.objects.filter(email__iexact=email),
        "reports of a problem": PageProblem.objects.filter(email__iexact=email),
        "subscriptions": Subscription.objects.filter(email__iexact=email),
        "invitations": Invitation.objects.filter(email__iexact=email),
        "answers": Response.objects.filter(invitation__email__iexact=email),
        "messages": Message.objects.filter(recipient__iexact=email),
    }


def record_of(person: User) -> Iterator[tuple[str, "QuerySet[Any]"]]:
    """Yield the rows of the record that name this person, by what they are."""
    for model, field in _relations():
        rows = model._base_manager.filter(**{field: person})
        if not model.__name__.startswith("Historical") and rows.exists():
            yield f"{model._meta.verbose_name_plural}: {field.replace('_', ' ')}", rows


def _signs_in_with(person: User) -> Iterator[tuple[str, list[Told]]]:
    """Yield what lets the person in, without the secrets that do."""
    factors = Authenticator.objects.filter(user=person).order_by("pk")
    yield "second factors", list(factors.values("type", "created_at", "last_used_at"))
    accounts = SocialAccount.objects.filter(user=person)
    yield "council accounts", list(accounts.values("uid", "extra_data", "last_login"))
    yield "links sent", list(_rows(person.sign_in_links.all()))


def _saved_by(person: User) -> Iterator[tuple[str, str]]:
    for model, field in _relations():
        if field == "history_user":
            rows = model._base_manager.filter(**{field: person})
            between = rows.aggregate(first=Min("history_date"), last=Max("history_date"))
            if between["first"]:
                first, last = (in_words(london_day(between[end])) for end in ("first", "last"))
                yield str(model._meta.verbose_name), f"{rows.count()}, from {first} to {last}"


def is_on_record(person: User) -> bool:
    """Return whether anything that is kept for good needs the name of this person.

    Having signed in, or having been given a role, does not; having given one does.
    """
    acts = SecurityEvent.objects.acts_of(person)
    return acts.exists() or any(
        True for found in (record_of(person), _saved_by(person)) for _ in found
    )


def _relations() -> Iterator[tuple[type[Model], str]]:
    """The tables of the portal that point to a person, each with the column that does."""
    account = (
        Presence,
        SecurityEvent,
        SignInLink,
        User.groups.through,
        User.user_permissions.through,
    )
    for relation in User._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel) or relation.related_model in account:
            continue
        model = relation.related_model
        if model._meta.app_label == "policies":
            yield model, relation.field.name


def _rows(rows: Iterable[Model]) -> Iterator[Told]:
    yield from map(_row, rows)


def _row(row: Model) -> Told:
    """The columns of a row by their names, and what they point to in words."""
    told: Told = {}
    for field in row._meta.concrete_fields:
        if field.name not in _SECRETS:
            value = getattr(row, field.name)
            told[field.name] = str(value) if isinstance(value, Model) else value
    return told
