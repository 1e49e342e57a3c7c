"""Keys of rows and their places, as addresses and forms name them."""

# No key of a row has more digits, and the database takes no larger number.
_MOST_DIGITS = 18


def key_in(words: str) -> int | None:
    """Return the key (or the place) that these words are, or None if they are none."""
    is_key = words.isascii() and words.isdecimal() and len(words) <= _MOST_DIGITS
    return int(words) if is_key else None
