"""How long to wait before what failed is tried again."""

from datetime import timedelta

# More doublings than any pause has: a year of failures must not make a number too large.
_MOST_DOUBLINGS = 16


def pause_after(failures: int, *, longest: timedelta) -> timedelta:
    """Return the pause after so many failures in a row: 2, 4, 8 … minutes, ``longest`` at most."""
    return min(timedelta(minutes=2 ** min(failures, _MOST_DOUBLINGS)), longest)
