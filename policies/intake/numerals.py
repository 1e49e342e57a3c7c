"""Numbers in the forms in which lists print them: letters, Roman numerals, figures."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def letters(count: int) -> str:
    """Return a count as small letters: a to z, then aa, bb and so on."""
    turns = min((max(count, 1) - 1) // 26, 9) + 1
    return _LETTERS[(max(count, 1) - 1) % 26] * turns


def roman(count: int) -> str:
    """Return a count as a small Roman numeral."""
    count, printed = min(count, 3999), ""
    for value, letter in _ROMAN:
        while count >= value:
            printed, count = printed + letter, count - value
    return printed
