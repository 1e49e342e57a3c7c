"""The tag at the head of an MP3 file (ID3, version 2.3: what old and small players read too)."""

from collections.abc import Iterator, Mapping

# The frames that have a name of their own; anything else is told under its own words.
_NAMED = {
    "title": b"TIT2",
    "artist": b"TPE1",
    "album": b"TALB",
    "track": b"TRCK",
    "kind": b"TCON",
    "language": b"TLAN",
}
_UTF_16 = b"\x01"


def tagged(sound: bytes, told: Mapping[str, str]) -> bytes:
    """Return MP3 sound behind a tag that tells these names and words, in this order.

    ``title``, ``artist``, ``album``, ``track``, ``kind``, ``language`` and ``comment`` stand where
    every player looks for them.
    """
    frames = b"".join(_frames(told))
    return b"ID3\x03\x00\x00" + _in_sevens(len(frames)) + frames + sound


def _frames(told: Mapping[str, str]) -> Iterator[bytes]:
    for name, words in told.items():
        if name == "comment":
            yield _frame(b"COMM", _UTF_16 + told["language"].encode() + _ended("") + _wide(words))
        elif name in _NAMED:
            yield _frame(_NAMED[name], _UTF_16 + _wide(words))
        else:
            yield _frame(b"TXXX", _UTF_16 + _ended(name) + _wide(words))


def _frame(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "big") + b"\x00\x00" + body


def _wide(words: str) -> bytes:
    return b"\xff\xfe" + words.encode("utf-16-le")


def _ended(words: str) -> bytes:
    return _wide(words) + b"\x00\x00"


def _in_sevens(size: int) -> bytes:
    """The size of the tag with seven bits in each byte, so that no player takes it for sound."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
