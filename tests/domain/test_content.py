"""The canonical bytes stand for one text, on every machine and for good."""

import json
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.domain.content import (
    Contact,
    GuidanceItem,
    ItemKind,
    Kind,
    LawReference,
    RelatedDocument,
    Section,
    VersionContent,
    canonical_bytes,
    content_from_bytes,
    sha256_of,
)
from policies.domain.errors import ContentRefused

SMALL = VersionContent(
    reference="BBC-1",
    slug="social-media",
    number="1.0",
    title="Social media policy",
    kind=Kind.POLICY,
    sections=(
        Section(
            lineage="0123456789abcdef0123456789abcdef",
            heading="Café rules",
            printed_number="1.",
            key="scope",
            markdown="All **members**.",
            items=(GuidanceItem(kind=ItemKind.DONT, text="Do not post in anger."),),
        ),
    ),
)


def test_the_bytes_of_a_known_text_never_change():
    # If this fails, every hash that was ever published stands for other bytes: raise SCHEMA
    # and keep reading the old one.
    assert canonical_bytes(SMALL).decode() == (
        '{"audience":"","author_post":"","change_class":"","change_reason":"","change_summary":"",'
        '"classification":"","contacts":[],"council":"","coverage":"","keywords":[],'
        '"kind":"policy","language":"en-GB","laws":[],"number":"1.0","owner_post":"",'
        '"reference":"BBC-1","related":[],"schema":1,"sections":[{"heading":"Café rules",'
        '"items":[{"is_key_point":false,"kind":"dont","reason":"","text":"Do not post in anger."}],'
        '"key":"scope","laws":[],"level":1,"lineage":"0123456789abcdef0123456789abcdef",'
        '"markdown":"All **members**.","printed_number":"1."}],"slug":"social-media","summary":"",'
        '"title":"Social media policy"}'
    )


def test_the_hash_of_a_known_text_never_changes():
    assert (
        sha256_of(canonical_bytes(SMALL))
        == "febfb256e50ff23dd98fead98a52b0d0f28633487e4f1e302a723acf05adc03f"
    )


def test_the_hash_is_sha_256():
    # FIPS 180-4, the example of one block.
    assert sha256_of(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_same_words_in_another_unicode_form_have_the_same_bytes():
    decomposed = unicodedata.normalize("NFD", "Café rules")
    assert decomposed != "Café rules"
    section = replace(SMALL.sections[0], heading=decomposed)
    assert canonical_bytes(replace(SMALL, sections=(section,))) == canonical_bytes(SMALL)


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_any_machine_have_the_same_bytes(line_end):
    assert canonical_bytes(replace(SMALL, summary=f"One{line_end}two")) == canonical_bytes(
        replace(SMALL, summary="One\ntwo")
    )


def test_keys_are_sorted_without_spaces_and_letters_stay_letters():
    data = canonical_bytes(SMALL)
    again = json.dumps(
        json.loads(data), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    ).encode()
    assert data == again
    assert "Café".encode() in data


@pytest.mark.parametrize(
    "changed",
    [
        replace(SMALL, title="Social media policies"),
        replace(SMALL, number="1.1"),
        replace(SMALL, kind=Kind.GUIDANCE),
        replace(SMALL, sections=()),
        replace(SMALL, keywords=("posts",)),
        replace(SMALL, sections=(replace(SMALL.sections[0], level=2),)),
        replace(SMALL, sections=(replace(SMALL.sections[0], lineage="f" * 32),)),
    ],
    ids=["title", "number", "kind", "sections", "keywords", "level", "lineage"],
)
def test_any_change_of_the_text_changes_the_hash(changed):
    assert sha256_of(canonical_bytes(changed)) != sha256_of(canonical_bytes(SMALL))


def test_half_a_character_is_refused_and_the_place_is_named():
    with pytest.raises(ContentRefused) as refused:
        canonical_bytes(replace(SMALL, title="Posts \ud83d and more"))
    assert refused.value.reasons[0].endswith("Posts ”. Delete it and type it again.")
    assert refused.value.reasons[0].startswith("The text has half of a character after “")


@pytest.mark.parametrize("schema", ['"schema":2', '"schema":null', '"other":1'])
def test_bytes_of_an_unknown_schema_are_refused(schema):
    data = canonical_bytes(SMALL).replace(b'"schema":1', schema.encode())
    with pytest.raises(ContentRefused, match="schema that this software does not know"):
        content_from_bytes(data)


# Whatever an officer types: any character but the halves that UTF-8 cannot carry.
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["Cafe\u0301", "one\r\ntwo", "\u212b", '"\\/', "\u2028", "\U0001f600"]
)
ITEMS = st.builds(
    GuidanceItem,
    kind=st.sampled_from(ItemKind),
    text=WORDS,
    reason=WORDS,
    is_key_point=st.booleans(),
)
LAWS = st.builds(
    LawReference,
    code=WORDS,
    short_title=WORDS,
    summary=WORDS,
    jurisdictions=st.lists(st.sampled_from(["E", "W", "S", "NI"])).map(tuple),
)
SECTIONS = st.builds(
    Section,
    lineage=WORDS,
    heading=WORDS,
    level=st.integers(1, 3),
    markdown=WORDS,
    items=st.lists(ITEMS, max_size=2).map(tuple),
    laws=st.lists(WORDS, max_size=2).map(tuple),
)
TEXTS = st.builds(
    VersionContent,
    reference=WORDS,
    slug=WORDS,
    number=WORDS,
    title=WORDS,
    kind=st.sampled_from(Kind),
    summary=WORDS,
    keywords=st.lists(WORDS, max_size=2).map(tuple),
    sections=st.lists(SECTIONS, max_size=3).map(tuple),
    contacts=st.lists(st.builds(Contact, name=WORDS, email=WORDS), max_size=2).map(tuple),
    related=st.lists(st.builds(RelatedDocument, title=WORDS), max_size=2).map(tuple),
    laws=st.lists(LAWS, max_size=2).map(tuple),
)


def in_normal_form(value):
    """The same value, its words composed and its lines ended as the canonical bytes have them."""
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n")
        return type(value)(unicodedata.normalize("NFC", lines))
    if isinstance(value, tuple):
        return tuple(in_normal_form(part) for part in value)
    if hasattr(value, "__dataclass_fields__"):
        names = value.__dataclass_fields__
        return replace(value, **{name: in_normal_form(getattr(value, name)) for name in names})
    return value


@given(TEXTS)
@settings(deadline=None, max_examples=60)
def test_a_text_is_read_back_from_its_bytes(text):
    data = canonical_bytes(text)
    assert content_from_bytes(data) == in_normal_form(text)
    assert canonical_bytes(content_from_bytes(data)) == data


def test_a_section_keeps_its_anchor_when_its_heading_changes():
    section = SMALL.sections[0]
    assert section.anchor == "s-0123456789ab"
    assert replace(section, heading="Scope").anchor == section.anchor


def test_a_heading_has_the_number_that_the_council_printed():
    assert SMALL.sections[0].title == "1. Café rules"
    assert replace(SMALL.sections[0], printed_number="").title == "Café rules"


def test_key_points_items_laws_and_words_come_in_the_order_of_the_text():
    do = GuidanceItem(kind=ItemKind.DO, text="Check.", reason="Haste.", is_key_point=True)
    tip = GuidanceItem(kind=ItemKind.TIP, text="Wait.", is_key_point=True)
    act, code = (LawReference(code=c, short_title=c.title()) for c in ("act", "code"))
    section = Section(lineage="a", heading="Law", items=(tip, do), laws=("code", "act"))
    text = replace(SMALL, sections=(*SMALL.sections, section), laws=(act, code))
    assert text.key_points == (tip, do)
    assert [item.text for item in text.items_of(ItemKind.DO, ItemKind.DONT)] == [
        "Do not post in anger.",
        "Check.",
    ]
    assert text.laws_of(section) == (code, act)
    assert [passage for passage in text.words() if passage][-4:] == [
        "Law",
        "Wait.",
        "Check.",
        "Haste.",
    ]


def test_what_lives_on_outside_a_text_is_not_its_own_words():
    law = LawReference(code="act", short_title="Act")
    elsewhere = replace(
        SMALL,
        council="Renamed",
        author_post="Renamed",
        owner_post="Renamed",
        contacts=(Contact(name="Moved"),),
        laws=(law,),
    )
    assert elsewhere.own_words() == SMALL.own_words()
    assert replace(SMALL, title="Other").own_words() != SMALL.own_words()


def test_kinds_read_as_words():
    assert Kind.GUIDELINES.label == "Guidelines"
    assert [kind.label for kind in ItemKind] == ["Do", "Don’t", "Tip", "Risk", "Benefit"]
