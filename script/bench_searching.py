"""The search, beside the database's own: its ten best rows with a passage of each, and no more."""

from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter

from bench_collection import MEMBERS, SELDOM, place_in
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.utils.html import escape

from policies.models.search.postgresql import CONFIGURATION
from policies.models.search.sqlite import IN_FORCE

# The median and the slowest of a hundred, in milliseconds, at ten thousand documents.
GOALS = {"sqlite": (10, 100), "postgresql": (20, 100)}
_BEST_TEN = {
    "sqlite": (
        f"SELECT heading, snippet({IN_FORCE}, 1, '<b>', '</b>', '…', 36) FROM {IN_FORCE}"
        f" WHERE {IN_FORCE} MATCH %s ORDER BY bm25({IN_FORCE}, 100.0, 1.0) LIMIT 10"
    ),
    "postgresql": (
        f"SELECT heading, ts_headline('{CONFIGURATION}', words, asked) FROM"
        " (SELECT heading, words, asked FROM policies_publicsection,"
        f" phraseto_tsquery('{CONFIGURATION}', %s) asked WHERE searched @@ asked AND is_in_force"
        " ORDER BY ts_rank(searched, asked) DESC LIMIT 10) best"
    ),
}


def bare_search(request) -> HttpResponse:
    """The ten best rows of the engine as a list; it knows no synonyms and leads nowhere."""
    asked = request.GET["q"].strip("“”")
    with connection.cursor() as cursor:
        quoted = f'"{asked}"' if connection.vendor == "sqlite" else asked
        cursor.execute(_BEST_TEN[connection.vendor], [quoted])
        rows = cursor.fetchall()
    found = "".join(f"<li>{escape(heading)}<p>{passage}</p></li>" for heading, passage in rows)
    return HttpResponse(f"<!DOCTYPE html><title>Found</title><ol>{found}</ol>")


urlpatterns = [path("bare/search/", bare_search)]


def compare(client: Client, rounds: int, documents: int) -> None:
    """Print how long answers take by the clock on the wall, made anew each time."""
    asked = {
        "a place that one text names": place_in(documents // 2),
        "a word of one text in twenty": SELDOM,
        "a word that every text has": MEMBERS,
        "words that stand together": f"“{MEMBERS} {place_in(documents // 2)}”",
        "a word with others for it": "purdah",
        "a slip of the finger": "livestraem",
    }
    p50, p99 = GOALS[connection.vendor]
    print(f"\nA search among {documents} texts  (goal: median {p50} ms, slowest of 100 {p99} ms)")
    every: list[float] = []
    for name, words in asked.items():
        bare = taken(lambda q=words: client.get("/bare/search/", {"q": q}), rounds)
        ours = taken(lambda q=words: client.get("/search/", {"q": q}), rounds)
        every += ours
        told = f"{median(ours):9.2f} ms  bare {median(bare):9.2f} ms"
        print(f"  {name:<42}{told}")
    print(f"  {'all of them':<42}{median(every):9.2f} ms  "
          f"slowest of 100 {quantiles(every, n=100)[-1]:.2f} ms")  # fmt: skip


def taken(job: Callable[[], object], times: int) -> list[float]:
    """Return how many milliseconds each time took, with nothing remembered."""
    spent = []
    for _ in range(times):
        caches["pages"].clear()
        begun = perf_counter()
        job()
        spent.append((perf_counter() - begun) * 1000)
    return spent
