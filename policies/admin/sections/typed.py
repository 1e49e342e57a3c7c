"""What an officer typed on the page of a section, before it is kept: to preview and to compare."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import format_html_join

from policies.domain import content as words
from policies.domain.comparison import Passage, compared_words
from policies.domain.sizes import reasons_against_size
from policies.formats import article
from policies.models import Council, LawReference, Section, Version


def typed_section(form, formset) -> words.Section:
    """Return the section as these bound forms would keep it, without what is not valid yet."""
    row = form.instance
    return words.Section(
        lineage=row.lineage.hex,
        heading=row.heading,
        level=row.level,
        printed_number=row.printed_number,
        key=row.key,
        markdown=row.body,
        items=tuple(_typed_items(formset)),
        laws=tuple(sorted(law.code for law in form.cleaned_data.get("laws") or ())),
    )


def _typed_items(formset):
    answers = [one.cleaned_data for one in formset.forms if hasattr(one, "cleaned_data")]
    kept = [a for a in answers if a.get("kind") and a.get("text") and not a.get("DELETE")]
    for item in sorted(kept, key=lambda a: a.get("position") or 0):
        yield words.GuidanceItem(
            kind=words.ItemKind(item["kind"]),
            text=item["text"],
            reason=item.get("reason", ""),
            is_key_point=item.get("is_key_point", False),
        )


def preview_page(section: words.Section, row: Section, version: Version) -> str:
    """Return a small page that shows this section exactly as the published page will.

    It is a page of its own, placed in a frame: the published stylesheet and that of the desk
    cannot touch each other.
    """
    laws = LawReference.objects.filter(code__in=section.laws).order_by("code")
    content = words.VersionContent(
        reference="",
        slug="",
        number=str(version.number),
        title=version.title,
        kind=words.Kind(version.kind),
        sections=(*_those_before(row, version), section),
        laws=tuple(law.as_content() for law in laws),
    )
    too_large = [(reason,) for reason in reasons_against_size(content)]
    context = {
        "article": format_html_join("", "<p>{}</p>", too_large)
        or _cut_out(article.render(content), section.anchor),
        "version": version,
        "title": section.title,
        "council": Council.objects.first(),
    }
    return render_to_string("admin/policies/section/preview_page.html", context)


def _those_before(row: Section, version: Version):
    """The places above this one, on which the level of its heading depends; without words."""
    above = version.sections.exclude(pk=row.pk)
    if row.position is not None:
        above = above.filter(position__lt=row.position)
    return [words.Section(lineage="", heading="-", level=one.level) for one in above]


def _cut_out(html: str, anchor: str) -> str:
    """The one section of an article; sections never hold sections, so the first end is its own."""
    start = html.index(f'<section id="{anchor}"')
    return html[start : html.index("</section>", start) + len("</section>")]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field as it is kept now, and the way from there to what was typed."""

    label: str
    now: str
    passages: tuple[Passage, ...]


def differences(now: words.Section, typed: words.Section) -> list[Difference]:
    """Return every field in which what was typed is not what is kept now."""
    pairs = zip(_fields_of(now), _fields_of(typed), strict=True)
    return [
        Difference(label, before, compared_words(before, after))
        for (label, before), (_, after) in pairs
        if before != after
    ]


def _fields_of(section: words.Section) -> list[tuple[str, str]]:
    return [
        ("Number", section.printed_number),
        ("Heading", section.heading),
        ("Level", dict(Section._meta.get_field("level").choices).get(section.level, "")),
        ("What the section is about", section.key),
        ("Text", section.markdown),
        ("Law references", "\n".join(section.laws)),
        ("Guidance items", "\n".join(_line_of(item) for item in section.items)),
    ]


def _line_of(item: words.GuidanceItem) -> str:
    reason = f" Why: {item.reason}" if item.reason else ""
    key_point = " (key point)" if item.is_key_point else ""
    return f"{item.kind.label}: {item.text}{reason}{key_point}"
