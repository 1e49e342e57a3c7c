"""The rows of a translation’s words, and who worked on them."""

from collections.abc import Iterator
from datetime import datetime

from policies.actions.record import drop, keep
from policies.actions.text import add_author
from policies.domain.errors import ContentRefused
from policies.domain.translating import DESCRIPTION, TranslatedWords, WordsOfSection
from policies.models import (
    TranslatedItem,
    TranslatedSection,
    Translation,
    TranslationAuthorship,
    User,
)

# As many characters as the rows of the source have.
_LONGEST = {"title": 200, "audience": 200, "coverage": 300, "keywords": 300}
LONGEST_HEADING = 200


def count_in(translation: Translation, *, by: User, at: datetime) -> None:
    """Note that this person worked on a translation, and so does not check it.

    Of one that stands equal, each is an author of what is decided.
    """
    TranslationAuthorship.objects.get_or_create(
        translation=translation, person=by, defaults={"since": at}
    )
    if translation.stands_equal:
        for authorship in translation.authorships.select_related("person"):
            add_author(translation.version, by=authorship.person, at=at)


def put_words(
    translation: Translation, words: TranslatedWords, *, by: User, at: datetime, why: str
) -> None:
    """Write the rows of these words where they differ from what is kept.

    Raises ContentRefused if a word is too long for its row.
    """
    too_long = tuple(_too_long(words))
    if too_long:
        raise ContentRefused(too_long)
    for name in DESCRIPTION:
        setattr(translation, name, getattr(words, name))
    keep(translation, by=by, at=at, why=why)
    rows = {row.lineage.hex: row for row in translation.sections.prefetch_related("items")}
    for position, section in enumerate(words.sections, start=1):
        row = rows.pop(section.lineage, None)
        if row is None:
            row = TranslatedSection(translation=translation, lineage=section.lineage)
        if row.pk is None or (row.position, row.as_words()) != (position, section):
            _put_section(row, section, position, by=by, at=at, why=why)
    for row in rows.values():
        for item in row.items.all():
            drop(item, by=by, at=at, why=why)
        drop(row, by=by, at=at, why=why)


def _put_section(
    row: TranslatedSection, words: WordsOfSection, position: int, *, by: User, at: datetime,
    why: str,
) -> None:  # fmt: skip
    row.position, row.heading, row.body = position, words.heading, words.markdown
    keep(row, by=by, at=at, why=why)
    items = list(row.items.all()) if row.pk else []
    for number, (text, reason) in enumerate(words.items):
        item = items[number] if number < len(items) else TranslatedItem(section=row)
        item.position, item.text, item.reason = number + 1, text, reason
        keep(item, by=by, at=at, why=why)
    for item in items[len(words.items) :]:
        drop(item, by=by, at=at, why=why)


def _too_long(words: TranslatedWords) -> Iterator[str]:
    for name, longest in _LONGEST.items():
        if len(getattr(words, name)) > longest:
            yield f"“{DESCRIPTION[name]}” has more than {longest} characters."
    for section in words.sections:
        if len(section.heading) > LONGEST_HEADING:
            yield f"Heading “{section.heading[:60]}…” has more than {LONGEST_HEADING} characters."
