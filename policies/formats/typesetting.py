"""The only place that knows WeasyPrint: a page of HTML in, a tagged PDF out.

What is typeset is refused every address: nothing on the network and no file of this
machine can get into a document, and no draft is ever told to anyone outside.
"""

import logging
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

from policies.domain.errors import RenderingRefused
from policies.domain.languages import name_of
from policies.formats import repairs, tagging
from policies.formats.rendered_file import RenderedFile

MEDIA_TYPE = "application/pdf"
VARIANT = "pdf/a-2a"
# How many letters of 12 points stand side by side on an A4 page; a wider table would be cut off.
MEASURE = 62

NO_PANGO = (
    "PDF files cannot be made on this machine: the Pango library is missing. "
    "An administrator can install libpangoft2-1.0-0."
)
NO_WEASYPRINT = (
    "PDF files cannot be made on this machine: WeasyPrint is not installed. "
    "An administrator can install the locked requirements."
)
NO_FONT = (
    "PDF files in {language} cannot be made on this machine: no font has its letters. "
    "An administrator can install fonts-noto-core."
)

TOO_DEEP = (
    "The file was not made: the text has lists or quotations inside each other at more levels "
    "than can be set on a page. Make them shallower and submit the text again."
)


def check_library(language: str = "en-GB") -> ModuleType:
    """Return the typesetting library.

    Raises RenderingRefused, with a sentence for an administrator, if it cannot be used, or if
    no font has the letters of this language.
    """
    try:
        import weasyprint  # type: ignore[import-untyped, unused-ignore]
    except ImportError as error:
        raise RenderingRefused(NO_WEASYPRINT) from error
    except OSError as error:
        raise RenderingRefused(NO_PANGO) from error
    if not _has_font(language.split("-")[0].lower()):
        raise RenderingRefused(NO_FONT.format(language=name_of(language)))
    tagging.prepare()
    module: ModuleType = weasyprint
    return module


@cache
def _has_font(code: str) -> bool:
    """Whether a font is installed that says it has the letters of this language (ISO 639-1)."""
    call = ["fc-list", f":lang={code}", "family"]
    try:
        return bool(subprocess.run(call, capture_output=True, check=True, timeout=20).stdout)
    except FileNotFoundError:
        # Nobody can be asked. Every font has these letters, if there is any.
        return code in {"en", "cy"}
    except (OSError, subprocess.SubprocessError, ValueError):
        return False


def typeset(html: str, *, measure: int = MEASURE, written_addresses: bool = False) -> RenderedFile:
    """Return this page as a PDF for PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).

    A table whose words need more than ``measure`` characters across is set as lists; with 0
    every table is. ``written_addresses`` puts the address behind each link whose words do not
    show it, for readers on paper. Every warning of the library becomes a finding.

    Raises RenderingRefused if the library is missing, or if the text is nested too deeply.
    """
    weasyprint = check_library()
    with _findings() as findings:
        page = weasyprint.HTML(string=repairs.printable(html), url_fetcher=_fetcher(weasyprint))
        try:
            # The tree is repaired in place: parsing a second time would cost a tenth of the whole.
            repairs.repair(page.etree_element, measure=measure, written_addresses=written_addresses)
            document = page.render(pdf_variant=VARIANT)
            written: bytes = document.write_pdf(finisher=tagging.finish, pdf_variant=VARIANT)
        except RecursionError as error:
            raise RenderingRefused(TOO_DEEP) from error
    return RenderedFile(
        data=written,
        media_type=MEDIA_TYPE,
        pages=len(document.pages),
        findings=tuple(dict.fromkeys(findings)),
    )


def _fetcher(weasyprint: ModuleType) -> Any:
    """Nothing may be fetched, not even `data:`; texts have no pictures, and fonts are installed."""
    return weasyprint.urls.URLFetcher(allowed_protocols=())


@contextmanager
def _findings() -> Iterator[list[str]]:
    """Collect what the library warns of while this thread renders; it says so only in its log."""
    messages: list[str] = []
    thread = threading.get_ident()

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == thread:
                messages.append(record.getMessage())

    log, collector = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    log.addHandler(collector)
    try:
        yield messages
    finally:
        log.removeHandler(collector)
