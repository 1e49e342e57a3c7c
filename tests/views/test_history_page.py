"""The history of a document: every version in words, and the same as a picture."""

from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

from policies.views.timeline import BARS_FROM, BARS_TO, Timeline

AT = "/documents/social-media/history/"
TODAY = date(2026, 11, 21)


def row(number, begins, ends=None, status="superseded"):
    return SimpleNamespace(number=number, in_force_from=begins, in_force_until=ends, status=status)


def years_later(begins, count):
    """A version each ninety days, the newest first."""
    days = [begins + timedelta(days=90 * n) for n in range(count)]
    rows = [row(f"{n}.0", day, day + timedelta(days=90)) for n, day in enumerate(days, 1)]
    return rows[::-1]


class TestTheTimeline:
    def test_bars_stand_where_their_days_are(self):
        versions = [
            row("2.0", date(2021, 11, 21), status="in_force"),
            row("1.0", date(2016, 11, 21), date(2021, 11, 21)),
        ]
        new, old = Timeline.of(versions, today=TODAY).bars
        assert (old.x, new.end) == (BARS_FROM, BARS_TO)
        assert old.end == new.x
        assert abs(old.width - new.width) <= 1
        assert old.y > new.y

    def test_a_gap_is_seen(self):
        versions = [
            row("2.0", date(2022, 1, 1), status="in_force"),
            row("1.0", date(2016, 1, 1), date(2018, 1, 1), "withdrawn"),
        ]
        new, old = Timeline.of(versions, today=TODAY).bars
        assert new.x - old.end > 50

    def test_forty_versions_keep_apart_and_inside(self):
        picture = Timeline.of(years_later(date(2010, 1, 1), 40), today=TODAY)
        tops = [bar.y for bar in picture.bars]
        assert all(below - above >= 20 for above, below in zip(tops, tops[1:], strict=False))
        assert picture.height > tops[-1]
        assert all(bar.x >= BARS_FROM and bar.end <= BARS_TO and bar.width > 0
                   for bar in picture.bars)  # fmt: skip

    def test_years_are_few_enough_to_read(self):
        for first in (date(1, 1, 1), date(1888, 6, 1), date(2010, 1, 1), date(2024, 1, 1)):
            years = Timeline.of(years_later(first, 2), today=TODAY).years
            places = [year.x for year in years]
            assert 1 <= len(years) <= 5
            assert all(right - left >= 40 for left, right in zip(places, places[1:], strict=False))

    def test_a_version_of_one_day_published_today_is_drawn(self):
        (bar,) = Timeline.of([row("1.0", TODAY, status="in_force")], today=TODAY).bars
        assert BARS_FROM <= bar.x < bar.end <= BARS_TO


def test_the_page_lists_every_version_and_names_the_picture(client, town, in_force):
    town.make_successor(in_force)
    page = " ".join(unescape(client.get(AT).content.decode()).split())
    assert '<title id="timeline-name">The versions of Social media policy over the years' in page
    assert "2 versions, the first in force from 2 March 2026 on." in page
    assert 'aria-details="versions"' in page
    assert 'id="versions"' in page
    assert page.count('class="bar ') == 2
    for said in (
        "In force from 2 March 2026 until 3 March 2026.",
        "Approved: Standards Committee, 2 March 2026, Minute 12.",
        "What changed from version 1.0 to 2.0",
        '<form class="day-field" action="/documents/social-media/on/">',
    ):
        assert said in page
    assert page.count("What changed from version") == 1


def test_a_long_history_asks_no_more_of_the_database(
    client, town, in_force, django_assert_max_num_queries
):
    for _ in range(3):
        in_force = town.make_successor(in_force)
    with django_assert_max_num_queries(4):
        assert client.get(AT).status_code == 200
