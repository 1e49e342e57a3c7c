"""What personal data the portal holds, whose, why, and for how long: the record of processing
that UK GDPR, article 30, asks for, as data.

The public notice (articles 13 and 14), the answer to whoever asks for their own data
(article 15) and a test that no field is left out are all made from this one table.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from policies.domain.language import gettext_noop
from policies.domain.readiness import CLOSED_ACCOUNT
from policies.domain.roles import ABILITIES, Ability, Role, holds, roles_named


class Whose(StrEnum):
    """Whose data they are: the parts of the notice, in the order in which readers look for them."""

    READERS = gettext_noop("People who write to us")
    CONSULTEES = gettext_noop("People whom we consult")
    OFFICERS = gettext_noop("Members and officers with an account")


# UK GDPR, article 6(1).
_TASK = gettext_noop("It is part of the council’s public tasks (UK GDPR, article 6(1)(e)).")
_DUTY = gettext_noop("The law obliges the council (UK GDPR, article 6(1)(c)).")
_CONSENT = gettext_noop("You asked for it, and can leave at any time (UK GDPR, article 6(1)(a)).")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One kind of personal data. The sentences are marked, and translated where they are shown.

    ``fields`` names where the data are kept, as “Model.field”. ``kept`` may hold “{days}”: for
    how many days the council keeps letters that it has closed.
    """

    whose: Whose
    title: str
    what: str
    why: str
    basis: str
    kept: str
    fields: frozenset[str]


def _fields(model: str, names: str) -> frozenset[str]:
    return frozenset(f"{model}.{name}" for name in names.split())


HOLDINGS: tuple[Holding, ...] = (
    Holding(
        whose=Whose.READERS,
        title=gettext_noop("Requests for another format"),
        what=gettext_noop(
            "Your name, your e-mail or postal address, and what you wrote. You need not say why "
            "you need a format."
        ),
        why=gettext_noop("To send you what you asked for."),
        basis=_DUTY,
        kept=gettext_noop(
            "Erased {days} days after we closed your request. That a format was asked for, and "
            "when, stays for our statistics."
        ),
        fields=_fields("FormatRequest", "name email postal_address which words"),
    ),
    Holding(
        whose=Whose.READERS,
        title=gettext_noop("Reports of a problem with a page"),
        what=gettext_noop("What you wrote, and your e-mail address if you gave it."),
        why=gettext_noop("To put the page right, and to tell you that it was done."),
        basis=_TASK,
        kept=gettext_noop("Erased {days} days after we closed your report."),
        fields=_fields("PageProblem", "email words"),
    ),
    Holding(
        whose=Whose.READERS,
        title=gettext_noop("News of documents by e-mail"),
        what=gettext_noop("Your e-mail address, and what you want to be told of."),
        why=gettext_noop("To tell you when a text is published or withdrawn."),
        basis=_CONSENT,
        kept=gettext_noop(
            "Deleted when you leave, by one press in any message; an address that nobody "
            "confirmed is deleted after 7 days."
        ),
        fields=_fields("Subscription", "email document language"),
    ),
    Holding(
        whose=Whose.READERS,
        title=gettext_noop("Messages that we sent"),
        what=gettext_noop("Your e-mail address, the subject and the day."),
        why=gettext_noop("To show that you were answered."),
        basis=_TASK,
        kept=gettext_noop(
            "The words are erased once a message to a reader is sent, the address with the letter "
            "or the subscription that it belongs to, and messages to officers after a year."
        ),
        fields=_fields("Message", "recipient subject body leave_address last_failure"),
    ),
    Holding(
        whose=Whose.CONSULTEES,
        title=gettext_noop("Invitations and answers"),
        what=gettext_noop("Your name, your e-mail address and your answer."),
        why=gettext_noop("To hear those whom a text concerns before it is decided."),
        basis=_TASK,
        kept=gettext_noop(
            "Your name, your address and the words of your answer are erased from a year after the "
            "consultation closed. Which answers were given, and the summary, stay."
        ),
        fields=_fields("Invitation", "name email by") | _fields("Response", "text answer"),
    ),
    Holding(
        whose=Whose.OFFICERS,
        title=gettext_noop("Accounts"),
        what=gettext_noop(
            "Your user name, name and e-mail address, a password that nobody can read, your second "
            "factors, the council account that you sign in with, the links that you were sent to "
            "set a password, your roles and posts, when you last signed in, and whether you are "
            "writing in a section at the moment."
        ),
        why=gettext_noop("To know who may read and do what."),
        basis=_TASK,
        kept=gettext_noop(
            "As long as the account is open. When you have left, everything is erased on request, "
            "except your name where it stands on the record."
        ),
        fields=_fields(
            "User",
            "username first_name last_name email password last_login date_joined calendar_secret "
            "groups user_permissions",
        )
        | _fields("SignInLink", "person by")
        | _fields("Presence", "person")
        | _fields("PostHolding", "person"),
    ),
    Holding(
        whose=Whose.OFFICERS,
        title=gettext_noop("Signing in, accounts and rights"),
        what=gettext_noop(
            "When you signed in, signed out or failed to, and from which network: part of your "
            "network address, which does not say whose machine it was. Who opened or closed your "
            "account, gave you a role or changed your password, and who gave your data out."
        ),
        why=gettext_noop(
            "To find out who broke in, and who let whom decide on a text. Auditors and "
            "Administrators read it."
        ),
        basis=_TASK,
        kept=gettext_noop(
            "When you came and went, and from where, is erased after a year; until then nobody "
            "can take it away. Who gave rights to whom stays for good."
        ),
        fields=_fields("SecurityEvent", "by about words network"),
    ),
    Holding(
        whose=Whose.OFFICERS,
        title=gettext_noop("The record of decisions"),
        what=gettext_noop(
            "Which post wrote, commented on, decided, confirmed and published a text, and who held "
            "it; who saved what in a draft, and when."
        ),
        why=gettext_noop(
            "Years later the council must show who decided on a text, and that nobody decided on "
            "text of their own."
        ),
        basis=_TASK,
        kept=gettext_noop("For good: it is the record of a public decision."),
        fields=frozenset(),
    ),
    Holding(
        whose=Whose.OFFICERS,
        title=gettext_noop("Files that officers bring in"),
        what=gettext_noop(
            "What the file says of whoever wrote it, which is shown to officers only."
        ),
        why=gettext_noop("It shows where a text came from."),
        basis=_TASK,
        kept=gettext_noop(
            "For good where its words went into a text; otherwise it is looked at again after "
            "2 years."
        ),
        fields=_fields("ImportedFile", "name content by") | _fields("Attachment", "name by"),
    ),
)


def holdings_of(whose: Whose) -> tuple[Holding, ...]:
    """Return what is held of these people, in the order of the table."""
    return tuple(one for one in HOLDINGS if one.whose is whose)


def reasons_against_dealing_with_people(
    roles: Collection[Role], *, is_active: bool
) -> tuple[str, ...]:
    """Return why this person can neither give out nor erase what is held of somebody."""
    if not is_active:
        return (CLOSED_ACCOUNT,)
    if not holds(roles, Ability.KEEP_PEOPLE):
        return (f"Only {roles_named(ABILITIES[Ability.KEEP_PEOPLE])} can do this.",)
    return ()


def reasons_against_erasing_address(
    *, open_letters: Iterable[str], open_consultations: Iterable[str], is_known: bool
) -> tuple[str, ...]:
    """Return every reason why what is held under an e-mail address cannot be erased now.

    ``open_letters`` are the references of letters that nobody has closed, ``open_consultations``
    who is asked in those that still go on.
    """
    if not is_known:
        return ("Nothing is held under this address.",)
    return (
        *(f"Letter {one} is open. Close it first: nobody could answer it." for one in open_letters),
        *(
            f"The consultation of {one} still goes on. Close it first: an answer in it counts."
            for one in open_consultations
        ),
    )


def reasons_against_erasing_account(
    *, has_open_account: bool, posts_held: Iterable[str], is_superuser: bool
) -> tuple[str, ...]:
    """Return every reason why the account of a person cannot be erased now.

    ``posts_held`` are the titles of the posts that the person holds, or deputises for, today.
    """
    reasons = []
    if has_open_account:
        reasons.append("The account is open. Untick “Active” first.")
    if is_superuser:
        reasons.append("The person keeps the installation itself. Take that away first.")
    reasons.extend(
        f"The person still holds the post {title}. End that first." for title in posts_held
    )
    return tuple(reasons)
