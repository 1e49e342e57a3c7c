"""Making the page of a submission once, so that no reader waits for Markdown."""

from policies.formats import article
from policies.models import Article, Submission


def make_article(*, submission: Submission) -> Article:
    """Return the article of a submission, made now if it is missing or of an older layout."""
    kept = Article.objects.filter(submission=submission).first()
    if kept and kept.edition == article.EDITION:
        return kept
    made = kept or Article(submission=submission)
    made.html = article.render(submission.content)
    made.edition = article.EDITION
    made.save()
    return made
