"""Officers’ comments on a text in review: whose word it is, on which text, and since when."""

from datetime import date, timedelta

import pytest

from policies.actions import certifying, commenting, deciding, submitting
from policies.actions.gathering import progress_of
from policies.actions.keeping_routes import StageWords
from policies.actions.submitting import Amendment
from policies.domain.lifecycle import Outcome
from policies.domain.roles import Role
from policies.domain.stages import StageKind
from policies.models import Comment, PostHolding

Stance = Comment.Stance
CAN_RECORD = (
    "The Corporate Officer or the Democratic Services Clerk can record what the post said "
    "elsewhere."
)


@pytest.fixture
def finance(town):
    return town.make_post("Section 151 Officer", Role.SECTION_151_OFFICER)


@pytest.fixture
def treasurer(town, finance):
    return town.make_person("treasurer", Role.SECTION_151_OFFICER, post=finance)


@pytest.fixture
def version(town, finance):
    """In review, on a route that asks for the comment of the section 151 officer."""
    route = town.make_route(
        StageWords(position=0, kind=StageKind.COMMENT, posts=(finance,)),
        StageWords(position=0, kind=StageKind.DECIDE, bodies=(town.body,)),
    )
    return town.make_in_review(town.make_document(route=route))


def said(town, version, post, by, **other):
    at = town.now()
    return {
        "version": version, "post": post, "topic": "Financial", "stance": Stance.CONTENT,
        "text": "Met from the training budget.", "dated": at.date(), "by": by, "at": at,
    } | other  # fmt: skip


def lacks_of(version) -> list[str]:
    return [lack for one in progress_of(version.submission)[:1] for lack in one.lacks]


def test_the_holder_of_the_post_signs(town, version, finance, treasurer):
    comment = commenting.add_comment(
        **said(town, version, finance, treasurer, initials=" TR ", is_for_public=True)
    )
    kept = Comment.objects.get(pk=comment.pk)
    assert kept.submission == version.submission
    assert (kept.signed_as, kept.by, kept.at) == ("Section 151 Officer", treasurer, town.at)
    assert (kept.initials, kept.evidence, kept.exception) == ("TR", "", "")
    assert kept.is_for_public
    assert lacks_of(version) == []


def test_a_form_that_is_sent_twice_is_kept_once(town, version, finance, treasurer, reasons_when):
    commenting.add_comment(**said(town, version, finance, treasurer))
    assert reasons_when(commenting.add_comment, **said(town, version, finance, treasurer)) == (
        "You put this comment on record already, in the same words.",
    )
    other = {"stance": Stance.OBJECTS, "text": "It costs more than we thought."}
    commenting.add_comment(**said(town, version, finance, treasurer, **other))
    # What was said before may be said again once something else was said.
    commenting.add_comment(**said(town, version, finance, treasurer))
    assert Comment.objects.count() == 3


def test_the_deputy_signs_as_such_within_the_dates_of_the_deputising(
    town, version, finance, reasons_when
):
    deputy = town.make_person("deputy", Role.AUDITOR)
    today = town.at.date()
    PostHolding.objects.create(
        post=finance, person=deputy, is_deputy=True, held_from=today, held_until=today
    )
    comment = commenting.add_comment(**said(town, version, finance, deputy))
    assert comment.signed_as == "Deputy for the Section 151 Officer"
    town.wait(days=1)
    assert reasons_when(commenting.add_comment, **said(town, version, finance, deputy)) == (
        f"You neither hold the post of Section 151 Officer nor deputise for it. {CAN_RECORD}",
    )


def test_whoever_does_not_hold_the_post_gives_the_evidence(town, version, finance, reasons_when):
    by_clerk = said(town, version, finance, town.clerk)
    assert reasons_when(commenting.add_comment, **by_clerk) == (
        "You do not sign for the Section 151 Officer. "
        "Say where this was said: an e-mail, a report, a minute.",
    )
    comment = commenting.add_comment(**by_clerk, evidence=" E-mail of 2 March 2026 ")
    assert comment.evidence == "E-mail of 2 March 2026"
    assert (comment.signed_as, comment.by) == ("Section 151 Officer", town.clerk)


def test_evidence_does_not_let_anybody_else_record(town, version, finance, reasons_when):
    by_auditor = said(town, version, finance, town.auditor, evidence="I heard it.")
    assert reasons_when(commenting.add_comment, **by_auditor) == (
        f"You neither hold the post of Section 151 Officer nor deputise for it. {CAN_RECORD}",
    )


def test_only_no_implications_needs_no_words(town, version, finance, treasurer, reasons_when):
    wordless = said(town, version, finance, treasurer, text=" ", topic=" ")
    assert reasons_when(commenting.add_comment, **wordless) == (
        "Say what the comment is about: financial, legal, constitutional, staffing.",
        "Write the comment. Only “no implications” needs no words.",
    )
    words = wordless | {"topic": "Financial", "stance": Stance.NO_IMPLICATIONS}
    assert commenting.add_comment(**words).text == ""


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (1, "The comment cannot be dated in the future."),
        (-1, "The text was submitted on 2 March 2026; a comment before that day was on another "
             "text."),
    ],
)  # fmt: skip
def test_a_comment_is_dated_on_this_text(
    town, version, finance, treasurer, reasons_when, days, sentence
):
    dated = town.at.date() + timedelta(days=days)
    words = said(town, version, finance, treasurer, dated=dated)
    assert reasons_when(commenting.add_comment, **words) == (sentence,)


def test_nobody_comments_for_a_post_on_text_that_they_wrote(town, version, finance, reasons_when):
    PostHolding.objects.create(post=finance, person=town.author, held_from=date(2020, 1, 1))
    wrote = (
        "You wrote part of this text, and nobody may comment for a post on text that they wrote. "
        "Someone who is not among its authors can."
    )
    words = said(town, version, finance, town.author, exception="Only me.")
    assert reasons_when(commenting.add_comment, **words) == (wrote,)
    # Nor by recording what they say themselves.
    words["evidence"] = "My own e-mail"
    assert reasons_when(commenting.add_comment, **words) == (wrote,)


def test_a_sole_officer_comments_on_own_text_with_a_reason_that_is_kept(
    town, version, finance, reasons_when
):
    town.council.has_sole_officer = True
    town.council.save()
    PostHolding.objects.create(post=finance, person=town.author, held_from=date(2020, 1, 1))
    words = said(town, version, finance, town.author)
    assert len(reasons_when(commenting.add_comment, **words)) == 1
    comment = commenting.add_comment(**words, exception=" The parish has one officer. ")
    assert comment.exception == "The parish has one officer."


def test_an_author_may_record_what_a_post_said_elsewhere(town, version, finance):
    town.author.groups.add(*town.clerk.groups.all())
    clerk_who_wrote = type(town.author).objects.get(pk=town.author.pk)
    comment = commenting.add_comment(
        **said(town, version, finance, clerk_who_wrote, evidence="Report 7, page 2")
    )
    assert comment.exception == ""


@pytest.mark.parametrize("state", ["draft", "approved", "in_force"])
def test_comments_are_on_a_version_in_review(
    town, request, finance, treasurer, state, reasons_when
):
    other = request.getfixturevalue(state)
    reasons = reasons_when(commenting.add_comment, **said(town, other, finance, treasurer))
    assert [
        reason for reason in reasons if reason.endswith("; comments are on a version in review.")
    ]


def test_a_closed_account_says_nothing(town, version, finance, treasurer, reasons_when):
    treasurer.is_active = False
    reasons = reasons_when(commenting.add_comment, **said(town, version, finance, treasurer))
    assert reasons == ("This account is closed. An Administrator can open it again.",)


class TestStale:
    @pytest.fixture
    def comment(self, town, version, finance, treasurer):
        return commenting.add_comment(**said(town, version, finance, treasurer, initials="TR"))

    @pytest.fixture
    def again(self, town, version, comment):
        """The same version, taken back and submitted anew."""
        submitting.recall_version(
            version=version, by=town.author, at=town.now(), reason="A word is wrong."
        )
        town.wait(days=1)
        submitting.submit_version(version=town.fresh(version), by=town.author, at=town.now())
        return town.fresh(version)

    def test_a_comment_on_an_earlier_text_does_not_count(self, town, again, comment, reasons_when):
        assert Comment.objects.get(pk=comment.pk).is_stale
        sentence = (
            "The Section 151 Officer commented on an earlier text; the text has changed since."
        )
        assert lacks_of(again) == [sentence]
        assert reasons_when(town.enter_decision, version=again) == (
            f"Stage 1 (officers’ comments) is not done: {sentence}",
        )

    def test_that_it_still_stands_is_said_in_the_same_words_of_today(
        self, town, again, comment, treasurer
    ):
        comment = Comment.objects.get(pk=comment.pk)
        stands = commenting.let_stand(comment=comment, by=treasurer, at=town.now())
        assert stands.submission == again.submission
        assert (stands.text, stands.stance, stands.topic, stands.initials) == (
            comment.text, comment.stance, comment.topic, "TR",
        )  # fmt: skip
        assert stands.dated == town.at.date() == comment.dated + timedelta(days=1)
        assert lacks_of(again) == []
        town.enter_decision(again)

    def test_it_is_said_again_once_and_by_whoever_signs(
        self, town, again, comment, treasurer, reasons_when
    ):
        comment = Comment.objects.get(pk=comment.pk)
        at = town.now()
        assert reasons_when(commenting.let_stand, comment=comment, by=town.clerk, at=at) == (
            "You do not sign for the Section 151 Officer. "
            "Say where this was said: an e-mail, a report, a minute.",
        )
        commenting.let_stand(comment=comment, by=treasurer, at=at)
        assert reasons_when(commenting.let_stand, comment=comment, by=treasurer, at=at) == (
            "The Section 151 Officer has said this of the present text already.",
        )

    def test_a_text_conformed_to_its_minute_keeps_its_comments(self, town, version, comment):
        decision = town.enter_decision(version, Outcome.APPROVED_AS_AMENDED)
        deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
        section = version.sections.first()
        submitting.conform_version(
            version=version,
            amendments=[Amendment(section=section, heading=section.heading, body="Amended.")],
            summary="One word.",
            by=town.author,
            at=town.now(),
        )
        assert not Comment.objects.get(pk=comment.pk).is_stale
        assert lacks_of(town.fresh(version)) == []
        certifying.certify_conformed(
            version=version, by=town.monitoring, at=town.now(), statement="Compared."
        )
        assert town.fresh(version).is_approved


def test_the_first_of_several_posts_that_one_signs_for_is_the_own(town, finance):
    legal = town.make_post("Monitoring Officer", Role.MONITORING_OFFICER)
    person = town.make_person("both", Role.AUDITOR)
    since = date(2020, 1, 1)
    PostHolding.objects.create(post=legal, person=person, is_deputy=True, held_from=since)
    PostHolding.objects.create(post=finance, person=person, held_from=since)
    assert commenting.posts_signed_for(person, town.now()) == [finance, legal]
