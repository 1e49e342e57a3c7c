"""Where matching rows come from: the part of a query that only its own database understands."""

from dataclasses import dataclass

# Around each match in a heading or a passage: no text has these characters.
OPENS, CLOSES = "\x02", "\x03"
# A heading counts for so much more than the words under it.
HEADING_WEIGHT = 100
PASSAGE_WORDS = 36


@dataclass(frozen=True, slots=True)
class Source:
    """``tables`` goes from FROM to the rows, called ``s``, ``condition`` says which of them match.

    ``rank`` stands in the SELECT; a lower one is a better match. The parameters are of the tables
    and the condition, in this order.
    """

    rank: str
    tables: str
    condition: str
    parameters: tuple[str, ...]
