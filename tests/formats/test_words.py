"""Telephone numbers, dates and addresses are told from other words, once for every format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.formats.words import WordsKind, linked, text_of, words_in


def marked(text):
    """What was recognised in a text, with what it was taken for."""
    return [(words.text, words.kind.value) for words in words_in(text) if words.kind != "plain"]


@pytest.mark.parametrize(
    "number",
    [
        "01632 960 123", "01632 960123", "(01632) 960 123", "+44 1632 960 123", "+441632960123",
        "+44 (0)1632 960123", "020 7946 0123", "0300 123 4567", "0800 1111", "01632-960-123",
        "01632 960123 ext. 4", "01632 960 123, extension 4321", "01632 960123 x12",
        "01632\u00a0960\u00a0123", "extension 4321", "ext. 12",
    ],
)  # fmt: skip
def test_a_telephone_number_is_one_run_however_it_is_written(number):
    assert marked(f"Ring the desk on {number}, or ask.") == [(number, "telephone")]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("In an emergency call 999.", ["999"]),
        ("Call 101 or, if life is in danger, 999", ["101", "999"]),
        ("Ring 111 or text 116 123", ["111", "116 123"]),
        ("Dial 18001 01632 960 123", ["01632 960 123"]),
    ],
)
def test_three_digits_are_a_number_where_somebody_is_to_be_called(text, numbers):
    assert marked(text) == [(number, "telephone") for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "section 101 of the Local Government Act 1972",
        "999 members came",
        "It cost £101.50 and 101%",
        "Call a meeting. Under section 111 it may.",
        "Telephone the officer named in section 101",
        "reference 2026/0123456, minute SC/26/31, version 3.1",
        "12345678 or 0.5",
        "may 2 members sit",
    ],
)
def test_other_figures_are_plain_words(text):
    assert marked(text) == []


@pytest.mark.parametrize(
    "day",
    [
        "3 May 2026", "3rd May 2026", "31 December", "Sunday 3 May 2026", "May 2026", "2026-05-03",
        "03/05/2026", "14 Sept 2026",
    ],
)  # fmt: skip
def test_a_date_is_one_run(day):
    assert marked(f"Published on {day}.") == [(day, "date")]


@pytest.mark.parametrize(
    ("text", "found", "kind"),
    [
        ("Ask conduct@brackenmoor.example.", "conduct@brackenmoor.example", "email"),
        ("See https://example.org/a?b=1#c.", "https://example.org/a?b=1#c", "address"),
        ("(see www.brackenmoor.example/policies)", "www.brackenmoor.example/policies", "address"),
        ("at brackenmoor.gov.uk, or ask", "brackenmoor.gov.uk", "address"),
        ("See https://example.org/a_(b).", "https://example.org/a_(b)", "address"),
    ],
)  # fmt: skip
def test_an_address_is_one_run_without_the_full_stop_after_it(text, found, kind):
    assert marked(text) == [(found, kind)]


def test_what_is_no_address_is_none():
    assert marked("e.g. and/or a.b, members@council, and so on.uk-wide rules; see p.3") == []


def test_a_link_is_one_run_and_is_what_its_words_are():
    assert linked("01632 960 123", "tel:01632960123").kind is WordsKind.TELEPHONE
    assert linked("Ring 01632 960 123", "tel:01632960123").kind is WordsKind.PLAIN


@given(st.text(alphabet="01 9+()-./:@axt,£call uk\n", max_size=80))
def test_no_letter_is_lost_or_added_by_recognising(text):
    assert text_of(words_in(text)) == text


@pytest.mark.parametrize("part", ["0123 ", "a.", "call 999 ", "1 May ", "a@", "(0123) ", "x-"])
def test_a_long_text_takes_time_in_proportion_to_its_length(part):
    """An expression that tried every split would not come back from this in an hour."""
    assert text_of(words_in(part * 20_000)) == part * 20_000
