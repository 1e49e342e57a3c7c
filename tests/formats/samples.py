"""An invented council's texts, ordinary and awkward, for the tests of the formats."""

from dataclasses import replace
from datetime import date
from hashlib import md5

from policies.domain.content import (
    Contact,
    GuidanceItem,
    ItemKind,
    Kind,
    LawReference,
    RelatedDocument,
    Section,
    VersionContent,
)
from policies.domain.record import DecisionRecord, PublicationRecord

DAY = date(2026, 5, 3)
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

DEFAMATION = LawReference(
    code="defamation-2013",
    short_title="Defamation Act 2013",
    provision="section 1",
    jurisdictions=("E", "W"),
    topic="defamation",
    summary="You may have to pay for serious harm that a false statement of yours does.",
    care="Sharing somebody else’s statement can count as making it.",
    address="https://www.legislation.gov.uk/ukpga/2013/26/section/1",
    checked_on="2026-05-03",
)
EQUALITY = LawReference(
    code="equality-2010",
    short_title="Equality Act 2010",
    provision="section 149",
    jurisdictions=("E", "W", "S"),
    summary="The council must have regard to equality in all that it does.",
    address="https://example.org/an-address-that-nobody-confirmed",
)


def law(**changes: object) -> LawReference:
    """The confirmed reference, with these changes."""
    return replace(DEFAMATION, **changes)  # type: ignore[arg-type]


HEADINGS = (
    ("1", "Introduction"),
    ("2", "Scope"),
    ("3", "What we mean by social media"),
    ("4", "Why members use it"),
    ("5", "The code of conduct online"),
    ("6", "Dos and don’ts"),
    ("7", "Risks"),
    ("8", "The law"),
    ("9", "Elections"),
    ("10", "When something goes wrong"),
    ("11", "Review"),
)

PROSE = """\
Members of Brackenmoor Borough Council speak with residents every day, in the street, by
letter and online. What is fitting in a public meeting is fitting online, and what would be
out of order in the chamber is out of order in a post that a thousand people may read.

This part says what members can expect of the council, and what the council expects of them.
If you are *not sure* whether to post, ask **before** you post: the contacts are at the end.
"""

LISTS = """\
A member's account may be:

1. a personal account, on which the member says that views are personal;

2. a member account, used for the ward and for casework:

    - with the member's name and ward;
    - without the council's crest;

3. a party account, to which this policy applies in part.

Read the [**national** guidance *for councillors*](https://example.org/guidance) first.
"""

TABLE = """\
| Platform | Who answers | How soon |
| --- | --- | --- |
| Short posts | Communications team | Same day |
| Video | Communications team | 2 working days |
| Ward group | The member |
"""


def item(
    kind: ItemKind, text: str, reason: str = "", *, is_key_point: bool = False
) -> GuidanceItem:
    """A guidance item in one line."""
    return GuidanceItem(kind=kind, text=text, reason=reason, is_key_point=is_key_point)


ITEMS = (
    item(ItemKind.DO, "Say who you are.", "Residents trust a name.", is_key_point=True),
    item(ItemKind.DO, "Check a claim before you share it."),
    item(ItemKind.DO, "Keep casework in private messages or, better, in e-mail."),
    item(
        ItemKind.DONT,
        "Post about a planning application before the committee has decided.",
        "You could be found to have made up your mind.",
        is_key_point=True,
    ),
    item(ItemKind.DONT, "Answer abuse with abuse."),
    item(ItemKind.TIP, "Wait an hour before you answer a post that made you angry."),
    item(ItemKind.RISK, "A post can be copied before you delete it."),
    item(ItemKind.BENEFIT, "Residents who never come to a meeting hear from you."),
)


def section(number: str, heading: str, markdown: str = PROSE, **more: object) -> Section:
    """A section with a lineage of its own."""
    lineage = md5(f"{number} {heading}".encode(), usedforsecurity=False).hexdigest()
    return Section(
        lineage=lineage, printed_number=number, heading=heading, markdown=markdown, **more
    )  # type: ignore[arg-type]


def policy(**changes: object) -> VersionContent:
    """A policy of eleven sections with one of everything."""
    bodies = {"3": LISTS, "10": f"{PROSE}\n{TABLE}\n### A worked case\n\n{PROSE}"}
    more = {
        "6": {"items": ITEMS},
        "8": {"laws": (DEFAMATION.code, EQUALITY.code)},
    }
    fields: dict[str, object] = {
        "reference": "POL-014",
        "slug": "social-media-policy-for-members",
        "number": "2.2",
        "title": "Social media policy for members",
        "kind": Kind.POLICY,
        "council": "Brackenmoor Borough Council",
        "summary": "How members use social media well, and what to do when it goes wrong.",
        "audience": "Elected and co-opted members",
        "coverage": "All accounts on which a member acts or appears to act as a member",
        "classification": "Public",
        "keywords": ("social media", "members", "conduct"),
        "author_post": "Monitoring Officer",
        "owner_post": "Head of Democratic Services",
        "change_class": "minor",
        "change_summary": "The part on elections now names the period of heightened sensitivity.",
        "change_reason": "The law on election material changed.",
        "sections": tuple(
            section(number, heading, bodies.get(number, PROSE), **more.get(number, {}))
            for number, heading in HEADINGS
        ),
        "contacts": (
            Contact(
                name="Monitoring Officer",
                purpose="conduct and interests",
                email="monitoring.officer@example.org",
                telephone="01632 960 123",
            ),
        ),
        "related": (
            RelatedDocument(title="Members’ code of conduct", address="https://example.org/code"),
        ),
        "laws": (DEFAMATION, EQUALITY),
    }
    return VersionContent(**(fields | changes))  # type: ignore[arg-type]


def decision(**changes: object) -> DecisionRecord:
    """The decision of a committee to adopt the policy."""
    fields: dict[str, object] = {
        "body": "Standards Committee",
        "decided_on": date(2026, 4, 14),
        "outcome": "approved",
        "minute_reference": "SC/26/31",
        "resolution": "That the policy be adopted.",
    }
    return DecisionRecord(**(fields | changes))  # type: ignore[arg-type]


def record(**changes: object) -> PublicationRecord:
    """The record of a version that a committee approved."""
    fields: dict[str, object] = {
        "sha256": HASH,
        "in_force_from": DAY,
        "next_review_on": date(2028, 5, 3),
        "decisions": (decision(),),
        "check_address": "https://policies.example.org/documents/social-media-policy-for-members/",
        "other_formats": "Large print is on the same page. For Braille ask the Monitoring Officer.",
    }
    return PublicationRecord(**(fields | changes))  # type: ignore[arg-type]
