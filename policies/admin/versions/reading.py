"""The text of a version as a member will read it, at the desk: a draft’s as it stands now."""

from django.template.response import TemplateResponse
from django.urls import path
from django.utils.safestring import mark_safe

from policies.admin.restrictions.sealing import is_sealed_for
from policies.admin.versions.standing import sentence_about
from policies.formats import article
from policies.models import Article, Version
from policies.models.restriction import as_public


class ReadingPages:
    """Adds the reading page to the pages of versions."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.reading_view)
        reading = path("<int:version_id>/read/", view, name="policies_version_read")
        return [reading, *super().get_urls()]

    def reading_view(self, request, version_id):
        version = self.version_or_404(request, version_id)
        if is_sealed_for(request.user, version):
            version = as_public(version)
        context = {
            **self.admin_site.each_context(request),
            "title": version.title,
            "version": version,
            "sentence": sentence_about(version),
            # Made by formats.article, which escapes or cleans whatever an author typed.
            "article": mark_safe(article_of(version)),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/policies/version/read.html", context)


def article_of(version: Version) -> str:
    """Return the HTML of this version’s text: as submitted, or as the draft stands now."""
    if version.is_draft or version.submission is None:
        return article.render(version.as_content())
    kept = Article.objects.filter(
        submission_id=version.submission_id, edition=article.EDITION
    ).first()
    submission = version.submission
    hidden = version.restrictions.hidden()
    return kept.html if kept else article.render(submission.public_content, hidden)
