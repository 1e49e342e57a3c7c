"""The Markdown file: shown like the page, and read back with the same sections."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies import formats
from policies.actions.importing import content_from_import
from policies.domain import markdown, portable
from policies.formats import markdown_file
from policies.formats.outline import outlined
from policies.intake.reading import read_document, read_file
from tests.formats import samples, texts

ALL = (samples.policy(), *texts.demonstration())


def text_of(content=None, **changes):
    """The Markdown of a version, by default the sample policy with these changes."""
    content = content or samples.policy(**changes)
    return markdown_file.render(content, samples.record()).data.decode("utf-8")


def name_of(content):
    return f"{content.slug}-{content.number}"


def shape(sections):
    """What must come back of each section: number, heading, words of the body, and items."""
    return [
        (
            section.printed_number,
            " ".join(section.heading.split()),
            markdown.as_html(section.markdown),
            tuple(
                (i.kind, i.text.strip(), i.reason.strip(), i.is_key_point) for i in section.items
            ),
        )
        for section in sections
    ]


def test_it_is_utf_8_and_says_so():
    made = markdown_file.render(samples.policy(), samples.record())
    assert made.media_type == "text/markdown; charset=utf-8"
    assert made == markdown_file.render(samples.policy(), samples.record())


def test_the_front_is_a_block_that_can_be_read():
    front = text_of().split('<a id="s-')[0]
    assert front.startswith("# Social media policy for members\n")
    for line in (
        "- **Kind of document:** Policy",
        "- **Version:** 2.2",
        "- **In force from:** 3 May 2026",
        "- **Decided by:** Standards Committee, 14 April 2026, minute SC/26/31",
        f"- **SHA-256 of the text:** {samples.HASH}",
    ):
        assert f"\n{line}\n" in front
    assert "\n**Is this text still in force?** Check at <https://policies.example.org/" in front
    assert "---" not in front


def test_the_text_stands_as_its_author_wrote_it():
    assert f"\n## 3  What we mean by social media\n\n{samples.LISTS}" in text_of()


def test_items_say_what_they_are_and_why():
    assert (
        "- **Do (key point):** Say who you are.\n    **Why:** Residents trust a name.\n"
        "- **Do:** Check a claim before you share it.\n"
    ) in text_of()


def test_links_lead_to_the_law_at_the_end():
    html = markdown.as_html(text_of())
    assert '<a href="#law-1">Defamation Act 2013, section 1</a>' in html
    assert '<a id="law-1"></a>\n\n### Defamation Act 2013, section 1\n' in text_of()


def test_contacts_can_be_called_and_written_to():
    html = markdown.as_html(text_of())
    assert '<a href="tel:01632960123">01632 960 123</a>' in html
    # Markdown hides an address from those who collect them, as numbers of letters.
    assert '<a href="mailto:monitoring.officer@example.org">' in html


def test_what_looks_like_markup_in_a_heading_is_shown_as_it_is():
    heading = "C# and *stars*, a_b_c [x] <b>"
    text = text_of(sections=(samples.section("A*", heading, "Words."),), laws=())
    html = markdown.as_html(text)
    assert "A*  C# and *stars*, a_b_c [x] &lt;b&gt;</h" in html
    [section] = read_document(text).sections
    assert (section.number, section.heading) == ("A*", heading)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_headings_of_a_body_stand_below_the_heading_of_their_section(level):
    body = "# High\n\nOne\n\n### Low\n\nTwo\n\nUnderlined\n----------\n\n    # code"
    sections = tuple(samples.section(str(n), "Part", body, level=n) for n in range(1, level + 1))
    content = samples.policy(sections=sections, laws=())
    text = text_of(content)
    assert outlined(content).sections[-1].body in markdown.as_html(text, below=0)
    assert shape(content_from_import(read_document(text)).sections) == shape(sections)


@pytest.mark.parametrize("content", ALL, ids=name_of)
def test_the_whole_file_shows_each_body_as_the_page_does(content):
    html = markdown.as_html(text_of(content), below=0)
    for section in outlined(content).sections:
        assert section.body in html


@pytest.mark.parametrize("content", ALL, ids=name_of)
def test_it_comes_back_with_the_same_sections(content):
    data = markdown_file.render(content, samples.record()).data
    imported = read_file(data, name=formats.file_name(content, "markdown"))
    assert imported.title == content.title
    assert imported.kind == content.kind
    assert imported.control["version"] == content.number
    assert imported.findings == ()
    assert imported.unplaced == ()
    returned = content_from_import(imported).sections
    assert shape(returned) == shape(content.sections)
    assert [section.level for section in returned] == [s.level for s in content.sections]


def test_what_is_not_the_text_is_listed_as_left_out():
    imported = read_document(text_of())
    dropped = "\n".join(passage.text for passage in imported.dropped)
    for words in ("Serious harm", "01632 960 123", "code of conduct", "That the policy be adopted"):
        assert words.casefold() in dropped.casefold()
    assert imported.control["description"] == samples.policy().summary
    assert imported.control["keywords"] == "social media, members, conduct"


def test_a_section_written_into_the_file_comes_back_too():
    content = samples.policy()
    mark = portable.anchor_line(content.sections[6].anchor)
    added = "## 6A Pictures\n\nAsk first.\n\n### Films\n\nAsk twice.\n\n"
    text = text_of(content).replace(mark, f"{added}{mark}")
    sections = read_document(text).sections
    assert len(sections) == len(content.sections) + 1
    assert sections[6].heading == "6A Pictures"
    assert sections[6].body == "Ask first.\n\n### Films\n\nAsk twice."
    assert sections[5].items[-1].text == samples.ITEMS[-1].text
    by_number = read_document(text.replace("## 6A Pictures", "## 12. Pictures")).sections[6]
    assert (by_number.number, by_number.heading) == ("12", "Pictures")


def test_it_comes_back_from_an_editor_that_ends_lines_as_windows_does():
    windows = text_of().replace("\n", "\r\n").encode()
    sections = content_from_import(read_file(windows)).sections
    assert shape(sections) == shape(samples.policy().sections)


def test_another_text_with_anchors_is_read_as_ever():
    text = '# Rules\n\n<a id="s-1"></a>\n\n## 1 Scope\n\nAll members.\n'
    assert not portable.is_portable(text)
    assert read_document(text).sections[0].number == "1"


@settings(deadline=None, max_examples=50)
@given(st.lists(texts.SECTIONS, min_size=1, max_size=4).map(tuple))
def test_any_text_comes_back_with_its_sections(sections):
    text = text_of(samples.policy(sections=sections, laws=()))
    returned = content_from_import(read_document(text)).sections
    assert shape(returned) == shape(sections)


@settings(deadline=None, max_examples=50)
@given(texts.BODIES)
def test_no_word_of_a_body_is_lost_or_invented(body):
    text = text_of(samples.policy(sections=(samples.section("1", "Body", body),), laws=()))
    start = text.index("## 1  Body\n") + len("## 1  Body\n")
    kept = text[start : text.index('<a id="contacts">')]
    assert re.findall(r"[^\W_]+", kept) == re.findall(r"[^\W_]+", body)


def test_it_is_offered_as_markdown():
    assert formats.available("markdown") == ""
    assert formats.file_name(samples.policy(), "markdown").endswith("-2.2.md")
