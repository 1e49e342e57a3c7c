"""A large collection for measuring and trying: one document by the actions, the others its copies.

The first document is put on record as an officer would; the others are the same rows with other
numbers, each text with its own canonical bytes and hash, so that every guard would have let them
in one by one. It is for empty installations and for measuring, never for a council's record.
"""

from policies.actions.collection.copying import add_copies
from policies.actions.collection.pattern import make_pattern, make_small_council

__all__ = ["add_copies", "make_pattern", "make_small_council"]
