"""What stands at the foot of a page: what tells two printed pages apart, and which page it is."""

from policies.domain.content import VersionContent
from policies.domain.language import _, spoken
from policies.domain.languages import direction_of
from policies.domain.record import PublicationRecord
from policies.formats import wording

LONGEST_NAME = 80


def footer_lines(content: VersionContent, record: PublicationRecord) -> tuple[str, ...]:
    """Return the name with its version, and then the author post and the date, if it has them."""
    name = wording.shortened(content.title, LONGEST_NAME)
    in_force = wording.written_date(record.in_force_from)
    # Side by side, a Latin name would pull the day that follows it into its own direction.
    between = " · " if direction_of(spoken()) == "ltr" else "\n"
    second = (
        wording.shortened(content.author_post, LONGEST_NAME // 2),
        _("In force from {day}").format(day=in_force) if in_force else "",
    )
    lines = (
        _("{title}, version {number}").format(title=name, number=content.number),
        *between.join(part for part in second if part).split("\n"),
    )
    return tuple(line for line in lines if line)


def page_of_pages() -> tuple[str, str, str]:
    """Return what is said before, between and after the two numbers of "Page 3 of 12"."""
    before, rest = _("Page {page} of {pages}").split("{page}")
    between, after = rest.split("{pages}")
    return before, between, after
