"""What a listener meets in the finished files, which no validator asks about."""

import io
import subprocess
import sys
from collections import Counter

import pikepdf
import pytest
from pikepdf import Array, Name

from policies import formats
from policies.domain.content import sha256_of
from policies.formats import typesetting
from tests.formats import samples, whole_texts

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


class Tree:
    """The structure of a PDF, and which words on its pages are in it."""

    def __init__(self, made):
        self.pdf = pikepdf.open(io.BytesIO(made.data))
        self.elements, self.words, self.links = [], {}, []
        self.places = {sheet.obj.objgen: n for n, sheet in enumerate(self.pdf.pages)}
        self.root = self.pdf.Root.StructTreeRoot
        self._walk(self.root.K[0])
        self.kinds = Counter(str(element.S)[1:] for element in self.elements)

    def of_kind(self, kind):
        return [element for element in self.elements if Name(f"/{kind}") == element.S]

    def _walk(self, element):
        self.elements.append(element)
        for kid in kids(element):
            if isinstance(kid, int):
                self._take(element.Pg, kid, element)
            elif kid.get("/Type") == Name.MCR:
                self._take(kid.Pg, int(kid.MCID), element)
            elif kid.get("/Type") == Name.OBJR:
                self.links.append((element, kid.Obj))
            else:
                assert kid.P.objgen == element.objgen
                self._walk(kid)

    def _take(self, sheet, number, element):
        place = (self.places[sheet.objgen], number)
        assert place not in self.words
        self.words[place] = element


def kids(element):
    found = element.get("/K", [])
    return list(found) if isinstance(found, Array) else [found]


def kind_of(kid):
    return "" if isinstance(kid, int) else str(kid.get("/S", ""))[1:]


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


@pytest.mark.parametrize("name", [n for n, f in formats.FORMATS.items() if f.extension == "pdf"])
@pytest.mark.parametrize("case", ["ordinary", "hard"])
def test_every_word_is_in_the_tree_once_or_marked_as_no_part_of_the_text(files, name, case):
    made = files[name] if case == "ordinary" else hard(name)
    tree = Tree(made)
    table = dict(zip(tree.root.ParentTree.Nums[::2], tree.root.ParentTree.Nums[1::2], strict=True))
    for place, sheet in enumerate(tree.pdf.pages):
        owners, artifacts = table[int(sheet.obj.StructParents)], 0
        for step in pikepdf.parse_content_stream(sheet):
            if str(step.operator) != "BDC":
                continue
            if step.operands[0] == Name.Artifact:
                artifacts += step.operands[1].get("/Type") == Name.Pagination
                continue
            number = int(step.operands[1].MCID)
            assert owners[number].objgen == tree.words[place, number].objgen
        assert artifacts, "The footer is read out as if it were text."
    for link, annotation in tree.links:
        assert Name.Link == link.S
        assert table[int(annotation.StructParent)].objgen == link.objgen


def hard(name):
    return formats.render(name, whole_texts.hard(), samples.record())


def test_links_are_described_in_words_and_never_by_their_address(files):
    for made in files.values():
        tree = Tree(made)
        assert tree.links
        for link, annotation in tree.links:
            said = str(annotation.Contents)
            assert said.strip()
            assert not said.startswith(("http", "mailto:", "tel:", "s-", "law-"))
            assert not [kid for kid in kids(link) if kind_of(kid)]


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
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout.strip() == sha256_of(files["pdf"].data)


def test_no_stream_ends_in_a_byte_that_looks_like_the_end_of_its_line():
    for count in range(40):
        data = typesetting.typeset(page(f"<p>{count}</p>")).data
        assert b"\r\nendstream" not in data.replace(b"\r\r\nendstream", b"")
