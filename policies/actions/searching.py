"""Keeping what is searched, and what is read across documents, in step with what is public.

``write_change`` and ``answer_restriction`` call this in their own transaction; so no search
finds what no page shows. Everything here can be made again from the submissions.
"""

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from policies.domain import markdown
from policies.domain.content import Section, VersionContent
from policies.domain.lifecycle import PUBLISHED, Status
from policies.domain.search.query import words_of
from policies.domain.search.suggestion import LONGEST, SHORTEST
from policies.models import (
    Document,
    IndexedWord,
    PublicItem,
    PublicLawUse,
    PublicSection,
    Restriction,
    Submission,
    Translation,
    Version,
)
from policies.models.search import index_of

# The whole of such a section is shown in the glossary.
DEFINING = "definitions"


@transaction.atomic
def follow_in_search(*, version: Version) -> None:
    """Let searches find what the public may read of this version now, and nothing else.

    Call whenever a version came into force or out of it, or something in it was hidden or shown,
    or a translation of it was submitted or checked.
    """
    _forget(version)
    if version.is_public and version.state in PUBLISHED and version.submission:
        _keep(version.submission, is_in_force=version.is_in_force)
        translations = _translations_to_find().filter(version=version)
        for wording in Submission.objects.filter(pk__in=translations.values("submission")):
            _keep(wording, is_in_force=True)


@transaction.atomic
def end_in_search(*, version: Version) -> None:
    """Move a version that is no longer in force among the earlier texts; its words stay.

    Those of its translations go: they are found while they say what is in force.
    """
    every = PublicSection.objects.filter(version=version)
    index = index_of(connection)
    index.remove(list(every))
    every.exclude(submission__translation=None).delete()
    rows = list(every.all())
    PublicItem.objects.filter(section__version=version).delete()
    PublicLawUse.objects.filter(section__version=version).delete()
    for row in rows:
        row.is_in_force = False
        row.html, row.contacts = "", []
        row.save()
    index.add(rows)


def versions_not_indexed() -> Iterator[Version]:
    """Yield the public versions that no search finds, though it should, in one of its languages."""
    indexed = PublicSection.objects.filter(submission=OuterRef("submission"))
    translated = _translations_to_find().exclude(Exists(indexed))
    rows = Version.objects.for_public().filter(
        ~Q(pk__in=PublicSection.objects.values("version")) | Q(pk__in=translated.values("version"))
    )
    yield from rows.select_related("submission").iterator(chunk_size=100)


def _translations_to_find() -> QuerySet[Translation]:
    """The translations of texts in force that a reader of the language can rely on: checked, and
    of a text of which nothing is hidden by law."""
    standing = Restriction.objects.standing().filter(version=OuterRef("version"))
    rows: QuerySet[Translation] = Translation.objects.for_public().checked()
    return rows.filter(
        ~Exists(standing),
        version__status=Status.IN_FORCE.value,
        version__publication=Version.Publication.PUBLIC,
    )


def index_what_is_missing() -> int:
    """Index the public versions that no search finds yet, as after an upgrade; return how many."""
    missing = list(versions_not_indexed())
    for version in missing:
        _index_in_turn(version)
    return len(missing)


@transaction.atomic
def _index_in_turn(version: Version) -> None:
    """Index a version while nobody else works on its document."""
    Document.objects.select_for_update().get(pk=version.document_id)
    follow_in_search(version=Version.objects.select_related("submission").get(pk=version.pk))


def rebuild_search() -> Iterator[Version]:
    """Empty the index and make it again; yield each version when it is done.

    Searches go on meanwhile and find what is there already.
    """
    with transaction.atomic():
        index_of(connection).empty()
        for kept in (PublicItem, PublicLawUse, PublicSection, IndexedWord):
            kept.objects.all().delete()
    for version in list(versions_not_indexed()):
        _index_in_turn(version)
        yield version


def _forget(version: Version) -> None:
    rows = PublicSection.objects.filter(version=version)
    index_of(connection).remove(list(rows))
    rows.delete()


def _keep(submission: Submission, *, is_in_force: bool) -> None:
    """Keep what is searched of a text, and, but for translations, what is read across texts."""
    content = submission.public_content
    is_read_across = is_in_force and not submission.translation_id
    rows = [
        _text_as_a_whole(content),
        *(_section(content, section) for section in content.sections),
    ]
    for position, row in enumerate(rows):
        row.submission, row.version_id = submission, submission.version_id
        row.position, row.is_in_force = position, is_in_force
        row.title, row.language, row.audience = content.title, content.language, content.audience
        if submission.translation_id:
            # A reader chooses it from a list that has it in the language of the version.
            row.audience = submission.version.audience
        if not is_read_across:
            row.html, row.contacts = "", []
        row.save()
    if is_read_across:
        for row, section in zip(rows[1:], content.sections, strict=True):
            _keep_items(row, section)
            _keep_laws(row, content, section)
    index_of(connection).add(rows)
    _keep_words(rows)


def _text_as_a_whole(content: VersionContent) -> PublicSection:
    words = (content.summary, ", ".join(content.keywords), content.reference)
    return PublicSection(
        heading=content.title,
        words="\n".join(part for part in words if part),
        contacts=[
            {"name": c.name, "purpose": c.purpose, "email": c.email, "telephone": c.telephone}
            for c in content.contacts
        ],
    )


def _section(content: VersionContent, section: Section) -> PublicSection:
    topics = dict.fromkeys(law.topic for law in content.laws_of(section) if law.topic)
    return PublicSection(
        anchor=section.anchor,
        key=section.key,
        heading=section.title,
        words="\n".join(_words_under(section)),
        html=markdown.as_html(section.markdown, below=3) if section.key == DEFINING else "",
        topics=f"|{'|'.join(topics)}|" if topics else "",
    )


def _words_under(section: Section) -> Iterator[str]:
    yield markdown.as_plain_text(section.markdown)
    for item in section.items:
        yield markdown.as_plain_text(item.text)
        if item.reason:
            yield markdown.as_plain_text(item.reason)


def _keep_items(row: PublicSection, section: Section) -> None:
    for position, item in enumerate(section.items):
        PublicItem.objects.create(
            section=row,
            title=row.title,
            position=position,
            kind=item.kind.value,
            text=markdown.as_inline_html(item.text),
            reason=markdown.as_inline_html(item.reason),
            is_key_point=item.is_key_point,
        )


def _keep_laws(row: PublicSection, content: VersionContent, section: Section) -> None:
    for law in content.laws_of(section):
        PublicLawUse.objects.create(
            section=row,
            code=law.code,
            topic=law.topic,
            said={
                "name": f"{law.short_title} {law.provision}".strip(),
                "jurisdictions": list(law.jurisdictions),
                "summary": law.summary,
                "care": law.care,
                "address": law.address,
            },
        )


def _keep_words(rows: list[PublicSection]) -> None:
    """Note the words that are new, each text's in one order, so that two publishers never wait
    for each other in a ring."""
    words = {w for row in rows for text in (row.heading, row.words) for w in words_of(text)}
    wanted = sorted(word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha())
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {IndexedWord._meta.db_table} (word) VALUES (%s) ON CONFLICT DO NOTHING",
            [(word,) for word in wanted],
        )
