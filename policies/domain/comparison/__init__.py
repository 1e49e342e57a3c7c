"""What changed between two texts: sections matched by lineage, then lines, then words."""

from policies.domain.comparison.sections import (
    SectionChange,
    SectionMark,
    compared_versions,
    sentences_about,
    text_of,
)
from policies.domain.comparison.words import Mark, Passage, compared_words

__all__ = [
    "Mark",
    "Passage",
    "SectionChange",
    "SectionMark",
    "compared_versions",
    "compared_words",
    "sentences_about",
    "text_of",
]
