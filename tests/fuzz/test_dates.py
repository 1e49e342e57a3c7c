"""Whatever is typed for a day is that day, or is no day; nothing else comes of it."""

import re
from datetime import date

from django import forms
from hypothesis import given
from hypothesis import strategies as st

from policies.admin.forms import DayField, NumberField
from policies.domain.dates import in_words
from policies.domain.language import speaking
from policies.domain.numbering import VersionNumber
from policies.domain.typeddays import day_in_address, day_typed
from tests.fuzz import scraps
from tests.fuzz.doses import fuzzed, in_time
from tests.fuzz.mutations import mutated

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))
WRITTEN = st.one_of(
    DAYS.map(lambda day: day.isoformat()),
    DAYS.map(in_words),
    DAYS.map(lambda day: f"{day.day}/{day.month}/{day.year:04}"),
    DAYS.map(lambda day: f"{in_words(day).split()[1]} {day.day}th, {day.year:04}"),
)
BITS = st.one_of(
    st.sampled_from(["st", "nd", "29 February 2023", "31/4/2026", "Mai", "Sept", "May", "M", "٢٠٢٦",
                     "today", "0000", "10000", "-1", "1e3", "²", "１", "Feb 29", "2026-W01-1",
                     "T00:00Z", "12/12/12", "+", ".", "/", " ", "9" * 300]),
    scraps.LINE,
)  # fmt: skip
SAMPLES = ["2026-05-01", "1 May 2026", "May 1, 2026", "01/05/2026", "1.5.2026", "3 Mai 2026", ""]
TYPED = st.one_of(WRITTEN, mutated(SAMPLES, BITS, most_edits=3), st.text(max_size=30))


@fuzzed("days typed")
@given(TYPED, st.sampled_from(["en", "cy"]))
def test_a_day_is_understood_or_none(typed, language):
    with in_time(), speaking(language):
        named, meant = day_in_address(typed), day_typed(typed)
    # One address a day, and whatever an address names can be typed too.
    assert named is None or (named.isoformat() == typed and meant == named)
    if meant is not None:
        figures = re.findall(r"\d+", typed)
        assert str(meant.year) in {figure.lstrip("0") for figure in figures}
        assert str(meant.day) in {figure.lstrip("0") for figure in figures}
        with speaking(language):
            assert day_typed(in_words(meant)) == meant or meant.year < 1000


@fuzzed("days in forms")
@given(TYPED)
def test_a_form_takes_a_day_or_says_why_not(typed):
    for field, kept in ((DayField(), date), (NumberField(), VersionNumber)):
        try:
            with in_time():
                value = field.clean(typed)
        except forms.ValidationError as refused:
            told = refused.messages
        else:
            told = []
            assert value is None or isinstance(value, kept)
        assert all(sentence.strip() for sentence in told)
        with in_time():
            assert field.has_changed("2026-05-01", typed) in (True, False)
