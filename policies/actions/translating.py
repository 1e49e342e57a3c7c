"""Texts in other languages: start, write, bring in, submit, open again, take up a new source."""

from datetime import datetime
from typing import Any

from django.db import transaction

from policies.actions.articles import make_article
from policies.actions.record import keep, raise_page_stamp, take_turn_with
from policies.actions.searching import follow_in_search
from policies.actions.translatedrows import count_in, put_words
from policies.domain.content import VersionContent, canonical_bytes, sha256_of
from policies.domain.dates import london_day
from policies.domain.errors import MoveRefused, StaleSave
from policies.domain.language import speaking
from policies.domain.problems import problems_in, problems_of_draft
from policies.domain.roles import ABILITIES, Ability
from policies.domain.translating import (
    TranslatedWords,
    framed,
    missing_in,
    words_of,
    words_over,
)
from policies.domain.translationrules import (
    TranslationFacts,
    reasons_against_opening_it_again,
    reasons_against_starting,
    reasons_against_submitting_it,
    reasons_against_writing_it,
)
from policies.intake.translated import read_translation
from policies.models import (
    Submission,
    Translation,
    TranslationCheck,
    User,
    Version,
)


@transaction.atomic
def start_translation(
    *,
    version: Version,
    language: str,
    translator: str,
    stands_equal: bool = False,
    by: User,
    at: datetime,
) -> Translation:
    """Begin the text of a version in another language, over the frame of its submission.

    ``language`` is a code of ``domain.languages.TARGETS``, ``translator`` an agency or a post.
    Passages that have not changed since the document was last translated are taken over. Raises
    MoveRefused with every reason against.
    """
    version = take_turn_with(version)
    facts = facts_about(version, by=by, at=at)
    reasons = reasons_against_starting(facts, language=language, source=version.language)
    if version.translations.filter(language=language).exists():
        reasons.append("This version has a translation into this language. Go on with that one.")
    if not translator.strip():
        reasons.append("Name the agency or the post that translates it.")
    source = version.submission
    if reasons or source is None:
        raise MoveRefused(reasons)
    translation = Translation(
        version=version,
        language=language,
        stands_equal=stands_equal,
        translator=translator.strip(),
        source=source,
        started_by=by,
        started_at=at,
    )
    keep(translation, by=by, at=at, why=f"Translation into {translation.target.name} started")
    words = words_over(source.content, _before(translation))
    put_words(translation, words, by=by, at=at, why="Begun")
    count_in(translation, by=by, at=at)
    return translation


def _before(translation: Translation) -> tuple[VersionContent, TranslatedWords] | None:
    """The text last translated into this language in the document, with its translation."""
    rows = Submission.objects.filter(
        translation__version__document=translation.version.document,
        translation__language=translation.language,
    )
    for last in rows.exclude(version=translation.version).order_by("-id"):
        if not last.hidden and last.translates:
            return last.translates.content, words_of(last.content)
    return None


@transaction.atomic
def write_translation(
    *,
    translation: Translation,
    words: TranslatedWords,
    translator: str | None = None,
    stands_equal: bool | None = None,
    opened_as: str = "",
    by: User,
    at: datetime,
    why: str = "",
) -> Translation:
    """Keep these words as the text of an open translation; they need not be complete.

    ``opened_as`` is ``wording_of`` the translation when this person opened it. Raises
    MoveRefused with every reason against, ContentRefused if the sections are not those of the
    source, StaleSave if someone saved since.
    """
    translation = _take_turn(translation)
    facts = facts_about(translation.version, translation, by=by, at=at)
    reasons = reasons_against_writing_it(facts)
    if translator is not None and not translator.strip():
        reasons.append("Name the agency or the post that translates it.")
    if reasons:
        raise MoveRefused(reasons)
    if opened_as and opened_as != wording_of(translation):
        raise StaleSave(
            "Someone saved this translation after you opened it. Nothing is lost: what you typed "
            "is still here. Copy it, open the page again and bring the two together."
        )
    framed(words, translation.source.content, translation.language)
    if translator is not None:
        translation.translator = translator.strip()
    if stands_equal is not None:
        translation.stands_equal = stands_equal
    put_words(translation, words, by=by, at=at, why=why or "Translation written")
    count_in(translation, by=by, at=at)
    return translation


def wording_of(translation: Translation) -> str:
    """Return what tells one state of a translation from another, for a form to carry (rule B14)."""
    told = (translation.as_words(), translation.translator, translation.stands_equal)
    return sha256_of(repr(told).encode("utf-8", "surrogatepass"))


@transaction.atomic
def bring_in_translation(
    *, translation: Translation, text: str, by: User, at: datetime
) -> tuple[str, ...]:
    """Put the words of a Markdown file in the place of an open translation; return what was left.

    Sections are found by their marks, or else by their order. Raises MoveRefused with every
    reason against, SourceRefused, naming each, if sections or items of the file and of the source
    do not match; then nothing is changed.
    """
    translation = _take_turn(translation)
    reasons = reasons_against_writing_it(
        facts_about(translation.version, translation, by=by, at=at)
    )
    if reasons:
        raise MoveRefused(reasons)
    # The portal’s own files have their labels in the language of the text.
    with speaking(translation.language):
        read = read_translation(text, translation.source.content, translation.as_words())
    write_translation(
        translation=translation, words=read.words, by=by, at=at, why="Brought in from a file"
    )
    return read.left


@transaction.atomic
def submit_translation(*, translation: Translation, by: User, at: datetime) -> Submission:
    """Freeze the text of a translation: the exact bytes with their SHA-256 and what they say.

    It is public once its version is. Raises MoveRefused with every reason against: what is not
    translated yet, faults of the text, a version that was submitted anew meanwhile.
    """
    translation = _take_turn(translation)
    version = translation.version
    content = framed(translation.as_words(), translation.source.content, translation.language)
    reasons = reasons_against_submitting_it(
        facts_about(version, translation, content, by=by, at=at)
    )
    if reasons or version.submission is None:
        raise MoveRefused(reasons)
    data = canonical_bytes(content)
    submission = Submission.objects.create(
        version=version,
        translation=translation,
        translates=version.submission,
        canonical=data,
        sha256=sha256_of(data),
        correction=translation.correction if translation.submission else "",
        by=by,
        post=by.post_on(london_day(at), ABILITIES[Ability.WRITE]),
        at=at,
    )
    make_article(submission=submission)
    count_in(translation, by=by, at=at)
    translation.submission = submission
    translation.is_open = False
    keep(translation, by=by, at=at, why="Submitted")
    raise_page_stamp(version.document)
    follow_in_search(version=version)
    return submission


@transaction.atomic
def open_translation_again(
    *, translation: Translation, reason: str, by: User, at: datetime
) -> Translation:
    """Open a submitted translation to correct it; readers keep the one submitted meanwhile.

    Takes up what the version says now if it was submitted anew. Raises MoveRefused with every
    reason against.
    """
    translation = _take_turn(translation)
    facts = facts_about(translation.version, translation, by=by, at=at)
    reasons = reasons_against_opening_it_again(facts, reason)
    if reasons:
        raise MoveRefused(reasons)
    translation.is_open = True
    translation.correction = reason.strip()
    keep(translation, by=by, at=at, why=f"Opened again. {reason.strip()}")
    if translation.follows_another_source:
        _take_up(translation, by=by, at=at)
    count_in(translation, by=by, at=at)
    return translation


@transaction.atomic
def take_up_new_text(*, translation: Translation, by: User, at: datetime) -> Translation:
    """Put an open translation over the text that its version was submitted with since.

    What has not changed stays; what changed is empty again. Raises MoveRefused.
    """
    translation = _take_turn(translation)
    reasons = reasons_against_writing_it(
        facts_about(translation.version, translation, by=by, at=at)
    )
    if not translation.follows_another_source or translation.version.is_draft:
        reasons.append("The version has not been submitted anew since this was begun.")
    if reasons:
        raise MoveRefused(reasons)
    _take_up(translation, by=by, at=at)
    count_in(translation, by=by, at=at)
    return translation


def _take_up(translation: Translation, *, by: User, at: datetime) -> None:
    source = translation.version.submission
    if source is None:
        return
    words = words_over(source.content, (translation.source.content, translation.as_words()))
    translation.source = source
    put_words(translation, words, by=by, at=at, why="New text of the version taken up")


def facts_about(
    version: Version,
    translation: Translation | None = None,
    content: VersionContent | None = None,
    *,
    by: User,
    at: datetime,
) -> TranslationFacts:
    """Return what the rules need to know; ``content`` is the text that would be submitted."""
    known: dict[str, Any] = {}
    if translation:
        checks = TranslationCheck.objects.filter(submission=translation.submission)
        known = {
            "is_open": translation.is_open,
            "is_submitted": translation.submission is not None,
            "follows_another_source": translation.follows_another_source,
            "worked_on_it": translation.is_worked_on_by(by),
            "is_checked": translation.submission is not None and checks.exists(),
        }
    if translation and content:
        # A text from before the portal is kept as it was, and so is what is made of it.
        faults = problems_in if version.recorded_from_paper_on else problems_of_draft
        missing = missing_in(translation.as_words(), translation.source.content)
        known |= {"missing": missing, "problems": () if missing else faults(content)}
    return TranslationFacts(
        status=version.state,
        roles=by.roles_on(london_day(at)),
        is_active=by.is_active,
        is_restricted=version.restrictions.standing().exists(),
        **known,
    )


def _take_turn(translation: Translation) -> Translation:
    version = take_turn_with(translation.version)
    fresh: Translation = Translation.objects.select_related("source", "submission__translates").get(
        pk=translation.pk
    )
    fresh.version = version
    return fresh
