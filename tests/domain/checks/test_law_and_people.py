"""L2 people where posts should stand, and L3 law that is not the law now."""

from datetime import date

import pytest

from policies.domain.content import Contact
from tests.domain.checks.texts import codes, remarks_on, text


@pytest.mark.parametrize(
    "words",
    ["The Data Protection Act 1998 applies.", "See the Defamation Act 1996.",
     "The Standards Board for England decides.", "The Local Government Act 2000 applies.",
     "The Equalities Act 2010 applies.", "The Human Rights Act 1988 applies.",
     "The Online Safety Bill says so.", "It is deformation of character.",
     "Do not post what is slanderous.", "The Disability Discrimination Act applies."],
)  # fmt: skip
def test_law_that_needs_a_second_look(words):
    assert codes(words) == ["L3"]


@pytest.mark.parametrize(
    "words",
    ["The Data Protection Act 2018 replaced the Data Protection Act 1998.",
     "The Defamation Act 2013 and what is left of the Defamation Act 1996 apply.",
     "In Wales the Local Government Act 2000 applies.", "The Equality Act 2010 applies.",
     "The Human Rights Act 1998 and the Online Safety Act 2023 apply.",
     "Slander is spoken and libel is written.", "The Localism Act 2011 applies."],
)  # fmt: skip
def test_law_that_is_named_rightly_or_as_history(words):
    assert codes(words) == []


def test_a_law_was_right_in_its_day():
    assert codes("The Data Protection Act 1998 applies.", day=date(2016, 5, 16)) == []


@pytest.mark.parametrize(
    "words",
    ["Ask Mrs Thorne about it.", "Contact: Asha Thorne", "Contact Asha Thorne, who knows.",
     "Asha Thorne on 01632 960005", "Write to asha.thorne@fernley.example.",
     "Ring 07700 900123.", "Councillor Asha Thorne leads."],
)  # fmt: skip
def test_a_person_in_the_text(words):
    assert codes(words) == ["L2"]


@pytest.mark.parametrize(
    "words",
    ["Contact the Monitoring Officer.", "Contact Democratic Services, who know.",
     "Write to democratic.services@fernley.example.", "Member Safety Lead on 01632 960005",
     "Ring 01632 960005.", "The Councillor Conduct Code applies.", "Ask Fernley Borough Council."],
)  # fmt: skip
def test_a_post_in_the_text(words):
    assert codes(words) == []


def test_one_person_is_told_once():
    assert codes("Contact: Asha Thorne on 01632 960005, or Asha Thorne at 01632 960006") == ["L2"]


@pytest.mark.parametrize(
    "contact",
    [Contact(name="Asha Thorne"), Contact(name="Dr Thorne-Bell Asha"),
     Contact(name="Democratic Services", email="asha.thorne@fernley.example"),
     Contact(name="Democratic Services", telephone="07700 900 123")],
)  # fmt: skip
def test_a_person_among_the_contacts(contact):
    [remark] = remarks_on(text("Be kind.", contacts=(contact,)))
    assert remark.code == "L2"
    assert remark.sentence.startswith(f"The contact “{contact.name}” ")


def test_posts_among_the_contacts():
    posts = (
        Contact(name="Monitoring Officer", email="monitoring.officer@fernley.example"),
        Contact(name="Member Safety Lead", email="member.safety@fernley.example"),
        Contact(name="HR Advice Team", telephone="01632 960005"),
        Contact(name="The clerk"),
    )
    assert codes(text("Be kind.", contacts=posts)) == []
