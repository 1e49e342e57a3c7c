"""Counts as a sentence begins with them."""

_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def counted(count: int, one: str, several: str) -> str:
    """Return the count and what it counts: in words up to nine, in figures from ten.

    ``one`` and ``several`` are the rest of the sentence for one and for any other count.
    """
    number = _WORDS[count] if count < len(_WORDS) else str(count)
    return f"{number} {one if count == 1 else several}"
