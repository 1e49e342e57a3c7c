"""Texts of every shape, made by Hypothesis, and the demonstration's: what no format may lose."""

import json
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from policies.domain.content import ItemKind, Kind, VersionContent
from policies.intake.marked import read_marked_text
from tests.formats import samples

FOLDER = Path(__file__).parents[2] / "fixtures" / "demonstration"

# Words with what could be taken for markup, for a number or for an address.
WORDS = st.sampled_from(
    [
        "members", "council", "post", "Å", "সদস্য", "rules", "ward", "e-mail", "a_b", "3.1", "999",
        "call", "01632 960 123", "3 May 2026", "a@b.example", "https://example.org/a_(b)", "1.",
        "*must*", "**before**", "[guidance](https://example.org/g)", "`code`", "C#", "R&D", "5*",
        "<b>bold</b>", "\\*", "#", "½", "[", "a|b", "AT&amp;T",
    ]
)  # fmt: skip
SENTENCES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
PLAIN = st.text(alphabet="abc XYZ1.*_[]<#&|’-", min_size=1, max_size=20).filter(str.strip)
LINES = st.lists(SENTENCES, min_size=1, max_size=3)
BLOCKS = st.one_of(
    SENTENCES,
    LINES.map("\n".join),
    LINES.map("  \n".join),
    LINES.map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    LINES.map(lambda lines: "\n\n".join(f"{n}. {line}" for n, line in enumerate(lines, 3))),
    LINES.map(lambda lines: "1. " + "\n    - ".join(lines)),
    LINES.map(lambda lines: "\n".join(f"> {line}" for line in lines)),
    LINES.map(lambda lines: "\n".join(f"    {line}" for line in lines)),
    LINES.map(
        lambda lines: "| One | Two |\n| --- | --- |\n" + "\n".join(f"| {x} |" for x in lines)
    ),
    SENTENCES.map(lambda words: f"## {words}"),
    SENTENCES.map(lambda words: f"Term\n:   {words}"),
    st.text(alphabet="ab1 *_[]()#|<>&\n-.`\\:=", max_size=30),
)
BODIES = st.lists(BLOCKS, max_size=5).map("\n\n".join)
ITEMS = st.builds(
    samples.item,
    st.sampled_from(ItemKind),
    SENTENCES,
    st.one_of(st.just(""), SENTENCES),
    is_key_point=st.booleans(),
)
SECTIONS = st.builds(
    samples.section,
    st.sampled_from(["", "1", "3.1", "A", "Part 2"]),
    PLAIN.map(lambda words: " ".join(words.split())),
    BODIES,
    level=st.integers(1, 3),
    items=st.lists(ITEMS, max_size=3).map(tuple),
)


@cache
def demonstration() -> tuple[VersionContent, ...]:
    """Every version of the demonstration that has a text, as content."""
    documents = json.loads((FOLDER / "documents.json").read_text())
    return tuple(
        samples.policy(
            slug=document["slug"],
            number=version["number"],
            title=version["title"],
            kind=Kind(version["kind"]),
            summary=version["summary"],
            laws=(),
            sections=tuple(
                section.without_laws_but(())
                for section in read_marked_text((FOLDER / version["file"]).read_text())
            ),
        )
        for document in documents
        for version in document["versions"]
    )
