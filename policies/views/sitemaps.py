"""What search engines are shown: every public page of every document, and no draft."""

from datetime import date

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies.actions.addresses import whole
from policies.models import Document, Version
from policies.views.about_all import page_about_all


class PagesInForce(Sitemap):
    """The page of each document: the text in force, or its history where none is."""

    def items(self) -> QuerySet[Document]:
        public = Version.objects.for_public().values("document")
        return Document.objects.filter(pk__in=public).order_by("slug")

    def location(self, document: Document) -> str:
        return reverse("policies:document_detail", args=[document.slug])


class PagesOfVersions(Sitemap):
    """The lasting page of each version."""

    def items(self) -> QuerySet[Version]:
        return Version.objects.for_public().select_related("document").order_by("pk")

    def location(self, version: Version) -> str:
        return reverse("policies:version_detail", args=[version.document.slug, version.number])

    def lastmod(self, version: Version) -> date:
        return version.in_force_until or version.in_force_from


SECTIONS = {"documents": PagesInForce, "versions": PagesOfVersions}


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The parts of the map (sitemaps.org, protocol 0.9: at most 50,000 addresses in each)."""
    return page_about_all(
        request,
        lambda _council, _day: sitemaps.index(
            request, sitemaps=SECTIONS, sitemap_url_name="policies:sitemap_section"
        ).render(),
    )


@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """One part of the map."""
    return page_about_all(
        request,
        lambda _council, _day: sitemaps.sitemap(
            request, sitemaps=SECTIONS, section=section
        ).render(),
        asked=(request.GET.get("p"),),
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where search engines find the map, and what is not for them (RFC 9309)."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {whole('sitemap')}", ""]
    return HttpResponse(
        "\n".join(lines),
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "public, max-age=3600"},
    )
