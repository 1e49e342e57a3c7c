"""The sentences of the ground floor in the language of whoever reads them.

The ground floor knows no Django. It marks what people read, and asks the translator that
``policies.apps`` installs when the portal starts; without one every sentence stays English.

* ``_("…")`` returns the sentence in the language that is spoken now. Mark whole sentences, with
  named places for what differs, and fill them afterwards: ``_("Due by {day}.").format(day=…)``.
  Neither an f-string nor words inside one are found.
* ``ngettext("{n} page", "{n} pages", n)`` where the sentence depends on a count.
* ``gettext_noop("…")`` marks words in a table that is made when the program starts; whoever shows
  them passes them through ``_``.

``manage.py makemessages`` finds all three by these names (see ``script/words``).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

ENGLISH = "en-gb"


def _one_or_several(one: str, several: str, count: int) -> str:
    return one if count == 1 else several


@dataclass(slots=True)
class Translator:
    """What a translator does; as it stands here it leaves everything in English."""

    sentence: Callable[[str], str] = str
    counted: Callable[[str, str, int], str] = _one_or_several
    spoken: Callable[[], str] = lambda: ENGLISH
    speaking: Callable[[str], AbstractContextManager[object]] = lambda _: nullcontext()


_translator = Translator()


def install(translator: Translator) -> None:
    """Let this translator answer from now on, for the whole process."""
    global _translator
    _translator = translator


def gettext(sentence: str) -> str:
    """Return a marked sentence in the language that is spoken now."""
    return _translator.sentence(sentence)


_ = gettext


def ngettext(one: str, several: str, count: int) -> str:
    """Return the form for this count, in the language that is spoken now. Fill the count in."""
    return _translator.counted(one, several, count)


def gettext_noop(words: str) -> str:
    """Return the words as they are: they are marked here, and put into a language when shown."""
    return words


def spoken() -> str:
    """Return the code of the language that is spoken now, in small letters: “cy”, “en-gb”."""
    return _translator.spoken()


def speaking(code: str) -> AbstractContextManager[object]:
    """Return a context in which this language is spoken; an unknown one is English.

    For what is kept or sent: it has a language of its own, whoever asks for it.
    """
    return _translator.speaking(code)
