"""One document written in the four forms that the importer takes, as a council would write it."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import docx
from docx.document import Document

from tests.intake import word_files as word


@dataclass(frozen=True)
class Heading:
    """A heading with the number that was typed before it, if one was."""

    text: str
    level: int = 2
    number: str = ""

    @property
    def printed(self) -> str:
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True)
class Words:
    """A paragraph; ``is_bold`` from end to end, as headings are faked."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list; an entry that is a tuple holds the entries of a list inside it."""

    entries: tuple[str | tuple[str, ...], ...]


@dataclass(frozen=True)
class Steps:
    """A list that counts."""

    entries: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells."""

    rows: tuple[tuple[str, ...], ...]


Block = Heading | Words | Bullets | Steps | Table


def as_markdown(blocks: Sequence[Block]) -> bytes:
    return _text(blocks, is_markdown=True).encode()


def as_text(blocks: Sequence[Block]) -> bytes:
    return _text(blocks, is_markdown=False).encode()


def _text(blocks: Sequence[Block], *, is_markdown: bool) -> str:
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            parts.append(f"{'#' * block.level} {block.printed}")
        elif isinstance(block, Words):
            parts.append(f"**{block.text}**" if block.is_bold else block.text)
        elif isinstance(block, Bullets):
            bullet = "-" if is_markdown else "•"
            parts.append("\n".join(_entries(block, bullet)))
        elif isinstance(block, Steps):
            parts.append("\n".join(f"{n}. {text}" for n, text in enumerate(block.entries, 1)))
        elif is_markdown:
            rows = [f"| {' | '.join(row)} |" for row in block.rows]
            rows.insert(1, "|" + " --- |" * len(block.rows[0]))
            parts.append("\n".join(rows))
        else:
            parts.append("\n".join("\t".join(row) for row in block.rows))
    return "\n\n".join(parts) + "\n"


def _entries(block: Bullets, bullet: str) -> list[str]:
    lines: list[str] = []
    for entry in block.entries:
        if isinstance(entry, str):
            lines.append(f"{bullet} {entry}")
        else:
            lines += [f"    {bullet} {inner}" for inner in entry]
    return lines


def as_html(blocks: Sequence[Block]) -> bytes:
    parts = "\n".join(_element(block) for block in blocks)
    return (
        "<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8></head>\n"
        f"<body><main>{parts}</main></body></html>"
    ).encode()


def _element(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{html.escape(block.printed)}</h{block.level}>"
    if isinstance(block, Words):
        text = html.escape(block.text)
        return f"<p><strong>{text}</strong></p>" if block.is_bold else f"<p>{text}</p>"
    if isinstance(block, Steps):
        return f"<ol>{''.join(f'<li>{html.escape(text)}</li>' for text in block.entries)}</ol>"
    if isinstance(block, Bullets):
        return f"<ul>{''.join(map(_item, block.entries))}</ul>"
    rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block.rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _item(entry: str | tuple[str, ...]) -> str:
    if isinstance(entry, str):
        return f"<li>{html.escape(entry)}</li>"
    return f"<ul>{''.join(f'<li>{html.escape(inner)}</li>' for inner in entry)}</ul>"


def as_word(blocks: Sequence[Block]) -> bytes:
    document = docx.Document()
    for block in blocks:
        _add(document, block)
    return word.saved(document)


def _add(document: Document, block: Block) -> None:
    if isinstance(block, Heading):
        style = "Title" if block.level == 1 else f"Heading {block.level - 1}"
        document.add_paragraph(block.printed, style=style)
    elif isinstance(block, Words):
        document.add_paragraph().add_run(block.text).bold = block.is_bold or None
    elif isinstance(block, Bullets):
        for entry in block.entries:
            for text in [entry] if isinstance(entry, str) else entry:
                style = "List Bullet" if isinstance(entry, str) else "List Bullet 2"
                document.add_paragraph(text, style=style)
    elif isinstance(block, Steps):
        numbered = word.new_list(document)
        for text in block.entries:
            word.put_in_list(document.add_paragraph(text), numbered)
    else:
        table = document.add_table(len(block.rows), len(block.rows[0]))
        for row, cells in zip(table.rows, block.rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text


FORMS = {"md": as_markdown, "txt": as_text, "html": as_html, "docx": as_word}
