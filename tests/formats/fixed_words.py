"""The fixed words of the files as they stand in code and templates, and their translations."""

import ast
import gettext
import re
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "policies"
TEMPLATES = HOUSE.parent / "templates" / "formats"
# What the ground floor says in files, besides what only pages say.
OF_THE_GROUND_FLOOR = (
    "Policy", "Guidance", "Strategy", "Guidelines", "Protocol", "Leaflet",
    "Do", "Don’t", "Tip", "Risk", "Benefit",
    "Approved", "Approved as amended", "Rejected", "Returned", "Approved in principle",
    "Recommended", "Deferred", "Noted", "Ratified", "Not ratified",
    "New", "Substantive", "Minor", "key point",
    "is read with", "implements", "supports", "adopts", "is an appendix of",
)  # fmt: skip
# Rows of the table of formats are words of pages, and the rest is told to officers, in English.
OF_PAGES = {
    "__init__.py", "apart.py", "atom.py", "comparison.py", "day_certificate.py", "needs.py",
    "workshop.py",
}  # fmt: skip

_QUOTED = re.compile(r"(?:translate |_\()\"([^\"]+)\"")
_BLOCK = re.compile(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", re.DOTALL)
_MARKS = {"_", "gettext_noop"}


@cache
def fixed_words():
    """Return every sentence and word of the files that readers of other languages must get."""
    found = set(OF_THE_GROUND_FLOOR)
    for path in sorted((HOUSE / "formats").glob("*.py")):
        if path.name not in OF_PAGES:
            found |= set(_marked_in(ast.parse(path.read_text())))
    for path in sorted(TEMPLATES.rglob("*.*")):
        if path.stem == "day_certificate":
            continue
        text = path.read_text()
        found |= set(_QUOTED.findall(text))
        found |= {
            re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", " ".join(block.split()))
            for block in _BLOCK.findall(text)
        }
    return frozenset(found)


def _marked_in(tree):
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in _MARKS:
            words = call.args[0]
            if isinstance(words, ast.Constant) and words.value:
                yield words.value


@cache
def catalogue(language):
    """Return the compiled catalogue of a language as a dictionary."""
    path = HOUSE / "locale" / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)
