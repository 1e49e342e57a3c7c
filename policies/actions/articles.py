"""Making the page of a submission once, so that no reader waits for Markdown."""

from dataclasses import replace

from django.db import transaction

from policies.actions.record import raise_page_stamp, take_turn
from policies.domain.dates import london_day
from policies.domain.hiding import public_words
from policies.domain.language import speaking
from policies.domain.record import DecisionRecord
from policies.formats import article
from policies.models import Article, Certificate, Decision, Submission


def make_article(*, submission: Submission) -> Article:
    """Return the article of a submission, made now if it is missing or of an older layout."""
    kept = Article.objects.filter(submission=submission).first()
    if kept and kept.edition == article.EDITION:
        return kept
    return _made(kept or Article(submission=submission))


def remake_article(*, submission: Submission) -> Article:
    """Make the page of a submission again from what the public may read now.

    The caller raises the page stamp of the document.
    """
    kept = make_article(submission=submission)
    kept.conforming = _conforming(submission) if kept.conforming else {}
    return _made(kept)


def _made(made: Article) -> Article:
    submission = made.submission
    # Whoever asks for the page first, it is kept in the language of the text.
    with speaking(submission.translated_into or submission.version.language):
        made.html = article.render(submission.public_content, submission.hidden)
    made.edition = article.EDITION
    made.decisions = [decision.as_plain() for decision in public_decisions(submission)]
    made.save()
    return made


def remake_articles() -> int:
    """Make the pages again that an older layout made; return how many were made.

    Each is made in the turn of its document, so that nothing written meanwhile is lost.
    """
    old = Article.objects.filter(edition__lt=article.EDITION)
    return sum(_remade(kept) for kept in old.select_related("submission__version__document"))


@transaction.atomic
def _remade(kept: Article) -> bool:
    """Whether this page was still to be made again, and is now."""
    document = take_turn(kept.submission.version.document)
    fresh = Article.objects.select_related("submission__version").get(pk=kept.pk)
    if fresh.edition >= article.EDITION:
        return False
    _made(fresh)
    raise_page_stamp(document)
    return True


def keep_decisions(*, submission: Submission) -> None:
    """Keep the decisions of an approved submission with its page. Call when it is approved."""
    kept = make_article(submission=submission)
    kept.decisions = [decision.as_plain() for decision in public_decisions(submission)]
    kept.conforming = _conforming(submission)
    kept.save()


def _conforming(submission: Submission) -> dict[str, str]:
    """What the public is told of a text that was approved as amended; empty for any other."""
    if submission.conforms_to is None:
        return {}
    certificate = Certificate.objects.filter(submission=submission).first()
    hidden = submission.version.restrictions.hidden()
    return {
        "amendments": public_words(submission.amendments, hidden),
        "sha256_before": submission.conforms_to.submission.sha256,
        "statement": public_words(certificate.statement, hidden) if certificate else "",
        "post": certificate.post if certificate else "",
        "on": london_day(certificate.at).isoformat() if certificate else "",
    }


def public_decisions(submission: Submission) -> tuple[DecisionRecord, ...]:
    """Return the decisions that the public record of a submission shows, oldest first.

    These are the confirmed ones, with the one that a conformed text carries over, and those
    recorded from paper. What is hidden by law in the text is hidden in their words too.
    """
    found = (
        Decision.objects.for_public(submission)
        .select_related("body", "post", "confirmation", "officer_record", "submission")
        .defer("submission__canonical")
    )
    hidden = submission.version.restrictions.hidden()
    records = (decision.as_record() for decision in found)
    return tuple(
        replace(
            record,
            resolution=public_words(record.resolution, hidden),
            exception=public_words(record.exception, hidden),
        )
        for record in records
    )
