"""What was in force on a day, at its own address: every day has an answer."""

from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings

from policies.actions import publishing, recording
from policies.actions.planning import plan_publication
from policies.domain.content import Kind, Section, VersionContent
from policies.domain.numbering import VersionNumber
from policies.domain.periods import place_of
from policies.models import Document, Version, guards
from policies.models.period import period_of
from tests.domain.histories import FIRST, LAST, histories, oracle

AT = "/documents/social-media/on/"
TEXT = VersionContent(
    reference="", slug="", number="1.0", title="Members online", kind=Kind.POLICY,
    change_summary="The first.", change_reason="None was.",
    sections=(Section(lineage="", heading="Scope", markdown="Of the old days."),),
)  # fmt: skip


@pytest.fixture
def clock(town, monkeypatch):
    """The town’s own clock, for the pages too."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: town.at)
    return town


def words_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def record(town, document, number, begins) -> Version:
    decision = recording.PaperDecision(
        body=town.body, decided_on=begins, minute_reference="Minute 3", resolution="RESOLVED."
    )
    return recording.record_past_version(
        document=document, number=VersionNumber.parsed(number), content=TEXT,
        author_post=town.author_post, in_force_from=begins, decisions=[decision],
        evidence="Minute book 4.", by=town.officer, at=town.now(),
    )  # fmt: skip


class TestThePageOfADay:
    def test_it_says_who_decided_and_shows_the_text_as_it_stood(self, client, clock, in_force):
        clock.make_successor(in_force, summary="The newer one.")
        page = words_of(client.get(f"{AT}2026-03-02/"))
        text = page[page.index("<main") :]
        assert "On 2 March 2026 version 1.0 of this policy was in force." in text
        assert (
            "It was in force from 2 March 2026 until 3 March 2026, when version 2.0 took its place."
        ) in text
        assert "Approved by the Standards Committee on 2 March 2026 (Minute 12)." in text
        assert text.index("Minute 12") < text.index("This policy applies to")
        assert "The newer one." not in text
        assert "Read version 2.0, which is in force today" in text
        assert in_force.submission.sha256 in text

    def test_its_lasting_address_is_the_canonical_one(self, client, clock, in_force):
        page = words_of(client.get(f"{AT}2026-03-02/"))
        assert '<link rel="canonical" href="/documents/social-media/versions/1.0/">' in page
        assert 'name="robots"' not in page
        assert 'content="noindex"' in words_of(client.get(f"{AT}2015-01-01/"))

    def test_the_first_day_is_in_and_the_day_of_the_successor_is_not(self, client, clock, in_force):
        clock.make_successor(in_force)
        assert "version 2.0 of this policy is in force" in words_of(client.get(f"{AT}2026-03-03/"))
        before = client.get(f"{AT}2026-03-01/")
        assert before.status_code == 200
        assert "On 1 March 2026 no public version of this document was in force." in words_of(
            before
        )
        assert "The first version on record, 1.0" in words_of(before)

    def test_a_gap_after_a_withdrawal_is_a_gap(self, client, clock, in_force):
        clock.wait(days=3)
        publishing.withdraw_version(
            version=in_force, by=clock.officer, at=clock.now(), reason="The law changed"
        )
        clock.wait(days=3)
        clock.make_in_force(in_force.document)
        for day, expected in {
            "2026-03-04": "On 4 March 2026 version 1.0 of this policy was in force.",
            "2026-03-05": "Version 1.0 was withdrawn from 5 March 2026 on.",
            "2026-03-07": "The next version, 2.0, came into force on 8 March 2026.",
            "2026-03-08": "Today, 8 March 2026, version 2.0 of this policy is in force.",
        }.items():
            assert expected in words_of(client.get(f"{AT}{day}/"))
        assert "Of the old days" not in words_of(client.get(f"{AT}2026-03-05/"))

    def test_a_version_from_paper_is_found_on_its_days(self, client, clock, in_force):
        record(clock, in_force.document, "0.9", date(2015, 5, 1))
        page = words_of(client.get(f"{AT}2016-05-01/"))
        assert "On 1 May 2016 version 0.9 of this policy was in force." in page
        assert "Of the old days." in page
        assert "It was recorded from paper on 2 March 2026." in page

    def test_a_day_to_come_shows_no_text_and_tells_of_the_plan(self, client, clock, in_force):
        clock.wait(days=1)
        approved = clock.make_approved(in_force.document)
        page = words_of(client.get(f"{AT}2027-01-01/"))
        assert "1 January 2027 is still to come" in page
        assert "No change has been announced." in page
        assert "This policy applies to" not in page
        for announce, expected in ((False, "No change has"), (True, "From 1 June 2026 a new")):
            plan_publication(
                version=approved, day=date(2026, 6, 1), announce=announce, by=clock.officer,
                at=clock.now(),
            )  # fmt: skip
            # Nothing that a page shows changes without its stamp: ask as a new reader does.
            page = words_of(client.get(f"{AT}2027-02-0{1 + announce}/"))
            assert expected in page


@pytest.mark.parametrize(
    ("at", "day"),
    [
        # The clocks go forward at 1:00 on 29 March 2026 and back at 2:00 on 25 October.
        (datetime(2026, 3, 28, 23, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 22, 50, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 23, 10, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 23, 10, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 10, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_a_day_is_a_day_in_london(client, clock, at, day):
    version = clock.make_approved()
    clock.at = at
    publishing.publish_version(version=version, by=clock.officer, at=at)
    today = words_of(client.get(f"{AT}{day}/"))
    assert f"Today, {day.day} {day:%B %Y}, version 1.0 of this policy is in force." in today
    assert "no public version" in words_of(client.get(f"{AT}{day - timedelta(days=1)}/"))
    assert "is still to come" in words_of(client.get(f"{AT}{day + timedelta(days=1)}/"))


class TestBadDays:
    def test_an_address_that_names_no_day_says_how_to_write_one(self, client, in_force):
        for written in ("2026-02-30", "0000-01-01", "10000-01-01", "yesterday", "20260301", "%00",
                        "a" * 900):  # fmt: skip
            response = client.get(f"{AT}{written}/")
            assert response.status_code == 404, written
            assert "<code>2016-05-01</code> is 1 May 2016" in words_of(response)
            assert 'type="date"' in words_of(response)

    def test_another_form_is_guessed_at(self, client, in_force):
        page = words_of(client.get(f"{AT}1 May 2026/"))
        assert f'<a href="{AT}2026-05-01/">Did you mean 1 May 2026?</a>' in page

    def test_the_field_leads_to_the_day(self, client, in_force):
        for typed in ("2016-05-01", "1 May 2016", "1/5/2016"):
            assert client.get(AT, {"day": typed})["Location"] == f"{AT}2016-05-01/"

    def test_the_field_with_no_day_in_it_is_told_and_echoed_harmlessly(self, client, in_force):
        for typed in ("", "<script>alert(1)</script>", "31/2/2016"):
            response = client.get(AT, {"day": typed})
            assert response.status_code == 400
            assert "<script>alert" not in response.content.decode()
        assert client.get(AT).status_code == 400

    def test_days_before_and_after_all_calendars_are_days(self, client, in_force):
        assert client.get(f"{AT}0001-01-01/").status_code == 200
        assert client.get(f"{AT}9999-12-31/").status_code == 200

    def test_of_a_document_without_a_published_text_nothing_is_told(self, client, approved):
        for end in ("2026-03-02/", "", "?day=x", "x/", "2026-03-02/certificate.pdf"):
            response = client.get(f"{AT}{end}", follow=True)
            assert response.status_code == 404, end
            assert b"Social media" not in response.content
            assert client.get(f"/documents/none/on/{end}", follow=True).status_code == 404


class TestWhoMayRead:
    def test_a_text_for_officers_among_public_ones_leaves_no_trace(self, client, clock, in_force):
        clock.wait(days=5)
        inner = clock.make_in_force(in_force.document, publication="officers")
        client.force_login(clock.officer)
        response = client.get(f"{AT}{inner.in_force_from}/")
        page = words_of(response)
        assert "no public version of this document was in force" in page
        assert "2.0" not in page
        assert not response.has_header("Vary")

    def test_a_document_for_members_asks_who_is_there(self, client, clock):
        clock.make_in_force(publication="members")
        assert "/sign-in/" in client.get(f"{AT}2026-03-02/")["Location"]
        assert "/sign-in/" in client.get(f"{AT}2026-03-02/certificate.pdf")["Location"]
        client.force_login(clock.member)
        response = client.get(f"{AT}2026-03-02/")
        assert "version 1.0 of this policy is in force" in words_of(response)
        assert response["Cache-Control"] == "private, no-store"


class TestKeeping:
    def test_a_past_day_is_the_same_tomorrow_and_today_is_not(self, client, clock, in_force):
        clock.make_successor(in_force)
        clock.wait(days=1)
        past, today = f"{AT}2026-03-02/", f"{AT}2026-03-04/"
        tags = {address: client.get(address)["ETag"] for address in (past, today)}
        clock.wait(days=1)
        assert client.get(past, headers={"if-none-match": tags[past]}).status_code == 304
        assert client.get(today, headers={"if-none-match": tags[today]}).status_code == 200

    def test_it_has_no_cookie_and_asks_no_more_of_a_long_history(
        self, client, clock, in_force, django_assert_num_queries
    ):
        for n in range(4):
            record(clock, in_force.document, f"0.{n + 1}", date(2015 + n, 5, 1))
        with django_assert_num_queries(3):
            response = client.get(f"{AT}2016-06-01/")
        assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
        assert not response.cookies
        assert not response.has_header("Vary")
        with django_assert_num_queries(1):
            tag = {"if-none-match": response["ETag"]}
            assert client.get(f"{AT}2016-06-01/", headers=tag).status_code == 304


def test_the_database_finds_what_a_brute_force_search_finds(town, in_force):
    guards.uninstall(connection)
    document = Document.objects.create(
        council=town.council, slug="random", reference="R", title="R", owner_post=town.owner_post
    )

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(histories())
    def search(periods):
        document.versions.all().delete()
        for one in periods:
            Version.objects.create(
                document=document, major=one.number.major, title="R", author_post=town.author_post,
                status="superseded" if one.ends else "in_force", submission=in_force.submission,
                in_force_from=one.begins, in_force_until=one.ends,
            )  # fmt: skip
        rows = list(document.versions.published())
        expected = oracle(periods)
        for n in range((LAST - FIRST).days):
            day = FIRST + timedelta(days=n)
            found = [version.number for version in document.versions.in_force_on(day)]
            assert found == [expected[day]] if day in expected else found == []
            there = place_of(day, [period_of(row) for row in rows]).in_force
            assert (there and there.number) == expected.get(day)

    search()
