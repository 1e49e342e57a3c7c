"""Word files become lines of text: the package checked, its body made plain, mammoth's HTML read.

mammoth knows the shape of a Word file; ``STYLE_MAP`` says what the few styles that the body
was reduced to become. It is given the body alone: no pictures, no settings, no links outside.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from policies.domain.errors import SourceRefused
from policies.intake.conversion import Conversion, Notes
from policies.intake.markup import lines_from
from policies.intake.word_body import Body
from policies.intake.word_marks import Seen, note_oddities
from policies.intake.word_numbers import numbers_of
from policies.intake.word_package import WordPackage, open_package
from policies.intake.word_runs import MC, M
from policies.intake.word_styles import W, styles_of

STYLE_MAP = "\n".join(
    [
        *(f"p.IntakeHeading{n} => h{n}:fresh" for n in range(1, 7)),
        "p.IntakeBullet1 => ul > li:fresh",
        *(f"p.IntakeBullet{n} => {'ul|ol > li > ' * (n - 1)}ul > li:fresh" for n in range(2, 6)),
        *(f"p.IntakeNumber{n} => p.numbered{n}:fresh" for n in range(1, 6)),
        "p.IntakeQuote => blockquote > p:fresh",
        "u => u",
        "strike => s",
        "b => strong",
        "i => em",
    ]
)
_PARTING = {
    f"{W}{name}"
    for name in ("br", "tab", "cr", "noBreakHyphen", "sym", "vanish", "footnoteReference",
                 "endnoteReference")
}  # fmt: skip
_SHELL = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.'
    'openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType='
    '"application/xml"/></Types>',
}
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def convert_word(content: bytes) -> Conversion:
    """Return a Word file as lines of text with what was noticed.

    Raises SourceRefused if the file is damaged, locked, too large, or holds what a text never
    needs: macros, links to files outside it, declarations.
    """
    package = open_package(content)
    document = package.tree(package.main)
    held = document.find(f"{W}body") if document is not None else None
    if document is None or held is None:
        raise SourceRefused(
            "The Word file has no text in it. Open it in Word, save it as .docx again and import "
            "that."
        )
    seen, notes = Seen(), Notes()
    styles = styles_of(_first(package, "styles"))
    body = Body(
        styles, numbers_of(_first(package, "numbering"), styles), seen,
        package.addresses(package.main), _notes_in(package),
    )  # fmt: skip
    plain = ElementTree.Element(f"{W}document")
    ElementTree.SubElement(plain, f"{W}body").extend(body.blocks(held))
    html = _html_of(plain, body.runs.links)
    converted, lines = lines_from(html, notes, keeps_tabs=True)
    notes.added += body.printed
    _drop_comments(package, notes)
    _drop_page_furniture(package, notes)
    note_oddities(seen, lines.inline.places, notes)
    return Conversion(
        text=converted.text, findings=tuple(notes.findings), dropped=tuple(notes.dropped),
        source=_source(package, document), added=tuple(notes.added), removed=tuple(notes.removed),
    )  # fmt: skip


def _html_of(document: Element, links: list[str]) -> str:
    import mammoth

    relationships = ElementTree.Element(f"{{{_RELATIONSHIPS}}}Relationships")
    for number, address in enumerate(links, start=1):
        ElementTree.SubElement(
            relationships,
            f"{{{_RELATIONSHIPS}}}Relationship",
            {"Id": f"intake{number}", "Type": _HYPERLINK, "Target": address},
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, part in _SHELL.items():
            target.writestr(name, part)
        target.writestr("word/document.xml", ElementTree.tostring(document))
        target.writestr("word/_rels/document.xml.rels", ElementTree.tostring(relationships))
    packed.seek(0)
    result = mammoth.convert_to_html(
        packed,
        style_map=STYLE_MAP,
        include_default_style_map=False,
        include_embedded_style_map=False,
        external_file_access=False,
    )
    return str(result.value)


def _first(package: WordPackage, kind: str) -> Element | None:
    names = [*package.related(kind), f"word/{kind}.xml"]
    return next((tree for name in names if (tree := package.tree(name)) is not None), None)


def _notes_in(package: WordPackage) -> dict[tuple[str, str], Element]:
    found: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        root = _first(package, f"{kind}s")
        for note in root.findall(f"{W}{kind}") if root is not None else ():
            found[kind, note.get(f"{W}id", "")] = note
    return found


def _drop_comments(package: WordPackage, notes: Notes) -> None:
    root = _first(package, "comments")
    for comment in root.findall(f"{W}comment") if root is not None else ():
        notes.drop(1, _words_in(comment), "comment in the margin")


def _drop_page_furniture(package: WordPackage, notes: Notes) -> None:
    for words in _page_furniture(package):
        notes.drop(1, words, "page header or footer")


def _page_furniture(package: WordPackage) -> list[str]:
    """The words of headers and footers; those of several pages that say the same, once."""
    trees = (package.tree(n) for kind in ("header", "footer") for n in package.related(kind))
    words = [_words_in(tree) for tree in trees if tree is not None]
    return list(dict.fromkeys(text for text in words if text.strip()))


def _source(package: WordPackage, document: Element) -> str:
    """The words of the file by another way than the conversion: every shown w:t, in order."""
    held = _notes_in(package)
    parts = [_words_in(document)]
    for reference in _shown(document):
        kind = reference.tag.rpartition("}")[2].removesuffix("Reference")
        note = held.get((kind, reference.get(f"{W}id", "")))
        if note is not None and reference.tag.startswith(W):
            parts.append(_words_in(note))
    comments = _first(package, "comments")
    parts += [_words_in(comments)] if comments is not None else []
    return "\n".join([*parts, *_page_furniture(package)])


def _words_in(element: Element) -> str:
    parts: list[str] = []
    is_joined = False
    for part in _shown(element):
        if part.tag in {f"{W}t", f"{M}t"}:
            parts.append(part.text or "")
        elif part.tag == f"{W}p":
            parts.append("" if is_joined else "\n")
            is_joined = part.find(f"{W}pPr/{W}rPr/{W}del") is not None
        elif part.tag in _PARTING:
            parts.append(" ")
    return "".join(parts)


def _shown(element: Element) -> Iterator[Element]:
    """Every element that is not deleted, nor the older form of one that stands before it."""
    waiting = [element]
    while waiting:
        part = waiting.pop()
        if part.tag in {f"{W}del", f"{W}moveFrom"} or part.find(f"{W}trPr/{W}del") is not None:
            continue
        yield part
        if part.find(f"{W}rPr/{W}vanish") is not None:
            waiting.append(Element(f"{W}vanish"))
        has_choice = part.find(f"{MC}Choice") is not None
        held = [c for c in part if not (has_choice and c.tag == f"{MC}Fallback")]
        waiting += reversed(held)
