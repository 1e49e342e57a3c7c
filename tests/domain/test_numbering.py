"""Version numbers are read as councils print them and ordered as numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.domain.errors import ContentRefused
from policies.domain.numbering import ChangeClass, VersionNumber

NUMBERS = st.builds(VersionNumber, st.integers(0, 9999), st.integers(0, 9999))


def test_version_2_10_follows_version_2_9():
    assert VersionNumber.parsed("2.10") > VersionNumber.parsed("2.9")
    assert VersionNumber.parsed("10.0") > VersionNumber.parsed("9.9")


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("2.2", (2, 2)),
        ("2", (2, 0)),
        ("v2.2", (2, 2)),
        ("V 2.2", (2, 2)),
        (" 2.2 ", (2, 2)),
        ("0.1", (0, 1)),
        ("2026", (2026, 0)),
    ],
)
def test_a_printed_number_is_read(printed, number):
    assert VersionNumber.parsed(printed) == VersionNumber(*number)


@pytest.mark.parametrize(
    "printed",
    ["", " ", "two", "2.", ".2", "2.2.2", "-1", "2,2", "2.x", "12345", "1.12345", "vv2", "2 2"],
)
def test_anything_else_is_refused_with_a_sentence(printed):
    with pytest.raises(ContentRefused) as refused:
        VersionNumber.parsed(printed)
    assert refused.value.reasons == (
        f"“{printed}” is not a version number. Write it as two numbers: 2.1",
    )


@given(NUMBERS)
def test_a_number_is_read_back_from_its_print(number):
    assert VersionNumber.parsed(str(number)) == number


@given(NUMBERS, st.sampled_from(ChangeClass))
def test_the_number_that_follows_is_higher(number, change):
    assert number.after(change) > number


def test_a_minor_change_raises_the_minor_number_and_any_other_the_major():
    assert str(VersionNumber(2, 9).after(ChangeClass.MINOR)) == "2.10"
    assert str(VersionNumber(2, 9).after(ChangeClass.SUBSTANTIVE)) == "3.0"


def test_change_classes_read_as_words():
    assert [change.label for change in ChangeClass] == [
        "New document",
        "Substantive change",
        "Minor change",
    ]
