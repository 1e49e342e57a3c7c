"""What the files of one version cost, beside one bare rendering of its page."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable

from measuring import compared, show

from policies import formats
from policies.domain.content import VersionContent
from policies.domain.record import PublicationRecord

# What a reader can ask for without the clock.
AT_ONCE = ("pdf", "epub", "braille", "word", "text", "markdown")
_BUILD = """\
import pickle, resource, sys
import django
django.setup()
from policies import formats
formats.render(*pickle.load(sys.stdin.buffer))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def compare(content: VersionContent, record: PublicationRecord, html: str, rounds: int) -> None:
    """Measure and print; ``html`` is the page from which the standard PDF is typeset."""
    post_processing(html, rounds)
    all_at_once(content, record, html, rounds)
    memory(content, record)


def post_processing(html: str, rounds: int) -> None:
    """How long repairing the structure tree takes beside layout and writing."""
    from weasyprint import HTML

    from policies.formats import tagging

    def render(finisher: Callable[..., None] | None) -> None:
        HTML(string=html).write_pdf(pdf_variant="pdf/a-2a", finisher=finisher)

    figures = compared(
        {
            "the render without it": lambda: render(None),
            "the render with post-processing": lambda: render(tagging.finish),
        },
        max(3, rounds // 4),
        1,
    )
    show("Post-processing a PDF", figures, "the render without it", "at most 1.25")


def all_at_once(content: VersionContent, record: PublicationRecord, html: str, rounds: int) -> None:
    """Six files of one version beside one bare PDF of it."""
    from weasyprint import HTML

    offered = [name for name in AT_ONCE if not formats.available(name)]
    figures = compared(
        {
            "bare WeasyPrint, the same HTML": lambda: HTML(string=html).write_pdf(
                pdf_variant="pdf/ua-1"
            ),
            ", ".join(offered): lambda: [formats.render(name, content, record) for name in offered],
        },
        max(3, rounds // 4),
        1,
    )
    words = sum(len(passage.split()) for passage in content.words())
    show(
        f"Files of a version of {words} words",
        figures,
        "bare WeasyPrint, the same HTML",
        "all together at most 4",
    )


def memory(content: VersionContent, record: PublicationRecord) -> None:
    """The most memory that a process takes which builds one PDF and ends."""
    print("\nPeak memory of a build  (at most 250 MB)")
    for name in ("pdf", "giant-print"):
        done = subprocess.run(
            [sys.executable, "-c", _BUILD],
            input=pickle.dumps((name, content, record)),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        print(f"  {name:<42}{int(done.stdout) / 1024:9.1f} MB")
