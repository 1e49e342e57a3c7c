"""L14: the reading age by Flesch–Kincaid, and sentences that are too long."""

import pytest

from policies.domain.checks.plain_text import read_section
from policies.domain.checks.reading_age import reading_age, syllables_in
from tests.domain.checks.texts import codes, remarks_on, section

PLAIN = "The cat sat on the mat. It was a good cat and we all liked it. " * 8
HARD = (
    "Representatives demonstrating organisational accountability necessarily communicate "
    "institutional determinations transparently, notwithstanding considerable administrative "
    "complications. "
) * 8


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("council", 2), ("policy", 3), ("made", 1), ("table", 2), ("x", 1)],
)
def test_syllables(word, count):
    assert syllables_in(word) == count


def test_the_formula():
    age = reading_age(read_section(section(PLAIN), 1))
    # 16 sentences, 128 words, 128 syllables: 0.39 × 8 + 11.8 − 15.59 + 5.
    assert age == pytest.approx(4.33, abs=0.15)


def test_hard_words_are_advice_and_plain_ones_pass():
    [remark] = [one for one in remarks_on(HARD) if one.code == "L14"]
    assert "its reading age is about" in remark.sentence
    assert "L14" not in codes(PLAIN)


def test_a_short_section_has_no_reading_age():
    assert reading_age(read_section(section(HARD[:400]), 1)) is None
    assert reading_age(read_section(section(""), 1)) is None


def test_a_sentence_of_more_than_forty_words():
    [remark] = remarks_on("Kind.\n\n" + "be kind " * 20 + "now.")
    assert (remark.code, remark.line) == ("long-sentence", 3)
    assert "a sentence of 41 words" in remark.sentence
    assert codes("be kind " * 20 + ".") == []
    assert codes("\n".join(f"- be kind to {number}" for number in range(30))) == []


def test_a_shortened_word_does_not_end_a_sentence():
    words = "Ask, e.g. The Clerk, or Dr. Bell " + "and be kind " * 13 + "now."
    assert "long-sentence" in codes(words)
