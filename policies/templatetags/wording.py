"""How dates, sizes and lengths read in a sentence."""

from django import template

from policies.domain import dates

register = template.Library()


@register.filter
def in_words(day) -> str:
    """The date as a sentence has it: 3 May 2026."""
    return dates.in_words(day) if day else ""


@register.filter
def size_in_words(size: int) -> str:
    """A file's size in the unit a reader knows: 90 kB, 1.4 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"
