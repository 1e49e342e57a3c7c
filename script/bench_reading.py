"""Pages beside bare views that do the same job on the same rows, and nothing else."""

from collections.abc import Mapping

from bench_comparing import SLUG as OFTEN_CHANGED
from bench_comparing import VERSIONS
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified
from django.template import engines
from django.test import Client
from django.urls import path
from measuring import compared, queries_of, show

from policies.models import Article, Version

SLUG = "social-media-policy"
PAGE = f"/documents/{SLUG}/"
VERSION = f"{PAGE}versions/1.0/"
DATE = f"{PAGE}on/2019-06-01/"
_CHANGED = f"/documents/{OFTEN_CHANGED}/"
# Whatever is read by many, on a document of twenty versions.
KINDS = {
    "home": "/",
    "version": f"{_CHANGED}versions/7.0/",
    "date": f"{_CHANGED}on/2001-01-01/",
    "compare": f"{_CHANGED}compare/1.0/{VERSIONS}.0/",
    "history": f"{_CHANGED}history/",
    "search": "/search/?q=members",
    "all versions": "/search/?q=members&versions=all",
    "register": "/register/",
    "at a glance": "/at-a-glance/",
}
_bare_page = engines["django"].from_string(
    "<!DOCTYPE html><title>{{ version.title }}</title><main><h1>{{ version.title }}</h1>"
    "<p>{{ version.in_force_from }}</p>{{ html|safe }}</main>"
)


def bare_constant(request):
    return HttpResponse("a constant")


def bare_stored(request):
    version = Version.objects.select_related("document").get(document__slug=SLUG, status="in_force")
    article = Article.objects.get(pk=version.submission_id)
    return HttpResponse(_bare_page.render({"version": version, "html": article.html}))


def bare_not_modified(request):
    row = Version.objects.filter(document__slug=SLUG, status="in_force").values_list(
        "submission__sha256"
    )
    etag = f'"{row.get()[0]}"'
    return HttpResponseNotModified(headers={"ETag": etag})


urlpatterns = [
    path("bare/constant/", bare_constant),
    path("bare/stored/", bare_stored),
    path("bare/not-modified/", bare_not_modified),
]


def compare(client: Client, rounds: int) -> float:
    """Print what pages and revalidations cost; return what the page of a document does."""

    def made_anew(address: str) -> None:
        caches["pages"].clear()
        client.get(address)

    pages = {"a document": PAGE, "a version": VERSION, "a past date": DATE}
    jobs = {
        "bare Django, a constant": lambda: client.get("/bare/constant/"),
        "bare Django, stored HTML": lambda: client.get("/bare/stored/"),
    }
    for name, address in pages.items():
        jobs[f"the page of {name}"] = lambda there=address: client.get(there)
        jobs[f"the page of {name}, made anew"] = lambda there=address: made_anew(there)
    jobs["the home page"] = lambda: client.get("/")
    figures = compared(jobs, rounds, 10)
    show("A published page", figures, "bare Django, stored HTML", "goal 1.15, at most 1.5")
    revalidating(client, rounds)
    return figures["the page of a document"]


def revalidating(client: Client, rounds: int) -> None:
    """Ask whether a page changed, again and again."""
    jobs = {"bare Django, 304 after one query": lambda: client.get("/bare/not-modified/")}
    for name, address in {"a document": PAGE, "a past date": DATE, "home": "/"}.items():
        headers = {"if-none-match": client.get(address)["ETag"]}
        jobs[f"{name}, 304"] = lambda there=address, told=headers: client.get(there, headers=told)
    figures = compared(jobs, rounds, 10)
    show("A revalidation", figures, "bare Django, 304 after one query", "at most 1.5")


def queries(client: Client) -> dict[str, int]:
    """Count and print the queries of each kind of page: made anew, and asked for again."""
    counts: dict[str, int] = {}
    for name, address in KINDS.items():
        caches["pages"].clear()
        counts[name] = queries_of(client, address)
        counts[f"{name}, again"] = queries_of(client, address)
        etag = {"if-none-match": client.get(address)["ETag"]}
        counts[f"{name}, 304"] = queries_of(client, address, **etag)
    print("\nQueries, made anew / from memory / 304:")
    for name in KINDS:
        print(
            f"  {name:<42}{counts[name]:4} {counts[f'{name}, again']:4} {counts[f'{name}, 304']:4}"
        )
    return counts


def growth(counts: Mapping[int, Mapping[str, int]]) -> str:
    """Say whether pages take more queries the more documents there are."""
    small, large = counts.values()
    grown = [
        f"{name} {small[name]} to {large[name]}" for name in small if large[name] > small[name]
    ]
    return f"queries GROW: {', '.join(grown)}" if grown else "queries stay the same"
