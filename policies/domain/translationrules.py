"""Every reason why a translation is not begun, written, submitted, opened again or checked."""

from collections.abc import Iterator
from dataclasses import dataclass

from policies.domain.languages import TARGETS, name_of
from policies.domain.lifecycle import Status
from policies.domain.readiness import CLOSED_ACCOUNT
from policies.domain.roles import ABILITIES, Ability, Role, roles_named

# A text that can no longer change is what a translation is made of.
SUBMITTED = (
    Status.IN_REVIEW,
    Status.APPROVED,
    Status.IN_FORCE,
    Status.SUPERSEDED,
    Status.WITHDRAWN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationFacts:
    """What the rules need to know of a translation, its version and a person."""

    status: Status
    roles: frozenset[Role] = frozenset()
    is_active: bool = True
    is_open: bool = True
    is_submitted: bool = False
    is_restricted: bool = False
    follows_another_source: bool = False
    worked_on_it: bool = False
    is_checked: bool = False
    missing: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def reasons_against_starting(facts: TranslationFacts, *, language: str, source: str) -> list[str]:
    """Return every reason against starting a translation of a version into a language."""
    reasons = [*_about_the_person(Ability.WRITE, "bring in a translation", facts)]
    reasons.extend(_about_the_version(facts))
    if language not in TARGETS:
        known = ", ".join(target.name for target in TARGETS.values())
        reasons.append(f"The portal translates into {known}.")
    if not source.lower().startswith("en"):
        reasons.append(f"This version is in {name_of(source)}; only English can be translated.")
    return reasons


def reasons_against_writing_it(facts: TranslationFacts) -> list[str]:
    """Return every reason against changing the words of a translation."""
    reasons = [*_about_the_person(Ability.WRITE, "write a translation", facts)]
    reasons.extend(_about_restriction(facts))
    if not facts.is_open:
        reasons.append("It was submitted. Open it again, with a reason, to change it.")
    return reasons


def reasons_against_submitting_it(facts: TranslationFacts) -> list[str]:
    """Return every reason against submitting a translation."""
    reasons = [*_about_the_person(Ability.WRITE, "submit a translation", facts)]
    reasons.extend(_about_the_version(facts))
    if not facts.is_open:
        reasons.append("This translation was submitted already.")
    if facts.follows_another_source:
        reasons.append(
            "The version was submitted anew since this was written. "
            "Take up its new text first, and translate what changed."
        )
    return [*reasons, *facts.missing, *facts.problems]


def reasons_against_opening_it_again(facts: TranslationFacts, reason: str) -> list[str]:
    """Return every reason against opening a submitted translation to correct it."""
    reasons = [*_about_the_person(Ability.WRITE, "correct a translation", facts)]
    reasons.extend(_about_the_version(facts))
    if facts.is_open:
        reasons.append("This translation is open already.")
    if not reason.strip():
        reasons.append("Say what is corrected. The reason is kept on the record.")
    return reasons


def reasons_against_checking_it(facts: TranslationFacts, statement: str) -> list[str]:
    """Return every reason against putting a check of a translation on record."""
    reasons = [*_about_the_person(Ability.CHECK_TRANSLATION, "check a translation", facts)]
    reasons.extend(_about_restriction(facts))
    if facts.worked_on_it:
        reasons.append(
            "You worked on this translation, and nobody checks what they wrote or submitted. "
            "Someone else who reads the language can."
        )
    if not facts.is_submitted:
        reasons.append("There is nothing to check until the translation is submitted.")
    elif facts.is_open:
        reasons.append("It is being corrected. Check it once it is submitted again.")
    if facts.is_checked:
        reasons.append("This text has been checked already.")
    if not statement.strip():
        reasons.append("Say what you compared, and how you know the language.")
    return reasons


def _about_the_person(ability: Ability, act: str, facts: TranslationFacts) -> Iterator[str]:
    if not facts.is_active:
        yield CLOSED_ACCOUNT
    elif ABILITIES[ability].isdisjoint(facts.roles):
        yield f"Only {roles_named(ABILITIES[ability])} can {act}."


def _about_the_version(facts: TranslationFacts) -> Iterator[str]:
    if facts.status not in SUBMITTED:
        yield (
            f"This version is {facts.status.phrase}. A translation is of a text that can no "
            "longer change: one in review, approved or published."
        )
    yield from _about_restriction(facts)


def _about_restriction(facts: TranslationFacts) -> Iterator[str]:
    if facts.is_restricted:
        yield (
            "Part of this version is hidden by law. Its translations are withheld, and nothing "
            "of them changes, until that is lifted."
        )


def problem_of_equal(name: str, *, is_submitted: bool, is_behind: bool, is_named: bool) -> str:
    """Return why a text that stands equal keeps its version from being published, or ""."""
    remedy = "Submit it and have it decided, or say that it does not stand equal."
    if not is_submitted:
        return f"The {name} text stands equal and was not submitted. {remedy}"
    if is_behind:
        return f"The {name} text stands equal and is of an earlier submission. {remedy}"
    if not is_named:
        return (
            f"The {name} text stands equal, and the decision does not name the wording that it "
            "has now. Have both decided together, or say that it does not stand equal."
        )
    return ""
