"""The desk's first page: what waits, for whom, since when, and the page on which it is done."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.actions import deciding, drafting, publishing, submitting
from policies.actions.rendering import rendition_of
from policies.admin.dashboard import REPORT_PAGES, parts_for
from policies.admin.moves.table import PAGES
from policies.admin.versions.new import WAYS
from policies.domain.errors import RenderingRefused
from policies.domain.lifecycle import Outcome, Status
from policies.domain.nextstep import STEPS, next_step
from policies.domain.roles import Role
from policies.formats import FORMATS
from policies.models import BuildTicket, Rendition, TrialRendering, User
from tests.admin.posting import words_of
from tests.admin.test_moves import Scenes
from tests.domain.test_nextstep import SITUATIONS, replace

DESK = "/admin/"
WAITS = {
    "enter-decision": "clerk",
    "confirm": "confirmer",
    "conform": "author",
    "certify": "monitoring",
    "publish": "officer",
}


def part(person, slug, at):
    """The lines of one part of this person’s desk at this moment."""
    found = [part for part in parts_for(person, at=at) if part.slug == slug]
    return found[0].lines if found else None


def shown_in(page, slug) -> str:
    """The markup of one part of the page, or nothing."""
    text = page.content.decode()
    opening = f'<section aria-labelledby="{slug}">'
    return text.split(opening)[1].split("</section>")[0] if opening in text else ""


def test_every_step_is_done_on_a_page_of_the_desk():
    assert {step.slug for step in STEPS} <= {*PAGES, *REPORT_PAGES, *WAYS, "change"}


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_no_step_leads_to_a_page_that_is_closed_to_its_role(name):
    step = next_step(SITUATIONS[name])
    if step.slug in PAGES:
        for role in step.roles:
            own = replace(SITUATIONS[name], roles=frozenset({role}))
            assert PAGES[step.slug].reasons_in(own) == ()
            assert PAGES[step.slug].origin is own.status
            assert PAGES[step.slug].is_shown(own)


@pytest.mark.parametrize("slug", WAITS)
class TestWaitingForMe:
    def test_it_leads_to_the_page_on_which_it_is_done(self, at_desk, town, address, slug):
        version = Scenes(town).set_up(slug)
        client = at_desk(getattr(town, WAITS[slug]))
        url = address(f"version_{slug.replace('-', '_')}", version.pk)
        assert f'href="{url}"' in shown_in(client.get(DESK), "for-me")
        assert client.get(url).status_code == 200

    def test_to_others_it_says_who_does_it_and_offers_nothing(self, at_desk, town, address, slug):
        version = Scenes(town).set_up(slug)
        page = at_desk(town.auditor).get(DESK)
        step = next(step for step in STEPS if step.slug == slug)
        assert f"Next: {step.sentence_in(SITUATIONS['undecided'])}." in shown_in(page, "for-others")
        assert address(f"version_{slug.replace('-', '_')}", version.pk) not in page.content.decode()

    def test_the_page_of_the_version_says_the_same(self, at_desk, town, page_of, slug):
        version = Scenes(town).set_up(slug)
        step = next(step for step in STEPS if step.slug == slug)
        for person in (town.auditor, getattr(town, WAITS[slug])):
            page = at_desk(person).get(page_of(version))
            assert f"Next: {step.sentence_in(SITUATIONS['undecided'])}." in words_of(page)


class TestMyDrafts:
    def test_a_draft_leads_its_author_to_the_text(self, at_desk, town, draft, page_of):
        shown = shown_in(at_desk(town.author).get(DESK), "my-drafts")
        assert "Go on writing" in shown
        assert page_of(draft) in shown

    def test_a_draft_of_somebody_else_waits_for_others(self, at_desk, town, draft):
        page = at_desk(town.officer).get(DESK)
        assert "You have no drafts." in words_of(page)
        assert draft.title in shown_in(page, "for-others")
        assert "Written by the Governance Adviser." in shown_in(page, "for-others")
        assert "Go on writing" not in page.content.decode()

    def test_a_recalled_text_is_a_draft_again_since_the_recall(self, town, in_review):
        town.wait(days=5)
        submitting.recall_version(
            version=in_review, by=town.author, at=town.now(), reason="A figure was wrong"
        )
        [line] = part(town.author, "my-drafts", town.at)
        assert line.quiet == "Since 7 March 2026, today."

    def test_a_submitted_text_is_no_draft_of_mine(self, at_desk, town, in_review):
        page = at_desk(town.author).get(DESK)
        assert "You have no drafts." in words_of(page)
        assert in_review.title in shown_in(page, "for-others")


class TestSinceWhen:
    def test_each_act_begins_a_new_wait(self, town, in_review):
        town.wait(days=3)
        [line] = part(town.clerk, "for-me", town.at)
        assert line.quiet == "Since 2 March 2026, 3 days."
        town.enter_decision(in_review)
        town.wait(days=1)
        [line] = part(town.confirmer, "for-me", town.at)
        assert line.quiet == "Since 5 March 2026, 1 day."

    def test_a_declined_decision_waits_for_the_clerk_since_then(self, town, in_review):
        decision = town.enter_decision(in_review)
        town.wait(days=2)
        deciding.decline_decision(
            decision=decision, by=town.confirmer, at=town.now(), reason="Another minute"
        )
        [line] = part(town.clerk, "for-me", town.at)
        assert line.act == "Enter a decision"
        assert line.quiet == "Since 4 March 2026, today."

    def test_what_has_waited_longest_comes_first(self, town):
        for slug in ("first", "second"):
            town.make_in_review(town.make_document(slug=slug, title=slug), title=slug)
            town.wait(days=1)
        assert [line.title for line in part(town.clerk, "for-me", town.at)] == [
            "first 1.0",
            "second 1.0",
        ]


class TestSeparation:
    def test_who_wrote_a_text_is_told_why_its_publication_waits_for_another(self, town, approved):
        town.author.groups.set(Group.objects.filter(name=Role.CORPORATE_OFFICER.label))
        author = User.objects.get(pk=town.author.pk)
        assert part(author, "for-me", town.at) == ()
        [line] = part(author, "for-others", town.at)
        assert "nobody may publish text that they wrote" in " ".join(line.sentences)
        assert not line.act

    def test_a_sole_officer_is_led_on(self, town, approved):
        town.council.has_sole_officer = True
        town.council.save()
        town.author.groups.set(Group.objects.filter(name=Role.CORPORATE_OFFICER.label))
        [line] = part(User.objects.get(pk=town.author.pk), "for-me", town.at)
        assert line.act == "Publish"

    def test_a_second_version_on_one_day_waits_without_a_link(self, town, in_force):
        town.make_approved(in_force.document)
        [line] = part(town.officer, "for-me", town.at)
        assert not line.act
        assert "publish this one tomorrow or later" in " ".join(line.sentences)
        [line] = part(town.officer, "for-me", town.at + timedelta(days=1))
        assert line.act == "Publish"


class TestReviews:
    DUE = date(2028, 3, 2)

    @pytest.fixture
    def days_before(self, in_force):
        assert in_force.next_review_on == self.DUE

        def moment(days):
            return datetime(2028, 3, 2, 12, tzinfo=UTC) - timedelta(days=days)

        return moment

    def test_it_is_announced_with_its_date_and_the_page_to_record_it(
        self, town, in_force, address, days_before
    ):
        assert part(town.author, "reviews", days_before(91)) == ()
        [line] = part(town.officer, "reviews", days_before(90))
        assert line.sentences == ("Its review is due by 2 March 2028, in 90 days.",)
        assert line.act_address == address("version_review", in_force.pk)

    def test_an_overdue_one_says_that_the_text_still_applies(self, town, days_before):
        [line] = part(town.auditor, "reviews", days_before(-40))
        assert line.sentences == (
            "Its review was due by 2 March 2028 and is 40 days overdue. The text still applies.",
            "Next: the Corporate Officer reviews it and records what came of that.",
        )
        assert not line.act

    def test_it_goes_on_in_the_open_version(self, town, in_force, page_of, days_before):
        successor = town.make_draft(in_force.document)
        [line] = part(town.author, "reviews", days_before(0))
        assert line.sentences == ("Its review is due by 2 March 2028, today.",)
        assert line.act_address == page_of(successor)

    def test_one_that_was_superseded_is_not_announced(self, town, in_force, days_before):
        successor = town.make_successor(in_force)
        assert [line.title for line in part(town.auditor, "reviews", days_before(0))] == [
            str(successor)
        ]


def keep_file(version, name):
    return Rendition.objects.create(
        submission=version.submission, format=name, language="en-GB", sha256=name.ljust(64, "0"),
        name=f"{name}.pdf", media_type="application/pdf", size=1, built_at=version.submission.at,
    )  # fmt: skip


class TestFailures:
    def test_a_file_is_missed_once_it_had_time_to_be_built(self, town, in_force, page_of):
        assert part(town.auditor, "failures", town.at) == ()
        [line] = part(town.auditor, "failures", town.at + timedelta(hours=1))
        assert line.sentences[0] == f"Not built yet: {len(FORMATS)} files."
        assert line.act_address == f"{page_of(in_force)}#files"

    def test_nothing_failed_once_every_file_is_there(self, town, in_force):
        for name in FORMATS:
            keep_file(in_force, name)
        assert part(town.auditor, "failures", town.at + timedelta(hours=1)) == ()

    def test_a_file_that_could_not_be_built_says_how_often_it_was_tried(
        self, town, in_force, settings, tmp_path
    ):
        for name in set(FORMATS) - {"pdf"}:
            keep_file(in_force, name)
        (tmp_path / "no-folder").write_text("Where files should go, there is a file.")
        settings.MEDIA_ROOT = str(tmp_path / "no-folder")
        for at in (town.now(), town.now()):
            with pytest.raises(RenderingRefused):
                rendition_of(
                    submission=in_force.submission, format_name="pdf", at=at, by_clock=True
                )
        [line] = part(town.auditor, "failures", town.at)
        [sentence] = line.sentences
        assert sentence.startswith("PDF: could not be made, tried 2 times. ")
        assert sentence.endswith("The clock will try again.")

    def test_a_failed_trial_is_shown_and_a_warning_is_not(self, town, in_review):
        trial = TrialRendering.objects.create(
            submission=in_review.submission, at=town.at, findings=["PDF: a picture is small."]
        )
        assert part(town.auditor, "failures", town.at) == ()
        trial.findings = [*trial.findings, "PDF: could not be made. A table is too wide."]
        trial.save()
        [line] = part(town.auditor, "failures", town.at)
        assert line.sentences == ("PDF: could not be made. A table is too wide.",)

    def test_a_file_of_a_superseded_version_is_missed_only_if_it_failed(self, town, in_force):
        successor = town.make_successor(in_force)
        for name in FORMATS:
            keep_file(successor, name)
        later = town.at + timedelta(hours=1)
        assert part(town.auditor, "failures", later) == ()
        BuildTicket.objects.create(
            submission=in_force.submission, format="pdf", failures=2, last_failure="It is full."
        )
        assert [line.title for line in part(town.auditor, "failures", later)] == [str(in_force)]


class TestWhoSeesWhat:
    def test_an_auditor_reads_all_and_is_led_nowhere(self, at_desk, town, draft):
        town.make_in_review(town.make_document(slug="other", title="Other"), title="Other")
        page = at_desk(town.auditor).get(DESK)
        assert "My drafts" not in words_of(page)
        assert "for you" not in words_of(page)
        assert "Waiting for me" not in words_of(page)
        shown = shown_in(page, "for-others")
        assert draft.title in shown
        assert "Other 1.0" in shown
        assert "button" not in shown

    def test_without_an_officers_role_no_draft_is_shown(self, at_desk, town, draft):
        stranger = User.objects.create_user("stranger", is_staff=True)
        words = words_of(at_desk(stranger).get(DESK))
        assert draft.title not in words
        assert "your account has no officer’s role" in words

    def test_an_administrator_is_led_to_people_and_posts(self, at_desk, town, address):
        newcomer = User.objects.create_user("newcomer", is_staff=True)
        town.make_post("Deputy Clerk", Role.DEMOCRATIC_SERVICES_CLERK)
        leaver = User.objects.create_user("leaver", is_active=False)
        page = at_desk(town.administrator).get(DESK)
        shown = shown_in(page, "people")
        assert address("user_change", newcomer.pk) in shown
        assert address("user_change", leaver.pk) not in shown
        assert "Name its holder" in shown
        assert "Deputy Clerk" in shown
        assert "Governance Adviser" not in shown
        for kept in ("user", "post", "postholding", "body", "council"):
            assert f'href="{address(f"{kept}_changelist")}"' in shown
        assert not shown_in(at_desk(town.officer).get(DESK), "people")

    def test_an_empty_desk_says_so(self, at_desk, town):
        words = words_of(at_desk(town.officer).get(DESK))
        for sentence in ("You have no drafts.", "Nothing waits for you.",
                         "Nothing waits for others.", "No review is due in the next 90 days.",
                         "Nothing failed, and no file is missing."):  # fmt: skip
            assert sentence in words

    def test_many_lines_are_all_there_and_the_most_are_a_press_away(self, at_desk, town):
        for number in range(5):
            title = f"Policy {number}"
            town.make_draft(town.make_document(slug=f"d{number}", title=title), title=title)
        shown = shown_in(at_desk(town.author).get(DESK), "my-drafts")
        in_sight, out_of_sight = shown.split("<summary>2 more</summary>")
        assert in_sight.count("Go on writing") == 3
        assert out_of_sight.count("Go on writing") == 2


def conform(town, version):
    decision = town.enter_decision(version, Outcome.APPROVED_AS_AMENDED)
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    section = version.sections.first()
    submitting.conform_version(
        version=town.fresh(version),
        amendments=[submitting.Amendment(section=section, heading="Scope", body="Amended.")],
        summary="Scope amended",
        by=town.author,
        at=town.now(),
    )


def test_thirty_versions_take_as_many_queries_as_three(at_desk, town, django_assert_num_queries):
    def fill(round_):
        for make, stage in (
            (town.make_draft, "draft"),
            (town.make_in_review, "review"),
            (town.make_approved, "approved"),
            (town.make_in_force, "force"),
        ):
            slug = f"{stage}-{round_}"
            version = make(town.make_document(slug=slug, title=slug))
            if stage == "review":
                conform(town, version)
            if stage == "force":
                version.next_review_on = town.at.date() + timedelta(days=1)
                version.save()
                BuildTicket.objects.create(
                    submission=version.submission, format="pdf", failures=1, last_failure="Full."
                )
            if stage in ("review", "approved"):
                TrialRendering.objects.create(
                    submission=town.fresh(version).submission,
                    at=town.at,
                    findings=["PDF: could not be made. Too wide."],
                )

    client = at_desk(town.officer)
    fill(0)
    with CaptureQueriesContext(connection) as few:
        client.get(DESK)
    for round_ in range(1, 8):
        fill(round_)
    with django_assert_num_queries(len(few)):
        page = client.get(DESK)
    assert shown_in(page, "for-others").count("work-title") == 16
    assert len(few) <= 30


def test_a_draft_that_is_discarded_waits_for_nobody(town, draft):
    drafting.discard_draft(version=draft, by=town.author, at=town.now(), reason="Not needed")
    assert part(town.author, "my-drafts", town.at) == ()
    assert part(town.author, "for-others", town.at) == ()


def test_a_published_version_waits_for_nobody(town, approved):
    publishing.publish_version(version=approved, by=town.officer, at=town.now())
    assert town.fresh(approved).state is Status.IN_FORCE
    assert part(town.officer, "for-me", town.at) == ()
    assert part(town.officer, "for-others", town.at) == ()
