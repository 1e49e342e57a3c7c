"""The public record without what is hidden by law."""

from datetime import UTC, date, datetime

from policies.domain.approval import weighed
from policies.domain.entries import Detail, Entry, in_order
from policies.domain.hiding import Hidden

PASSAGE = Hidden(passage="Ash Fell", ground="A court order", notice="n", on=date(2026, 3, 2))
ALL = Hidden(ground="A court order", notice="n", on=date(2026, 3, 2))
MARK = "[Removed by law on 2 March 2026: see the notice]"


def details_of(entry: Entry, hidden: Hidden) -> list[tuple[str, str]]:
    (public,) = in_order([entry], [hidden])
    return [(one.label, one.words) for one in public.details]


def test_an_option_is_hidden_like_all_other_words():
    at = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    entry = weighed(at=at, options=[("To name Ash Fell", "It is fair.", True)])
    assert details_of(entry, PASSAGE) == [
        ("Option", f"To name {MARK} (recommended): It is fair."),
    ]
    assert details_of(entry, ALL) == [("Option", MARK)]


def test_what_is_the_record_itself_stays_whatever_its_label():
    entry = Entry(
        on=date(2026, 3, 2),
        stage="Submission",
        sentence="The text was submitted.",
        details=(Detail("Route", "The words of a paper"), Detail("Any", "0af3", stays=True)),
    )
    assert details_of(entry, ALL) == [("Route", MARK), ("Any", "0af3")]
