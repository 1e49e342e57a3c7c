"""Whatever a council sends: no crash, no word lost, none invented, no long wait."""

import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from policies.domain.errors import SourceRefused
from policies.intake.reading import read_document
from policies.intake.tally import words_invented, words_lost

WORDS = st.sampled_from(
    [
        "members", "must", "not", "post", "purpose", "scope", "risks",
        "Council", "Brackenmoor", "3", "2024", "policy", "guidance", "Members’",
        "don't", "do's", "Page", "Contents", "OFFICIAL", "Author:", "Version",
        "1.0", "Date", "report", "Recommendation", "APPENDIX", "[law](#)", "**bold**",
        "<i>Phase</i>", "a@b.example", "£5", "café", "বাংলা",
    ]
)  # fmt: skip
PHRASE = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
LINE = st.one_of(
    PHRASE,
    PHRASE.map(str.upper),
    st.tuples(
        st.sampled_from(["# ", "## ", "- ", " - ", "• ", "·", "–", "1. ", "1.0 ", "2.3 ", "7) ",
                         "**", "> ", "#", "|", "o\t", "(a) ", "    - "]),
        PHRASE,
    ).map("".join),
    PHRASE.map(lambda text: f"**{text}**"),
    st.lists(PHRASE, min_size=2, max_size=4).map("\t".join),
    st.lists(PHRASE, min_size=2, max_size=4).map(lambda cells: f"| {' | '.join(cells)} |"),
    st.sampled_from([
        "", "", "", "|---|---|", "---", "Do's\tDon'ts", "Page 2 of 7", "Contents", "APPENDIX 1",
        "Document History", "Date\tSummary of Changes\tVersion", "Risks", "## Benefits", "3",
        "Name of Policy\tSocial media\tVersion\t2.2", "Classification: OFFICIAL", "Large Print",
        "Report of the Corporate Officer", "MEMBER GUIDANCE1. Purpose of report", "2. Scope\t4",
        "Email: | team@bracken | team@brackenmoor.example |", "Owner:\t\tOfficer",
        "Skip to content", "Author:\tAuthor: members", "• Risks", "9. Contact", "Version: 2",
    ]),
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINE, max_size=40).map("\n".join))
def test_every_word_of_a_document_is_somewhere_and_none_is_added(text: str) -> None:
    imported = read_document(text)

    assert words_lost(text, imported) == ()
    assert words_invented(text, imported) == ()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
@example("<<i>i>b>")
@example("\x00\ufeffa\x0cb\u2028c")
@example("#" * 50 + "\n**\n|\n||\n\t\t\n1.\n-\n")
def test_any_characters_are_read_without_a_crash_and_without_loss(text: str) -> None:
    imported = read_document(text)

    assert words_lost(text, imported) == ()
    assert words_invented(text, imported) == ()
    assert imported.as_report()["kind"]


@pytest.mark.parametrize(
    "part", ["a", "\n", "- ", "|", "\t", "**a", "[", "[a](", "1.", "<", "\\a", "o@a.", "A b "]
)
def test_two_megabytes_of_one_thing_do_not_hang(part: str) -> None:
    text = (part * (2_000_000 // len(part) + 1))[:2_000_000]

    begun = time.process_time()
    read_document(text)

    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    "line",
    ["1. a", "a\tb", "| a | b |", "Contents", "Page 1", "Title: x", "## a", "Risks", "2. Scope\t4",
     "APPENDIX 1", "- a", "A Plain Heading", "OFFICIAL", "**bold**", "and so", "MEMBERS"],
)  # fmt: skip
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_thousands_of_like_lines_do_not_hang(line: str, between: str) -> None:
    text = between.join([line] * 5_000)

    begun = time.process_time()
    imported = read_document(text)

    assert time.process_time() - begun < 10
    assert words_lost(text, imported) == ()


def test_a_text_with_more_lines_than_a_policy_has_is_refused() -> None:
    with pytest.raises(SourceRefused, match="more than 20,000 lines"):
        read_document("a\n" * 20_001)
