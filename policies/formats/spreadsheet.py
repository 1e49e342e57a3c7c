"""Words on their way into a table that a spreadsheet opens."""

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_cell(words: str) -> str:
    """Return the words so that no spreadsheet takes them for a formula (OWASP, CSV Injection)."""
    return f"'{words}" if words.startswith(_BEGINS_A_FORMULA) else words
