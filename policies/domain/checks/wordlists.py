"""The words that the checks look for, as data: words for staff, networks, laws, posts, slips.

Facts about law and networks carry the day from which they hold, so that a text of 2016 is
not told what changed in 2023. They are advice to an officer, who confirms each against the
law register.
"""

import re
from dataclasses import dataclass
from datetime import date

_I = re.IGNORECASE


def any_of(*patterns: str) -> re.Pattern[str]:
    """Return one pattern for whole words that match any of these, capitals or small letters."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", _I)


# L1: a rule for members that speaks of employment.
STAFF_WORDS = any_of(
    "employees?", r"gross misconduct", r"line managers?", "dismissal", "dismissed",
    r"contracts? of employment", r"conditions of employment", r"all staff", r"staff handbook",
    "workplace", r"disciplinary (?:action|procedures?|process|proceedings|rules|offences?)",
    r"working hours", r"members of staff (?:must|should|may|will)", r"your manager",
)  # fmt: skip
# The same words are in place where the text says that staff have rules of their own.
STAFF_ELSEWHERE = re.compile(
    r"\b(?:does|do) not (?:apply|cover)\b|\bof their own\b|\bfor employees\b|\bemployee code\b"
    r"|\bseparate\b|\brather than\b|\bnot (?:an |as )?employees?\b"
    r"|\b(?:towards?|respect|bully\w*|harass\w*|threaten\w*|abus\w*|criticis\w*) "
    r"(?:of |the |any |an |council |council’s |its )*employees?\b",
    _I,
)


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class OutOfDate:
    """A name that stopped being right on a day, and what to write in its place."""

    pattern: re.Pattern[str]
    advice: str
    since: date = date.min
    unless: re.Pattern[str] | None = None


def _outdated(pattern: str, advice: str, since: int = 1, unless: str = "") -> OutOfDate:
    return OutOfDate(
        re.compile(pattern, _I),
        advice,
        date(since, 1, 1),
        re.compile(unless, _I) if unless else None,
    )


_WALES = r"\b(?:wales|welsh|cymru)\b"
_NORTHERN_IRELAND = r"\bnorthern ireland\b"
# L3, from the law register: repealed, replaced, or not by its right name.
LAWS = (
    _outdated(r"\bdata protection act,? (?:of )?\(?(?:1984|1998)",
              "the Data Protection Act 2018 and the UK GDPR replaced it", 2019),
    _outdated(r"\bdefamation act,? (?:of )?\(?(?:1952|1996)",
              "cite the Defamation Act 2013 first, which holds the defences used now", 2014,
              r"\bdefamation act,? (?:of )?\(?2013|" + _NORTHERN_IRELAND),
    _outdated(r"\b(?:libel and slander|slander and libel) act",
              "there is no such Act; the Defamation Act 2013 is meant"),
    _outdated(r"\bstandards board for england", "it was abolished in 2012", 2013),
    _outdated(r"\blocal government act,? (?:of )?\(?2000",
              "in England the Localism Act 2011 replaced its part on conduct", 2013, _WALES),
    _outdated(r"\b(?:model code of conduct\)? (?:order )?2007|2007 (?:model )?code of conduct)",
              "the Localism Act 2011 ended it in England", 2013, _WALES),
    _outdated(r"\b(?:race relations|sex discrimination|disability discrimination) act",
              "the Equality Act 2010 replaced it", 2011, _NORTHERN_IRELAND),
    _outdated(r"\bequalit(?:ies act(?: 2010)?|y act (?!2010|2006)\d{4})",
              "its name is the Equality Act 2010", 2011),
    _outdated(r"\bhuman rights act (?!1998)\d{4}", "its name is the Human Rights Act 1998"),
    _outdated(r"\bcomputer misuse act (?!1990)\d{4}", "its name is the Computer Misuse Act 1990"),
    _outdated(r"\blocalism act (?!2011)\d{4}", "its name is the Localism Act 2011"),
    _outdated(r"\bfreedom of information act (?!2000|2002|2014)\d{4}",
              "its name is the Freedom of Information Act 2000"),
    _outdated(r"\bmalicious communications act (?!1988)\d{4}",
              "its name is the Malicious Communications Act 1988"),
    _outdated(r"\bcopyright act 1988|\bcopyright designs? (?:and )?patents? act",
              "its name is the Copyright, Designs and Patents Act 1988"),
    _outdated(r"\bonline (?:safety|harms) bill", "it became the Online Safety Act 2023", 2024),
    _outdated(r"\bsection 127\s?\(2\)\s?\((?:a|b)\)",
              "the Online Safety Act 2023 replaced these parts of the Communications Act 2003",
              2024),
    _outdated(r"\bcode of (?:recommended )?practice on (?:local government|council) publicity",
              "its name is the Code of Recommended Practice on Local Authority Publicity"),
    _outdated(r"\b(?:deformation|def[ai]mm?[ai]tion|slander) of charact[eo]r",
              "the word in law is defamation"),
)  # fmt: skip
# A law may be named as history.
AS_HISTORY = re.compile(
    r"\b(?:replac\w+|repeal\w+|abolish\w+|supersed\w+|former(?:ly)?|until|previous(?:ly)?|earlier"
    r"|used to|no longer|has become|became|renamed|once called|now (?:called|known|the|part|x)"
    r"|also known)\b|\bknown as\b",
    _I,
)
WRITTEN_SLANDER = re.compile(r"\bslander(?:ous|ed|ing)?\b", _I)
SPOKEN_OR_LIBEL = re.compile(r"\blibel|\bspoken\b|\bspeech\b|\bsay aloud\b|\bdefam", _I)

# L4: networks that closed or were renamed, each with the year after which a text should know.
PLATFORMS = (
    _outdated(r"\btwitter\b", "it is called X now", 2024, r"\bX\b"),
    _outdated(r"\b(?:re-?)?tweet(?:s|ed|ing|ers?)?\b",
              "the network is called X now; “post” suits every network", 2024),
    _outdated(r"\bgoogle\s?\+|\bgoogle plus\b", "it closed in 2019", 2019),
    _outdated(r"\bmyspace\b", "hardly anyone is left there", 2016),
    _outdated(r"\bbebo\b|\bfriends reunited\b|\borkut\b", "it closed", 2017),
    _outdated(r"\bperiscope\b", "it closed in 2021", 2021),
    _outdated(r"(?-i:\bVine\b)(?! (?:street|road|lane|inn|house|close|cottage|avenue|farm))",
              "it closed in 2017", 2017),
    _outdated(r"\bstorify\b|\bstumbleupon\b", "it closed in 2018", 2019),
    _outdated(r"\b(?:igtv|houseparty)\b", "it closed in 2021", 2022),
    _outdated(r"\bomegle\b", "it closed in 2023", 2024),
    _outdated(r"(?-i:\bSkype\b)", "it closed in 2025", 2026),
    _outdated(r"\bfacebook,? inc\b", "the company is called Meta now", 2022),
)  # fmt: skip

# L7: an address on the council's own drives.
INTERNAL_PATH = re.compile(
    r"(?<![A-Za-z])[A-Za-z]:\\[^\s\\|][^\s|]{0,80}|\\\\[A-Za-z0-9][\w.-]{0,60}\\[A-Za-z0-9]\w{0,60}"
    r"|\bfile:///?[^\s)|]{1,80}"
)
MISSPELT = any_of(
    "gudance", "guidence", "pintrest", "pinterst", "publically", "defammation", "defimation",
    "copywrite", "protecton", "councellors?", "councilers?", "lible", "harrass\\w*",
    "accomodat\\w*", "seperate\\w*", "recieve\\w*", "committment", "priviledge\\w*", "occured",
    "liase", "liason", "definately", "goverment", "complaintant", "independant",
)  # fmt: skip
DAMAGED = re.compile(r"â€.?|Ã[\u0080-\u00bf¢£©¨§±®¯³]|\ufffd|Â[£’‘“”]")

# Words that say that a name is of a post, a team or a body and not of a person.
POST_WORDS = any_of(
    "officers?", "managers?", "teams?", "council", "councillors?", "members?", "services?",
    "department", "directors?", "directorate", "head", "clerk", "leader", "lead", "executive",
    "communications?", "policy", "committee", "borough", "district", "county", "town", "parish",
    "city", "centre", "desk", "servicedesk", "helpdesk", "hall", "office", "group", "unit",
    "corporate", "democratic", "governance", "legal", "media", "press", "support", "people",
    "resources", "strategic", "interim", "assistant", "chief", "solicitor", "advice", "adviser",
    "advisor", "advisory", "safety", "safeguarding", "wellbeing", "help", "helpline", "hr", "it",
    "ict", "customer", "contact", "elections?", "electoral", "registration", "information",
    "complaints?", "standards", "monitoring", "section", "ombudsman", "commission(?:er)?",
    "association", "police", "union", "partnership", "board", "panel", "cabinet", "mayor", "chair",
    "secretary", "secretariat", "coordinator", "co-ordinator", "administrator", "specialist",
    "engagement", "digital", "web", "website", "general", "enquiries", "mailbox", "data",
    "protection", "records", "business", "training", "development", "equality", "diversity",
    "citizens", "victim", "trust", "charity", "society", "code", "conduct", "handbook", "charter",
    "guide", "guidance", "portal", "act", "formats", "accessibility", "translation", "audit",
    "finance", "housing", "planning", "licensing", "community", "communities", "public",
    "independent", "person", "deputy", "portfolio", "holder", "social", "no", "reply", "first",
    "last", "name", "surname", "firstname", "your",
)  # fmt: skip

# Abbreviations that need no explaining, and words that people shout in capitals.
WELL_KNOWN = _set_of(
    "UK EU US USA BBC ITV PDF HTML XML CSV IT ICT AI TV DVD CD ID HR NHS MP MPS MSP MS GP PC "
    "URL WWW SMS GDPR VAT PIN FAQ FAQS OK AM PM PA NI RNIB RNID BSL SIM GPS CCTV QR LGBT LGBTQ "
    "USB VPN CV PR PS AGM RSS HMRC DVLA MOT IP GCSE CEO"
)
SHOUTED = _set_of(
    "A ALL AND ANY ARE AS AT BE BUT BY CAN DO DONT FOR GO HAS HOW IF IN IS IT MAY MUST MY NEVER NO "
    "NONE NOT NOW OF OFF ON ONLY OR OUR OUT SET SO THAT THE THIS TO TOP UP US USE WE WHAT WHEN "
    "WHO WHY WILL YES YOU YOUR DRAFT END NOTE NEW SHALL TABLE PAGE PART STOP WITH FROM HAVE"
)
# Small words say nothing of the matter; two duties are alike in what they are about.
SMALL_WORDS = _set_of(
    "a an the of to in on for and or you your we they them their it its this that any all as at "
    "by with from be is are not no do if when which who councillor councillors member members "
    "also only always so"
)
