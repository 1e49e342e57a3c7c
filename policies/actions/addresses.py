"""Whole addresses, as letters, feeds and programs need them: they are read far from the portal."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from policies.domain.numbering import VersionNumber


def whole(name: str, *args: object) -> str:
    """Return the whole English address of the public page or file with this name.

    Raises NoReverseMatch for a name or arguments that no page has.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return whole_as_spoken(name, *args)


def whole_as_spoken(name: str, *args: object) -> str:
    """Return the whole address of a page in the language that is spoken now, as for ``whole``."""
    return f"{settings.PUBLIC_ADDRESS}{reverse(f'policies:{name}', args=args)}"


def address_of(slug: str, number: VersionNumber | None = None) -> str:
    """Return where a version is read for good, or where the text in force is."""
    return whole("version_detail", slug, number) if number else whole("document_detail", slug)
