"""The only place that knows liblouis: words in, Braille cells out, and back.

Debian's own Python module serves only the system's interpreter, so this calls the library
itself. It keeps its tables in memory that all threads share, hence one translation at a time.
"""

import ctypes
import threading
from collections.abc import Callable, Mapping
from functools import cache

from policies.domain.errors import NotInLanguage, RenderingRefused
from policies.domain.languages import name_of

# Braille in its 64 ASCII characters, as .brf files are written, by language.
CONTRACTED = {
    "en": "en-us-brf.dis,en-ueb-g2.ctb",
    "cy": "en-us-brf.dis,cy-cy-g2.ctb",
    "ur": "en-us-brf.dis,ur-pk-g2.ctb",
}
UNCONTRACTED = {
    "en": "en-us-brf.dis,en-ueb-g1.ctb",
    "cy": "en-us-brf.dis,cy-cy-g1.utb",
    "ur": "en-us-brf.dis,ur-pk-g1.utb",
    "bn": "en-us-brf.dis,bn.tbl",
}
# The tables of languages that are written in Latin letters.
LATIN = frozenset(tables[code] for tables in (CONTRACTED, UNCONTRACTED) for code in ("en", "cy"))

NO_LIBLOUIS = (
    "Braille files cannot be made on this machine: the liblouis library is missing. "
    "An administrator can install liblouis20."
)
NO_TABLES = (
    "Braille files cannot be made on this machine: the tables of liblouis are missing. "
    "An administrator can install liblouis-data."
)
NOT_TRANSLATED = "A passage could not be put into Braille. It begins: {start}"

_FILES = ("liblouis.so.20", "liblouis.20.dylib")
_EIGHT_DOTS = "\u2873"
_LOG_NOTHING = 60_000
# A sign without cells of its own becomes its number, '\x1f600', which is the longest there is.
_ROOM_FOR_A_LETTER = 12
_lock = threading.Lock()


NO_TABLE = (
    "Braille of this kind cannot be made here in {language}: liblouis has no table for it. "
    "A transcription agency can make one of this text."
)


def table_for(language: str, tables: Mapping[str, str]) -> str:
    """Return the table of these for texts in a language.

    Raises NotInLanguage if liblouis has none, and RenderingRefused, naming the Debian package, if
    liblouis or its tables are missing.
    """
    table = tables.get(language.split("-")[0].lower())
    if table is None:
        raise NotInLanguage(NO_TABLE.format(language=name_of(language)))
    library = _library()
    with _lock:
        if not library.lou_checkTable(table.encode()):
            raise RenderingRefused(NO_TABLES)
    return table


def in_braille(text: str, table: str) -> str:
    """Return these words as Braille ASCII, each cell one of the characters 0x20 to 0x5F.

    Raises RenderingRefused if liblouis is missing or cannot translate the words.
    """
    cells = _translated(_library().lou_translateString, text, table)
    # Some tables begin the number of an unknown sign with a cell of eight dots.
    return cells.replace(_EIGHT_DOTS, "\\")


def in_print(cells: str, table: str) -> str:
    """Return the words that these cells say. Raises RenderingRefused as ``in_braille`` does."""
    return _translated(_library().lou_backTranslateString, cells, table)


@cache
def _library() -> ctypes.CDLL:
    for name in _FILES:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        library.lou_setLogLevel(_LOG_NOTHING)
        return library
    raise RenderingRefused(NO_LIBLOUIS)


def _translated(translate: Callable[..., int], text: str, table: str) -> str:
    size = _library().lou_charSize()
    encoding = "utf-32-le" if size == 4 else "utf-16-le"
    letters = text.encode(encoding)
    count = len(letters) // size
    room = (count + 1) * _ROOM_FOR_A_LETTER
    read, written = ctypes.c_int(count), ctypes.c_int(room)
    cells = ctypes.create_string_buffer(room * size)
    with _lock:
        done = translate(
            table.encode(), ctypes.create_string_buffer(letters), ctypes.byref(read),
            cells, ctypes.byref(written), None, None, 0,
        )  # fmt: skip
    if not done or read.value < count:
        raise RenderingRefused(NOT_TRANSLATED.format(start=text[:60]))
    return cells.raw[: written.value * size].decode(encoding)
