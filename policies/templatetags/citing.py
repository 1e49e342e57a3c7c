"""How each section of a text is cited: under its heading, folded away until it is wanted."""

import re
from collections import Counter
from dataclasses import replace
from html import escape, unescape
from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from policies.domain.citation import Citation
from policies.templatetags.language import page_language

register = template.Library()

# The heading of a section of an article, and what stands under it.
_UNDER_A_HEADING = re.compile(
    r'(?P<heading><h(?P<level>[1-6]) id="h-(?P<anchor>[^"]+)">(?P<title>.*?)</h(?P=level)>\s*)'
    r'<p class="anchor"><a [^>]*>[^<]*</a>(?P<more>.*?)</p>',
    re.DOTALL,
)
_PARAGRAPH = re.compile(r' id="(s-[0-9a-f]{12}(?:-\d+)?)-p\d+"')
_TAG = re.compile(r"<[^>]+>")
# A text of thousands of points would be followed by as many links; the ids go on.
MOST_LINKS = 200
# Stand round the words of the text, and for a section, while a citation is made: nobody can
# type them.
_BEGINS, _ENDS, _SECTION = "\ue000", "\ue001", "\ue002"


@register.filter
def in_html(citation: Citation, section: str = "") -> SafeString:
    """How a text or one of its sections is cited, its own words marked with their language."""
    is_of_the_page = citation.language[:2] == page_language()[:2]
    begins = "" if is_of_the_page else f'<bdi lang="{citation.language}">'
    marked = replace(citation, title=f"{_BEGINS}{citation.title}{_ENDS}")
    said = marked.of_section(f"{_BEGINS}{section}{_ENDS}") if section else marked.of_text()
    words = escape(said).replace(_BEGINS, begins)
    return mark_safe(words.replace(_ENDS, begins and "</bdi>"))


@register.filter
def with_citations(html: str, citation: Citation) -> SafeString:
    """An article in which each section offers its citation instead of a bare link to itself."""
    spoken = f'lang="{page_language()}" dir="ltr"'
    cite = gettext("Cite this section")
    always = gettext("This section in whichever version is in force")
    said = in_html(citation, _SECTION)
    paragraphs = _links_to_paragraphs(html, urlsplit(citation.address).path)

    def cited(found: re.Match[str]) -> str:
        anchor, more = found["anchor"], found["more"].strip()
        title = escape(" ".join(unescape(_TAG.sub("", found["title"])).split()))
        kept = f'<p class="anchor" {spoken}>{more}</p>\n' if more else ""
        return (
            f'{found["heading"]}<div class="tools">{kept}<details class="cite" {spoken}>'
            f'<summary aria-label="{cite} {title}">{cite}</summary>\n'
            f'<p class="citation">{said.replace(_SECTION, title)} '
            f'<a href="{citation.address}#{anchor}">{citation.address}#{anchor}</a></p>\n'
            f'<p><a href="{citation.address_in_force}#{anchor}">{always}</a></p>\n'
            f"{paragraphs.get(anchor, '')}</details></div>"
        )

    return mark_safe(_UNDER_A_HEADING.sub(cited, html))


def _links_to_paragraphs(html: str, page: str) -> dict[str, str]:
    """For each section of an article, by its anchor: a link to each of its paragraphs."""
    one = gettext("One paragraph of it:")
    told = {}
    for anchor, count in Counter(_PARAGRAPH.findall(html)).items():
        # They are numbered from 1 on.
        links = " ".join(
            f'<a href="{page}#{anchor}-p{number}">{number}</a>'
            for number in range(1, min(count, MOST_LINKS) + 1)
        )
        told[anchor] = f'<p class="paragraphs">{one} {links}</p>\n'
    return told
