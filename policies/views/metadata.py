"""What programs that read pages are told of a version: the words of schema.org."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from policies import formats
from policies.actions.addresses import address_of, whole
from policies.models import Rendition, Version

# Inside a script element these could end it (HTML, 4.12.1.3).
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def metadata_of(version: Version, files: Iterable[Rendition]) -> SafeString:
    """Return the element that describes a published version, made public, to programs."""
    written = json.dumps(_described(version, files), ensure_ascii=False)
    return format_html(
        '<script type="application/ld+json">{}</script>', mark_safe(written.translate(_ESCAPED))
    )


def _described(version: Version, files: Iterable[Rendition]) -> dict[str, Any]:
    document = version.document
    told = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "name": version.title,
        "identifier": document.reference,
        "version": str(version.number),
        "abstract": version.summary,
        "inLanguage": version.language,
        "url": address_of(document.slug, version.number),
        "isPartOf": address_of(document.slug),
        "creativeWorkStatus": version.state.phrase,
        "datePublished": version.in_force_from.isoformat(),
        "expires": version.in_force_until and version.in_force_until.isoformat(),
        "publisher": {"@type": "GovernmentOrganization", "name": document.council.name},
        "isAccessibleForFree": True,
        "encoding": [_file(one) for one in files],
    }
    return {name: value for name, value in told.items() if value not in ("", None, [])}


def _file(one: Rendition) -> dict[str, Any]:
    return {
        "@type": "MediaObject",
        "name": formats.FORMATS[one.format].label,
        "encodingFormat": one.media_type,
        "contentSize": str(one.size),
        "contentUrl": whole("file", one.sha256, one.name),
        "sha256": one.sha256,
    }
