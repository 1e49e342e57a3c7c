"""The count that proves an import: every word of the source is somewhere, and none was added."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from policies.intake.result import ImportedDocument
from policies.intake.wording import with_plain_bullets, without_tags, words_of


def words_lost(source_text: str, imported: ImportedDocument) -> tuple[str, ...]:
    """Return the words of the source that the import did not keep anywhere; empty is right."""
    missing = _printed(source_text) - _kept(imported)
    return tuple(sorted(missing.elements()))


def words_invented(source_text: str, imported: ImportedDocument) -> tuple[str, ...]:
    """Return the words that the import holds and the source does not; empty is right."""
    added = _kept(imported) - _printed(source_text)
    return tuple(sorted(added.elements()))


def _printed(source_text: str) -> Counter[str]:
    """How often each word is printed in the source; the names of bare HTML tags are not words."""
    return Counter(words_of(with_plain_bullets(without_tags(source_text))))


def _kept(imported: ImportedDocument) -> Counter[str]:
    """How often each word is kept: echoes repeat words that were counted where they stand."""
    kept: Counter[str] = Counter()
    for text in _passages(imported):
        kept.update(words_of(text))
    for echo in imported.echoes:
        kept.subtract(words_of(echo))
    return +kept


def _passages(imported: ImportedDocument) -> Iterator[str]:
    yield from imported.labels
    yield from leaves(imported.control)
    for section in imported.sections:
        yield section.number
        yield section.heading
        yield section.body
        for item in section.items:
            yield item.text
            yield item.reason
    for passage in imported.unplaced:
        yield passage.text
    for dropped in imported.dropped:
        yield dropped.text


def leaves(value: Any) -> Iterator[str]:
    """Yield the strings at the ends of a control block, without its keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from leaves(part)
