"""Words in a table that a spreadsheet opens."""

import pytest

from policies.formats.spreadsheet import as_cell


@pytest.mark.parametrize("words", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(words):
    assert as_cell(words) == f"'{words}"


def test_other_words_stay():
    assert as_cell("Cabinet - 3 May") == "Cabinet - 3 May"
