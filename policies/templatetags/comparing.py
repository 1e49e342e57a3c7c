"""How changes read: the words that are marked, and what became of a section in a phrase."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from policies.domain.comparison import SectionMark
from policies.domain.comparison.lines import LineChange, LineKind, Phrase, Piece, Run
from policies.domain.comparison.words import Mark, Passage
from policies.formats.comparison import ComparedSection, ItemChange

register = template.Library()

_LABELS = {
    "title": gettext_lazy("Title"),
    "kind": gettext_lazy("Kind of document"),
    "summary": gettext_lazy("In short"),
    "audience": gettext_lazy("Written for"),
    "coverage": gettext_lazy("Covers"),
    "council": gettext_lazy("Council"),
    "reference": gettext_lazy("Reference"),
    "language": gettext_lazy("Language"),
    "classification": gettext_lazy("Classification"),
    "keywords": gettext_lazy("Keywords"),
    "author_post": gettext_lazy("Author"),
    "owner_post": gettext_lazy("Owner"),
    "name": gettext_lazy("Name"),
    "purpose": gettext_lazy("What to ask about"),
    "email": gettext_lazy("Email"),
    "telephone": gettext_lazy("Telephone"),
    "link_type": gettext_lazy("How the two are linked"),
    "address": gettext_lazy("Web address"),
    "short_title": gettext_lazy("Short title"),
    "provision": gettext_lazy("Provision"),
    "jurisdictions": gettext_lazy("Applies in"),
    "topic": gettext_lazy("Topic"),
    "care": gettext_lazy("Take care"),
    "checked_on": gettext_lazy("Checked on"),
}
_KINDS = {
    LineKind.HEADING: gettext_lazy("a heading"),
    LineKind.PARAGRAPH: gettext_lazy("a paragraph"),
    LineKind.QUOTATION: gettext_lazy("a quotation"),
    LineKind.POINT: gettext_lazy("a point of a list"),
    LineKind.CAPTION: gettext_lazy("the title of a table"),
    LineKind.HEADINGS: gettext_lazy("the headings of a table"),
    LineKind.ROW: gettext_lazy("a row of a table"),
    LineKind.VERBATIM: gettext_lazy("words set as they are typed"),
}
# The heading of a section in an article, and the quiet link that stands under it.
_UNDER_A_HEADING = re.compile(
    r'<section id="s-(?P<lineage>[0-9a-f]{12})"[^>]*>\s*<h(?P<level>[1-6])[^>]*>'
    r'(?P<title>.*?)</h(?P=level)>\s*<p class="anchor">.*?(?=</p>)',
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]+>")


@register.filter
def marked(passages: Iterable[Passage | Piece]) -> SafeString:
    """The words with what was removed and added marked, for the eye and for the ear."""
    return mark_safe("".join(_marked(one) for one in passages))


@register.filter
def marked_before(pieces: Iterable[Piece]) -> SafeString:
    """The words as they were, with what was removed marked."""
    return mark_safe("".join(_marked(one) for one in pieces if one.before))


@register.filter
def marked_after(pieces: Iterable[Piece]) -> SafeString:
    """The words as they are, with what was added marked."""
    return mark_safe("".join(_marked(one) for one in pieces if one.after))


@register.filter
def unmarked(pieces: Iterable[Piece]) -> SafeString:
    """The words as they are, or as they last were, with nothing marked."""
    return mark_safe("".join(_phrase(one.after or one.before, is_live=True) for one in pieces))


def _marked(one: Passage | Piece) -> str:
    if isinstance(one, Passage):
        words = escape(one.text)
    else:
        words = _phrase(one.after or one.before, is_live=one.mark is not Mark.REMOVED)
    if one.mark in (Mark.ADDED, Mark.REMOVED):
        opening, closing = _around(one.mark, get_language())
        return f"{opening}{words}{closing}"
    if one.mark is Mark.RESTYLED and isinstance(one, Piece):
        notes = get_text_list(list(_restyled(one.before[0], one.after[0])), gettext("and"))
        return f'<span class="restyled">{words}</span> <span class="note">({notes})</span>'
    return words


@lru_cache(maxsize=16)
def _around(mark: Mark, language: str) -> tuple[str, str]:
    """What stands before and after marked words, asked of the catalogue once in each language."""
    is_added = mark is Mark.ADDED
    tag, said = ("ins", gettext("added:")) if is_added else ("del", gettext("removed:"))
    end = gettext("(end)")
    return (
        f'<{tag}><span class="visually-hidden">{said} </span>',
        f'<span class="visually-hidden"> {end} </span></{tag}>',
    )


def _phrase(phrase: Phrase, *, is_live: bool) -> str:
    return "".join(_run(run, is_live) for run in phrase)


def _run(run: Run, is_live: bool) -> str:
    words = escape(run.text).replace("\n", "<br>")
    if run.is_stressed:
        words = f"<strong>{words}</strong>"
    return f'<a href="{escape(run.link)}">{words}</a>' if run.link and is_live else words


def _restyled(before: Run, after: Run) -> Iterator[str]:
    """What became of words that stayed: escaped, because addresses are what an author typed."""
    if before.is_stressed != after.is_stressed:
        yield (
            gettext("now in bold or italics")
            if after.is_stressed
            else gettext("no longer in bold or italics")
        )
    links = {"before": _code(before.link), "now": _code(after.link)}
    if before.link and after.link and before.link != after.link:
        yield gettext("this link led to %(before)s, and now leads to %(now)s") % links
    elif after.link and not before.link:
        yield gettext("now a link to %(now)s") % links
    elif before.link and not after.link:
        yield gettext("no longer a link; it led to %(before)s") % links


def _code(address: str) -> str:
    return format_html("<code>{}</code>", address)


@register.filter
def notes_on(line: LineChange) -> str:
    """What became of a line beside its words: what it is, its number, its place in a list."""
    before, after = line.before, line.after
    if before is None or after is None:
        return ""
    said = []
    if before.kind is not after.kind:
        kinds = {"now": _KINDS[after.kind], "before": _KINDS[before.kind]}
        said.append(gettext("now %(now)s, before %(before)s") % kinds)
    elif before.depth != after.depth:
        said.append(gettext("now on another level"))
    if before.label != after.label and before.kind is after.kind:
        labels = {"now": after.label or "•", "before": before.label or "•"}
        said.append(gettext("now numbered %(now)s before %(before)s") % labels)
    return ", ".join(said)


@register.filter
def label_of(name: str) -> str:
    """The name of a field as a reader knows it."""
    return str(_LABELS.get(name, name.capitalize()))


@register.filter
def what_became_of(section: ComparedSection) -> str:
    """What became of a section, in a phrase: renamed; reworded; 2 guidance items added."""
    if section.change.mark is SectionMark.ADDED:
        return gettext("added")
    if section.change.mark is SectionMark.REMOVED:
        return gettext("removed")
    return "; ".join([*_told_of_words(section), *_told_of_rows(section)]) or gettext(
        "set out otherwise, with the same words"
    )


def _told_of_words(section: ComparedSection) -> Iterator[str]:
    before, after = section.change.before, section.change.after
    if before and after and before.heading != after.heading:
        yield gettext("renamed")
    elif before and after and before.printed_number != after.printed_number:
        yield gettext("renumbered")
    if before and after and before.level != after.level:
        yield gettext("put on another level")
    if section.change.is_moved:
        yield gettext("moved")
    marks = {line.mark for line in section.lines} - {Mark.SAME}
    if marks - {Mark.RESTYLED}:
        yield gettext("reworded")
    elif marks:
        yield gettext("links or emphasis changed")
    elif section.is_only_set_otherwise:
        yield gettext("set out otherwise, with the same words")


def _told_of_rows(section: ComparedSection) -> Iterator[str]:
    added, removed = section.items_that(Mark.ADDED), section.items_that(Mark.REMOVED)
    changed, laws, gone = section.items_that(None), section.laws_added, section.laws_removed
    counted = (
        (added, ngettext("%d guidance item added", "%d guidance items added", len(added))),
        (removed, ngettext("%d guidance item removed", "%d guidance items removed", len(removed))),
        (changed, ngettext("%d guidance item changed", "%d guidance items changed", len(changed))),
        (laws, ngettext("%d law reference added", "%d law references added", len(laws))),
        (gone, ngettext("%d law reference removed", "%d law references removed", len(gone))),
    )
    return (words % len(rows) for rows, words in counted if rows)


@register.filter
def notes_on_item(change: ItemChange) -> str:
    """What became of a guidance item beside its words."""
    said = []
    if change.is_of_other_kind and change.before and change.after:
        kinds = {"now": change.after.kind.label, "before": change.before.kind.label}
        said.append(gettext("now “%(now)s”, before “%(before)s”") % kinds)
    if change.became_key_point:
        said.append(gettext("now a key point"))
    if change.was_key_point:
        said.append(gettext("no longer a key point"))
    if change.is_moved:
        said.append(gettext("moved"))
    return ", ".join(said)


@register.filter
def with_section_histories(html: str, slug: str) -> SafeString:
    """An article with a quiet link to its history under the heading of each section."""
    asked = gettext("When did this change?")

    def linked(found: re.Match[str]) -> str:
        address = reverse("policies:section_history", args=(slug, found["lineage"]))
        title = " ".join(_TAG.sub("", found["title"]).split()).replace('"', "&quot;")
        return f'{found[0]} <a href="{address}" aria-label="{asked} {title}">{asked}</a>'

    return mark_safe(_UNDER_A_HEADING.sub(linked, html))
