"""The text of one version as frozen values, and the canonical bytes made from them.

Pages, comparison, search and every file are made from these values. Their canonical
bytes are what a body decides on: UTF-8, NFC, JSON with sorted keys and a schema
number (RFC 8259; Unicode Standard Annex 15). The SHA-256 of those bytes (FIPS 180-4)
is the published hash. Status, decisions and dates are not content.
"""

import hashlib
import json
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from policies.domain.errors import ContentRefused
from policies.domain.language import _, gettext_noop

SCHEMA = 1


class Kind(StrEnum):
    """What sort of text a version is, and so what force it claims."""

    POLICY = "policy"
    GUIDANCE = "guidance"
    STRATEGY = "strategy"
    GUIDELINES = "guidelines"
    PROTOCOL = "protocol"
    LEAFLET = "leaflet"

    @property
    def label(self) -> str:
        """The word as a heading or a list shows it."""
        return _(_KINDS[self])


_KINDS = {
    Kind.POLICY: gettext_noop("Policy"),
    Kind.GUIDANCE: gettext_noop("Guidance"),
    Kind.STRATEGY: gettext_noop("Strategy"),
    Kind.GUIDELINES: gettext_noop("Guidelines"),
    Kind.PROTOCOL: gettext_noop("Protocol"),
    Kind.LEAFLET: gettext_noop("Leaflet"),
}


class ItemKind(StrEnum):
    """What a guidance item is to its reader."""

    DO = "do"
    DONT = "dont"
    TIP = "tip"
    RISK = "risk"
    BENEFIT = "benefit"

    @property
    def label(self) -> str:
        """The word as a heading or a list shows it."""
        return _(_ITEMS[self])


_ITEMS = {
    ItemKind.DO: gettext_noop("Do"),
    ItemKind.DONT: gettext_noop("Don’t"),
    ItemKind.TIP: gettext_noop("Tip"),
    ItemKind.RISK: gettext_noop("Risk"),
    ItemKind.BENEFIT: gettext_noop("Benefit"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceItem:
    """One do, don't, tip, risk or benefit, with its reason."""

    kind: ItemKind
    text: str
    reason: str = ""
    is_key_point: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LawReference:
    """A copy of one row of the law register, as it stood at the submitting.

    ``checked_on`` is an ISO date, or empty while no officer has confirmed the row;
    then ``address`` is empty too.
    """

    code: str
    short_title: str
    provision: str = ""
    kind: str = "act"
    jurisdictions: tuple[str, ...] = ()
    topic: str = ""
    summary: str = ""
    care: str = ""
    address: str = ""
    checked_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with Markdown under it. ``laws`` holds codes of ``VersionContent.laws``."""

    lineage: str
    heading: str
    level: int = 1
    printed_number: str = ""
    key: str = ""
    markdown: str = ""
    items: tuple[GuidanceItem, ...] = ()
    laws: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The fragment that leads to this section in every version that has it."""
        return f"s-{self.lineage[:12]}"

    @property
    def title(self) -> str:
        """The heading with the number that the council printed before it."""
        return f"{self.printed_number} {self.heading}".strip()

    def without_laws_but(self, known: Collection[str]) -> "Section":
        """This section, relying only on those law references that are known by their codes."""
        return replace(self, laws=tuple(code for code in self.laws if code in known))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A post or a team to ask, with its mailbox: never a person."""

    name: str
    purpose: str = ""
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedDocument:
    """Another document to read with this one, and how the two are linked."""

    title: str
    link_type: str = "is read with"
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionContent:
    """All the words of one version, and no date, status or decision."""

    reference: str
    slug: str
    number: str
    title: str
    kind: Kind
    council: str = ""
    language: str = "en-GB"
    summary: str = ""
    audience: str = ""
    coverage: str = ""
    classification: str = ""
    keywords: tuple[str, ...] = ()
    author_post: str = ""
    owner_post: str = ""
    change_class: str = ""
    change_summary: str = ""
    change_reason: str = ""
    sections: tuple[Section, ...] = ()
    contacts: tuple[Contact, ...] = ()
    related: tuple[RelatedDocument, ...] = ()
    laws: tuple[LawReference, ...] = ()

    @property
    def key_points(self) -> tuple[GuidanceItem, ...]:
        """The items marked as key points, in the order of the text."""
        return tuple(i for s in self.sections for i in s.items if i.is_key_point)

    def items_of(self, *kinds: ItemKind) -> tuple[GuidanceItem, ...]:
        """All items of these kinds, in the order of the text."""
        return tuple(i for s in self.sections for i in s.items if i.kind in kinds)

    def laws_of(self, section: Section) -> tuple[LawReference, ...]:
        """The law references that a section relies on, in the order of the section."""
        by_code = {law.code: law for law in self.laws}
        return tuple(by_code[code] for code in section.laws)

    def own_words(self) -> "VersionContent":
        """The text without the copies of rows that live on outside it.

        A post is renamed, a mailbox changes, a law row moves on: the submission keeps its
        copies, and whether the version's own text still is the submitted text is asked of this.
        """
        return replace(
            self,
            council="",
            reference="",
            author_post="",
            owner_post="",
            contacts=(),
            laws=(),
        )

    def words(self) -> Iterator[str]:
        """Every passage of the text, for search and for counting."""
        yield self.title
        yield self.summary
        for section in self.sections:
            yield section.title
            yield section.markdown
            for item in section.items:
                yield item.text
                yield item.reason


def _normalised(value: Any) -> Any:
    """NFC everywhere, line feeds for line ends, and plain types that JSON has."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, dict):
        return {name: _normalised(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_normalised(part) for part in value]
    return value


def canonical_bytes(content: VersionContent) -> bytes:
    """Return the one byte sequence that stands for this text.

    Equal texts give equal bytes on every machine: UTF-8, NFC, sorted keys, no spaces.
    Raises ContentRefused if a text holds a character that UTF-8 cannot carry.
    """
    payload = {"schema": SCHEMA, **_normalised(asdict(content))}
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        passage = text[max(0, error.start - 20) : error.start].strip('",:')
        raise ContentRefused(
            f"The text has half of a character after “{passage}”. Delete it and type it again."
        ) from error


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of these bytes as 64 lower-case hexadecimal digits (FIPS 180-4)."""
    return hashlib.sha256(data).hexdigest()


def fingerprint(section: Section) -> str:
    """Return what tells one wording of a section from another, items and law references included.

    A form carries the fingerprint of what it was opened with; if the section has another by
    the time it is saved, someone else saved in between (rule B14).
    """
    text = json.dumps(_normalised(asdict(section)), sort_keys=True, ensure_ascii=True)
    return sha256_of(text.encode())


def content_from_bytes(data: bytes) -> VersionContent:
    """Return the text that these canonical bytes stand for.

    Raises ContentRefused if they are of a schema that this software does not know.
    """
    payload = json.loads(data)
    if payload.pop("schema", None) != SCHEMA:
        raise ContentRefused("These bytes are of a schema that this software does not know.")
    return VersionContent(
        **_parts(payload, "sections", "contacts", "related", "laws", "kind", "keywords"),
        kind=Kind(payload["kind"]),
        keywords=tuple(payload["keywords"]),
        sections=tuple(_section(part) for part in payload["sections"]),
        contacts=tuple(Contact(**part) for part in payload["contacts"]),
        related=tuple(RelatedDocument(**part) for part in payload["related"]),
        laws=tuple(_law(part) for part in payload["laws"]),
    )


def _parts(payload: dict[str, Any], *without: str) -> dict[str, Any]:
    return {name: part for name, part in payload.items() if name not in without}


def _section(payload: dict[str, Any]) -> Section:
    items = tuple(
        GuidanceItem(**_parts(item, "kind"), kind=ItemKind(item["kind"]))
        for item in payload["items"]
    )
    return Section(**_parts(payload, "items", "laws"), items=items, laws=tuple(payload["laws"]))


def _law(payload: dict[str, Any]) -> LawReference:
    return LawReference(
        **_parts(payload, "jurisdictions"), jurisdictions=tuple(payload["jurisdictions"])
    )
