"""The at-a-glance leaflet: one sheet, most important first, honest about what is missing."""

import io

import pdfplumber
import pytest

from policies.formats import leaflet
from tests.formats import samples, whole_texts

pytestmark = pytest.mark.usefixtures("typesetter")


def words_of(made):

    with pdfplumber.open(io.BytesIO(made.data)) as pdf:
        return " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())


def crowded(count, **changes):
    """A text with this many dos, as many don'ts, and key points."""
    items = [
        samples.item(kind, f"{kind.label} number {n} of a long list of habits.", "It helps you.")
        for n in range(1, count + 1)
        for kind in (samples.ItemKind.DO, samples.ItemKind.DONT)
    ]
    keys = [
        samples.item(samples.ItemKind.DO, f"Point {n}.", "Because.", is_key_point=True)
        for n in range(1, 8)
    ]
    part = samples.section("1", "Habits", items=(*items, *keys))
    return samples.policy(sections=(part,), **changes)


def test_a_short_text_fits_on_one_side_whole():
    short = samples.policy(sections=(samples.section("1", "Habits", items=samples.ITEMS[:1]),))
    made = leaflet.render(short, samples.record())
    text = words_of(made)
    assert made.pages == 1
    assert "Do: Say who you are. Why: " in text
    assert "It leaves out" not in text


def test_it_holds_key_points_dos_donts_contacts_and_what_the_text_is():
    text = words_of(leaflet.render(samples.policy(), samples.record()))
    for words in (
        "At a glance: Policy, version 2.2",
        "Do: Say who you are.",
        "Don’t – Answer abuse with abuse.",
        "01632 960 123, monitoring.officer@example.org",
        "In force from: 3 May 2026",
        "Decided by: Standards Committee, 14 April 2026, minute SC/26/31",
        "Next review, as at publication: 3 May 2028",
        samples.HASH,
    ):
        assert words in text
    # A key point is said once, not again among the dos.
    assert text.count("Say who you are.") == 1


def test_reasons_go_before_any_item_does():
    made = leaflet.render(crowded(16), samples.record())
    text = words_of(made)
    assert made.pages == 2
    assert "It leaves out the reasons." in text
    assert "Do number 16" in text
    assert "Why:" not in text


def test_the_last_items_go_next_and_the_sheet_counts_them_and_says_where_they_are():
    made = leaflet.render(crowded(60), samples.record())
    text = words_of(made)
    assert made.pages == 2
    assert "It leaves out the reasons, 51 of the 60 dos and 51 of the 60 don’ts." in text
    assert "Do number 9 " in text
    assert "Do number 10 " not in text
    assert "Point 7." in text
    assert samples.record().check_address in text.replace(" ", "")


@pytest.mark.parametrize("whole", [whole_texts.hard(), whole_texts.long(), whole_texts.bare()])
def test_one_sheet_holds_whatever_there_is(whole):
    made = leaflet.render(whole, samples.record())
    assert made.pages <= leaflet.SIDES
    assert made.findings == ()


def test_a_text_without_items_says_what_it_is_about():
    plain = samples.policy(
        sections=(samples.section("1", "Filming"), samples.section("2", "Sound"))
    )
    text = words_of(leaflet.render(plain, samples.record()))
    assert "What the text is about – 1 Filming – 2 Sound" in text


def test_what_cannot_fit_at_all_is_told_to_the_desk():
    endless = samples.item(samples.ItemKind.DO, "word " * 4000, is_key_point=True)
    part = samples.section("1", "Habits", items=(endless,))
    made = leaflet.render(samples.policy(sections=(part,)), samples.record())
    assert leaflet.NOT_ONE_SHEET in made.findings
