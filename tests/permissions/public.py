"""The public door: what each of its pages answers to whom, text by text.

Nothing here is taken from the code. A page that is not for somebody must look to them as if there
were none: 404, whatever there is. Only a text for members says “sign in” to whoever has not.
"""

from collections.abc import Iterator

from tests.permissions import accounts
from tests.permissions.places import address_of
from tests.permissions.scene import Scene

# To a reader, to a member who signed in, to every officer.
Answers = tuple[str, str, str]
EVERYONE: Answers = ("200", "200", "200")
MEMBERS: Answers = ("sign in", "200", "200")
OFFICERS: Answers = ("404", "404", "200")
NOBODY: Answers = ("404", "404", "404")
REFUSED: Answers = ("405", "405", "405")
BY_LAW: Answers = ("451", "451", "451")

# Who may read which text on the public pages.
TEXTS = {
    "marigold": EVERYONE,
    "larkspur": EVERYONE,
    "wormwood": EVERYONE,
    "comfrey": EVERYONE,
    "mandrake": EVERYONE,
    "deadnettle": EVERYONE,
    "tansyleaf": MEMBERS,
    "hellebore": OFFICERS,
    "monkshood": OFFICERS,
    "nettlewort": NOBODY,
    "oxtongue": NOBODY,
    "foxglove": NOBODY,
    "aconite": NOBODY,
    "burdock": NOBODY,
}
# The pages about a document show its public texts if it has any: its whole shelf counts.
OF_DOCUMENTS = {**TEXTS, "monkshood": EVERYONE, "oxtongue": EVERYONE}

DOCUMENT, VERSION = "/documents/<slug>/", "/documents/<slug>/versions/<number>/"
PAGES_OF_A_DOCUMENT = (
    DOCUMENT,
    f"{DOCUMENT}history/",
    f"{DOCUMENT}compare/",
    f"{DOCUMENT}on/<written>/",
    f"{DOCUMENT}sections/<lineage>/",
)
PAGES_OF_A_VERSION = (
    VERSION,
    f"{VERSION}approval/",
    f"{VERSION}approval.csv",
    f"{VERSION}<name>",
    f"{VERSION}ask-for-another-format/",
    f"{DOCUMENT}compare/<before>/<after>/",
)
# These tell everyone the same: texts for members are not in them, whoever asks.
ONLY_FOR_EVERYONE = (f"{DOCUMENT}feed.atom", f"{DOCUMENT}subscribe/", "/api/documents/<slug>",
                     "/api/documents/<slug>/on/<written>")  # fmt: skip
ONLY_VERSIONS_FOR_EVERYONE = (
    "/api/documents/<slug>/versions/<number>",
    "/api/documents/<slug>/versions/<number>/text",
)
# What differs from its text: the exact words that the law hides, and sections of a text hidden
# whole. A day without one asks for one.
OTHERWISE = {
    (f"{VERSION}<name>", "mandrake"): BY_LAW,
    (f"{VERSION}<name>", "deadnettle"): BY_LAW,
    ("/api/documents/<slug>/versions/<number>/text", "mandrake"): BY_LAW,
    ("/api/documents/<slug>/versions/<number>/text", "deadnettle"): BY_LAW,
    (f"{DOCUMENT}sections/<lineage>/", "deadnettle"): NOBODY,
}
FILES = {
    "marigold": EVERYONE,
    "larkspur": EVERYONE,
    "tansyleaf": MEMBERS,
    "hellebore": OFFICERS,
    "monkshood": OFFICERS,
    "mandrake": BY_LAW,
    "deadnettle": BY_LAW,
}
# By document, version and language: one submitted, one begun, one of a text for members, one of
# a text in review, none.
TRANSLATIONS = {
    ("open", "2.0", "cy"): EVERYONE,
    ("open", "2.0", "ur"): NOBODY,
    ("inner", "1.0", "cy"): MEMBERS,
    ("reviewed", "1.0", "cy"): NOBODY,
    ("inmost", "1.0", "cy"): NOBODY,
}
# Pages of no one text. What needs a secret address is for whoever has it.
OTHERS = {
    "/": EVERYONE,
    "/members/": MEMBERS,
    "/at-a-glance/": EVERYONE,
    "/search/": EVERYONE,
    "/dos-and-donts/": EVERYONE,
    "/risks/": EVERYONE,
    "/law/": EVERYONE,
    "/glossary/": EVERYONE,
    "/verify/": EVERYONE,
    "/accessibility/": EVERYONE,
    "/privacy/": EVERYONE,
    "/register/": EVERYONE,
    "/register.csv": EVERYONE,
    "/register.json": EVERYONE,
    "/register.atom": EVERYONE,
    "/subscribe/": EVERYONE,
    "/subscribe/confirm/<token>/": EVERYONE,
    "/subscribe/leave/<token>/": EVERYONE,
    "/report-a-problem/": EVERYONE,
    "/report-a-problem/<reference>/": EVERYONE,
    f"{VERSION}ask-for-another-format/<reference>/": EVERYONE,
    "/consultation/<token>/": EVERYONE,
    "/calendar/<token>.ics": EVERYONE,
    "/api/openapi.json": EVERYONE,
    "/api/<rest>": NOBODY,
    "/sitemap.xml": EVERYONE,
    "/sitemap-<section>.xml": EVERYONE,
    "/robots.txt": EVERYONE,
    "/fonts.css": EVERYONE,
    "/council.css": EVERYONE,
    "/livez": EVERYONE,
    # No clock runs here, which an alarm is told.
    "/readyz": ("503", "503", "503"),
    # No contact is set here.
    "/.well-known/security.txt": NOBODY,
    **{route: asked for route, (asked, _sent) in accounts.PAGES.items()},
    # Without a day it asks for one.
    f"{DOCUMENT}on/": ("400", "400", "400"),
    f"{DOCUMENT}on/<written>/certificate.pdf": EVERYONE,
}
# Whoever has an address that is a secret of somebody reads there what is theirs: a reader’s own
# address for letters, the text that a consultee is asked about, what an officer’s calendar names.
TOLD_AT_SECRET_ADDRESSES = {
    "/subscribe/confirm/<token>/": {"speedwell"},
    "/subscribe/leave/<token>/": {"speedwell"},
    "/consultation/<token>/": {"foxglove"},
    "/calendar/<token>.ics": {"vetchling", "foxglove", "monkshood", "hellebore", "tansyleaf"},
}
# What may be sent, and what comes of sending nothing: the form again, or what is missing. Every
# other address refuses, whatever there is.
SENT = {
    "/verify/": ("400", "400", "400"),
    "/subscribe/": EVERYONE,
    "/subscribe/confirm/<token>/": EVERYONE,
    "/subscribe/leave/<token>/": EVERYONE,
    "/report-a-problem/": EVERYONE,
    "/report-a-problem/<reference>/": EVERYONE,
    f"{VERSION}ask-for-another-format/<reference>/": EVERYONE,
    "/consultation/<token>/": EVERYONE,
    **{route: sent for route, (_asked, sent) in accounts.PAGES.items()},
}
SENT_OF_A_VERSION = f"{VERSION}ask-for-another-format/"
SENT_OF_A_DOCUMENT = f"{DOCUMENT}subscribe/"


def routes() -> set[str]:
    """Every route that the tables above speak of."""
    of_texts = (*PAGES_OF_A_DOCUMENT, *PAGES_OF_A_VERSION, *ONLY_FOR_EVERYONE)
    of_languages = (f"{DOCUMENT}<language>/", f"{VERSION}<language>/", "/files/<sha256>/<name>")
    return {*of_texts, *ONLY_VERSIONS_FOR_EVERYONE, *of_languages, *OTHERS}


def pages(scene: Scene) -> Iterator[tuple[str, str, Answers]]:
    """Yield the route and an address of every page, and what it answers."""
    for word, answers in OF_DOCUMENTS.items():
        for route in PAGES_OF_A_DOCUMENT:
            yield route, address_of(route, word, scene), OTHERWISE.get((route, word), answers)
        for route in ONLY_FOR_EVERYONE:
            public = EVERYONE if answers is EVERYONE else NOBODY
            yield route, address_of(route, word, scene), public
    for word, answers in TEXTS.items():
        for route in PAGES_OF_A_VERSION:
            yield route, address_of(route, word, scene), OTHERWISE.get((route, word), answers)
        for route in ONLY_VERSIONS_FOR_EVERYONE:
            public = EVERYONE if answers is EVERYONE else NOBODY
            yield route, address_of(route, word, scene), OTHERWISE.get((route, word), public)
    for (slug, number, language), answers in TRANSLATIONS.items():
        yield f"{DOCUMENT}<language>/", f"/documents/{slug}/{language}/", answers
        address = f"/documents/{slug}/versions/{number}/{language}/"
        yield f"{VERSION}<language>/", address, answers
    for word, answers in FILES.items():
        yield "/files/<sha256>/<name>", scene.shelf.file_of(word), answers
    for route, answers in OTHERS.items():
        yield route, address_of(route, "marigold", scene), answers


def sent(scene: Scene) -> Iterator[tuple[str, str, Answers]]:
    """Yield the route and an address of every page, and what it answers to a form."""
    for route in routes():
        answers = SENT.get(route, REFUSED)
        if route not in (SENT_OF_A_VERSION, SENT_OF_A_DOCUMENT):
            yield route, address_of(route, "marigold", scene), answers
    for word, answers in TEXTS.items():
        yield SENT_OF_A_VERSION, address_of(SENT_OF_A_VERSION, word, scene), answers
    for word, answers in OF_DOCUMENTS.items():
        public = EVERYONE if answers is EVERYONE else NOBODY
        yield SENT_OF_A_DOCUMENT, address_of(SENT_OF_A_DOCUMENT, word, scene), public
