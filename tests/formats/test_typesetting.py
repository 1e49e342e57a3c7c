"""The one place that typesets: what it refuses, and what it tells the officer's desk."""

import builtins
import io
import logging
import threading

import pikepdf
import pytest

from policies.domain.errors import RenderingRefused
from policies.formats import typesetting


def page(body, head=""):
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><title>Bees</title>{head}</head>'
        f"<body><h1>Bees</h1>{body}</body></html>"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        '<link rel="attachment" href="file:///etc/hostname">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/style.css">',
        "<style>@import url(file:///etc/hostname);</style>",
        '<style>h1 { background: url("file:///etc/hostname") }</style>',
        '<style>@font-face { font-family: X; src: url("https://example.org/x.woff2") }</style>',
        '<style>h1::before { content: url("data:text/plain,x") }</style>',
    ],
)
def test_no_file_and_no_address_is_ever_fetched(typesetter, monkeypatch, hostile):
    def never(*args, **kwargs):
        pytest.fail("Something was fetched.")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", never)
    made = typesetting.typeset(page("<p>text</p>", hostile))
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert not pdf.attachments
    assert made.findings


def test_pictures_and_links_to_files_in_the_body_are_not_fetched_either(typesetter, monkeypatch):
    monkeypatch.setattr("urllib.request.OpenerDirector.open", lambda *_: pytest.fail("fetched"))
    body = (
        '<p><img src="file:///etc/hostname" alt="x"><a rel="attachment" '
        'href="file:///etc/hostname">file</a></p>'
    )
    made = typesetting.typeset(page(body))
    assert any("file:///etc/hostname" in finding for finding in made.findings)
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert not pdf.attachments
        assert b"EmbeddedFile" not in made.data


def test_warnings_of_the_library_become_findings_once_each(typesetter):
    rule = "<style>p { no-such-property: 1 }</style>"
    made = typesetting.typeset(page("<p>a</p>", rule * 2))
    assert len([finding for finding in made.findings if "no-such-property" in finding]) >= 1
    assert len(made.findings) == len(set(made.findings))


def test_findings_of_another_thread_are_not_ours(typesetter):
    with typesetting._findings() as ours:
        log = logging.getLogger("weasyprint")
        other = threading.Thread(target=log.warning, args=("theirs",))
        other.start()
        other.join()
        log.warning("ours")
    assert ours == ["ours"]


def test_a_clean_page_has_no_findings_and_counts_its_pages(typesetter):
    made = typesetting.typeset(page('<p>a</p><p style="break-before: page">b</p>'))
    assert made.findings == ()
    assert made.pages == 2
    assert made.media_type == "application/pdf"
    assert made.data.startswith(b"%PDF-")


def test_a_text_nested_too_deeply_is_refused_and_the_next_one_is_made(typesetter):
    with pytest.raises(RenderingRefused, match="shallower"):
        typesetting.typeset(page("<blockquote>" * 2000 + "x"))
    assert typesetting.typeset(page("<p>x</p>")).pages == 1


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError("cannot load library 'libpango-1.0-0'"), "libpangoft2-1.0-0"),
        (ImportError("No module named 'weasyprint'"), "locked requirements"),
    ],
)
def test_a_missing_part_is_refused_with_what_to_install(monkeypatch, error, sentence):
    whole_import = builtins.__import__

    def without_weasyprint(name, *args, **kwargs):
        if name == "weasyprint":
            raise error
        return whole_import(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without_weasyprint)
    with pytest.raises(RenderingRefused, match=sentence):
        typesetting.check_library()
