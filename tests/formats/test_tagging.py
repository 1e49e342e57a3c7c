"""What a listener meets in the finished files, which no validator asks about."""

import subprocess
import sys
from collections import Counter

import pikepdf
import pytest
from pikepdf import Name

from policies.domain.content import sha256_of
from policies.formats import typesetting
from policies.formats.rendered_file import RenderedFile
from tests.formats.printed import Tree, check_description, check_tree, kids, kind_of

pytestmark = pytest.mark.usefixtures("typesetter")

FULL = "x " * 600
TABLE = (
    "<table><caption>Who answers</caption><thead><tr><th>Place</th><th>Who</th></tr></thead>"
    + "<tbody>"
    + '<tr><th scope="row">Ward</th><td>Member</td></tr>' * 90
    + "</tbody></table>"
)


def page(body):
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><title>Bees</title><style>'
        "@page { @bottom-left { content: 'Page ' counter(page) } } li { line-height: 4cm }"
        f"</style></head><body><main><h1>Bees</h1>{body}</main></body></html>"
    )


def test_what_is_broken_over_pages_is_one_element():
    items = "".join(f"<li>{n}</li>" for n in range(20))
    body = f"<p>{FULL * 4}</p><ol>{items}</ol>{TABLE}<blockquote><p>{FULL * 4}</p></blockquote>"
    made = typesetting.typeset(page(body))
    tree = Tree(made)
    assert made.pages > 6
    assert tree.kinds["P"] == 2
    assert tree.kinds["L"] == tree.kinds["Table"] == tree.kinds["THead"] == 1
    assert (tree.kinds["LI"], tree.kinds["TR"], tree.kinds["Part"]) == (20, 91, 1)
    assert tree.kinds["BlockQuote"] == 1


def test_an_item_and_a_nested_list_go_on_over_the_page():
    inner = "".join(f"<li>{n}</li>" for n in range(9))
    tree = Tree(typesetting.typeset(page(f"<ul><li>a<ul>{inner}</ul></li><li>b</li></ul>")))
    outer, nested = tree.of_kind("L")
    assert [kind_of(kid) for kid in kids(outer)] == ["LI", "LI"]
    assert Name.LBody == nested.P.S
    assert nested.P.P.objgen == kids(outer)[0].objgen
    assert len(kids(nested)) == 9


def test_the_checks_find_what_the_typesetter_leaves_undone():
    """What they say nothing about in our files, they say of one that was not repaired."""
    weasyprint = typesetting.check_library()
    body = f'<p><a href="https://example.org/">the guidance</a></p>{TABLE}'
    data = weasyprint.HTML(string=page(body)).write_pdf(pdf_variant="pdf/ua-1")
    tree = Tree(RenderedFile(data=data, media_type=typesetting.MEDIA_TYPE))
    assert tree.kinds["Table"] > 1
    with pytest.raises(AssertionError):
        check_description(*tree.links[0])
    with pytest.raises((AssertionError, KeyError)):
        check_tree(tree)


def test_a_link_over_two_lines_is_one_link_that_can_be_pressed_on_both():
    tree = Tree(typesetting.typeset(page(f'<p>{FULL}<a href="#y">{"so " * 60}</a><i id="y">y</i>')))
    assert tree.kinds["Link"] == 1
    assert len(tree.links) > 1


@pytest.mark.parametrize(
    ("markup", "numbering"),
    [
        ("<ul><li>a</li></ul>", "/Disc"),
        ("<ol><li>a</li></ol>", "/Decimal"),
        ('<ol type="a"><li>a</li></ol>', "/LowerAlpha"),
        ('<ul style="list-style: none"><li>a</li></ul>', "/None"),
    ],
)
def test_a_list_says_how_it_counts(markup, numbering):
    tree = Tree(typesetting.typeset(page(markup)))
    (found,) = tree.of_kind("L")
    assert str(found.A.ListNumbering) == numbering


def test_a_heading_of_a_table_says_what_it_heads():
    tree = Tree(typesetting.typeset(page(TABLE)))
    scopes = Counter(str(cell.A.Scope) for cell in tree.of_kind("TH"))
    assert scopes == {"/Column": 2, "/Row": 90}


def test_the_contents_are_a_table_of_contents(files):
    tree = Tree(files["pdf"])
    assert tree.kinds["TOC"] == 1
    assert tree.kinds["TOCI"] == tree.kinds["Reference"] >= 15


def test_words_of_shaped_scripts_are_written_beside_their_letters():
    text = "সদস্যরা সভায় যেমন দায়িত্বশীল"
    made = typesetting.typeset(page(f"<p>{text}</p>"))
    tree = Tree(made)
    spoken = [
        str(step.operands[1].ActualText)
        for step in pikepdf.parse_content_stream(tree.pdf.pages[0])
        if str(step.operator) == "BDC" and "/ActualText" in step.operands[1]
    ]
    assert spoken == [text]


def test_the_same_text_gives_the_same_bytes_in_another_process(files):
    script = (
        "import django, hashlib; django.setup()\n"
        "from policies import formats\n"
        "from tests.formats import samples\n"
        "made = formats.render('pdf', samples.policy(), samples.record())\n"
        "print(hashlib.sha256(made.data).hexdigest())"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=240
    )
    assert found.stdout.strip() == sha256_of(files["pdf"].data)


def test_no_stream_ends_in_a_byte_that_looks_like_the_end_of_its_line():
    for count in range(40):
        data = typesetting.typeset(page(f"<p>{count}</p>")).data
        assert b"\r\nendstream" not in data.replace(b"\r\r\nendstream", b"")
