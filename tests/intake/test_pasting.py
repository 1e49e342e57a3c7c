"""Pasted from Word, from Google Docs, from a sheet, from a page: the Markdown that stays."""

import time

import pytest

from policies.domain import markdown
from policies.domain.errors import SourceRefused
from policies.intake.pasting import MAX_LENGTH, markdown_of
from tests.intake import clipboard


def test_word_keeps_headings_lists_links_and_bold_print() -> None:
    pasted = markdown_of(clipboard.WORD)
    assert pasted.markdown == (
        "## Private messages\n\n"
        "A message to a Brackenmoor group is **published**, “whoever” reads it.\n\n"
        "- Read it twice.\n    - Aloud, if you can.\n- Check who can see it.\n\n"
        "1. Take a picture of it.\n2. Report it to [the desk](mailto:desk@brackenmoor.example)."
    )
    assert pasted.sentences == ("One picture was left out.",)


def test_the_wrapper_of_google_docs_is_no_bold_print() -> None:
    pasted = markdown_of(clipboard.GOOGLE_DOCS)
    assert pasted.markdown == "Members **must** be *kind*.\n\n- Be brief.\n    - Be polite."
    assert pasted.sentences == ()


def test_cells_of_a_sheet_become_a_table() -> None:
    pasted = markdown_of(clipboard.EXCEL)
    assert pasted.markdown == (
        "| Channel | Who answers |\n| --- | --- |\n"
        "| Email | The officer \\| deputy |\n| Telephone | 01632 960001 |"
    )
    assert pasted.sentences == ("Check that the first row of the table names its columns.",)


def test_a_web_page_comes_without_its_menus() -> None:
    pasted = markdown_of(clipboard.WEB_PAGE)
    assert pasted.markdown == (
        "## Guidance on groups\n\n"
        "Think first, as the [code of conduct](https://brackenmoor.example/code) asks every "
        "member.\n\n"
        "### Then\n\nPost.  \nOr do not.\n\n"
        "| Do | Don’t |\n| --- | --- |\n| Check it. | Rush it. |"
    )
    assert pasted.sentences == (
        "Two pictures were left out.",
        "Two passages around the text were left out.",
    )


def test_headings_stay_below_that_of_the_section() -> None:
    pasted = markdown_of("<h4>Then</h4><p>Post.</p><h6>Last</h6><p>Wait.</p>")
    assert pasted.markdown == "## Then\n\nPost.\n\n#### Last\n\nWait."


def test_what_was_only_typed_like_a_heading_is_none() -> None:
    assert markdown_of("<p># Not a heading</p>").markdown == "\\# Not a heading"


def test_a_few_words_stay_in_one_line() -> None:
    assert markdown_of(clipboard.FEW_WORDS).markdown == "a **firm** no"


def test_merged_cells_and_lost_print_are_told() -> None:
    pasted = markdown_of(
        "<p>See <u>this part</u> of it, <s>not that</s>, <a href='#x'>below</a> "
        "or <a href='file:///c:/a'>there</a>, <del>gone</del>.</p>"
        "<table><tr><th colspan=2>Who</th><th>What</th></tr>"
        "<tr><td>A</td><td>B</td><td>C</td></tr></table>"
    )
    assert pasted.sentences == (
        "One deleted passage was left out.",
        "Two links became plain words.",
        "One underlined passage lost its line.",
        "One passage struck through became plain words.",
        "The table had merged cells: fill those that are empty now.",
    )


@pytest.mark.parametrize("html", ["", "<nav><ul><li>Home</li></ul></nav>", "<img src=a.png>"])
def test_where_there_is_no_text_there_is_no_markdown(html: str) -> None:
    assert markdown_of(html).markdown == ""


def test_no_script_survives() -> None:
    pasted = markdown_of(clipboard.HOSTILE)
    assert "javascript:" not in pasted.markdown
    html = markdown.as_html(pasted.markdown)
    assert "<script" not in html
    assert "onerror" not in html
    for hidden in (1, 2, 3, 4, 5, 7):
        assert f"alert({hidden})" not in html
    # What its author wrote as words of the text stays, as words.
    assert "alert(6)" in html
    assert "press" in html


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("a" * (MAX_LENGTH + 1), "longer than any section"),
        ("<div>" * 5_000, "nested more than"),
        ("<p>a" * 120_000, "more than 100,000 tags"),
    ],
)
def test_what_is_beyond_reason_is_refused_with_a_sentence(html: str, sentence: str) -> None:
    begun = time.process_time()
    with pytest.raises(SourceRefused, match=sentence):
        markdown_of(html)
    assert time.process_time() - begun < 5
