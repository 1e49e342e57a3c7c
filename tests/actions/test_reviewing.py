"""Reviews: what can come of one, what calls for one, and what a law that ends sets going."""

from datetime import date, timedelta

import pytest
from django.test import Client

from policies.actions import deciding, drafting, publishing, submitting, text
from policies.actions.due import due_items
from policies.actions.keeping_law import keep_law
from policies.actions.reviewing import raise_trigger, record_review
from policies.domain.reviews import DueKind, ReviewOutcome, TriggerKind
from policies.models import LawReference, Review, ReviewTrigger, Version

REASON = "Read against the new code of conduct."


@pytest.fixture
def trigger(town, in_force):
    return raise_trigger(
        document=in_force.document, kind=TriggerKind.ELECTION, what="The May elections",
        due_on=town.at.date() + timedelta(days=60), by=town.officer, at=town.now(),
    )  # fmt: skip


def record(town, version, outcome, **other):
    given = {"reason": REASON, "by": town.officer, "at": town.now()} | other
    return record_review(version=version, outcome=outcome, **given)


def next_year(town) -> date:
    return town.at.date() + timedelta(days=360)


def publish(town, draft):
    """Take a draft that is there already all the way into force."""
    draft.change_summary, draft.change_reason = "Says more.", "Members asked for it."
    drafting.save_draft(version=draft, by=town.author, at=town.now())
    submitting.submit_version(version=draft, by=town.author, at=town.now())
    decision = town.enter_decision(town.fresh(draft))
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    publishing.publish_version(version=draft, by=town.officer, at=town.now())


class TestOutcomes:
    def test_no_change_sets_the_day_and_makes_no_version(self, town, in_force, trigger):
        was_due, day = in_force.next_review_on, next_year(town)
        recorded = record(
            town, in_force, ReviewOutcome.NO_CHANGE, next_review_on=day, triggers=[trigger],
            authority="Standards Committee, Minute 9",
        )  # fmt: skip
        review = Review.objects.get()
        assert recorded.review == review
        assert recorded.open_version is None
        assert (review.was_due_on, review.next_review_on) == (was_due, day)
        assert (review.by, review.post) == (town.officer, "Corporate Officer")
        version = town.fresh(in_force)
        assert (version.is_in_force, version.next_review_on) == (True, day)
        assert version.history.first().history_change_reason == "Reviewed without change"
        assert Version.objects.count() == 1
        trigger.refresh_from_db()
        assert trigger.answered_by == review
        assert [item.kind for item in due_items()] == [DueKind.REVIEW]

    def test_no_change_is_told_on_the_pages(self, town, in_force):
        reader = Client()
        before = reader.get("/documents/social-media/")
        record(town, in_force, ReviewOutcome.NO_CHANGE, next_review_on=date(2029, 3, 1))
        page = reader.get("/documents/social-media/")
        assert page["ETag"] != before["ETag"]
        words = page.content.decode()
        assert "It was reviewed without change on 2 March 2026." in words
        assert "The council will review it by 1 March 2029." in words
        history = reader.get("/documents/social-media/history/").content.decode()
        assert f"Reviewed without change on 2 March 2026: {REASON}" in history
        assert "The next review was set for 1 March 2029." in history

    def test_a_review_that_is_put_off_says_until_when(self, town, in_force):
        in_force.next_review_on = town.at.date() + timedelta(days=5)
        in_force.save()
        day = next_year(town)
        record(town, in_force, ReviewOutcome.EXTEND, next_review_on=day)
        assert town.fresh(in_force).next_review_on == day
        history = Client().get("/documents/social-media/history/").content.decode()
        assert "Reviewed without change" not in history

    @pytest.mark.parametrize(
        ("outcome", "change", "number"),
        [(ReviewOutcome.MINOR, "minor", "1.1"), (ReviewOutcome.SUBSTANTIVE, "substantive", "2.0")],
    )
    def test_a_change_starts_its_draft(self, town, in_force, outcome, change, number):
        recorded = record(town, in_force, outcome)
        draft = recorded.open_version
        assert recorded.is_new
        assert (draft.status, draft.change_class, str(draft.number)) == ("draft", change, number)
        assert town.fresh(in_force).next_review_on == in_force.next_review_on

    def test_a_change_goes_on_in_the_version_that_is_open(self, town, in_force):
        draft = town.make_draft(in_force.document)
        recorded = record(town, in_force, ReviewOutcome.SUBSTANTIVE)
        assert (recorded.open_version, recorded.is_new) == (draft, False)
        assert Version.objects.count() == 2

    def test_to_be_withdrawn_is_put_on_record_and_withdraws_nothing(self, town, in_force):
        record(town, in_force, ReviewOutcome.WITHDRAW)
        assert Review.objects.get().outcome == "withdraw"
        assert town.fresh(in_force).is_in_force

    def test_every_reason_against_is_told_and_nothing_is_changed(
        self, town, in_force, reasons_when
    ):
        reasons = reasons_when(
            record_review, version=in_force, outcome=ReviewOutcome.NO_CHANGE, reason=" ",
            by=town.author, at=town.now(),
        )  # fmt: skip
        assert reasons == (
            "Only the Corporate Officer can record a review.",
            "Say what was looked at, and why this came of it. It is kept on the record.",
            "Give the day of the next review.",
        )

    def test_a_trigger_is_answered_once_and_only_by_its_own_document(
        self, town, in_force, trigger, reasons_when
    ):
        other = town.make_in_force(town.make_document("filming", "Filming protocol"))
        given = {"outcome": ReviewOutcome.WITHDRAW, "reason": REASON, "triggers": [trigger]}
        for version in (other, in_force):
            if version == in_force:
                record(town, in_force, ReviewOutcome.WITHDRAW, triggers=[trigger])
            reasons = reasons_when(
                record_review, version=version, by=town.officer, at=town.now(), **given
            )
            assert len(reasons) == 1
            assert "was answered meanwhile" in reasons[0]


class TestPublishingCountsAsTheReview:
    """An approval inside the warning window counts as the review (rule B7)."""

    def test_inside_the_window_it_does_and_open_triggers_stay_open(self, town, in_force, trigger):
        town.wait(days=700)
        successor = town.make_successor(in_force, change_class="minor")
        review = Review.objects.get()
        assert (review.version, review.outcome) == (in_force, "minor")
        assert review.was_due_on == in_force.next_review_on
        assert review.next_review_on == successor.next_review_on
        assert "was published while the review was due" in review.reason
        assert ReviewTrigger.objects.open().get() == trigger

    def test_before_the_window_it_does_not(self, town, in_force):
        town.wait(days=600)
        town.make_successor(in_force)
        assert not Review.objects.exists()

    def test_a_review_that_led_to_it_is_not_counted_twice(self, town, in_force):
        town.wait(days=700)
        record(town, in_force, ReviewOutcome.SUBSTANTIVE)
        publish(town, in_force.document.open_version())
        assert Review.objects.count() == 1


class TestTriggers:
    def test_a_trigger_is_due_beside_the_review(self, town, in_force, trigger):
        what = [(item.kind, item.due_on) for item in due_items()]
        assert (DueKind.TRIGGER, trigger.due_on) in what
        assert trigger.history.get().history_user == town.officer

    def test_every_reason_against_raising_one_is_told(self, town, draft, reasons_when):
        reasons = reasons_when(
            raise_trigger, document=draft.document, kind=TriggerKind.OTHER, what=" ",
            due_on=date(2026, 3, 1), by=town.author, at=town.now(),
        )  # fmt: skip
        assert reasons == (
            "Only the Corporate Officer can call for a review.",
            "Say what happened, in a sentence.",
            "The day by which to reconsider the text cannot be in the past.",
            "No version of this document is in force, so there is none to review.",
        )


class TestLaw:
    """A law that ends calls for a review of each document in force that relies on it."""

    @pytest.fixture
    def documents(self, town, in_force):
        """One relies on the law; one did until its successor; one is a draft; one never did."""
        former = town.make_in_force(town.make_document("former", "Former"))
        town.wait(days=1)
        successor = town.make_draft(former.document)
        section = successor.sections.get(laws=town.law)
        text.save_section(section=section, laws=[], by=town.author, at=town.now())
        publish(town, successor)
        town.make_draft(town.make_document("draft", "Draft"))
        return in_force.document

    def end(self, town, **changes):
        law = LawReference.objects.get(pk=town.law.pk)
        for name, value in changes.items():
            setattr(law, name, value)
        return keep_law(law=law, by=town.monitoring, at=town.now(), why="Repealed")

    def test_exactly_the_documents_in_force_that_rely_on_it(self, town, documents):
        raised = self.end(town, in_force_to=date(2026, 12, 31))
        assert [trigger.document for trigger in raised] == [documents]
        trigger = ReviewTrigger.objects.get()
        assert (trigger.kind, trigger.law, trigger.raised_by) == ("law", town.law, town.monitoring)
        assert trigger.due_on == date(2026, 12, 31)
        assert trigger.what == "Defamation Act 2013 section 1 is in force until 31 December 2026."

    def test_a_successor_calls_for_it_too_and_an_open_trigger_is_not_doubled(self, town, in_force):
        new = LawReference.objects.create(
            code="defamation-act-2027", short_title="Defamation Act 2027", topic="Defamation",
            summary="You answer yourself for what you publish.",
        )  # fmt: skip
        (trigger,) = self.end(town, superseded_by=new)
        assert "is superseded by Defamation Act 2027." in trigger.what
        assert self.end(town, in_force_to=date(2026, 12, 31)) == []

    def test_other_changes_call_for_nothing(self, town, in_force):
        assert self.end(town, summary="You answer for what you share.") == []
        self.end(town, in_force_to=date(2026, 12, 31))
        assert self.end(town, in_force_to=None) == []

    def test_who_does_not_keep_the_register_changes_nothing(self, town, in_force, reasons_when):
        law = LawReference.objects.get(pk=town.law.pk)
        law.in_force_to = date(2026, 12, 31)
        reasons = reasons_when(keep_law, law=law, by=town.author, at=town.now(), why="")
        assert reasons == (
            "Only the Corporate Officer or the Monitoring Officer can keep the law register.",
        )
