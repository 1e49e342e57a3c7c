"""Makes Word files for the tests: by python-docx, and by XML where that has no words for it."""

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

NS = nsdecls("w", "r", "wp", "a", "pic")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def policy() -> Document:
    """A Word file with a title and one section, to which a test adds its oddity."""
    document = docx.Document()
    document.add_paragraph("Brackenmoor networks policy", style="Title")
    document.add_paragraph("Scope", style="Heading 1")
    return document


def add_xml(paragraph: Paragraph, xml: str) -> Paragraph:
    """Append raw XML to a paragraph; ``w:`` and the names of drawings are known."""
    holder = parse_xml(f"<w:holder {NS}>{xml}</w:holder>")
    for child in list(holder):
        paragraph._p.append(child)
    return paragraph


def append_block(document: Document, xml: str) -> None:
    """Put a raw block at the end of the text."""
    holder = parse_xml(f"<w:holder {NS}>{xml}</w:holder>")
    body = document.element.body
    for child in list(holder):
        body.insert(len(body) - 1, child)


def run(text: str, *, properties: str = "") -> str:
    printed = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{printed}<w:t xml:space="preserve">{text}</w:t></w:r>'


def with_parts(content: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """The same package with parts replaced or added."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in source.infolist():
            if entry.filename not in parts:
                written.writestr(entry.filename, source.read(entry))
        for name, part in parts.items():
            written.writestr(name, part)
    return target.getvalue()


def without_part(content: bytes, name: str) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for entry in source.infolist():
            if entry.filename != name:
                written.writestr(entry.filename, source.read(entry))
    return target.getvalue()


def changed(content: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The same package with one part changed."""
    part = zipfile.ZipFile(io.BytesIO(content)).read(name).decode()
    return with_parts(content, {name: change(part)})


def with_link(content: bytes, kind: str, target: str, *, mode: str = "External") -> bytes:
    """The same package with one more relation of its text to something."""
    link = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return changed(
        content,
        "word/_rels/document.xml.rels",
        lambda part: part.replace("</Relationships>", f"{link}</Relationships>"),
    )


def with_footnotes(document: Document, notes: Mapping[int, str]) -> bytes:
    """The file with these footnotes; the text refers to them by their numbers."""
    held = "".join(
        f'<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/></w:r>{run(f" {words}")}</w:p>'
        "</w:footnote>"
        for key, words in notes.items()
    )
    part = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {NS}>{held}</w:footnotes>'
    content = with_parts(saved(document), {"word/footnotes.xml": part})
    content = with_link(content, "footnotes", "footnotes.xml", mode="Internal")
    return changed(
        content,
        "[Content_Types].xml",
        lambda types: types.replace(
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{TYPES}.footnotes+xml"/>'
            "</Types>",
        ),
    )


def reference(key: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{key}"/></w:r>'


def number_headings(document: Document) -> None:
    """Let Word number the headings 1, 1.1 and so on, as its gallery of lists does."""
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{depth + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(depth + 1))}"/></w:lvl>'
        for depth in range(3)
    )
    abstract = parse_xml(
        f'<w:abstractNum {NS} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {NS} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for depth in range(3):
        style = document.styles[f"Heading {depth + 1}"].element
        style.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {NS}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>')
        )


def picture(alt: str = "") -> str:
    """A drawing with a picture in it, with or without a description."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{alt}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        '<a:blip r:embed="rId99"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def new_list(document: Document) -> str:
    """Define a list that counts from 1; return its id."""
    numbering = document.part.numbering_part.element
    key = str(200 + len(numbering))
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    abstract = f'<w:abstractNum {NS} w:abstractNumId="{key}">{level}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(
        parse_xml(f'<w:num {NS} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>')
    )
    return key


def put_in_list(paragraph: Paragraph, key: str) -> None:
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {NS}><w:ilvl w:val="0"/><w:numId w:val="{key}"/></w:numPr>')
    )
