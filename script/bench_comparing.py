"""Comparing two versions, beside a bare view that tells paragraphs apart, then words: no more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import escape
from random import Random

from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from measuring import compared, show
from rapidfuzz.distance import Indel

from policies.actions.articles import make_article
from policies.domain.content import VersionContent, canonical_bytes, sha256_of
from policies.models import Document, Submission, Version, guards

SLUG = "often-changed"
VERSIONS = 20
WORDS_CHANGED = 12


# The peer knows no sections, items, tables, links or law, and says nothing of who decided what.
def bare_comparison(request, before: int, after: int) -> HttpResponse:
    """Two texts in two queries, compared as their paragraphs and then as their words."""
    old, new = (_paragraphs(number) for number in (before, after))
    html = "".join(_by_paragraphs(old, new))
    return HttpResponse(f"<!DOCTYPE html><title>Compared</title><main>{html}</main>")


urlpatterns = [path("bare/compare/<int:before>/<int:after>/", bare_comparison)]


def _paragraphs(number: int) -> list[str]:
    row = Submission.objects.get(version__document__slug=SLUG, version__major=number)
    return [one for s in row.content.sections for one in s.markdown.split("\n\n")]


def _by_paragraphs(old: list[str], new: list[str]) -> Iterator[str]:
    for step in Indel.opcodes(old, new):
        gone, come = old[step.src_start : step.src_end], new[step.dest_start : step.dest_end]
        words = [" ".join(gone)] if step.tag == "equal" else _by_words(gone, come)
        yield f"<p>{''.join(words)}</p>"


def _by_words(gone: list[str], come: list[str]) -> Iterator[str]:
    old, new = " ".join(gone).split(), " ".join(come).split()
    for step in Indel.opcodes(old, new):
        before = escape(" ".join(old[step.src_start : step.src_end]))
        after = escape(" ".join(new[step.dest_start : step.dest_end]))
        yield before if step.tag == "equal" else f"<del>{before}</del> <ins>{after}</ins> "


def compare(rounds: int) -> None:
    """Print what a near and a far comparison cost, made anew each time; ``fill`` first."""
    client = Client()

    def made_anew(before: int, after: int) -> None:
        caches["pages"].clear()
        client.get(f"/documents/{SLUG}/compare/{before}.0/{after}.0/")

    for name, before in (("near", VERSIONS - 1), ("far", 1)):
        pages = (before, VERSIONS)
        figures = compared(
            {
                "bare: paragraphs, then words": lambda p=pages: client.get(
                    f"/bare/compare/{p[0]}/{p[1]}/"
                ),
                "the comparison, made anew": lambda p=pages: made_anew(*p),
                "the same, from memory": lambda p=pages: client.get(
                    f"/documents/{SLUG}/compare/{p[0]}.0/{p[1]}.0/"
                ),
            },
            rounds,
            1,
        )
        show(f"Comparing, {name}: version {before} to {VERSIONS}", figures, next(iter(figures)))


def fill() -> None:
    """Add a document whose twenty versions each change some words, behind the guards."""
    pattern = Version.objects.select_related("document", "submission").get(
        document__slug="social-media-policy", status="in_force"
    )
    document = Document.objects.create(
        council=pattern.document.council,
        owner_post=pattern.document.owner_post,
        slug=SLUG,
        reference=SLUG,
        title="Often changed",
    )
    guards.uninstall(connection)
    content, random = pattern.submission.content, Random(1)
    for number in range(1, VERSIONS + 1):
        _add(document, pattern, content, number)
        content = _changed(content, random)
    guards.install(connection)


def _add(document: Document, pattern: Version, content: VersionContent, number: int) -> None:
    data = canonical_bytes(content)
    first_day = date(2000, 1, 1) + timedelta(days=30 * number)
    version = Version.objects.create(
        document=document, major=number, title=document.title, author_post=pattern.author_post
    )
    version.submission = Submission.objects.create(
        version=version, canonical=data, sha256=sha256_of(data), by_id=1, at=datetime.now(UTC)
    )
    version.in_force_from, version.status = first_day, "in_force"
    if number < VERSIONS:
        version.in_force_until, version.status = first_day + timedelta(days=30), "superseded"
    version.save()
    make_article(submission=version.submission)


def _changed(content: VersionContent, random: Random) -> VersionContent:
    """The same text with some words of two sections exchanged."""
    sections = list(content.sections)
    for place in random.sample(range(len(sections)), 2):
        words = sections[place].markdown.split(" ")
        for _ in range(WORDS_CHANGED):
            words[random.randrange(len(words))] = random.choice(words)
        sections[place] = replace(sections[place], markdown=" ".join(words))
    return replace(content, sections=tuple(sections))
