"""The text of a version as the page of the portal shows it: a piece of HTML, made once."""

import re
from collections.abc import Sequence
from html import escape
from itertools import count

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from policies.domain.content import VersionContent
from policies.domain.hiding import Hidden
from policies.domain.language import _
from policies.formats import print_page, wording
from policies.formats.outline import Outline, OutlinedSection, outlined
from policies.formats.paragraphs import with_paragraph_ids

# Which layout of the page this is: raise it when the templates of the article change, or what
# Markdown becomes, so that articles stored before are made again from the same submission.
EDITION = 4


@wording.in_its_language
def render(content: VersionContent, hidden: Sequence[Hidden] = ()) -> str:
    """Return the HTML of this text, to be placed below the page's own first-level heading.

    ``hidden`` is what is hidden by law: its notices come first.

    It states nothing that depends on the day or on a decision, so it can be stored with
    the submission. Headings start at level 2 and skip none, every id is unique, each
    paragraph has one, and what an author typed is escaped or cleaned (WCAG 2.2, 1.3.1,
    2.4.1, 2.4.6).
    """
    outline = outlined(content)
    html = render_to_string(
        "formats/article.html",
        {
            "outline": outline,
            "control": print_page.marked((*outline.identity, *outline.about)),
            "hidden": hidden,
            "is_all_hidden": any(not one.passage for one in hidden),
            "bodies": _scrolling_bodies(outline),
            "related": [
                (document, wording.web_address(document.address)) for document in content.related
            ],
        },
    )
    return with_paragraph_ids(html)


def _scrolling_bodies(outline: Outline) -> list[tuple[OutlinedSection, str]]:
    """Put each table in a region that scrolls by itself, so that the page never does.

    WCAG 2.2, 1.4.10 (reflow at 320 px) and 2.1.1 (the region can be reached by keyboard);
    the names of regions are unique, because screen readers list them.
    """
    numbers = count(1)

    def in_region(section: OutlinedSection) -> str:
        def opened(found: re.Match[str]) -> str:
            told = {"number": next(numbers), "section": section.title}
            name = escape(_("Table {number}, {section}").format(**told))
            return (
                f'<div class="table-scroll" role="region" tabindex="0" aria-label="{name}"><table>'
            )

        body = re.sub(r"<table>", opened, section.body)
        return mark_safe(body.replace("</table>", "</table></div>"))

    return [(section, in_region(section)) for section in outline.sections]
