"""What changed: between any two versions, and in one section through all of them."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch
from django.views.decorators.http import require_safe

from policies.actions.comparing import compared, wordings_of
from policies.domain.errors import ContentRefused
from policies.domain.numbering import VersionNumber
from policies.models import Document, Version
from policies.models.restriction import as_public, marked_if_restricted
from policies.views.caching import PRIVATE
from policies.views.comparison_page import ShownSection, explained
from policies.views.reading import marked_for, may_read, refusal_to_read
from policies.views.versions import page_of


@require_safe
def compare(
    request: HttpRequest, slug: str, before: VersionNumber, after: VersionNumber
) -> HttpResponse:
    """What changed from one published version to another, whichever came first."""

    def make(_day) -> HttpResponse:
        published = _published(slug)
        pair = [_numbered(published, number) for number in (before, after)]
        for version in pair:
            refusal = refusal_to_read(request, version)
            if refusal:
                return refusal
        response = _render_comparison(request, *pair, _readable(request, published, pair))
        return _marked_for_all(pair, response)

    return page_of(request, slug, make)


@require_safe
def compare_choice(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose two versions of a document to compare."""
    if "from" in request.GET or "to" in request.GET:
        return _chosen(request, slug)
    return page_of(request, slug, lambda _day: _render_choice(request, slug))


@require_safe
def section_history(request: HttpRequest, slug: str, lineage: str) -> HttpResponse:
    """Every wording of a section, the latest first, with what changed it and why."""

    def make(_day) -> HttpResponse:
        published = _published(slug)
        shown = [version for version in published if version.is_public] or published
        refusal = refusal_to_read(request, shown[-1])
        if refusal:
            return refusal
        versions = _told([v for v in shown if v.is_public or may_read(request.user, v)])
        return marked_for(shown[-1], _render_section(request, versions, lineage))

    return page_of(request, slug, make)


def _published(slug: str) -> list[Version]:
    """The published versions of a document in the order in which they came into force."""
    document = get_object_or_404(Document.objects.select_related("council"), slug=slug)
    found = list(
        marked_if_restricted(document.versions.published())
        .select_related("submission__article")
        .defer("submission__canonical", "submission__article__html")
        .order_by("in_force_from")
    )
    if not found:
        raise Http404("There is no such document.")
    return found


def _numbered(versions: Sequence[Version], number: VersionNumber) -> Version:
    for version in versions:
        if version.number == number:
            return version
    raise Http404("There is no such version.")


def _readable(
    request: HttpRequest, versions: Sequence[Version], shown: Sequence[Version]
) -> list[Version]:
    """Those that may be spoken of: on a page for everyone only what everyone may read."""
    if all(version.is_public for version in shown):
        return [version for version in versions if version.is_public]
    return [version for version in versions if may_read(request.user, version)]


def _told(versions: Sequence[Version]) -> list[Version]:
    """These for the public, without the ones whose whole text is hidden by law."""
    return [v for v in map(as_public, versions) if all(one.passage for one in v.hidden)]


def _marked_for_all(versions: Sequence[Version], response: HttpResponse) -> HttpResponse:
    for version in versions:
        marked_for(version, response)
    return response


def _render_comparison(
    request: HttpRequest, before: Version, after: Version, readable: Sequence[Version]
) -> HttpResponse:
    versions = _told(readable)
    context = {
        "document": after.document,
        "council": after.document.council,
        "before": before,
        "after": after,
        "text_language": after.language,
        "pair": [before, after] if before != after else [before],
        "is_backwards": before.in_force_from > after.in_force_from,
        "in_force": next((version for version in versions if version.is_in_force), None),
    }
    if before in versions and after in versions:
        result = compared(before=before, after=after, versions=versions)
        places = sorted(versions.index(version) for version in (before, after))
        between = [explained(one) for one in versions[places[0] + 1 : places[1] + 1]]
        by_key = {version.pk: version for version in between}
        context["comparison"] = result.comparison
        context["sections"] = [
            ShownSection.of(
                one, (by_key[pk] for pk in result.changed_by.get(one.change.lineage, ()))
            )
            for one in result.comparison.sections
        ]
        context["between"] = between
    return render(request, "policies/compare.html", context)


def _chosen(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the comparison of the chosen versions, or ask again."""
    try:
        numbers = [VersionNumber.parsed(request.GET.get(name, "")) for name in ("from", "to")]
        return redirect("policies:compare", slug, *numbers)
    except (ContentRefused, NoReverseMatch):
        response = _render_choice(request, slug, is_wrong=True)
        response.headers["Cache-Control"] = PRIVATE
        return response


def _render_choice(request: HttpRequest, slug: str, *, is_wrong: bool = False) -> HttpResponse:
    published = _published(slug)
    shown = [version for version in published if version.is_public] or published
    refusal = refusal_to_read(request, shown[-1])
    if refusal:
        return refusal
    versions = [as_public(v) for v in shown if v.is_public or may_read(request.user, v)]
    context = {
        "document": versions[-1].document,
        "council": versions[-1].document.council,
        "title": versions[-1].title,
        "versions": versions[::-1],
        "earlier": versions[-2] if len(versions) > 1 else versions[-1],
        "later": versions[-1],
        "is_wrong": is_wrong,
    }
    status = 400 if is_wrong else 200
    response = render(request, "policies/compare_choice.html", context, status=status)
    return marked_for(shown[-1], response)


def _render_section(request: HttpRequest, versions: list[Version], lineage: str) -> HttpResponse:
    wordings = wordings_of(versions=versions, lineage=lineage)
    if not wordings:
        raise Http404("No version of this document has this section.")
    latest = wordings[-1]
    context = {
        "document": latest.version.document,
        "council": latest.version.document.council,
        "section": latest.compared.section,
        "latest": latest,
        "is_in_force": versions[-1].is_in_force and not latest.is_gone,
        "newest": versions[-1],
        "text_language": versions[-1].language,
        "wordings": [
            (wording, ShownSection.of(wording.compared), earlier)
            for wording, earlier in zip(
                wordings[::-1], _versions_before(versions, wordings), strict=True
            )
        ],
    }
    return render(request, "policies/section_history.html", context)


def _versions_before(versions: list[Version], wordings) -> list[Version | None]:
    """The version before each of these wordings, the latest first; None before the first."""
    before = dict(zip(versions, [None, *versions], strict=False))
    return [before[wording.version] for wording in reversed(wordings)]
