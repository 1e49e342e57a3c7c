"""Post-processing of a tagged PDF: one file for PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).

WeasyPrint tags each page by itself and leaves footers and repeated heading rows as words
without a place; no validator minds, a listener does. While it tags, each element is
marked with the HTML that it was made from; before the file is written, the structure tree
is taken out, repaired (`formats.structure`) and written anew. This leans on one private
function of WeasyPrint, which is why its release is pinned.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from policies.formats.structure import Area, Kid, Node, Words, repaired

MARK, SPOKEN = "our mark", "our words"
# Letters that are shaped or reordered: what is drawn does not say what was written.
_SHAPED = re.compile("[\u0590-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufeff]")
_FOOTER = {"Type": "/Pagination", "Subtype": "/Footer", "Attached": "[/Bottom]"}

# PDF/A lets a file claim a second standard only if its metadata says what the claim means.
_CLAIM = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def prepare() -> None:
    """Have WeasyPrint mark each element that it tags; doing it again changes nothing."""
    import pydyf  # type: ignore[import-untyped, unused-ignore]
    from weasyprint.pdf import tags  # type: ignore[import-untyped, unused-ignore]

    if hasattr(tags._build_box_tree, MARK):
        return
    tags._build_box_tree = _marking(tags._build_box_tree, tags.boxes.PageBox)
    written = pydyf.Stream.data.fget
    pydyf.Stream.data = property(lambda stream: _with_clear_end(written(stream)))


def _with_clear_end(stream: bytes) -> bytes:
    """A stream whose last byte is a carriage return seems a byte shorter (ISO 19005-2, 6.1.7.1)."""
    end = b"\nendstream"
    if stream.endswith(b"\r" + end):
        return stream.removesuffix(end) + b"\r" + end
    return stream


def _marking(build: Callable[..., Iterator[Any]], page_box: type) -> Callable[..., Iterator[Any]]:
    def build_and_mark(
        box: Any, parent: Any, pdf: Any, page: int, owners: dict[int, bytes], *rest: Any
    ) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        # The typesetter forgets the words of a page one by one while it tags them.
        spoken = dict(_shaped_words(rest[-1])) if isinstance(box, page_box) else {}
        for element in build(box, parent, pdf, page, owners, *rest):
            if box.element is not None:
                element.setdefault(MARK, (box.element, box.element_tag))
            yield element
        for number, text in spoken.items():
            _object(pdf, owners[number]).setdefault(SPOKEN, {})[number] = text

    setattr(build_and_mark, MARK, True)
    return build_and_mark


def _shaped_words(drawn: dict[Any, dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for box, place in drawn.items():
        text = getattr(box, "text", "")
        if _SHAPED.search(text):
            yield place["mcid"], text


def finish(document: Any, pdf: Any) -> None:
    """Repair the structure tree of this PDF and claim both standards, in place.

    It is handed to WeasyPrint, which calls it before it writes the file.
    """
    old_root = _object(pdf, pdf.catalog["StructTreeRoot"])
    metadata = _object(pdf, pdf.catalog["Metadata"])
    pages = {reference: place for place, reference in enumerate(pdf.page_references)}
    tree = repaired(_read(pdf, old_root["K"][0], pages, 0))
    # The tree and the metadata are the last that was added, and only the catalogue leads there.
    del pdf.objects[_number(old_root["ParentTree"]) :]
    _Writer(pdf).write(tree)
    _leave_out_what_is_not_in(tree, pdf)
    _draw_no_empty_letters(pdf)
    _claim_both_standards(metadata, pdf)


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _read(pdf: Any, reference: bytes, pages: dict[bytes, int], page: int) -> Node:
    raw = _object(pdf, reference)
    page = pages.get(raw.get("Pg"), page)
    source, part = raw.get(MARK, (None, ""))
    attributes = {name: raw["A"][name] for name in raw.get("A", {}) if name != "Headers"}
    node = Node(raw["S"].lstrip("/"), page, source, part, [], attributes)
    for kid in raw["K"]:
        if isinstance(kid, int):
            node.kids.append(Words(page, kid, raw.get(SPOKEN, {}).get(kid, "")))
        elif "Obj" in (found := _object(pdf, kid)):
            node.kids.append(Area(page, found["Obj"]))
        else:
            node.kids.append(_read(pdf, kid, pages, page))
    return node


class _Writer:
    """Writes a tree into a PDF, with the table that leads from pages back to elements."""

    def __init__(self, pdf: Any) -> None:
        import pydyf

        self.pdf, self.pydyf = pdf, pydyf
        self.pages = pdf.page_references
        self.words: list[dict[int, bytes]] = [{} for _ in self.pages]
        self.areas: list[bytes] = []

    def write(self, tree: Node) -> None:
        root = self._new({"Type": "/StructTreeRoot"})
        root["K"] = self.pydyf.Array([self._written(tree, root)])
        numbers = self._new({"Nums": self.pydyf.Array()})["Nums"]
        for page, owners in enumerate(self.words):
            last = max(owners, default=-1)
            owned = [owners.get(number, b"null") for number in range(last + 1)]
            numbers.extend([page, self.pydyf.Array(owned)])
        for key, owner in enumerate(self.areas, start=len(self.pages)):
            numbers.extend([key, owner])
        root["ParentTree"] = self.pdf.objects[-1].reference
        root["ParentTreeNextKey"] = len(self.pages) + len(self.areas)
        self.pdf.catalog["StructTreeRoot"] = root.reference

    def _new(self, values: dict[str, Any]) -> Any:
        made = self.pydyf.Dictionary(values)
        self.pdf.add_object(made)
        return made

    def _written(self, node: Node, parent: Any) -> bytes:
        element = self._new({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent.reference})
        element["Pg"] = self.pages[node.page]
        if len(node.attributes) > 1:
            element["A"] = self.pydyf.Dictionary(node.attributes)
        said = node.said if node.kind == "Link" else ""
        element["K"] = self.pydyf.Array([self._kid(kid, node, element, said) for kid in node.kids])
        reference: bytes = element.reference
        return reference

    def _kid(self, kid: Kid, node: Node, element: Any, said: str) -> Any:
        if isinstance(kid, Node):
            return self._written(kid, element)
        if isinstance(kid, Area):
            return self._area(kid, element, said)
        self.words[kid.page][kid.number] = element.reference
        if kid.page == node.page:
            return kid.number
        place = {"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": kid.number}
        return self.pydyf.Dictionary(place)

    def _area(self, area: Area, element: Any, said: str) -> Any:
        annotation = _object(self.pdf, area.reference)
        annotation["StructParent"] = len(self.pages) + len(self.areas)
        if said:
            # The words of the link, where the typesetter puts its address (7.18.5).
            annotation["Contents"] = self.pydyf.String(said)
        self.areas.append(element.reference)
        place = {"Type": "/OBJR", "Obj": area.reference, "Pg": self.pages[area.page]}
        return self._new(place).reference


def _leave_out_what_is_not_in(tree: Node, pdf: Any) -> None:
    """Mark footers and repeated heading rows as no part of the text (ISO 14289-1, 7.8)."""
    import pydyf

    read = {(leaf.page, leaf.number): leaf for leaf in tree.leaves() if isinstance(leaf, Words)}
    for page, reference in enumerate(pdf.page_references):
        stream = _object(pdf, _object(pdf, reference)["Contents"]).stream
        for place, piece in enumerate(stream):
            if not isinstance(piece, dict) or "MCID" not in piece:
                continue
            words = read.get((page, piece["MCID"]))
            if words is None:
                stream[place - 1], stream[place] = "/Artifact", pydyf.Dictionary(_FOOTER)
            elif words.text:
                piece["ActualText"] = pydyf.String(words.text)


def _draw_no_empty_letters(pdf: Any) -> None:
    """Give each part of a shaped letter a meaning, if only "nothing to say" (7.21.7)."""
    for thing in pdf.objects:
        if isinstance(thing, dict) and "ToUnicode" in thing:
            meanings = _object(pdf, thing["ToUnicode"])
            meanings.stream = [
                piece.replace(b"<>", b"<200b>") if isinstance(piece, bytes) else piece
                for piece in meanings.stream
            ]


def _claim_both_standards(metadata: Any, pdf: Any) -> None:
    metadata.stream = [
        piece.replace(b"</rdf:RDF>", _CLAIM + b"</rdf:RDF>") for piece in metadata.stream
    ]
    # Software that does not know PDF finds the metadata only if they are not compressed.
    metadata.compress = False
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
