"""Reading the catalogues of words, and finding the marked words in the code, without gettext:
whoever runs the tests need not have it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parent.parent
LOCALE = HOUSE / "policies" / "locale"
# The desk and the commands are in English.
_SILENT = {"admin", "management", "migrations"}
_SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_LITERAL = r"""u?((?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"))"""
_IN_TEMPLATE = re.compile(rf"\b(?:_|gettext)\({_LITERAL}\)|\bngettext\({_LITERAL}, ?{_LITERAL}")
_FIELD = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:".*"\n?)+)', re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """One sentence of a catalogue, with its form for several, and what it is in the language."""

    sentence: str
    plural: str
    said: tuple[str, ...]
    is_fuzzy: bool


def entries_of(language: str) -> list[Entry]:
    """The catalogue of a language, without its header."""
    text = (LOCALE / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    found = []
    for block in text.split("\n\n")[1:]:
        fields = {
            name: "".join(ast.literal_eval(line) for line in lines.split("\n") if line)
            for name, lines in _FIELD.findall(block + "\n")
        }
        if "msgid" not in fields:
            continue
        said = tuple(words for name, words in fields.items() if name.startswith("msgstr"))
        is_fuzzy = bool(re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE))
        found.append(Entry(fields["msgid"], fields.get("msgid_plural", ""), said, is_fuzzy))
    return found


def marked_in_code() -> set[tuple[str, str]]:
    """Every marked sentence with its form for several: of what people read in public."""
    marked: set[tuple[str, str]] = set()
    for path in (HOUSE / "policies").rglob("*.py"):
        if path.relative_to(HOUSE / "policies").parts[0] not in _SILENT:
            marked |= set(_marked_in_module(path.read_text(encoding="utf-8")))
    templates = HOUSE / "templates"
    for path in filter(Path.is_file, templates.rglob("*")):
        if path.relative_to(templates).parts[0] not in _SILENT:
            marked |= set(_marked_in_template(path.read_text(encoding="utf-8")))
    return marked


def _marked_in_module(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [one.value for one in node.args if _is_words(one)]
        if name in _SINGULAR and words:
            yield words[0], ""
        elif name in _PLURAL and len(words) > 1:
            yield words[0], words[1]


def _is_words(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _marked_in_template(source: str) -> Iterator[tuple[str, str]]:
    for single, one, several in _IN_TEMPLATE.findall(templatize(source)):
        if single:
            yield ast.literal_eval(single), ""
        else:
            yield ast.literal_eval(one), ast.literal_eval(several)


def places_in(words: str) -> list[str]:
    """The named places of a sentence, its addresses and marks of HTML among them, in order."""
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]*>", words))
