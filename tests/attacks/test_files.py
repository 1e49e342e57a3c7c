"""A text that says every attack, made into every format: nothing in any file acts."""

import re

import pytest

from policies import formats
from policies.domain.content import Section
from policies.formats import article
from tests.attacks.active import (
    acting_in_archive,
    acting_in_html,
    acting_in_pdf,
    acting_in_xml,
)
from tests.attacks.texts import BODIES, LINES, hostile
from tests.formats.samples import decision, record

# What looks at each form of file; plain words act nowhere.
LOOKS = {"pdf": acting_in_pdf, "epub": acting_in_archive, "docx": acting_in_archive}
# The other PDFs are laid out from the same pages as the first.
MADE = ("pdf", "at-a-glance", "epub", "word", "text", "markdown", "braille")


@pytest.mark.parametrize("name", MADE)
def test_nothing_acts_in_a_file(name):
    """The record of the decision is hostile too: a clerk may have pasted a minute."""
    assert not formats.available(name), formats.available(name)
    decided = decision(body=LINES[1], minute_reference=LINES[0], resolution=" ".join(LINES))
    kept = formats.render(name, hostile(), record(decisions=(decided,), other_formats=LINES[1]))
    data, look = kept.data, LOOKS.get(formats.FORMATS[name].extension)
    if look:
        assert look(data) == []
    else:
        assert b"thornbywords" in data.lower() or name.startswith("braille")
    assert b"/etc/passwd" not in data.replace(b"file:///etc/passwd", b"")


@pytest.mark.parametrize("body", BODIES)
def test_each_attack_alone_leaves_nothing_in_a_page(body):
    """Alone, because one attack may disarm the next."""
    one = Section(lineage="a" * 32, heading="Words", markdown=f"Before.\n\n{body}\n\nAfter.")
    page = article.render(hostile(sections=(one,), laws=()))
    assert acting_in_html(page) == []
    assert "evil.example/seen.png" not in re.sub(r">[^<]*<", "><", page)
    assert "Before." in page


def test_the_looks_find_what_acts():
    """The inspection itself is proven: each attack, served raw, is found."""
    assert acting_in_html('<p><a href=" java\tscript:x">w</a></p>')
    assert acting_in_html("<svg onload=alert(1)>")
    assert acting_in_html('<iframe srcdoc="&lt;script>x&lt;/script>"></iframe>')
    assert acting_in_html('<form action="//evil.example"></form>')
    assert acting_in_html('<script type="application/ld+json">{}</script>') == []
    assert acting_in_xml(b'<feed><content type="html">&lt;img src=x onerror=x&gt;</content></feed>')
    assert acting_in_xml(b'<a xmlns:x="u" x:href="javascript:x"/>')
    raw = [body for body in BODIES if "<" in body]
    assert sum(bool(acting_in_html(body)) for body in raw) > len(raw) / 2
