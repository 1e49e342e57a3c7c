"""Each paragraph can be cited by itself, and its address means the same words for good."""

import re

from policies.domain.content import ItemKind
from policies.formats import article
from tests.formats import samples

BODY = """\
The first paragraph.

    <p>not a paragraph</p>

1. A point

    - and one under it;

2. another

    with a paragraph of its own.

> What somebody said.

| Who | What |
| --- | --- |
| Members | Rules |

Moderation
:   Removing comments.
"""


def numbered(content) -> dict[str, str]:
    """The words that begin at each paragraph's id, in the order of the page."""
    html = article.render(content)
    found = re.finditer(
        r'id="(s-[0-9a-f]{12}(?:-\d+)?-p\d+)"[^>]*>(.*?)(?= id="|</section>)', html, re.S
    )
    return {one[1]: " ".join(re.sub(r"<[^>]*>?", " ", one[2]).split()) for one in found}


def one_section(*items):
    return samples.policy(sections=(samples.section("1", "Rules", BODY, items=items),), laws=())


def test_paragraphs_points_tables_and_guidance_are_numbered_in_reading_order():
    content = one_section(samples.item(ItemKind.DO, "Check it first.", "It may be false."))
    anchor = content.sections[0].anchor
    words = numbered(content)
    assert list(words) == [f"{anchor}-p{number}" for number in range(1, len(words) + 1)]
    begins = (
        "The first paragraph.",
        "&lt;p&gt;not a paragraph&lt;/p&gt;",
        "A point",
        "and one under it;",
        "another",
        "with a paragraph of its own.",
        "What somebody said.",
        "Who What Members Rules",
        "Removing comments.",
        "Check it first. Why: It may be false.",
    )
    for text, begin in zip(words.values(), begins, strict=True):
        assert text.startswith(begin)


def test_nothing_outside_a_section_has_a_paragraph_of_its_own():
    html = article.render(samples.policy())
    outside = re.sub(r'<section id="s-.*?</section>', "", html, flags=re.S)
    assert "-p1" not in outside
    assert "-p1" in html


def test_two_sections_of_one_lineage_never_share_an_id():
    twins = (samples.section("1", "Scope", "One."), samples.section("1", "Scope", "Two."))
    assert list(numbered(samples.policy(sections=twins, laws=())).values()) == ["One.", "Two."]
