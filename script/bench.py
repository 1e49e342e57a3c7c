"""Compares the portal with bare peers that do only the same job, alternating, in one run.

Figures are processor time of this process and ratios of medians; only ratios of one run say
anything. The peers go through the same middleware as the portal's own pages.
"""

import argparse
import os
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyportal.settings")

import django
from django.conf import settings

django.setup()

import bench_comparing
import bench_desk
import bench_formats
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.template import engines
from django.test import Client
from django.urls import include, path
from measuring import compared, queries_of, show
from tqdm import tqdm

from policies import formats
from policies.actions.rendering import record_of, rendition_of
from policies.formats import print_page
from policies.models import Article, Document, Submission, Version, guards
from policies.models.rendition import storage_name

SLUG = "social-media-policy"
PAGE = f"/documents/{SLUG}/"
DATE = f"{PAGE}on/2019-06-01/"


# The peers: a view for each job that does the job and nothing else.
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


def bare_file(request):
    return FileResponse(open(_stored_path, "rb"), content_type="application/pdf")


_stored_path = ""
urlpatterns = [
    path("bare/constant/", bare_constant),
    path("bare/stored/", bare_stored),
    path("bare/not-modified/", bare_not_modified),
    path("bare/file/", bare_file),
    path("bare/desk/", bench_desk.bare_desk.urls),
    *bench_comparing.urlpatterns,
    path("", include("policyportal.urls")),
]


def fill(first: int, last: int, versions: int) -> None:
    """Add documents with superseded versions behind the guards: only their number matters here."""
    pattern = Version.objects.select_related("document", "submission__article").get(
        document__slug=SLUG, status="in_force"
    )
    guards.uninstall(connection)
    made = Document.objects.bulk_create(
        Document(
            council=pattern.document.council,
            owner_post=pattern.document.owner_post,
            slug=f"filler-{number}",
            reference=f"FILLER-{number}",
            title=f"Filler {number:05}",
        )
        for number in range(first, last)
    )
    for document in tqdm(made, desc=f"{last} documents of {versions} versions", leave=False):
        _fill_versions(document, pattern, versions)
    guards.install(connection)


def _fill_versions(document: Document, pattern: Version, versions: int) -> None:
    drafts = Version.objects.bulk_create(
        Version(
            document=document,
            major=number,
            status="discarded",
            title=document.title,
            author_post=pattern.author_post,
        )
        for number in range(1, versions + 1)
    )
    submissions = Submission.objects.bulk_create(
        Submission(version=version, canonical=b"{}", sha256="0" * 64, by_id=1, at=datetime.now(UTC))
        for version in drafts
    )
    for number, (version, submission) in enumerate(zip(drafts, submissions, strict=True)):
        version.submission = submission
        version.in_force_from = date(2000, 1, 1) + timedelta(days=30 * number)
        version.in_force_until = version.in_force_from + timedelta(days=30)
        version.status = "superseded"
    drafts[-1].status, drafts[-1].in_force_until = "in_force", None
    Version.objects.bulk_update(drafts, ["submission", "in_force_from", "in_force_until", "status"])
    Article.objects.create(
        submission=submissions[-1],
        html=pattern.submission.article.html,
        edition=pattern.submission.article.edition,
    )


def reading(client: Client, rounds: int) -> float:
    etag = client.get(PAGE)["ETag"]

    def made_anew(address: str) -> None:
        caches["pages"].clear()
        client.get(address)

    page = compared(
        {
            "bare Django, a constant": lambda: client.get("/bare/constant/"),
            "bare Django, stored HTML": lambda: client.get("/bare/stored/"),
            "the page of a document": lambda: client.get(PAGE),
            "the same, made anew each time": lambda: made_anew(PAGE),
            "the page of a past date": lambda: client.get(DATE),
            "the same date, made anew": lambda: made_anew(DATE),
            "the home page": lambda: client.get("/"),
        },
        rounds,
        10,
    )
    show("A published page", page, "bare Django, stored HTML", "goal 1.15, at most 1.5")
    revalidation = compared(
        {
            "bare Django, 304 after one query": lambda: client.get("/bare/not-modified/"),
            "the page, 304": lambda: client.get(PAGE, headers={"if-none-match": etag}),
        },
        rounds,
        10,
    )
    show("A revalidation", revalidation, "bare Django, 304 after one query")
    return page["the page of a document"]


def files(client: Client, rounds: int) -> None:
    global _stored_path
    if formats.available("pdf"):
        print(f"\nFiles: {formats.available('pdf')}")
        return
    version = Version.objects.select_related("submission").get(
        document__slug=SLUG, status="in_force"
    )
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    content, record = version.submission.content, record_of(version.submission)
    html = print_page.page(content, record, print_page.STANDARD)

    def bare_render() -> None:
        HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=("data",))).write_pdf(
            pdf_variant="pdf/ua-1"
        )

    figures = compared(
        {
            "bare WeasyPrint, the same HTML": bare_render,
            "the portal's PDF": lambda: formats.render("pdf", content, record),
            "the portal's large print": lambda: formats.render("large-print", content, record),
        },
        max(3, rounds // 4),
        1,
    )
    show("A PDF", figures, "bare WeasyPrint, the same HTML", "the PDF at most 1.3")
    bench_formats.compare(content, record, html, rounds)
    rendition = rendition_of(submission=version.submission, format_name="pdf", at=datetime.now(UTC))
    _stored_path = str(Path(settings.MEDIA_ROOT) / storage_name(rendition.sha256))
    address = f"/files/{rendition.sha256}/{rendition.name}"

    def fetch(address: str) -> bytes:
        return b"".join(client.get(address).streaming_content)

    static = served_by_whitenoise()

    def fetch_static() -> bytes:
        return b"".join(static.get("/static/stored.pdf").streaming_content)

    served = compared(
        {
            "WhiteNoise, the same bytes": fetch_static,
            "bare FileResponse": lambda: fetch("/bare/file/"),
            "a stored file": lambda: fetch(address),
        },
        rounds,
        10,
    )
    show("A stored file", served, "WhiteNoise, the same bytes", "goal 1.2")


def served_by_whitenoise() -> Client:
    """A client of a portal whose static files are the stored one alone."""
    folder = Path(tempfile.mkdtemp(prefix="bench-static-"))
    shutil.copy(_stored_path, folder / "stored.pdf")
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS = str(folder), False
    return Client()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    rounds, sizes = (8, (10, 100)) if quick else (30, (10, 1000))
    settings.ROOT_URLCONF = __name__
    settings.MEDIA_ROOT = tempfile.mkdtemp(prefix="bench-")
    settings.ALLOWED_HOSTS = ["testserver"]
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("load_demonstration", verbosity=0)
        # As on a real server: no query log, no template reloading.
        settings.DEBUG = False
        settings.WHITENOISE_AUTOREFRESH = False
        client = Client()
        times, counts = {}, {}
        for before, size in zip((0, *sizes), sizes, strict=False):
            fill(before, size, versions=20)
            print(f"\n== {connection.vendor}, {size} documents of 20 versions")
            times[size] = reading(client, rounds)
            etag = client.get(PAGE)["ETag"]
            caches["pages"].clear()
            counts[size] = (
                queries_of(client, PAGE),
                queries_of(client, PAGE),
                queries_of(client, PAGE, **{"if-none-match": etag}),
                queries_of(client, "/"),
                queries_of(client, DATE),
            )
            first, again, unchanged, home, on_day = counts[size]
            print(
                f"\nQueries: page {first} when first made and {again} from memory, "
                f"304 {unchanged}, home {home}, "
                f"date {on_day}"
            )
        small, large = sizes
        print(
            f"\nGrowth from {small} to {large} documents: the page takes "
            f"{times[large] / times[small]:.2f} x the time, queries "
            f"{'stay the same' if counts[small] == counts[large] else 'GROW'}"
        )
        files(client, rounds)
        bench_desk.compare(rounds)
        bench_comparing.compare(rounds)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
