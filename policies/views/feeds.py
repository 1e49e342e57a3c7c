"""Feeds of what was published and withdrawn, for programs that ask for news (RFC 4287)."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies.actions.addresses import address_of, whole
from policies.actions.register import News, public_news
from policies.domain.dates import in_words
from policies.formats.atom import FeedEntry, render_atom
from policies.models import Council, Version
from policies.models.restriction import as_public, marked_if_restricted
from policies.views.about_all import page_about_all
from policies.views.versions import page_of


@require_safe
def register_feed(request: HttpRequest) -> HttpResponse:
    """News of all documents."""

    def show(council: Council | None, _day: date) -> HttpResponse:
        return _feed(
            public_news(),
            council,
            title="Policies and guidance for members",
            page=whole("register"),
            address=whole("register_feed"),
        )

    return page_about_all(request, show)


@require_safe
def document_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """News of one document."""

    def show(_day: date) -> HttpResponse:
        version = _public_versions(slug).order_by("-in_force_from").first()
        if version is None:
            raise Http404("There is no such document.")
        return _feed(
            public_news(version.document),
            version.document.council,
            title=as_public(version).title,
            page=whole("document_history", slug),
            address=whole("document_feed", slug),
        )

    return page_of(request, slug, show)


def _public_versions(slug: str) -> QuerySet[Version]:
    rows = marked_if_restricted(Version.objects.for_public())
    return rows.filter(document__slug=slug).select_related("document__council")


def _feed(
    news: list[News], council: Council | None, *, title: str, page: str, address: str
) -> HttpResponse:
    feed = render_atom(
        map(_entry, news),
        title=f"{title} – {council.short_name}" if council else title,
        address=address,
        page=page,
        author=council.name if council else title,
        begun_at=council.changed_at if council else timezone.now(),
    )
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


def _entry(news: News) -> FeedEntry:
    version = news.version
    named = f"{version.title}, version {version.number}"
    address = address_of(version.document.slug, version.number)
    if news.is_withdrawal:
        return FeedEntry(
            identity=f"{address}#withdrawn",
            title=f"Withdrawn: {named}",
            address=address,
            words=f"Withdrawn on {in_words(version.in_force_until)}. {news.note}".strip(),
            at=news.at,
        )
    decisions = [decision.sentence for decision in version.submission.article.decision_records]
    told = [
        f"In force from {in_words(version.in_force_from)}.",
        version.change_summary,
        f"Why: {version.change_reason}" if version.change_reason else "",
        *decisions,
    ]
    return FeedEntry(
        identity=f"{address}#published",
        title=f"In force: {named}",
        address=address,
        words=" ".join(part for part in told if part),
        at=news.at,
    )
