"""Files that are not what they are called, or that say more than words: refused, or harmless."""

import io
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from policies.domain.errors import SourceRefused
from policies.formats import article
from policies.intake import attachment, soundness
from policies.intake.pasting import markdown_of
from policies.intake.reading import read_file
from policies.models import ImportedFile
from tests.attacks.active import acting_in_html
from tests.attacks.texts import BODIES, LINES
from tests.formats.samples import policy as a_text
from tests.formats.samples import section

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PAGE = b"<!DOCTYPE html><title>Policy</title><h1>Policy</h1><h2>Scope</h2>"
# What opens as two things at once, and what is not what its name says.
NOT_WHAT_THEY_SAY = {
    "a page in a PDF": b"%PDF-1.7\n<html><script>alert(1)</script></html>\n%%EOF",
    "a picture that is a program": SVG,
    "a program": b"MZ\x90\x00\x03program",
    "a zip in a picture": b"GIF89a" + b"\x00" * 20 + b"PK\x03\x04",
    "a script": b"#!/bin/sh\nrm -rf /\n",
    "a page": PAGE + b"<script>alert(1)</script>",
}
NAMES = (
    "../../etc/cron.d/policy.md", "..\\..\\policy.md", "/etc/passwd.md", "policy.md\x00.exe",
    "policy.pdf.exe.md", "policy\u202edm.exe.md", '"><img src=x onerror=alert(1)>.md',
    "CON.md", "a" * 300 + ".md", "policy.md\r\nX-Header: 1.md",
)  # fmt: skip


def read_as_page(sections) -> str:
    """What an imported text would look like to a reader."""
    return article.render(
        a_text(sections=tuple(
            section(str(n), heading or "Words", body or "Words.", level=1)
            for n, (heading, body) in enumerate(sections, start=1)
        ), laws=())
    )  # fmt: skip


@pytest.mark.parametrize("body", [body for body in BODIES if "\x00" not in body])
@pytest.mark.parametrize("name", ["policy.html", "policy.md"])
def test_an_imported_attack_is_words(name, body):
    """Whatever form it comes in, the reader's page says it and does nothing."""
    if name.endswith("html"):
        content = PAGE + f"<p>Before.</p><div>{body}</div><p>After.</p>".encode()
    else:
        content = f"# Policy\n\n## Scope\n\nBefore.\n\n{body}\n\nAfter.\n".encode()
    imported = read_file(content, name=name)
    page = read_as_page([(one.heading, one.body) for one in imported.sections])
    assert acting_in_html(page) == []
    assert "Before." in imported.text


@pytest.mark.parametrize("body", BODIES)
def test_a_pasted_attack_is_words(body):
    pasted = markdown_of(f"<p>Before.</p><div>{body}</div>")
    assert acting_in_html(read_as_page([("Words", pasted.markdown)])) == []


@pytest.mark.parametrize("what", NOT_WHAT_THEY_SAY)
def test_a_better_file_that_is_not_what_it_is_called_is_refused(what):
    data = NOT_WHAT_THEY_SAY[what]
    for extension in ("epub", "zip", "docx", "brf"):
        assert soundness.faults_of(extension, data), extension


@pytest.mark.parametrize("what", [one for one in NOT_WHAT_THEY_SAY if "PDF" not in one])
def test_an_attached_file_of_another_form_is_refused_whatever_its_name(what):
    with pytest.raises(SourceRefused):
        attachment.form_of(NOT_WHAT_THEY_SAY[what])


def book(**pages: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        opened.writestr("mimetype", b"application/epub+zip")
        opened.writestr("META-INF/container.xml", b"<container/>")
        for name, data in pages.items():
            opened.writestr(name.replace("__", "."), data)
    return made.getvalue()


XHTML = b'<html xmlns="http://www.w3.org/1999/xhtml"><body>%s</body></html>'


@pytest.mark.parametrize(
    "body",
    [b"<script>alert(1)</script>", b'<p onclick="x()">w</p>', b'<a href="java&#9;script:x">w</a>',
     b'<img src="https://evil.example/seen.png"/>', b'<iframe src="x"/>', b'<object data="x"/>',
     b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
     b'<link rel="stylesheet" href="//evil.example/a.css"/>'],
)  # fmt: skip
def test_an_e_book_that_acts_is_not_offered(body):
    faults = soundness.faults_of("epub", book(a__xhtml=XHTML % body))
    assert "acts or is fetched" in " ".join(faults)


def test_an_e_book_of_words_and_links_has_no_fault():
    words = b'<p>Words, <a href="https://council.example/">a link</a>, <img src="a.png"/></p>'
    assert soundness.faults_of("epub", book(a__xhtml=XHTML % words, a__png=b"\x89PNG")) == ()
    assert soundness.faults_of("epub", book(a__js=b"x()"))


def a_pdf(act) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        act(pdf)
        # Packed in streams of objects, where a look at the bytes alone finds nothing.
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["JavaScript", "Launch", "SubmitForm"])
def test_a_pdf_that_acts_is_not_offered(kind):
    def act(pdf):
        pdf.Root.OpenAction = pdf.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), F="https://evil.example")
        )

    assert kind in " ".join(soundness.faults_of("pdf", a_pdf(act)))
    assert soundness.faults_of("pdf", a_pdf(lambda pdf: None)) == ()


def test_a_pdf_that_writes_a_name_in_another_way_is_found_too():
    data = b"%PDF-1.7\n1 0 obj <</S /J#61vaScript>> endobj\n%%EOF"
    assert "JavaScript" in " ".join(soundness.faults_of("pdf", data))


@pytest.mark.django_db
def test_a_name_leads_nowhere_and_is_shown_as_words(client, town, tmp_path):
    """Bytes are kept in the database under their hash: no name of a sender is a path."""
    client.force_login(town.author)
    at = f"/admin/policies/document/{town.make_document().pk}"
    for number, name in enumerate(NAMES):
        text = SimpleUploadedFile("x", f"# Policy\n\n## Scope\n\nRule {number}.\n".encode())
        text._name = name
        page = client.post(f"{at}/bring-in/", {"file": text}, follow=True)
        assert page.status_code == 200, name
        assert acting_in_html(page.content.decode()) == [], name
    assert not list(tmp_path.rglob("*.md"))
    assert ImportedFile.objects.count() > 5
    for kept in ImportedFile.objects.all():
        assert not {"/", "\\", "\n", "\x00"} & set(kept.name), kept.name
        back = client.get(f"{at}/files/{kept.pk}/original/")
        assert back["Content-Type"] == "application/octet-stream"
        assert back["Content-Disposition"].startswith("attachment")
        assert back["X-Content-Type-Options"] == "nosniff"


def test_titles_that_attack_are_words():
    imported = read_file(f"# {LINES[1]}\n\n## {LINES[0]}\n\nWords.\n".encode(), name="a.md")
    page = read_as_page([(one.heading, one.body) for one in imported.sections])
    assert acting_in_html(page) == []
