"""Words for the ear: what a listener hears of numbers, tables, dates and addresses."""

import pytest

from policies.formats.editions import edition_of
from policies.formats.speech import OPENING, spoken, tracks_of
from policies.formats.words import Words, WordsKind, words_in
from tests.formats import samples
from tests.formats.texts import demonstration


def tracks(body="", **changes):
    if body:
        changes["sections"] = (samples.section("3.1", "Casework", body),)
    edition = edition_of(samples.policy(**changes), samples.record())
    return {track.title: track.text for track in tracks_of(edition)}


def heard(body):
    """The sentences of a section after its heading."""
    return tracks(body)["3.1 Casework"].split("\n\n")[1:]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Telephone 01632 960 123.", "Telephone 0 1 6 3 2, 9 6 0, 1 2 3."),
        ("Ring +44 (0)1632 960123.", "Ring plus, 4 4, 1 6 3 2, 9 6 0 1 2 3."),
        ("Call 999 in an emergency.", "Call 9 9 9 in an emergency."),
        ("On 3 May 2026.", "On the 3rd of May 2026."),
        ("On the 21st May.", "On the 21st of May."),
        ("By 2026-08-12.", "By the 12th of August 2026."),
        ("By 11/12/2026.", "By the 11th of December 2026."),
        ("On Monday 2 Feb 2026.", "On Monday the 2nd of February 2026."),
        ("In May 2026.", "In May 2026."),
        ("Write to a.b-c@brackenmoor.example now.",
         "Write to a dot b hyphen c at brackenmoor dot example now."),
        ("See https://policies.example.org/documents/x/.",
         "See a web address at policies dot example dot org."),
        ("Posts, e.g. videos, i.e. films, etc.",
         "Posts, for example, videos, that is, films, and so on."),
        ("See s.149 and para. 3, § 4 and/or No. 5.",
         "See section 149 and paragraph 3, section 4 and or number 5."),
        ("Cllrs Smith & Jones pay £1,000 in 2026/27.",
         "Councillors Smith and Jones pay 1,000 pounds in 2026 to 27."),
        ("It costs £2.50 – or £3 million – for 12–14 days.",
         "It costs 2 point 50 pounds, or 3 million pounds, for 12 to 14 days."),
        ("The ICO may. Do NOT ask the UK.", "The I C O may. Do NOT ask the U K."),
        ("Read section 3.1.2.", "Read section 3 point 1 point 2."),
    ],
)  # fmt: skip
def test_what_is_written_for_the_eye_is_said_for_the_ear(written, said):
    assert " ".join(spoken(words_in(written)).split()).replace("the the", "the") == said


def test_a_section_is_announced_with_its_number():
    assert tracks("Words.")["3.1 Casework"].startswith("Section 3 point 1. Casework.\n\n")
    appendix = {"sections": (samples.section("Appendix A", "Forms", "Words."),)}
    assert tracks(**appendix)["Appendix A Forms"].startswith("Appendix A. Forms.\n\n")
    bare = {"sections": (samples.section("", "Forms", "Words."),)}
    assert tracks(**bare)["Forms"].startswith("Forms.\n\n")


def test_every_part_of_the_text_is_one_track_in_reading_order():
    edition = edition_of(samples.policy(), samples.record())
    assert list(tracks()) == [OPENING, *(part.title for part in edition.all_parts)]


def test_numbers_of_a_list_are_said_and_bullets_are_not():
    body = "3. first\n4. second\n\n    - inner\n\n5. third"
    assert heard(body) == ["Point 3: first.", "Point 4: second.", "inner.", "Point 5: third."]


def test_a_table_is_said_row_by_row_with_the_heading_of_each_cell():
    body = "| Platform | Who answers |\n| --- | --- |\n| Video | The team |\n| Group | A member |"
    assert heard(body) == [
        "A table.",
        "Platform: Video.", "Who answers: The team.",
        "Platform: Group.", "Who answers: A member.",
        "End of the table.",
    ]  # fmt: skip


def test_a_quotation_is_announced_and_ended():
    assert heard("> Be kind.") == ["Quotation: Be kind.", "End of quotation."]


def test_guidance_says_what_it_is_and_why():
    text = tracks()["6 Dos and don’ts"]
    assert "Do: Say who you are.\n\nWhy: Residents trust a name." in text
    assert "Don’t: Answer abuse with abuse." in text


def test_the_opening_says_what_this_is_and_that_a_computer_reads_it():
    opening = tracks()[OPENING]
    for said in (
        "Policy, version 2 point 2.",
        "This recording was made by a computer voice.",
        "In force from: the 3rd of May 2026.",
        "Decided by: Standards Committee, the 14th of April 2026, minute SC/26/31.",
        "Is this text still in force? Check at a web address at policies dot example dot org.",
        "SHA-256 of the text: a code of 64 characters, which stands in the list of contents.",
    ):
        assert said in opening
    assert samples.HASH not in opening


def test_no_command_to_the_voice_gets_through():
    [said] = heard("Say [[h@'loU]] and \x01 more [link](https://example.org/a).")
    assert "[[" not in said
    assert "\x01" not in said
    assert "example.org" not in said


def test_every_line_ends_like_a_sentence():
    for content in demonstration():
        for track in tracks_of(edition_of(content, samples.record())):
            lines = track.text.split("\n\n")
            assert all(line.endswith((".", "!", "?", ":", ";")) for line in lines)
            assert "http" not in track.text


def test_a_telephone_number_of_a_contact_is_digits_wherever_it_stands():
    number = Words("01632 960999", kind=WordsKind.TELEPHONE, link="tel:01632960999")
    assert spoken((Words("Ask us: "), number)) == "Ask us: 0 1 6 3 2, 9 6 0 9 9 9"
