"""What every renderer hands over: the bytes of a file and what there is to say about them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedFile:
    """A finished file. ``findings`` are warnings for the officer's desk, one sentence each.

    Its length is in ``pages`` or ``minutes``, whichever a reader of this format counts; 0 in both
    where neither is counted.
    """

    data: bytes
    media_type: str
    pages: int = 0
    minutes: int = 0
    findings: tuple[str, ...] = ()
