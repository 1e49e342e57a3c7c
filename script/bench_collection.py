"""Collections of invented documents, of any size: what is measured stands among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from tqdm import tqdm

from policies.models import (
    Article,
    Document,
    PageStamp,
    PublicItem,
    PublicSection,
    Submission,
    Version,
    guards,
)
from policies.models.search import index_of

SECTIONS = 11
WORDS_IN_A_SECTION = 220
AT_A_TIME = 100
_SYLLABLES = ("bra", "cken", "thorn", "wick", "dale", "mere", "holm", "stow", "ford", "leigh")
# In one text of twenty; every text has MEMBERS, and one alone its place.
MEMBERS, SELDOM = "members", "livestream"


def place_in(number: int) -> str:
    """A name that stands in the text of this number and in no other."""
    digits = f"{number:05}"
    return "".join(_SYLLABLES[int(digit)] for digit in digits).capitalize()


@dataclass(frozen=True)
class Pattern:
    """The text whose page and words the invented ones borrow."""

    version: Version
    words: Sequence[str]

    @classmethod
    def of(cls, slug: str) -> "Pattern":
        version = Version.objects.select_related("document", "submission__article").get(
            document__slug=slug, status="in_force"
        )
        said = PublicSection.objects.filter(version=version).values_list("words", flat=True)
        return cls(version, " ".join(said).split())


def fill(slug: str, numbers: range, versions: int) -> None:
    """Add documents behind the guards, each with its versions, the last of them in force.

    What is searched is kept of the versions in force alone, as long as a policy is.
    """
    pattern = Pattern.of(slug)
    guards.uninstall(connection)
    batches = [numbers[n : n + AT_A_TIME] for n in range(0, len(numbers), AT_A_TIME)]
    for some in tqdm(batches, desc=f"{numbers.stop} documents of {versions} versions", leave=False):
        with transaction.atomic():
            _add(pattern, some, versions)
    _let_numbers_go_on()
    guards.install(connection)


def _add(pattern: Pattern, numbers: Sequence[int], versions: int) -> None:
    like = pattern.version.document
    documents = Document.objects.bulk_create(
        Document(
            council=like.council,
            owner_post=like.owner_post,
            slug=f"filler-{number}",
            reference=f"FILLER-{number}",
            title=f"Filler {number:05}",
        )
        for number in numbers
    )
    PageStamp.objects.bulk_create(PageStamp(document=one, changes=1) for one in documents)
    # A version and its submission name each other; the database asks when all are there.
    first_version, first_submission = (
        (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        for model in (Version, Submission)
    )
    pairs = [(one, number) for one in documents for number in range(1, versions + 1)]
    rows = [
        _version(pattern, document, number, is_last=number == versions)
        for document, number in pairs
    ]
    submissions = []
    for place, row in enumerate(rows):
        row.pk, row.submission_id = first_version + place, first_submission + place
        submissions.append(
            Submission(
                pk=row.submission_id,
                version_id=row.pk,
                canonical=b"{}",
                sha256="0" * 64,
                by_id=1,
                at=datetime.now(UTC),
            )  # fmt: skip
        )
    Version.objects.bulk_create(rows)
    Submission.objects.bulk_create(submissions)
    in_force = rows[versions - 1 :: versions]
    article = pattern.version.submission.article
    Article.objects.bulk_create(
        Article(submission_id=row.submission_id, html=article.html, edition=article.edition)
        for row in in_force
    )
    _let_be_searched(pattern, in_force, numbers)


def _version(pattern: Pattern, document: Document, number: int, *, is_last: bool) -> Version:
    first_day = date(2000, 1, 1) + timedelta(days=30 * number)
    return Version(
        document=document,
        major=number,
        status="in_force" if is_last else "superseded",
        title=document.title,
        audience=pattern.version.audience,
        author_post=pattern.version.author_post,
        in_force_from=first_day,
        in_force_until=None if is_last else first_day + timedelta(days=30),
    )


def _let_be_searched(pattern: Pattern, versions: Sequence[Version], numbers: Sequence[int]) -> None:
    rows = PublicSection.objects.bulk_create(
        row
        for version, number in zip(versions, numbers, strict=True)
        for row in _sections(pattern, version, number)
    )
    index_of(connection).add(rows)
    PublicItem.objects.bulk_create(
        PublicItem(section=row, title=row.title, position=n, kind=kind, text="Think first.",
                   is_key_point=kind == "do")
        for row in rows
        if row.position == 1
        for n, kind in enumerate(("do", "dont"))
    )  # fmt: skip


def _sections(pattern: Pattern, version: Version, number: int) -> Iterator[PublicSection]:
    random = Random(number)
    for position in range(SECTIONS + 1):
        words = random.choices(pattern.words, k=WORDS_IN_A_SECTION)
        words[0] = MEMBERS
        if position == number % SECTIONS:
            words[1] = place_in(number)
            words[2] = SELDOM if number % 20 == 0 else words[2]
        yield PublicSection(
            submission_id=version.submission_id,
            version=version,
            language=version.language,
            is_in_force=True,
            position=position,
            anchor=f"s-{number:06}{position:06}" if position else "",
            title=version.title,
            audience=version.audience,
            heading=" ".join(words[3:6]).capitalize(),
            words=" ".join(words),
        )


def _let_numbers_go_on() -> None:
    """PostgreSQL counts rows by itself and was not asked for these numbers."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Version, Submission]):
            cursor.execute(statement)
