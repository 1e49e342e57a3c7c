"""The review programme at the desk: what comes, recording a review, plans and failures."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from policies.actions import clock
from policies.actions.due import due_items
from policies.actions.planning import plan_publication
from policies.admin.reviews.picture import MOST_ROWS, timeline
from policies.models import (
    LawReference,
    Message,
    PlannedPublication,
    Review,
    ReviewTrigger,
    Version,
)
from tests.admin.posting import post_from, words_of

REASON = "Read against the new code."


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def office(at_desk, town):
    return at_desk(town.officer)


@pytest.fixture
def programme(address):
    return address("review_changelist")


class TestProgramme:
    def test_it_lists_what_is_due_by_month_and_what_is_overdue_first(
        self, office, town, programme, today
    ):
        for slug, days in (("filming", -10), ("gifts", 400)):
            version = town.make_in_force(town.make_document(slug, f"The {slug} policy"))
            version.next_review_on = today + timedelta(days=days)
            version.save()
        page = words_of(office.get(programme))
        # The last words of each are those of the tables, which come after the picture.
        order = [page.rindex(words) for words in ("Overdue", "The filming", "The gifts")]
        assert order == sorted(order)
        later = today + timedelta(days=400)
        assert f"{later:%B %Y}" in page
        assert f"{later.day} {later:%B %Y}" in page
        assert "Review. The review of version 1.0" in page

    def test_the_picture_has_the_same_as_the_tables_and_no_style_of_its_own(
        self, office, town, in_force, programme, today
    ):
        in_force.next_review_on = today + timedelta(days=40)
        in_force.save()
        html = office.get(programme).content.decode()
        picture = html[html.index('<svg class="timeline"') :]
        picture = picture[: picture.index("</svg>")]
        assert "Social media policy" in picture
        assert picture.count('class="mark"') == 1
        assert "The same is in the tables below." in picture
        assert "style=" not in html
        assert "<script>" not in html

    def test_an_empty_programme_says_so(self, office, town, programme):
        assert "Nothing is due." in words_of(office.get(programme))

    def test_it_says_of_which_documents_nobody_can_be_told(self, office, in_force, programme):
        page = words_of(office.get(programme))
        assert "Nobody can be told" in page

    def test_the_page_takes_as_many_queries_for_five_documents_as_for_one(
        self, office, town, in_force, programme, django_assert_max_num_queries
    ):
        for number in range(4):
            town.make_in_force(town.make_document(f"other-{number}", f"Other {number}"))
        with django_assert_max_num_queries(35):
            office.get(programme)

    def test_members_have_no_programme(self, at_desk, town, programme):
        assert at_desk(town.member).get(programme).status_code == 302
        assert Client().get(programme).status_code == 302


def test_a_picture_of_many_documents_says_how_many_it_leaves_out(town, in_force, today):
    (item,) = due_items()
    items = [
        replace(item, document=f"Policy {number}", due_on=today) for number in range(MOST_ROWS + 3)
    ]
    picture = timeline(items, today)
    assert (len(picture.rows), picture.left_out) == (MOST_ROWS, 3)
    assert all(0 < mark.x < picture.width and mark.y < picture.height for mark in picture.marks)


class TestRecordingAReview:
    @pytest.fixture
    def url(self, address, in_force):
        return address("version_review", in_force.pk)

    def test_without_change(self, office, town, in_force, url, today):
        day = (today + timedelta(days=700)).isoformat()
        page = post_from(office, url, outcome="no-change", reason=REASON, next_review_on=day)
        assert "The review of version 1.0 was recorded." in words_of(page)
        assert town.fresh(in_force).next_review_on.isoformat() == day

    def test_a_change_leads_to_its_draft(self, office, in_force, url, page_of):
        page = post_from(office, url, outcome="substantive", reason=REASON)
        draft = Version.objects.get(status="draft")
        assert page.redirect_chain[-1][0] == page_of(draft)
        assert Review.objects.get().next_review_on is None

    def test_a_withdrawal_leads_to_its_page(self, office, in_force, url, address):
        page = post_from(office, url, outcome="withdraw", reason=REASON)
        assert page.redirect_chain[-1][0] == address("version_withdraw", in_force.pk)

    def test_the_page_says_which_version_a_change_goes_on_in(self, office, town, in_force, url):
        town.make_draft(in_force.document)
        assert "Version 2.0 is open (a draft): a change goes on in it." in words_of(office.get(url))

    def test_it_answers_the_reasons_that_were_ticked(
        self, office, town, in_force, url, address, today
    ):
        for what in ("The May elections", "A new platform"):
            post_from(
                office, address("reviewtrigger_add"), document=in_force.document_id,
                kind="other", what=what, due_on=(today + timedelta(days=9)).isoformat(),
            )  # fmt: skip
        first, second = ReviewTrigger.objects.order_by("id")
        post_from(office, url, outcome="withdraw", reason=REASON, triggers=[first.pk])
        assert ReviewTrigger.objects.open().get() == second

    def test_what_is_refused_is_told_on_the_page(self, office, url, today):
        day = (today + timedelta(days=900)).isoformat()
        page = post_from(office, url, outcome="extend", reason=REASON, next_review_on=day)
        assert "A review is put off by 12 months at most" in words_of(page)
        assert not Review.objects.exists()

    def test_an_author_reads_who_can(self, at_desk, town, url):
        response = at_desk(town.author).get(url)
        assert response.status_code == 403
        assert "Only the Corporate Officer can record a review." in words_of(response)


class TestCallingForAReview:
    def test_an_author_cannot(self, at_desk, town, in_force, address):
        assert at_desk(town.author).get(address("reviewtrigger_add")).status_code == 403

    def test_what_is_refused_stays_on_the_page(self, office, in_force, address, today):
        page = post_from(
            office, address("reviewtrigger_add"), document=in_force.document_id, kind="other",
            what="A new platform", due_on=(today - timedelta(days=1)).isoformat(),
        )  # fmt: skip
        assert "cannot be in the past" in words_of(page)
        assert "A new platform" in page.content.decode()
        assert not ReviewTrigger.objects.exists()


def test_a_law_that_ends_is_told_at_the_register_and_in_the_programme(
    at_desk, town, in_force, address, programme, today
):
    desk = at_desk(town.monitoring)
    ends = today + timedelta(days=200)
    page = post_from(
        desk, address("lawreference_change", town.law.pk), in_force_to=ends.isoformat()
    )
    assert "A review of 1 document relying on this law was called for." in words_of(page)
    law = LawReference.objects.get(pk=town.law.pk)
    assert law.in_force_to == ends
    assert law.history.first().history_user == town.monitoring
    assert "Defamation Act 2013 section 1 is in force until" in words_of(desk.get(programme))


class TestPlans:
    @pytest.fixture
    def day(self, today):
        return today + timedelta(days=20)

    def test_a_plan_is_made_shown_and_cancelled(
        self, office, town, approved, address, page_of, day
    ):
        page = post_from(office, address("version_plan", approved.pk), day=day.isoformat())
        words = words_of(page)
        assert "The publication of version 1.0 is planned." in words
        assert f"The clock publishes it on {day.day} {day:%B %Y}." in words
        post_from(office, address("version_cancel_plan", approved.pk))
        assert "The clock publishes it" not in words_of(office.get(page_of(approved)))
        assert not PlannedPublication.objects.exists()

    def test_today_is_refused_on_the_page(self, office, approved, address, today):
        page = post_from(office, address("version_plan", approved.pk), day=today.isoformat())
        assert "The clock publishes from tomorrow on." in words_of(page)

    def test_what_is_planned_does_not_wait_for_an_officer(self, office, town, approved, day):
        at = timezone.now()
        plan_publication(version=approved, day=day, by=town.officer, at=at)
        words = words_of(office.get("/admin/"))
        assert "Nothing waits for you." in words
        assert f"The clock publishes it on {day.day} {day:%B %Y}." in words

    def test_a_failure_is_on_the_desk_and_on_the_page_of_the_version(
        self, at_desk, town, approved, page_of, day
    ):
        plan = plan_publication(version=approved, day=day, by=town.officer, at=timezone.now())
        plan.day = timezone.localdate()
        plan.save()
        town.officer.groups.clear()
        said = list(clock.run_due(now=timezone.now))
        assert any(one.is_failure for one in said)
        desk = at_desk(town.monitoring)
        for page in ("/admin/", page_of(approved)):
            words = words_of(desk.get(page))
            assert "The clock could not publish it on" in words
            assert "Only the Corporate Officer can publish an approved version." in words
        assert town.fresh(approved).is_approved


def test_mail_that_could_not_be_sent_is_on_the_desk_without_its_words(office, town, address):
    Message.objects.create(
        key="k", recipient="a@brackenmoor.example", subject="News", body="A secret link",
        written_at=timezone.now(), failures=2, last_failure="The mailbox is full.",
    )  # fmt: skip
    words = words_of(office.get("/admin/"))
    assert "1 message could not be sent. The clock tries again. The mailbox is full." in words
    mail = address("message_changelist")
    message = address("message_change", Message.objects.get().pk)
    for page in (mail, message):
        shown = office.get(page).content.decode()
        assert "a@brackenmoor.example" in shown
        assert "A secret link" not in shown


class TestOwnCalendar:
    def test_one_press_closes_the_address_and_shows_another(self, office, town, address):
        url = address("review_calendar")
        old = office.get(url).context["address"]
        assert Client().get(old).status_code == 200
        page = office.post(address("review_revoke"), follow=True)
        assert "The old address is closed." in words_of(page)
        assert page.context["address"] != old
        assert Client().get(old).status_code == 404
        assert Client().get(page.context["address"]).status_code == 200

    def test_looking_closes_nothing(self, office, town, address):
        assert office.get(address("review_revoke")).status_code == 405
