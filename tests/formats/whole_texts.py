"""Whole texts, ordinary, hard, long and in other languages, of which every format is made."""

from itertools import count

from policies.domain.content import Kind, VersionContent
from policies.domain.markdown import as_plain_text
from policies.domain.record import PublicationRecord
from tests.formats import samples
from tests.formats.hard_cases import HARD

# What a text may link to, where some of it leads nowhere outside the portal.
LINKS = """\
[a section](#{anchor}), [no section](#s-000000000000), [our register](/documents/register/),
[a loose page](register.html), [a broken address](http://[example.org),
[spaces and brackets](<https://example.org/a b?q=[1]&r=100%>), **[a](https://example.org/c)**.
"""
URDU = """\
اراکین سوشل میڈیا پر وہی ذمہ داری رکھتے ہیں جو ایوان میں ہے۔ سوال ہو تو 01632 960 123 پر فون کریں۔

1. پہلے سوچیں۔
2. پھر **لکھیں**۔

| کون | کب |
| --- | --- |
| مانیٹرنگ افسر | 3 May 2026 |
"""
BENGALI = """\
সদস্যরা সভায় যেমন দায়িত্বশীল, অনলাইনেও তেমন। প্রশ্ন থাকলে 01632 960 123 নম্বরে ফোন করুন।

1. আগে ভাবুন।
2. তারপর **লিখুন**।
"""
WELSH = "Mae aelodau’n gyfrifol ar-lein fel y maent yn y siambr. Ffoniwch 01632 960 123.\n"


def bare() -> VersionContent:
    """A text with nothing but a title."""
    return VersionContent(reference="", slug="bees", number="0.1", title="Bees", kind=Kind.LEAFLET)


def hard() -> VersionContent:
    """Everything that broke a file once, in sections of three levels."""
    anchor = samples.section("1", "Links").anchor
    parts = [samples.section("1", "Links", LINKS.format(anchor=anchor))]
    parts += [
        samples.section(f"{place}.1", case, HARD[case], level=1 + place % 3, items=samples.ITEMS)
        for place, case in zip(count(2), HARD, strict=False)
    ]
    parts.append(samples.section("", "", HARD["spans"], laws=(samples.DEFAMATION.code,)))
    return samples.policy(sections=tuple(parts), title="A “b” & <c> \x01 'd'")


def long() -> VersionContent:
    """A document of sixty sections."""
    parts = (samples.section(str(n), f"Part {n}") for n in range(1, 61))
    return samples.policy(sections=tuple(parts))


def translated(language: str, title: str, body: str) -> VersionContent:
    """A short text in another language."""
    item = samples.item(samples.ItemKind.DO, as_plain_text(body).split("\n")[0], is_key_point=True)
    part = samples.section("1", title, body, items=(item,))
    return samples.policy(language=language, title=title, sections=(part,))


RECORD = samples.record()
WHOLE = {
    "ordinary": (samples.policy(), RECORD),
    "bare": (bare(), PublicationRecord(sha256=samples.HASH)),
    "hard": (hard(), RECORD),
    "long": (long(), RECORD),
    "Urdu": (translated("ur", "سوشل میڈیا", URDU), RECORD),
    "Bengali": (translated("bn", "সামাজিক মাধ্যম", BENGALI), RECORD),
    "Welsh": (translated("cy", "Y cyfryngau cymdeithasol", WELSH), RECORD),
}
# What is in force in the demonstration, which the fixture ‘text’ gives: documents, translations.
IN_FORCE = (
    "social-media-policy",
    "social-media-guidance",
    "digital-engagement-strategy",
    "staff-guidelines",
    "filming-protocol",
    "at-a-glance",
    "at-a-glance bn",
    "at-a-glance cy",
    "at-a-glance ur",
)
EVERY = (*WHOLE, *IN_FORCE)
IN_BENGALI = {"Bengali", "at-a-glance bn"}
