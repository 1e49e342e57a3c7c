"""A PDF beside the bare renderer, and the stored file beside others that serve the same bytes."""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import bench_formats
from bench_reading import SLUG
from django.conf import settings
from django.http import FileResponse
from django.test import Client
from django.urls import path
from measuring import compared, show

from policies import formats
from policies.actions.rendering import record_of, rendition_of
from policies.formats import print_page
from policies.models import Version
from policies.models.rendition import storage_name

_stored_path = ""


def bare_file(request):
    return FileResponse(open(_stored_path, "rb"), content_type="application/pdf")


urlpatterns = [path("bare/file/", bare_file)]


def compare(client: Client, rounds: int) -> None:
    """Print what making a PDF costs, and serving it once it is kept."""
    if formats.available("pdf"):
        print(f"\nFiles: {formats.available('pdf')}")
        return
    version = Version.objects.select_related("submission").get(
        document__slug=SLUG, status="in_force"
    )
    rendering(version, rounds)
    serving(client, version, rounds)


def rendering(version: Version, rounds: int) -> None:
    """The portal's PDFs beside WeasyPrint with the same HTML."""
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


def serving(client: Client, version: Version, rounds: int) -> None:
    """The stored file beside WhiteNoise and beside Django with the same bytes."""
    global _stored_path
    rendition = rendition_of(
        submission=version.submission, format_name="pdf", at=datetime.now(UTC), by_clock=True
    )
    _stored_path = str(Path(settings.MEDIA_ROOT) / storage_name(rendition.sha256))
    address = f"/files/{rendition.sha256}/{rendition.name}"

    def fetch(whose: Client, address: str) -> bytes:
        return b"".join(whose.get(address).streaming_content)

    static = served_by_whitenoise()
    figures = compared(
        {
            "WhiteNoise, the same bytes": lambda: fetch(static, "/static/stored.pdf"),
            "bare FileResponse": lambda: fetch(client, "/bare/file/"),
            "a stored file": lambda: fetch(client, address),
        },
        rounds,
        10,
    )
    show("A stored file", figures, "WhiteNoise, the same bytes", "goal 1.2")


def served_by_whitenoise() -> Client:
    """A client of a portal whose static files are the stored one alone."""
    folder = Path(tempfile.mkdtemp(prefix="bench-static-"))
    shutil.copy(_stored_path, folder / "stored.pdf")
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS = str(folder), False
    return Client()
