"""The plain text: its lines, its order, and that no word of a version is lost or added."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies import formats
from policies.domain import markdown
from policies.domain.content import Contact
from policies.formats import plain_text
from policies.formats.words import words_in
from tests.formats import samples, texts

LONGEST = 78
# What the file says of itself: every text has these words, and no text may gain others.
FRAME = samples.policy(sections=())


def text_of(content=None, **changes):
    """The plain text of a version, by default the sample policy with these changes."""
    content = content or samples.policy(**changes)
    return plain_text.render(content, samples.record()).data.decode("utf-8")


def written(body):
    """The plain text of one section with this body, from its heading to the next part."""
    whole = text_of(sections=(samples.section("1", "Body", body),), laws=())
    start = whole.index("1 Body\n------\n\n") + len("1 Body\n------\n\n")
    return whole[start : whole.index("\n\nWho to ask\n")]


def words(text):
    return re.findall(r"[^\W_]+", text)


def test_it_is_utf_8_and_says_so():
    made = plain_text.render(samples.policy(title="Polisi’r cyngor: Ŵ"), samples.record())
    assert made.media_type == "text/plain; charset=utf-8"
    assert made.data.decode("utf-8").count("Polisi’r cyngor: Ŵ") == 1
    assert made.findings == ()


def test_the_same_version_gives_the_same_bytes():
    assert text_of() == text_of()


def test_headings_are_underlined_in_their_order():
    lines = text_of().split("\n")
    underlined = [lines[n - 1] for n, line in enumerate(lines) if n and set(line) in ({"="}, {"-"})]
    assert underlined == [
        "Social media policy for members",
        "Key points",
        *(f"{number} {heading}" for number, heading in samples.HEADINGS),
        "The law that this text relies on",
        "Who to ask",
        "Related documents",
        "About this document",
        "Decisions",
    ]
    assert "A worked case\n.............\n" in text_of()


def test_the_front_says_what_the_text_is_and_where_to_check_it():
    front = text_of().split("Key points\n")[0]
    for line in (
        "Brackenmoor Borough Council",
        "Policy, version 2.2",
        "Version: 2.2",
        "In force from: 3 May 2026",
        "Decided by: Standards Committee, 14 April 2026, minute SC/26/31",
        "Next review, as at publication: 3 May 2028",
        f"SHA-256 of the text:\n  {samples.HASH}",
        "Is this text still in force? Check at\nhttps://policies.example.org/documents/",
    ):
        assert line in front


def test_lists_are_set_in_under_their_labels():
    assert written(samples.LISTS).startswith(
        "A member's account may be:\n\n"
        "1. a personal account, on which the member says that views are personal;\n"
        "2. a member account, used for the ward and for casework:\n"
        "   - with the member's name and ward;\n"
        "   - without the council's crest;\n"
        "3. a party account, to which this policy applies in part.\n\n"
        "Read the national guidance for councillors (https://example.org/guidance)\nfirst."
    )


def test_a_number_is_as_printed_and_paragraphs_of_an_item_are_apart():
    assert written("9. one\n\n10. two\n\n    more") == "9. one\n\n10. two\n\n    more"


def test_a_table_is_said_cell_by_cell():
    assert written(samples.TABLE) == (
        "- Platform: Short posts\n- Who answers: Communications team\n- How soon: Same day\n\n"
        "- Platform: Video\n- Who answers: Communications team\n- How soon: 2 working days\n\n"
        "- Platform: Ward group\n- Who answers: The member"
    )


def test_quotations_and_code_are_set_in_as_they_stand():
    assert written("> Said *once*.\n\nThen\n\n    a  b\n      c") == (
        "    Said once.\n\nThen\n\n    a  b\n      c"
    )


def test_dos_and_donts_say_what_they_are_and_why():
    text = text_of()
    assert "- Do: Say who you are.\n  Why: Residents trust a name.\n" in text
    assert "Tips\n....\n\n- Wait an hour before you answer" in text


def test_contacts_and_decisions_stand_at_the_end():
    text = text_of()
    assert (
        "- Monitoring Officer: conduct and interests\n"
        "  Email: monitoring.officer@example.org\n"
        "  Telephone: 01632 960 123\n"
    ) in text
    assert text.endswith(
        "Who decided on this text, and when\n\n"
        "- Body: Standards Committee\n"
        "- Date: 14 April 2026\n"
        "- Decision: Approved\n"
        "  That the policy be adopted.\n"
        "- Minute: SC/26/31\n"
    )


def test_a_mailbox_that_is_no_address_is_still_written():
    contacts = (Contact(name="Desk", email="ask at the desk"),)
    assert "Email: ask at the desk\n" in text_of(contacts=contacts)


@pytest.mark.parametrize("whole", ["01632 960 123", "31 December 2026", "a.person@council.example"])
def test_a_number_a_date_or_an_address_is_never_divided(whole):
    for width in range(40, 80):
        assert whole in written(f"{'x' * width} {whole} and so on")


def test_an_address_longer_than_a_line_has_a_line_of_its_own():
    address = f"https://brackenmoor.example/{'a-long-name/' * 8}"
    assert f"\n({address})\n" in written(f"Read [the rules]({address}) and keep to them.")


def test_nothing_that_steers_a_terminal_is_passed_on():
    assert "\x1b" not in text_of(title="Red\x1b[31m alert")


def test_in_a_text_from_right_to_left_numbers_and_addresses_run_from_left_to_right():
    text = text_of(language="ur", sections=(samples.section("1", "Call", "Call 01632 960 123."),))
    assert "Call \u206601632 960 123\u2069." in text
    assert "\u2066monitoring.officer@example.org\u2069" in text
    assert "\u2066" not in text_of()


@settings(deadline=None, max_examples=25)
@given(st.lists(texts.SECTIONS, max_size=3).map(tuple))
def test_no_word_is_lost_or_invented(sections):
    content = samples.policy(sections=sections, laws=())
    text = text_of(content)
    sources = [
        words(part)
        for section in sections
        for part in (
            section.printed_number,
            section.heading,
            markdown.as_plain_text(section.markdown),
            *(markdown.as_plain_text(item.text) for item in section.items),
            *(markdown.as_plain_text(item.reason) for item in section.items),
        )
    ]
    expected = [word for part in sources for word in part]
    kept = words(text)
    assert all(kept.count(word) >= expected.count(word) for word in set(expected))
    own = set(words(text_of(FRAME))) | set(
        words("Key points Do Don’t Tip Tips Risk Risks Benefit Benefits Why Without a heading")
    )
    addresses = set(words("https://example.org/g"))
    labels = {word for word in kept if word.isdecimal()}
    assert set(kept) <= own | set(expected) | addresses | labels


@settings(deadline=None, max_examples=25)
@given(texts.BODIES)
def test_a_line_is_longer_than_78_only_if_one_word_in_it_is(text):
    for line in written(text).split("\n"):
        assert len(line) <= LONGEST or line.startswith("    ") or " " not in line.strip(" -")


@pytest.mark.parametrize("content", texts.demonstration(), ids=lambda c: f"{c.slug}-{c.number}")
def test_the_demonstration_is_whole_in_short_lines_with_its_numbers_unbroken(content):
    text = text_of(content)
    assert max(map(len, text.split("\n"))) <= LONGEST
    headings = [section.title for section in content.sections]
    places = [text.index(f"\n{heading.split(chr(10))[0]}") for heading in headings]
    assert places == sorted(places)
    for section in content.sections:
        said = markdown.as_plain_text(section.markdown)
        assert set(words(said)) <= set(words(text))
        marked = [run.text for run in words_in(said.replace("\n", " ")) if run.kind != "plain"]
        assert all(one in text for one in marked)


def test_it_is_offered_as_text():
    assert formats.available("text") == ""
    assert formats.file_name(samples.policy(), "text").endswith("-2.2.txt")
