"""What a reader is told of a translation before its first word."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from policies.domain.dates import in_words
from policies.domain.hiding import Hidden
from policies.domain.language import _
from policies.domain.languages import TARGETS, name_of
from policies.domain.lifecycle import Status


def withheld(hidden: Collection[Hidden]) -> tuple[Hidden, ...]:
    """Return what is hidden of a translation while this is hidden in its version: all of it.

    Nobody can tell by machine which words of another language say what is hidden.
    """
    return tuple(replace(one, passage="") for one in hidden)


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationStanding:
    """What a reader is told of a translation. ``current_number`` is that of the version in force,
    "" if there is none; ``checked_by`` is a post."""

    language: str
    source_language: str
    number: str
    status: Status
    current_number: str
    translator: str
    submitted_on: date
    correction: str = ""
    stands_equal: bool = False
    is_decided: bool = False
    is_withheld: bool = False
    checked_on: date | None = None
    checked_by: str = ""
    check: str = ""

    @property
    def is_behind(self) -> bool:
        """Whether another version than the one that this matches is in force."""
        return bool(self.current_number) and self.current_number != self.number

    @property
    def is_equal(self) -> bool:
        """Whether both texts stand equal: the decision named this very wording."""
        return self.stands_equal and self.is_decided


def sentences_about_translation(standing: TranslationStanding) -> tuple[str, ...]:
    """Return what is said before a translation, the most important first."""
    return tuple(_sentences(standing))


def _sentences(standing: TranslationStanding) -> Iterator[str]:
    told = {
        "language": _(name_of(standing.language)),
        "source": _(name_of(standing.source_language)),
        "number": standing.number,
        "current": standing.current_number,
        "translator": standing.translator,
        "day": in_words(standing.submitted_on),
    }
    yield _("This is the {language} translation of version {number}.").format(**told)
    yield _about_force(standing).format(**told)
    if standing.is_withheld:
        yield _("Part of the version is hidden by law, so no translation of it is shown.")
        return
    yield _about_standing(standing).format(**told)
    yield _("Translated by {translator}; submitted on {day}.").format(**told)
    if standing.correction:
        yield _("It replaces an earlier translation:") + f" {standing.correction}"
    yield _about_the_check(standing)


def _about_standing(standing: TranslationStanding) -> str:
    if standing.is_equal:
        return _("The {language} and the {source} text stand equal: the decision names both.")
    if standing.stands_equal:
        return _(
            "The decision does not name this wording, so the {source} text prevails where the "
            "two differ."
        )
    return _("Where the two differ, the {source} text prevails.")


def _about_the_check(standing: TranslationStanding) -> str:
    if not standing.checked_on:
        return _("Not yet checked by a second reader of the language.")
    told = {"day": in_words(standing.checked_on), "post": standing.checked_by}
    said = _("Checked on {day} by the {post}:") if standing.checked_by else _("Checked on {day}:")
    return f"{said.format(**told)} {standing.check}"


def _about_force(standing: TranslationStanding) -> str:
    if standing.status is Status.IN_FORCE:
        return _("That version is in force.")
    if standing.is_behind:
        return _(
            "That version is no longer in force. Version {current} is, and what changed in it is "
            "not in this translation."
        )
    return _("That version is no longer in force.")


def own_sentences(standing: TranslationStanding, *, for_file: bool = False) -> tuple[str, ...]:
    """Return the same in the language of the translation, in short: for who reads only that.

    A file says what held when it was made.
    """
    language = TARGETS[standing.language]
    said = [language.matches.format(number=standing.number)]
    if standing.is_behind:
        said.append(language.lags.format(number=standing.number, current=standing.current_number))
    if standing.is_withheld:
        return (*said, language.withheld)
    said.append(language.stands_equal if standing.is_equal else language.source_prevails)
    if not standing.checked_on:
        said.append(language.unchecked_when_made if for_file else language.not_yet_checked)
    return tuple(said)
