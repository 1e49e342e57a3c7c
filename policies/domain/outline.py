"""The sections that a members' policy usually has, in the order in which members read them.

A council keeps its own headings; the key is a tag beside them, so that search, comparison
and the officer's desk find "Legal issues" and "The law and you" under one name.
"""

import re
from dataclasses import dataclass

from policies.domain.content import Kind
from policies.domain.language import gettext_noop

_RULES = frozenset({Kind.POLICY, Kind.PROTOCOL})
_ADVICE = frozenset({Kind.GUIDANCE, Kind.GUIDELINES})
_ALL = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """One canonical section: its key, its plain name, and the words that headings use for it.

    A phrase with "=" before it must be the whole heading: "Background" says something,
    "Background papers" something else.
    """

    key: str
    label: str
    phrases: tuple[str, ...]
    expected_for: frozenset[Kind] = frozenset()


OUTLINE: tuple[OutlineSection, ...] = (
    OutlineSection(
        "at-a-glance",
        gettext_noop("At a glance"),
        ("at a glance", "key points", "key messages", "=summary", "in brief", "golden rules"),
        frozenset({Kind.LEAFLET}),
    ),
    OutlineSection(
        "purpose",
        gettext_noop("Purpose"),
        ("purpose", "aim", "aims", "introduction", "=objective", "=objectives", "overview",
         "why we have this", "about this policy", "about this guidance", "=background",
         "policy statement"),
        _ALL - {Kind.LEAFLET},
    ),
    OutlineSection(
        "scope",
        gettext_noop("Scope"),
        ("scope", "=coverage", "who this applies to", "who does this apply to",
         "who it applies to", "who is covered", "application of this policy", "=application"),
        _RULES | _ADVICE,
    ),
    OutlineSection(
        "definitions",
        gettext_noop("Definitions"),
        ("definition", "definitions", "what is social media", "what do we mean", "glossary",
         "meaning of terms", "terminology", "interpretation", "types of social media"),
    ),
    OutlineSection(
        "capacity",
        gettext_noop("Capacity"),
        ("capacity", "your role", "role as a councillor", "personal use", "private use",
         "personal and private", "public and private", "private life", "acting as a member",
         "acting as a councillor", "personal accounts", "blurred identities",
         "official capacity", "party political"),
        _RULES | _ADVICE,
    ),
    OutlineSection(
        "code-of-conduct",
        gettext_noop("Code of conduct"),
        ("code of conduct", "members code", "standards of conduct", "standards of behaviour",
         "expected behaviour", "=conduct", "nolan principles", "principles of public life"),
    ),
    OutlineSection(
        "benefits",
        gettext_noop("Benefits"),
        ("benefit", "benefits", "benefits and risks", "advantages", "opportunities",
         "why use social media", "why use it", "need social media", "reasons to use"),
    ),
    OutlineSection(
        "risks",
        gettext_noop("Risks"),
        ("=risk", "risks", "pitfalls", "dangers", "potential problems", "things to watch",
         "risks and problems"),
    ),
    OutlineSection(
        "legal",
        gettext_noop("Legal issues"),
        ("legal", "legal issues", "legal implications", "legal considerations",
         "legal framework", "the law", "=law", "legislation", "libel", "defamation", "copyright",
         "data protection", "harassment", "=equality"),
        _RULES | _ADVICE,
    ),
    OutlineSection(
        "elections",
        gettext_noop("Elections"),
        ("election", "elections", "pre election period", "preelection period", "purdah",
         "=electoral", "imprint", "imprints", "publicity code", "political publicity"),
    ),
    OutlineSection(
        "decision-making",
        gettext_noop("Decisions, bias and predetermination"),
        ("predetermination", "pre determination", "bias", "decision making", "=planning",
         "=licensing", "quasi judicial"),
    ),
    OutlineSection(
        "confidentiality",
        gettext_noop("Confidentiality"),
        ("confidentiality", "confidential", "confidential information", "exempt information"),
    ),
    OutlineSection(
        "dos-and-donts",
        gettext_noop("Dos and don’ts"),
        ("dos and donts", "do and dont", "dos", "donts", "dont", "top tips", "tips",
         "hints and tips", "good practice", "best practice", "think before you post",
         "advice for using", "rules of engagement", "practical advice"),
        frozenset({Kind.LEAFLET}),
    ),
    OutlineSection(
        "accounts-and-security",
        gettext_noop("Accounts and security"),
        ("=security", "account security", "setting up", "passwords", "=accounts",
         "setting up an account", "privacy settings"),
    ),
    OutlineSection(
        "privacy-and-images",
        gettext_noop("Privacy and images"),
        ("=privacy", "=images", "photographs", "personal information", "safeguarding",
         "children and young people", "photos and videos"),
    ),
    OutlineSection(
        "moderation",
        gettext_noop("Comments by others"),
        ("moderation", "moderating", "comments by others", "=monitoring", "house rules",
         "removing comments", "blocking"),
    ),
    OutlineSection(
        "meetings",
        gettext_noop("In meetings"),
        ("meeting", "meetings", "council meetings", "use in council meetings",
         "filming and recording", "during meetings"),
    ),
    OutlineSection(
        "speaking-for-the-council",
        gettext_noop("Speaking for the council"),
        ("speaking for the council", "speaking on behalf", "on behalf of the council",
         "spokesperson", "media enquiries", "press enquiries", "corporate accounts",
         "official accounts", "council accounts"),
    ),
    OutlineSection(
        "council-resources",
        gettext_noop("Council resources"),
        ("council resources", "use of resources", "council equipment", "council devices",
         "access to social media", "=equipment", "ict facilities"),
    ),
    OutlineSection(
        "abuse-and-wellbeing",
        gettext_noop("Abuse and wellbeing"),
        ("abuse", "wellbeing", "well being", "trolling", "trolls", "online abuse",
         "cyberbullying", "cyber bullying", "bullying", "personal safety", "threats"),
    ),
    OutlineSection(
        "artificial-content",
        gettext_noop("Artificial content"),
        ("artificial intelligence", "artificial content", "ai", "deepfakes", "deep fakes",
         "altered images", "misinformation", "fake news"),
    ),
    OutlineSection(
        "private-groups",
        gettext_noop("Private groups and messaging"),
        ("private groups", "messaging", "messaging apps", "instant messaging", "closed groups",
         "private messages", "=records"),
    ),
    OutlineSection(
        "responsibilities",
        gettext_noop("Responsibilities"),
        ("responsibility", "responsibilities", "roles and responsibilities", "accountability",
         "who is responsible"),
        _ALL - {Kind.LEAFLET},
    ),
    OutlineSection(
        "training-and-support",
        gettext_noop("Training and support"),
        ("training", "=support", "training and support", "help for members"),
    ),
    OutlineSection(
        "complaints-and-breach",
        gettext_noop("Complaints and breaches"),
        ("complaint", "complaints", "breach", "breaches", "misuse", "non compliance",
         "sanctions", "enforcement", "reporting concerns", "misuse of social media"),
    ),
    OutlineSection(
        "related-documents",
        gettext_noop("Related documents"),
        ("related documents", "related policies", "related guidance", "other policies",
         "links to other policies", "associated documents", "further reading",
         "supporting documents", "read with"),
    ),
    OutlineSection(
        "contact",
        gettext_noop("Contact"),
        ("contact", "contacts", "further information", "further guidance", "further advice",
         "advice and guidance", "more information", "enquiries", "where to get help",
         "contact details", "who to ask"),
        _ALL,
    ),
    OutlineSection(
        "document-control",
        gettext_noop("Document control"),
        ("document control", "document attributes", "document information", "version control",
         "document history", "version history", "revision history", "document approval",
         "=review", "review date", "policy review", "monitoring and review",
         "review and monitoring", "approval and review"),
        _ALL - {Kind.LEAFLET},
    ),
)  # fmt: skip

_LABELS = {section.key: section.label for section in OUTLINE}
_APOSTROPHES = re.compile(r"['’‘`´]")
_WORD = re.compile(r"[^\W\d_]+")


def _spoken(heading: str) -> str:
    """The words of a heading alone: no numbers, marks or capitals."""
    words = _WORD.findall(_APOSTROPHES.sub("", heading[:400]).casefold().replace("&", " and "))
    return " ".join(words)


_BY_PHRASE = sorted(
    (
        (phrase.removeprefix("="), order, section.key, phrase.startswith("="))
        for order, section in enumerate(OUTLINE)
        for phrase in section.phrases
    ),
    key=lambda row: (-row[0].count(" "), -len(row[0]), row[1]),
)


def key_for(heading: str) -> str:
    """Return the key of the section that this heading names, or "" if none is known.

    A heading that is a known phrase wins; otherwise the longest known phrase inside it,
    and of two as long the one that members read first. Never raises.
    """
    spoken = _spoken(heading)
    padded = f" {spoken} "
    for phrase, _, key, _ in _BY_PHRASE:
        if phrase == spoken:
            return key
    # One bare word inside a long heading says little about what the section is.
    is_short = spoken.count(" ") < 12
    return next(
        (
            key
            for phrase, _, key, is_whole in _BY_PHRASE
            if is_short and not is_whole and f" {phrase} " in padded
        ),
        "",
    )


def label_for(key: str) -> str:
    """Return the plain name of a canonical section, or "" if the key is not one."""
    return _LABELS.get(key, "")


def expected_keys(kind: Kind) -> tuple[str, ...]:
    """Return the keys that a text of this kind is expected to have, in reading order."""
    return tuple(section.key for section in OUTLINE if kind in section.expected_for)
