"""Pictures need words, tables need headings."""

import pytest

from tests.domain.checks.texts import codes, remarks_on

PICTURE = "Look: {}."
HEADED = "| Body | Day |\n|---|---|\n| Council | Monday |\n"


@pytest.mark.parametrize(
    "source",
    ["![](a.png)", "![ ](a.png)", '<img src="a.png">', '<img alt="" src=a.png>', "![a.PNG](a.png)",
     "![][a]"],
)  # fmt: skip
def test_a_picture_without_words_blocks(source):
    [remark] = remarks_on(PICTURE.format(source))
    assert (remark.code, remark.blocks, remark.line) == ("image-alternative", True, 1)


@pytest.mark.parametrize("source", ["![A bridge](a.png)", "<img src=a.png alt='A bridge'>"])
def test_a_picture_with_words_is_told_that_it_will_not_be_shown(source):
    [remark] = remarks_on(PICTURE.format(source))
    assert (remark.code, remark.blocks) == ("picture", False)
    assert "the picture “A bridge” will not be shown" in remark.sentence


def test_a_picture_in_code_is_no_picture():
    assert codes("Write `![](a.png)` never!") == []


def test_a_table_with_headings_is_fine():
    assert codes(HEADED) == []
    assert codes(HEADED.replace("| Body |", "| |")) == []


@pytest.mark.parametrize(
    "source",
    [
        HEADED.replace("Body", "").replace("Day", ""),
        "| Council | Monday |\n| Cabinet | Tuesday |\n",
        "Bodies and days:\n" + HEADED,
        "<table><tr><td>Council</td><td>Monday</td></tr></table>",
        "<table>\n<tr><td>Council</td></tr>\n</table>\n",
    ],
)
def test_a_table_without_headings_blocks(source):
    [remark] = remarks_on("Days.\n\n" + source)
    assert (remark.code, remark.blocks, remark.line) == ("table-header", True, 3)


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr><th>Council</th><td>Monday</td></tr></table>",
        "Write to a|b or c|d.",
        "One | two\nthree and four",
        "Use `| a |`\nand `| b |` here.",
    ],
)
def test_what_is_no_table_or_has_headings_at_its_side(source):
    assert codes(source) == []


def test_a_column_without_heading_is_advice():
    assert codes(HEADED.replace("| Day |", "| |")) == ["table-header-cell"]


def test_six_columns_are_too_wide_and_five_are_not():
    def wide(columns: int) -> str:
        return "\n".join(["| a " * columns + "|", "|---" * columns + "|", "| b " * columns + "|"])

    assert codes(wide(6)) == ["wide-table"]
    assert codes(wide(5)) == []


def test_each_table_is_told_with_its_own_line():
    found = remarks_on(f"{HEADED}\nAnd:\n\n| a | b |\n| c | d |\n")
    assert [(one.code, one.line) for one in found] == [("table-header", 7)]
