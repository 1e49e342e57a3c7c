"""What every printed file must stand, whatever text is in it: the checks that its tests share."""

import io
import re
import shutil
import subprocess
from collections import Counter
from xml.etree.ElementTree import Element

import page as validator
import pdfplumber
import pikepdf
import pytest
from pikepdf import Array, Name

from policies import formats
from policies.domain.markdown import as_plain_text
from policies.formats import print_page, repairs, typesetting
from policies.formats.outline import outlined

PRINTED = tuple(name for name, row in formats.FORMATS.items() if row.extension == "pdf")
# By edition: the smallest letters in points, and the margin at the sides in millimetres.
RULES = {
    "pdf": (10, 22),
    "large-print": (16, 20),
    "giant-print": (24, 15),
    "high-contrast": (16, 20),
    "yellow-on-black": (16, 20),
    "at-a-glance": (10, 18),
}
# How far down a page its text goes, in points; below stands the footer.
TEXT_ENDS = {"pdf": 762, "giant-print": 750}
TEXT_OF_LARGE_ENDS = 722
# The measuring of every page of a long file would take longer than all the other tests.
MEASURED_PAGES = 6
_SHAPED = re.compile("[\u0600-\u06ff\u0980-\u09ff]+")
_ADDRESS_BEHIND = re.compile(r"\((?:https?://[^()]*|[^()]*@[^()]*)\)")


def failures(made):
    """What a validator of PDF/UA-1 and PDF/A-2a has against this one file."""
    results = [validator.validate_pdf_bytes(made.data, profile=name) for name in ("ua1", "2a")]
    assert all(result.rules.total > 50 for result in results)
    return [(found.rule_id, found.message) for result in results for found in result.failures]


def answer(*call):
    """What a program says, which must end well."""
    if not shutil.which(call[0]):
        pytest.skip(f"{call[0]} is missing (Debian: apt-get install qpdf poppler-utils).")
    return subprocess.run(call, capture_output=True, text=True, check=True, timeout=60).stdout


def check_syntax(path):
    """Sound by qpdf, and every font is in the file, cut to what is used, with its letters told."""
    assert "No syntax or stream encoding errors found" in answer("qpdf", "--check", str(path))
    _, _, *fonts = answer("pdffonts", str(path)).splitlines()
    assert fonts
    assert {tuple(line.split()[-5:-2]) for line in fonts} == {("yes", "yes", "yes")}


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


def check_tree(tree):
    """Every word is in the tree once or marked as no part of the text, and so is every link.

    Return the words that are written beside their letters, in the order of the pages.
    """
    table = dict(zip(tree.root.ParentTree.Nums[::2], tree.root.ParentTree.Nums[1::2], strict=True))
    spoken = []
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
            spoken.append(str(step.operands[1].get("/ActualText", "")))
        assert artifacts, "The footer is read out as if it were text."
    for link, annotation in tree.links:
        assert Name.Link == link.S
        assert table[int(annotation.StructParent)].objgen == link.objgen
        check_description(link, annotation)
    return "".join(spoken)


def check_description(link, annotation):
    """A link is described in words and never by its address, and holds nothing but words."""
    said = str(annotation.Contents)
    assert said.strip()
    assert not said.startswith(("http", "mailto:", "tel:", "s-", "law-"))
    assert not [kid for kid in kids(link) if kind_of(kid)]


def check_tables(tree, name, content, record):
    """As many tables as the page had before it was divided, each with one head; or none at all."""
    wanted = 0
    if name == "pdf":
        weasyprint = typesetting.check_library()
        html = print_page.page(content, record, print_page.STANDARD)
        root: Element = weasyprint.HTML(string=repairs.printable(html)).etree_element
        repairs.repair(root, measure=typesetting.MEASURE)
        wanted = sum(1 for _ in root.iter("table"))
    assert tree.kinds["Table"] == wanted
    for table in tree.of_kind("Table"):
        found = Counter(map(kind_of, kids(table)))
        assert found["THead"] <= 1
        assert found["TBody"] == 1


def check(made, name, every=1, *, is_sloping=False):
    """Nothing on the pages is cut off, too small, slanted or overlapping."""
    least, margin = RULES[name]
    with pdfplumber.open(io.BytesIO(made.data)) as pdf:
        for sheet in pdf.pages[::every]:
            check_sheet(sheet, least, margin * 72 / 25.4, is_sloping=is_sloping)


def check_sheet(sheet, least, margin, *, is_sloping=False):
    letters = [letter for letter in sheet.chars if letter["text"].strip()]
    assert letters
    assert (round(sheet.width), round(sheet.height)) == (595, 842)
    assert min(letter["size"] for letter in letters) >= least - 0.01
    assert not [name for name in {x["fontname"] for x in letters} if "talic" in name]
    assert min(letter["x0"] for letter in letters) >= margin - 1
    assert max(letter["x1"] for letter in letters) <= sheet.width - margin + 1
    assert min(letter["top"] for letter in letters) >= 30
    assert max(letter["bottom"] for letter in letters) <= sheet.height - 15
    found = [] if is_sloping else sheet.extract_words()
    # Abbreviations are short; the words of the texts themselves are the writer's.
    assert not [
        w["text"]
        for w in found
        if w["text"].isalpha() and w["text"].isupper() and len(w["text"]) > 9
    ]
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert across <= 2 or down <= 6, (one["text"], other["text"])


def check_words(path, name, content, spoken):
    """Every heading and every clause can be taken out of the file, in the order of the text.

    Of letters that are shaped, what is written beside them counts (``spoken``).
    """
    if _SHAPED.search(content.title):
        said = squeezed(spoken)
        for clause in clauses(content):
            assert all(word in said for word in _SHAPED.findall(clause))
        return
    height = str(TEXT_ENDS.get(name, TEXT_OF_LARGE_ENDS))
    page = ("-x", "0", "-y", "0", "-W", "595", "-H", height)
    whole = squeezed(answer("pdftotext", *page, str(path), "-"))
    place = 0
    for section in outlined(content).sections:
        place = whole.index(squeezed(section.title), place)
    in_tables = set(cells(content))
    for clause in clauses(content):
        # The lines of a cell stand between those of its neighbours.
        parts = re.findall(r"\w+", clause) if clause in in_tables else [clause]
        assert [part for part in parts if squeezed(part) not in whole] == [], clause


def clauses(content):
    """Yield the text line by line, as plain words."""
    for section in content.sections:
        yield from as_plain_text(section.markdown).splitlines()


def cells(content):
    """Yield the words of each cell of a table."""
    for section in content.sections:
        for line in section.markdown.splitlines():
            if line.startswith("|"):
                yield from (as_plain_text(cell).strip() for cell in line.strip("|").split("|"))


def squeezed(text):
    """The words without spaces, and without the addresses that stand behind links on paper."""
    return _ADDRESS_BEHIND.sub("", re.sub(r"[\s\u00ad\u200b]", "", text))


def check_printed(path, made, name, content, record):
    """All of it: both standards, syntax, fonts, structure, geometry and words, of one file."""
    assert failures(made) == []
    path.write_bytes(made.data)
    check_syntax(path)
    tree = Tree(made)
    spoken = check_tree(tree)
    check_tables(tree, name, content, record)
    # Nastaliq sets its words on slopes, one over the other, and swings beyond the margin.
    is_sloping = content.language == "ur"
    check(made, name, max(1, made.pages // MEASURED_PAGES), is_sloping=is_sloping)
    has_signs_that_no_font_draws = "\x01" in content.title
    if name != "at-a-glance" and not has_signs_that_no_font_draws:
        check_words(path, name, content, spoken)
