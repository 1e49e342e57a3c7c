"""How the pages of a version, and of its translations, say that their text is cited."""

from policies.actions.addresses import address_of, whole
from policies.domain.citation import Citation
from policies.models import Translation, Version


def citation_of(version: Version) -> Citation:
    """Return how a published version, made public, is cited."""
    slug = version.document.slug
    return Citation(
        council=version.document.council.name,
        title=version.title,
        language=version.language,
        number=str(version.number),
        in_force_from=version.in_force_from,
        in_force_until=version.in_force_until,
        address=address_of(slug, version.number),
        address_in_force=address_of(slug),
    )


def citation_of_translation(translation: Translation, version: Version, title: str) -> Citation:
    """Return how a translation of a published version is cited, under the title that it shows."""
    slug, language = version.document.slug, translation.language
    return Citation(
        council=version.document.council.name,
        title=title,
        language=language,
        number=str(version.number),
        in_force_from=version.in_force_from,
        in_force_until=version.in_force_until,
        address=whole("translation", slug, version.number, language),
        address_in_force=whole("translation_in_force", slug, language),
        translated_into=translation.target.name,
    )
