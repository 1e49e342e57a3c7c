"""The way in: a text is read from its first line to its last, and every word gets a place."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from policies.domain import portable
from policies.domain.content import Kind
from policies.intake import contents, control, cover, furniture, oddities, report, tables
from policies.intake.conversion import Conversion
from policies.intake.form import convert
from policies.intake.headings import Heading, find_headings, split_glued
from policies.intake.placing import Placing
from policies.intake.result import (
    COMMITTEE_REPORT,
    Finding,
    ImportedDocument,
    ImportedSection,
)
from policies.intake.returning import sections_returned
from policies.intake.sections import sections_of
from policies.intake.source import Line, lines_of
from policies.intake.tally import leaves, words_lost
from policies.intake.wording import plain, shortened

_END_MARKS = {"end of document", "end of policy", "end of report", "end", "ends"}


def read_file(
    source: Path | bytes, *, kind: Kind | None = None, title: str = "", name: str = ""
) -> ImportedDocument:
    """Return what a file, or its bytes, says: Word, HTML, Markdown or plain text.

    ``name`` is what the file is called, where ``source`` does not say so. Line numbers in the
    findings count the lines of ``text`` in the result. Raises SourceRefused if the file cannot
    be read: missing, empty, too large, locked, damaged, dangerous, or of another form.
    """
    return read_conversion(convert(source, name=name), kind=kind, title=title)


def read_conversion(
    converted: Conversion, *, kind: Kind | None = None, title: str = ""
) -> ImportedDocument:
    """Return the document in a file that was made lines, with what was noticed on the way.

    Raises SourceRefused only if it has more lines than a policy can have.
    """
    imported = read_document(converted.text, kind=kind, title=title)
    added = [finding for finding in converted.findings if _still_matters(finding, imported)]
    return replace(
        imported,
        findings=tuple(sorted([*added, *imported.findings], key=lambda finding: finding.line)),
        dropped=tuple(
            sorted([*converted.dropped, *imported.dropped], key=lambda passage: passage.lines)
        ),
    )


def _still_matters(finding: Finding, imported: ImportedDocument) -> bool:
    """A table that became fields of the control block, or items, needs no header."""
    if finding.code not in {"table-header-assumed", "merged-cells"}:
        return True
    taken = {other.line for other in imported.findings if other.code == "pairing-not-taken"}
    return finding.line not in taken and any(
        section.lines[0] <= finding.line <= section.lines[1] and section.body
        for section in imported.sections
    )


def read_document(text: str, *, kind: Kind | None = None, title: str = "") -> ImportedDocument:
    """Return the document in this text, with findings and with nothing lost.

    ``kind`` and ``title`` win over what the text says of itself. Raises SourceRefused only
    if the text has more lines than a policy can have.
    """
    if portable.is_portable(text):
        return _returned(text, kind=kind, title=title)
    lines = lines_of(text)
    start = report.end_of_covering_report(lines)
    placing = Placing()
    if start:
        _set_covering_report_aside(lines[:start], placing)
    is_report = not start and report.is_report(lines)
    sections = _read(lines[start:], placing)
    if is_report and kind is None:
        _echo(report.echoed_fields(sections), placing)
    named = title.strip() or _title(placing)
    chosen = str(kind) if kind else COMMITTEE_REPORT if is_report else _kind(named, placing)
    if is_report:
        _note_report(kind, placing)
    elif not title.strip() and not named:
        placing.note(1, "title-missing", "No title was found. Give it one.")
    oddities.note_wording(lines[start:], placing)
    oddities.note_shape(lines[start:], placing)
    oddities.note_tags(text, placing)
    if is_report:
        oddities.note_named_fields(placing)
    else:
        oddities.note_control(placing, sections, named)
    return _with_self_check(text, _assembled(text, chosen, named, sections, placing))


def _returned(text: str, *, kind: Kind | None, title: str) -> ImportedDocument:
    """The document in a text of the portal's own form."""
    placing = Placing()
    sections = sections_returned(text, placing)
    named = title.strip() or _title(placing)
    stated = cover.kind_in(str(placing.control.get("document type", "")))
    chosen = str(kind or stated or _kind(named, placing))
    return _with_self_check(text, _assembled(text, chosen, named, sections, placing))


def _assembled(
    text: str, kind: str, title: str, sections: Sequence[ImportedSection], placing: Placing
) -> ImportedDocument:
    return ImportedDocument(
        kind=kind,
        title=title,
        control=placing.control,
        sections=tuple(sections),
        findings=tuple(sorted(placing.findings, key=lambda finding: finding.line)),
        unplaced=tuple(sorted(placing.unplaced, key=lambda passage: passage.lines)),
        dropped=tuple(sorted(placing.dropped, key=lambda passage: passage.lines)),
        labels=tuple(placing.labels),
        echoes=tuple(placing.echoes),
        text=text,
    )


def _with_self_check(text: str, imported: ImportedDocument) -> ImportedDocument:
    lost = words_lost(text, imported)
    if not lost:
        return imported
    finding = Finding(
        1,
        "words-lost",
        f"{len(lost)} words of the source have no place ({shortened(', '.join(lost), 120)}). "
        "This is a fault of the importer: compare the draft with the source before using it.",
    )
    return replace(imported, findings=(finding, *imported.findings))


def _set_covering_report_aside(lines: Sequence[Line], placing: Placing) -> None:
    apart = Placing()
    sections = _read(lines, apart)
    fields = report.fields_of(apart.control, sections)
    placing.drop([line for line in lines if not line.is_blank], "covering report")
    _echo({"report": fields}, placing)
    placing.note(
        lines[0].first,
        "covering-report",
        f"Lines {lines[0].first} to {lines[-1].last} are the report that brought the document to "
        "a committee. They were left out; what the report asked for is in the control block.",
    )
    placing.findings += [f for f in apart.findings if f.code in {"heading-joined", "dead-link"}]


def _echo(fields: dict[str, object], placing: Placing) -> None:
    for key, value in fields.items():
        if key not in placing.control:
            placing.control[key] = value
            placing.echoes += leaves(value)


def _note_report(kind: Kind | None, placing: Placing) -> None:
    then = (
        f"It was read as a {kind} because you said so."
        if kind
        else "No version is made from it unless you say of what kind it is."
    )
    placing.note(1, "committee-report", f"This reads like a report to a committee. {then}")


def _title(placing: Placing) -> str:
    for key in ("title", "document title", "subject", "printed title", "policy title",
                "name of policy", "policy name", "document name"):  # fmt: skip
        value = placing.control.get(key)
        if isinstance(value, str) and value:
            return value
    return ""


def _kind(title: str, placing: Placing) -> str:
    for text in (
        title, *(str(placing.control.get(key, "")) for key in
                 ("document type", "type", "printed title", "long title", "name of policy")),
    ):  # fmt: skip
        found = cover.kind_in(text)
        if found:
            return str(found)
    placing.note(
        1,
        "kind-unsure",
        "Nothing says whether this is a policy, guidance or something else; it was read as a "
        "policy. Say of what kind it is.",
    )
    return str(Kind.POLICY)


def _read(lines: Sequence[Line], placing: Placing) -> list[ImportedSection]:
    """Give every one of these lines a place; return the sections."""
    kept = furniture.without_furniture(lines, placing)
    kept, glued = split_glued(kept)
    for line in glued:
        placing.note(
            line,
            "heading-joined",
            f"In line {line} a heading is joined to the title before it. They were parted.",
        )
    kept, confirmed = contents.without_contents(kept, placing)
    kept = tables.unrolled(kept, placing)
    kept = control.take_tables(kept, placing)
    kept = _without_end_mark(kept, placing)
    headings = find_headings(kept, confirmed=confirmed)
    first = _first_section(kept, headings)
    kept = control.take_key_lines(kept, first, placing)
    first = _first_section(kept, find_headings(kept, confirmed=confirmed))
    kept = cover.take_report_of(kept, first or len(kept), placing)
    first = _first_section(kept, find_headings(kept, confirmed=confirmed))
    kept = cover.take_formats(kept, first, placing)
    return sections_of(kept, find_headings(kept, confirmed=confirmed), placing)


def _first_section(lines: Sequence[Line], headings: Sequence[Heading]) -> int:
    titles = cover.title_headings(lines, headings)
    return headings[titles].index if titles < len(headings) else len(lines)


def _without_end_mark(lines: Sequence[Line], placing: Placing) -> list[Line]:
    for index in range(len(lines) - 1, max(-1, len(lines) - 6), -1):
        if len(lines[index].text) < 60 and plain(lines[index].text) in _END_MARKS:
            placing.drop([lines[index]], "end mark")
            return [*lines[:index], *lines[index + 1 :]]
    return list(lines)
