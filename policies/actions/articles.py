"""Making the page of a submission once, so that no reader waits for Markdown."""

from policies.domain.record import DecisionRecord
from policies.formats import article
from policies.models import Article, Decision, Submission


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


def keep_decisions(*, submission: Submission) -> None:
    """Keep the decisions of an approved submission with its page. Call when it is approved."""
    kept = make_article(submission=submission)
    kept.decisions = [decision.as_plain() for decision in public_decisions(submission)]
    kept.save()


def public_decisions(submission: Submission) -> tuple[DecisionRecord, ...]:
    """Return the decisions that the public record of a submission shows, oldest first.

    These are the confirmed ones, with the one that a conformed text carries over, and those
    recorded from paper.
    """
    found = Decision.objects.for_public(submission).select_related("body", "confirmation")
    return tuple(decision.as_record() for decision in found)
