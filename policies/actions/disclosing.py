"""What is held of one person, for whoever asks for their own data (UK GDPR, article 15)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ManyToOneRel, Max, Min, Model, QuerySet

from policies.domain.dates import in_words, london_day
from policies.domain.errors import MoveRefused
from policies.domain.privacy import reasons_against_dealing_with_people
from policies.models import (
    FormatRequest,
    Invitation,
    Message,
    PageProblem,
    Presence,
    Response,
    SignInLink,
    Subscription,
    User,
)

# A secret of the person or of the portal is no answer to anybody.
_SECRETS = {"password", "calendar_secret", "token_sha256", "leave_address"}
Told = dict[str, Any]


@transaction.atomic
def what_is_held_under(*, email: str, by: User, at: datetime) -> Told:
    """Return what is held of whoever has this e-mail address, ready for JSON, and note at the desk
    that it was given out. Whether the person is who they say they are is for ``by`` to know.

    Raises MoveRefused if ``by`` does not keep people.
    """
    refuse_unless_allowed(by)
    told = {
        "address": email,
        "as_of": in_words(london_day(at)),
        **{name: list(_rows(rows)) for name, rows in rows_under(email).items()},
    }
    note_at_desk(about=None, what="Personal data of a reader or consultee given out", by=by, at=at)
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
    }
    if person.email:
        under = rows_under(person.email)
        told["under the e-mail address"] = {n: list(_rows(rows)) for n, rows in under.items()}
    note_at_desk(about=person, what="Personal data given out", by=by, at=at)
    return told


def refuse_unless_allowed(by: User) -> None:
    """Raise MoveRefused if this person does not keep people."""
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
    """Return whether anything that is kept for good names this person."""
    return any(True for _ in record_of(person)) or any(True for _ in _saved_by(person))


def _relations() -> Iterator[tuple[type[Model], str]]:
    """The tables of the portal that point to a person, each with the column that does."""
    account = (Presence, SignInLink, User.groups.through, User.user_permissions.through)
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


def note_at_desk(*, about: User | None, what: str, by: User, at: datetime) -> None:
    """Note in the desk's own log that ``by`` did something with a person's data."""
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(about.pk) if about else None,
        object_repr=str(about)[:200] if about else "No account",
        action_flag=CHANGE,
        change_message=what,
        action_time=at,
    )
