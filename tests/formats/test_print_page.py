"""The page behind the printed editions: what it states, and what it leaves out."""

import pytest

from policies.formats import print_page
from policies.formats.print_page import LARGE, STANDARD
from tests.formats import samples


def test_the_title_page_states_what_stays_true():
    html = print_page.page(samples.policy(), samples.record(), STANDARD)
    title_page = html[: html.index("Contents")]
    for words in (
        "Brackenmoor Borough Council",
        "Policy, version 2.2",
        "3 May 2026",
        "Standards Committee, 14 April 2026, minute SC/26/31",
        "Next review, as at publication",
        samples.HASH,
        "https://policies.example.org/documents/social-media-policy-for-members/",
        "For Braille ask the Monitoring Officer.",
    ):
        assert words in title_page


def test_a_record_without_dates_or_decisions_states_none():
    bare = samples.record(in_force_from=None, next_review_on=None, decisions=(), check_address="")
    html = print_page.page(samples.policy(), bare, STANDARD)
    for words in ("In force from", "Decided by", "Next review", "Decisions", "still in force"):
        assert words not in html
    assert 'data-footer="Social media policy for members, version 2.2\nMonitoring Officer"' in html


def test_a_decision_without_a_minute_names_body_and_day():
    decision = samples.decision(minute_reference="", resolution="", exception="Mind the gap.")
    html = print_page.page(samples.policy(), samples.record(decisions=(decision,)), STANDARD)
    assert "<td>Standards Committee, 14 April 2026</td>" in html
    assert "Mind the gap." in html


def test_a_version_recorded_from_paper_says_so():
    html = print_page.page(samples.policy(), samples.record(from_paper_on=samples.DAY), LARGE)
    assert "Recorded from paper on 3 May 2026." in html


def test_the_footer_holds_one_line_without_an_author_or_a_date():
    html = print_page.page(
        samples.policy(author_post=""), samples.record(in_force_from=None), STANDARD
    )
    assert 'data-footer="Social media policy for members, version 2.2"' in html


def test_nothing_typed_becomes_markup_or_style():
    nasty = '"></style><script>x</script>'
    content = samples.policy(title=nasty, summary=nasty, keywords=(nasty,), language=nasty)
    html = print_page.page(content, samples.record(brand_colour=nasty, check_address=nasty), LARGE)
    assert "<script" not in html
    assert html.count("</style>") == 1


@pytest.mark.parametrize(
    ("colours", "band"),
    [
        (("#003366", "#ffffff"), ("#003366", "#ffffff")),
        (("#ffff00", "#000000"), ("#ffff00", "#000000")),
        (("#ffff00", "#ffffff"), print_page.BAND),
        (("red", "#ffffff"), print_page.BAND),
    ],
)
def test_the_councils_colours_are_used_if_words_can_be_read_on_them(colours, band):
    record = samples.record(brand_colour=colours[0], brand_text_colour=colours[1])
    assert print_page.colours(record) == band


def test_only_the_standard_edition_has_dos_and_donts_as_a_table():
    content, record = samples.policy(), samples.record()
    assert "<caption>Dos and don’ts</caption>" in print_page.page(content, record, STANDARD)
    assert "<caption>Dos and don’ts</caption>" not in print_page.page(content, record, LARGE)
