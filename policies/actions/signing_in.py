"""Letting people in: invitations, links for a new password, council accounts, lost second factors.

Nobody ever sets or learns another person's password. An Administrator sends a link, and only
whoever reads the person's mail can use it.
"""

import secrets
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from policies.actions.outbox import HOLDS_A_SECRET, write_message
from policies.actions.securityevents import done_by, note_event
from policies.domain.content import sha256_of
from policies.domain.errors import AccessRefused
from policies.domain.roles import Ability
from policies.domain.securityevents import EventKind
from policies.domain.signing_in import Purpose, reasons_against_sending_link
from policies.models import Council, SignInLink, User

# The one server of council accounts that an installation has, as allauth's tables name it.
COUNCIL = "council"
_MAY_NOT = "Only the Administrator can change how people sign in."


def reasons_against_sending(*, person: User, by: User) -> tuple[str, ...]:
    """Return every reason why ``by`` cannot send this person a link to set a password."""
    return reasons_against_sending_link(
        may_keep_people=_keeps_people(by),
        is_active=person.is_active,
        has_address=bool(person.email),
        is_beyond=person.is_superuser and not by.is_superuser,
    )


@transaction.atomic
def send_link(*, person: User, by: User, at: datetime) -> SignInLink:
    """Send a person a link by which they set a password; every earlier link ends.

    It is an invitation (seven days) until they have a password, and lasts a day after that.
    What they sign in with now goes on working until they use it. Raises AccessRefused with every
    reason against.
    """
    reasons = reasons_against_sending(person=person, by=by)
    if reasons:
        raise AccessRefused(reasons)
    purpose = Purpose.SENT if person.has_usable_password() else Purpose.INVITED
    return _write_link(person, purpose, by=by, at=at)


@transaction.atomic
def ask_for_link(*, name: str, at: datetime) -> None:
    """Send whoever signs in by this name a link for a new password, if there is such a person.

    Nothing is returned and nothing raised, because it must not tell who has an account. Whoever
    signs in with a council account alone has no password here to forget.
    """
    person = User.objects.filter(username=name.strip(), is_active=True).exclude(email="").first()
    if person and (person.has_usable_password() or person.sign_in_links.exists()):
        _write_link(person, Purpose.ASKED_FOR, by=None, at=at)


def link_with(token: str) -> SignInLink | None:
    """Return the link that has this secret, or None if there is none."""
    rows = SignInLink.objects.select_related("person")
    found: SignInLink | None = rows.filter(token_sha256=sha256_of(token.encode())).first()
    return found


@transaction.atomic
def set_password_by(*, link: SignInLink, password: str, at: datetime) -> User:
    """Set the password of the person whose link this is, once; they are signed out elsewhere.

    The caller has found the password to be good enough. Raises AccessRefused with every reason
    why the link no longer works.
    """
    link = SignInLink.objects.select_for_update().get(pk=link.pk)
    reasons = link.reasons_against(at)
    if reasons:
        raise AccessRefused(reasons)
    person: User = link.person
    person.set_password(password)
    person.save()
    link.used_at = at
    link.save()
    _tell(person, f"password/{link.pk}", "Your password was set", _PASSWORD_SET, at)
    return person


@transaction.atomic
def link_council_account(*, person: User, subject: str, by: User, at: datetime) -> None:
    """Let a person sign in with the council account that has this subject.

    The subject is the identifier that the council's server never gives to anybody else; an e-mail
    address is not one. It takes the place of the subject before it. Raises AccessRefused with every
    reason against.
    """
    subject = subject.strip()
    reasons = [] if _keeps_people(by) else [_MAY_NOT]
    if person.pk == by.pk:
        reasons.append("Nobody links their own account: another Administrator does.")
    if person.is_superuser and not by.is_superuser:
        reasons.append("Only a superuser can link a superuser’s account.")
    if not subject:
        reasons.append("Write the identifier (subject) of the council account.")
    if "@" in subject:
        reasons.append("That is an e-mail address, and those are given to others later.")
    taken = SocialAccount.objects.filter(provider=COUNCIL, uid=subject).exclude(user=person)
    if subject and taken.exists():
        reasons.append("Another person signs in with this council account.")
    if reasons:
        raise AccessRefused(reasons)
    with done_by(by):
        SocialAccount.objects.filter(provider=COUNCIL, user=person).delete()
        SocialAccount.objects.create(provider=COUNCIL, uid=subject, user=person)
    _tell(person, f"linked/{at.isoformat()}", "Your council account was linked", _LINKED, at)


@transaction.atomic
def take_second_factors_away(*, person: User, by: User, at: datetime) -> None:
    """Remove the second factors of somebody who has lost them; they set up new ones on signing in.

    Raises AccessRefused with every reason against.
    """
    reasons = [] if _keeps_people(by) else [_MAY_NOT]
    if person.pk == by.pk:
        reasons.append("Nobody removes their own second factors here: another Administrator does.")
    if person.is_superuser and not by.is_superuser:
        reasons.append("Only a superuser can remove a superuser’s second factors.")
    held = Authenticator.objects.filter(user=person)
    if not held.exists():
        reasons.append("This person has no second factor.")
    if reasons:
        raise AccessRefused(reasons)
    with done_by(by):
        held.delete()
    _tell(person, f"factors/{at.isoformat()}", "Your second factors were removed", _REMOVED, at)


@transaction.atomic
def tell_former_address(*, person: User, address: str, at: datetime) -> None:
    """Tell the address that a person had that another has taken its place; links sent there end.

    Whoever changes an address could have links sent to it, so the change is not made in silence.
    """
    for link in person.sign_in_links.filter(used_at=None, expires_at__gt=at):
        link.expires_at = at
        link.save()
    words = _NEW_ADDRESS.format(name=person.get_full_name() or person.username)
    _tell(
        person, f"address/{at.isoformat()}", "Your e-mail address was changed", words, at, address
    )


def tell_of_change(*, person: User, what: str, at: datetime) -> None:
    """Tell a person what has changed in how they sign in, in a sentence."""
    words = f"{what}\n\nIf that was not you, tell an Administrator at once.\n"
    _tell(person, f"changed/{at.isoformat()}", "A change to how you sign in", words, at)


def _keeps_people(by: User) -> bool:
    return by.is_active and (by.is_superuser or by.can(Ability.KEEP_PEOPLE))


def _write_link(person: User, purpose: Purpose, *, by: User | None, at: datetime) -> SignInLink:
    token = secrets.token_urlsafe(32)
    link = SignInLink.objects.create(
        person=person,
        purpose=purpose.value,
        token_sha256=sha256_of(token.encode()),
        by=by,
        at=at,
        expires_at=at + purpose.lasts,
    )
    is_first = purpose is Purpose.INVITED
    words = _NOTED[purpose]
    note_event(kind=EventKind.LINK_SENT, about=person, words=words, by=by, at=at)
    address = f"{settings.PUBLIC_ADDRESS}/sign-in/link/{token}/"
    write_message(
        key=f"{HOLDS_A_SECRET}sign-in/{link.pk}",
        recipient=person.email,
        subject="Your invitation to the members’ policy portal" if is_first else "A new password",
        body=_LINK.format(
            name=person.get_full_name() or person.username,
            council=_council(),
            why=_INVITED if is_first else _ASKED if by is None else _SENT,
            address=address,
            sign_in_name=person.username,
            lasts="seven days" if is_first else "one day",
        ),
        at=at,
    )
    return link


def _tell(
    person: User, about: str, subject: str, words: str, at: datetime, address: str = ""
) -> None:
    recipient = address or person.email
    if recipient:
        write_message(
            key=f"sign-in/{person.pk}/{about}",
            recipient=recipient,
            subject=subject,
            body=words + f"\n{_council()}\n",
            at=at,
        )


def _council() -> str:
    council = Council.objects.first()
    return council.name if council else "The members’ policy portal"


_LINK = """Dear {name},

{why} Open this page and choose a password:

{address}

You sign in by the name {sign_in_name}. The link works once, for {lasts}. Please do not pass it on.
Officers set up a second factor when they sign in for the first time: an app that makes codes, or
a passkey on a phone, a computer or a security key.

{council}
"""
# How the log of security events names each sort of link.
_NOTED = {
    Purpose.INVITED: "An invitation.",
    Purpose.SENT: "Sent by an Administrator.",
    Purpose.ASKED_FOR: "Asked for at the page of signing in.",
}
_INVITED = "You have been given an account in the portal for policies and guidance for members."
_SENT = "An Administrator has sent you this link to set a new password."
_ASKED = (
    "Somebody, we think you, asked for a new password. If it was not you, do nothing: your "
    "password stays as it is."
)
_PASSWORD_SET = (
    "Your password for the members’ policy portal was set by the link that was sent to you.\n\n"
    "If that was not you, tell an Administrator at once.\n"
)
_LINKED = "An Administrator has linked a council account to your account in the portal.\n"
_REMOVED = (
    "An Administrator has removed the second factors of your account in the members’ policy "
    "portal. You set up new ones when you sign in.\n\n"
    "If you did not ask for that, tell an Administrator at once.\n"
)
_NEW_ADDRESS = (
    "The e-mail address of the account of {name} in the members’ policy portal was changed by an "
    "Administrator. Messages go to the new address from now on.\n\n"
    "If you did not ask for that, tell an Administrator at once.\n"
)
