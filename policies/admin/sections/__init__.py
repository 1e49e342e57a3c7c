"""The text of one section: writing, pasting, and two people at it."""
