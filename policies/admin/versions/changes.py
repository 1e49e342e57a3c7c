"""What a draft changes in the text in force, in sentences."""

from policies.admin.versions.checking import Texts
from policies.domain.comparison import compared_versions, sentences_about


def sentences_about_changes(texts: Texts) -> list[str] | None:
    """Return what changed since the version in force; None if there is none to compare with."""
    if texts.in_force is None:
        return None
    return sentences_about(compared_versions(texts.in_force, texts.now))
