"""The search: sections of public texts that say what a reader looks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from http import HTTPStatus
from itertools import groupby

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from policies.domain.languages import direction_of, name_of
from policies.domain.search.query import SearchQuery
from policies.domain.search.suggestion import corrected
from policies.models import Council
from policies.models.search.finding import Hit, find, instead_of, with_words
from policies.views.about_all import page_about_all
from policies.views.searchforms import EVERY, SearchForm

ON_A_PAGE = 20
_ASKED = ("q", "versions", "kind", "audience", "about", "topic", "on", "page")


@dataclass(frozen=True, slots=True)
class Found:
    """The sections of one text that were found, on one page.

    ``translated_into`` names the language of a translation and is "" for a version's own text.
    """

    title: str
    language: str
    direction: str
    translated_into: str
    hits: tuple[Hit, ...]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What says all these words, best first; or what to do where nothing does."""
    asked = QueryDict(mutable=True)
    for name in _ASKED:
        if request.GET.get(name, "").strip():
            asked[name] = request.GET[name].strip()
    return page_about_all(request, partial(_answered, request, asked), asked=(asked.urlencode(),))


def _answered(
    request: HttpRequest, asked: QueryDict, council: Council | None, day: date
) -> HttpResponse:
    form = SearchForm(asked, today=day)
    context = {"council": council, "form": form}
    if not form.is_valid():
        return render(request, "policies/search.html", context, status=HTTPStatus.BAD_REQUEST)
    context["page_query"] = asked.urlencode()
    query = form.cleaned_data["q"]
    if query:
        hits, has_more = find(query, form.limits)
        page = _page(hits, asked.get("page", "1"))
        context |= {
            "is_answered": True,
            "page": page,
            "has_more": has_more,
            "texts": len({hit.text for hit in hits}),
            "found": _text_by_text(with_words(query, page.object_list)),
            "also": _also_looked_for(query),
            "earlier": _address(asked, page=page.number - 1),
            "later": _address(asked, page=page.number + 1),
        }
        if not hits:
            context |= _what_to_do(form, query, asked)
    return render(request, "policies/search.html", context)


def _page(hits: Sequence[Hit], number: str) -> Page:
    try:
        return Paginator(hits, ON_A_PAGE).page(number)
    except InvalidPage as error:
        raise Http404(gettext("There is no such page of results.")) from error


def _text_by_text(hits: Sequence[Hit]) -> list[Found]:
    texts = []
    for (_document, language), group in groupby(hits, key=lambda hit: hit.text):
        of_text = tuple(group)
        first = of_text[0].section
        texts.append(
            Found(
                title=first.title,
                language=language,
                direction=direction_of(language),
                translated_into=gettext(name_of(language)) if first.is_translated else "",
                hits=of_text,
            )
        )
    return texts


def _also_looked_for(query: SearchQuery) -> list[str]:
    return [words for term in query.terms for words in term.alternatives[1:]]


def _what_to_do(form: SearchForm, query: SearchQuery, asked: QueryDict) -> dict[str, object]:
    """Where to go from a search that found nothing."""
    instead = instead_of(query, form.limits)
    words = corrected(asked["q"], instead) if instead else ""
    narrowed = ("kind", "audience", "about", "topic", "on")
    return {
        "meant": words,
        "meant_address": _address(asked, q=words, page=None),
        "has_many_words": len(query.terms) > 1,
        "any_address": _address(asked, **dict.fromkeys(narrowed), page=None)
        if form.is_narrowed
        else "",
        "every_address": ""
        if form.limits.every_version
        else _address(asked, versions=EVERY, page=None),
    }


def _address(asked: QueryDict, **changed: object) -> str:
    """The query of this search with something else in it; None leaves a part out."""
    query = asked.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"
