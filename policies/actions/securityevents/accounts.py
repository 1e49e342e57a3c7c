"""Changes of accounts, rights and means of signing in go on the log, by whatever door they come.

Groups and passwords are changed by Django's own forms, by commands and by libraries, so what
changed is noticed at the row: here signals tell of what was done, and decide nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group, Permission
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone
from simple_history.models import HistoricalRecords

from policies.actions.securityevents.noting import note_event
from policies.domain.securityevents import EventKind, listed
from policies.models import User

# The columns of an account that let somebody in, or further in.
_WATCHED = ("username", "email", "is_active", "is_superuser", "password")
_MEANS = {
    Authenticator.Type.TOTP: "An app that makes codes.",
    Authenticator.Type.WEBAUTHN: "A passkey.",
    Authenticator.Type.RECOVERY_CODES: "Recovery codes.",
}
_DONE = {"post_add": "given", "pre_remove": "taken away", "pre_clear": "taken away"}


# Whoever acts where an action says so, and no request does: at the command line, for one.
_acting: ContextVar[User | None] = ContextVar("acting", default=None)


@contextmanager
def done_by(person: User | None) -> Iterator[None]:
    """Put down to this person whatever changes meanwhile."""
    turn = _acting.set(person)
    try:
        yield
    finally:
        _acting.reset(turn)


def watch_accounts() -> None:
    """Notice from now on whatever changes who may sign in and who may do what."""
    pre_save.connect(_before_saving, sender=User, dispatch_uid="securityevents")
    post_save.connect(_after_saving, sender=User, dispatch_uid="securityevents")
    for field in (User.groups, User.user_permissions, Group.permissions):
        m2m_changed.connect(_links_changed, sender=field.through, dispatch_uid="securityevents")
    for means in (Authenticator, SocialAccount):
        post_save.connect(_means_kept, sender=means, dispatch_uid="securityevents")
        post_delete.connect(_means_removed, sender=means, dispatch_uid="securityevents")


def _whoever_acts() -> User | None:
    """Whoever an action names, or else whoever sent the request, as the history of rows has it."""
    request = getattr(HistoricalRecords.context, "request", None)
    person: User | None = _acting.get() or getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def _before_saving(instance: User, update_fields: Collection[str] | None, **_: Any) -> None:
    columns = set(_WATCHED if update_fields is None else update_fields).intersection(_WATCHED)
    rows = User.objects.filter(pk=instance.pk) if instance.pk and columns else User.objects.none()
    instance._as_kept = rows.values(*sorted(columns)).first()  # type: ignore[attr-defined]


def _after_saving(
    instance: User, created: bool, update_fields: Collection[str] | None, **_: Any
) -> None:
    note = partial(note_event, by=_whoever_acts(), about=instance, at=timezone.now())
    if created:
        words = "They keep the installation itself." if instance.is_superuser else ""
        note(kind=EventKind.ACCOUNT_MADE, words=words)
        return
    kept = instance._as_kept or {}  # type: ignore[attr-defined]
    changed = {name for name, value in kept.items() if value != getattr(instance, name)}
    # Django hashes a good password anew, with more rounds, and saves nothing else then.
    if "password" in changed and set(update_fields or ()) != {"password"}:
        note(kind=EventKind.PASSWORD_CHANGED)
    for words in _told(instance, changed):
        note(kind=EventKind.ACCOUNT_CHANGED, words=words)


def _told(person: User, changed: Collection[str]) -> Iterator[str]:
    """What changed in an account, without what stood there: an address is the person's own."""
    if "username" in changed:
        yield "The name to sign in by was changed."
    if "email" in changed:
        yield "The e-mail address was changed."
    if "is_active" in changed:
        yield "The account was opened." if person.is_active else "The account was closed."
    if "is_superuser" in changed:
        done = "given" if person.is_superuser else "taken away"
        yield f"Keeping the installation itself was {done}."


def _means_kept(instance: Authenticator | SocialAccount, created: bool, **_: Any) -> None:
    """A means of signing in is saved at each use; only a new one is an event."""
    if not created:
        return
    kind, words = EventKind.COUNCIL_ACCOUNT, "Linked."
    if isinstance(instance, Authenticator):
        is_codes = instance.type == Authenticator.Type.RECOVERY_CODES
        kind = EventKind.RECOVERY_CODES_MADE if is_codes else EventKind.SECOND_FACTOR_SET
        words = "" if is_codes else _MEANS[instance.type]
    _note_means(instance, kind, words)


def _means_removed(instance: Authenticator | SocialAccount, **_: Any) -> None:
    if isinstance(instance, Authenticator):
        _note_means(instance, EventKind.SECOND_FACTOR_REMOVED, _MEANS[instance.type])
    else:
        _note_means(instance, EventKind.COUNCIL_ACCOUNT, "No longer linked.")


def _note_means(means: Authenticator | SocialAccount, kind: EventKind, words: str) -> None:
    note_event(kind=kind, by=_whoever_acts(), about=means.user, words=words, at=timezone.now())


def _links_changed(
    sender: type[Model], instance: Model, action: str, reverse: bool, pk_set: set[int] | None,
    **_: Any,
) -> None:  # fmt: skip
    """Roles and rights of people, and rights of roles: one table of links for each."""
    if action not in _DONE or pk_set == set():
        return
    if isinstance(instance, Group) and not reverse and not instance.user_set.exists():
        # What a role may do that nobody holds yet is set up, not changed.
        return
    holder, right = (field.name for field in sender._meta.fields if field.is_relation)
    near, far = (right, holder) if reverse else (holder, right)
    links = sender._base_manager.filter(**{near: instance})
    if pk_set is not None:
        links = links.filter(**{f"{far}__in": pk_set})
    changed = defaultdict(list)
    for link in links.select_related(holder, right):
        changed[getattr(link, holder)].append(getattr(link, right))
    for whose, rights in changed.items():
        _note_rights(whose, rights, _DONE[action], by=_whoever_acts())


def _note_rights(
    whose: User | Group, rights: Sequence[Group | Permission], done: str, *, by: User | None
) -> None:
    names = listed(one.codename if isinstance(one, Permission) else one.name for one in rights)
    note = partial(note_event, kind=EventKind.ROLES_CHANGED, by=by, at=timezone.now())
    if isinstance(whose, User):
        what = "Roles" if isinstance(rights[0], Group) else "Rights"
        note(about=whose, words=f"{what} {done}: {names}.")
    else:
        note(words=f"Rights of the role {whose} {done}: {names}.")
