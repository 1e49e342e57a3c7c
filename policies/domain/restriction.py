"""Restricting by law: every reason against asking for it and against answering, as sentences."""

from collections.abc import Collection, Iterator

from policies.domain.content import VersionContent
from policies.domain.hiding import occurs_in, says, still_says
from policies.domain.readiness import CLOSED_ACCOUNT
from policies.domain.roles import ABILITIES, Ability, Role, roles_named


def reasons_against_asking(
    content: VersionContent | None,
    *,
    passage: str,
    notice: str,
    reason: str,
    standing: Collection[str] = (),
    in_document: Collection[str] = (),
) -> tuple[str, ...]:
    """Return every reason, as sentences, why this cannot be asked for.

    ``content`` is the submitted text, None where there is none; ``standing`` are the passages
    that are hidden in it, or asked to be, ``in_document`` those of every version.
    """
    return (
        *_about_the_notice(notice, (passage, *standing, *in_document)),
        *_about_the_passage(content, passage, reason, standing),
    )


def _about_the_notice(notice: str, passages: Collection[str]) -> Iterator[str]:
    if not notice.strip():
        yield "Write the notice that the public reads in place of what is hidden."
    elif any(says(notice, passage) for passage in passages):
        yield "The notice has the hidden words in it. Write it without them."


def _about_the_passage(
    content: VersionContent | None, passage: str, reason: str, standing: Collection[str]
) -> Iterator[str]:
    if not reason.strip():
        yield "Give the order or the request, for the record of officers."
    if content is None:
        yield "Only a submitted text is restricted. A draft is changed instead."
        return
    if not occurs_in(content, passage):
        yield (
            "These words do not stand in the submitted text in this order. Copy them from it, "
            "from one section at a time."
        )
    elif passage.strip() and still_says(content, passage):
        yield (
            "These words stand in a form that cannot be taken out alone. Restrict more of the "
            "passage, or the whole version."
        )
    if passage.strip() in {kept.strip() for kept in standing}:
        yield "This is hidden already, or is asked to be."


def reasons_against_restricting(
    roles: Collection[Role], *, is_active: bool = True, asked_by: Collection[Role] | None = None,
    is_same_person: bool = False,
) -> tuple[str, ...]:  # fmt: skip
    """Return why a person with these roles cannot ask; or answer what ``asked_by`` asked for.

    The Monitoring Officer and an Administrator do it together, whichever asks.
    """
    allowed = ABILITIES[Ability.RESTRICT]
    mine = allowed & set(roles)
    if not is_active:
        return (CLOSED_ACCOUNT,)
    if not mine:
        return (f"Only {roles_named(allowed)} can restrict a text.",)
    if asked_by is None:
        return ()
    if is_same_person:
        return ("You asked for this, and a second person answers.",)
    theirs = allowed & set(asked_by)
    if len(mine | theirs) < len(allowed) or not theirs:
        other = roles_named(allowed - theirs) or "a second person"
        return (f"The other of the two roles answers: {other}.",)
    return ()


def problem_of_hidden_words(number: str) -> str:
    """Return what keeps a text with words that are hidden in a version from being submitted."""
    return (
        f"The text has words that are hidden by law in version {number}. Take them out; "
        "the Monitoring Officer can say which."
    )
