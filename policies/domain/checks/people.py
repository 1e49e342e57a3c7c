"""L2: people and their own numbers, where a post and its mailbox should stand."""

import re
from collections.abc import Iterator

from policies.domain.checks.draft import Draft
from policies.domain.checks.plain_text import PlainText
from policies.domain.checks.remark import Remark, shortened
from policies.domain.checks.wordlists import POST_WORDS
from policies.domain.content import Contact

_PART = r"[A-Z][a-z]{1,20}(?:[-'’][A-Z]?[a-z]{1,20})?"
_NAME = rf"{_PART}(?: [A-Z]\.?)?(?: {_PART}){{1,2}}"
_TITLED = re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.? ({_PART}(?: {_PART})?)")
_ASKED = re.compile(
    rf"(?i:\b(?:contact|ask|ring|call|e-?mail|write to|speak to|author|prepared by|written by))"
    rf"\s?:?\s({_NAME})(?=[\s,.;|)]|$)"
)
_NUMBERED = re.compile(rf"\b({_NAME}),? (?i:on|at|tel|telephone|ext)\b[^|.]{{0,12}}\d{{3}}")
_WHOLE_NAME = re.compile(rf"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor)\.? )?{_NAME}")
_MAILBOX = re.compile(r"\b([A-Za-z]{2,20})[._]([A-Za-z]{2,20})@[A-Za-z0-9][\w.-]{2,60}")
_MOBILE = re.compile(r"(?<![\d+])(?:\+44\s?\(?0?\)?\s?|0)7\d{3}[\s-]?\d{3}[\s-]?\d{3}\b")
_WHY = "People leave and posts stay. Name the post or the team, and its own mailbox."


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield a remark for each person, personal mailbox or mobile in the text or its contacts (L2).

    A name whose words are those of a post (“Member Safety Lead”) is not taken for a person.
    """
    for text in draft.texts:
        yield from _in_the_text(text)
    for contact in draft.content.contacts:
        yield from _in_a_contact(contact)


def _in_the_text(text: PlainText) -> Iterator[Remark]:
    met: set[str] = set()
    for pattern in (_TITLED, _ASKED, _NUMBERED, _MAILBOX, _MOBILE):
        for match in pattern.finditer(text.plain):
            words = shortened(match[1] if pattern in (_ASKED, _NUMBERED) else match[0], 60)
            name = match[0] if pattern in (_MAILBOX, _MOBILE) else match[1]
            if _is_a_post(name) or any(name in other for other in met):
                continue
            met.add(name)
            sort = {_MAILBOX: "a person’s own mailbox", _MOBILE: "a mobile number"}
            yield text.remark(
                "L2",
                f"“{words}” looks like {sort.get(pattern, 'the name of a person')}. {_WHY}",
                line=text.line_in_plain(match.start()),
                passage=text.sentence_at(match.start()),
            )


def _is_a_post(name: str) -> bool:
    return bool(POST_WORDS.search(re.sub(r"[._]|@.*", " ", name)))


def _in_a_contact(contact: Contact) -> Iterator[Remark]:
    name = " ".join(contact.name[:200].split())
    if _WHOLE_NAME.fullmatch(name) and not _is_a_post(name):
        yield _about(contact, f"looks like the name of a person. {_WHY}", name)
    mailbox = _MAILBOX.fullmatch(contact.email.strip())
    if mailbox and not _is_a_post(mailbox[0]):
        yield _about(contact, f"has a person’s own mailbox ({mailbox[0]}). {_WHY}", mailbox[0])
    if _MOBILE.search(contact.telephone):
        yield _about(
            contact,
            f"has a mobile number ({contact.telephone[:40]}). Give the number of the office, "
            "unless the mobile belongs to the post.",
            contact.telephone,
        )


def _about(contact: Contact, words: str, passage: str) -> Remark:
    return Remark(
        code="L2",
        sentence=f"The contact “{shortened(contact.name, 60)}” {words}",
        blocks=False,
        passage=shortened(passage),
    )
