"""Making the page of a submission once, so that no reader waits for Markdown."""

from policies.actions.record import raise_page_stamp
from policies.domain.dates import london_day
from policies.domain.record import DecisionRecord
from policies.formats import article
from policies.models import Article, Certificate, Decision, Submission


def make_article(*, submission: Submission) -> Article:
    """Return the article of a submission, made now if it is missing or of an older layout."""
    kept = Article.objects.filter(submission=submission).first()
    if kept and kept.edition == article.EDITION:
        return kept
    made = kept or Article(submission=submission)
    made.html = article.render(submission.content)
    made.edition = article.EDITION
    made.decisions = [decision.as_plain() for decision in public_decisions(submission)]
    made.save()
    return made


def remake_articles() -> int:
    """Make the pages again that an older layout made; return how many there were."""
    old = Article.objects.filter(edition__lt=article.EDITION).select_related("submission")
    for kept in old:
        make_article(submission=kept.submission)
        raise_page_stamp(kept.submission.version.document)
    return len(old)


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
    return {
        "amendments": submission.amendments,
        "sha256_before": submission.conforms_to.submission.sha256,
        "statement": certificate.statement if certificate else "",
        "post": certificate.post if certificate else "",
        "on": london_day(certificate.at).isoformat() if certificate else "",
    }


def public_decisions(submission: Submission) -> tuple[DecisionRecord, ...]:
    """Return the decisions that the public record of a submission shows, oldest first.

    These are the confirmed ones, with the one that a conformed text carries over, and those
    recorded from paper.
    """
    found = Decision.objects.for_public(submission).select_related("body", "confirmation")
    return tuple(decision.as_record() for decision in found)
