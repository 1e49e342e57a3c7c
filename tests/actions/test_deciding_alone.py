"""What officers decide themselves: who may, on which text, with which words on record."""

from datetime import timedelta

import pytest

from policies.actions import deciding, publishing, submitting, text
from policies.actions.deciding_alone import decide_under_delegation, decide_urgently
from policies.domain.lifecycle import Outcome
from policies.domain.numbering import ChangeClass
from policies.domain.roles import Role
from policies.domain.stages import StageKind
from policies.models import Comment, Decision, OfficerDecision, PostHolding
from tests.alone import STATED, Alone

WHO = (
    "Only the Corporate Officer, the Monitoring Officer or the Section 151 Officer "
    "can decide alone."
)
NOT_THE_POST = (
    "You neither hold the post “Corporate Officer” on this day nor deputise for it. "
    "Whoever does can decide."
)
NO_ANSWER = (
    "The Portfolio Holder has not answered on this text, and the delegation is used in "
    "consultation with them. Their answer is a comment on this text."
)
NOT_MINOR = (
    "The portal finds that this is no minor change. Say why it counts as one all the same, or "
    "recall the text and call it substantive, so that a body decides on it."
)
WROTE = (
    "You wrote part of this text, and nobody may {} text that they wrote. "
    "Someone who is not among its authors can."
)
NO_DECIDING_STAGE = "The route of this text has no stage at which an officer decides."
NO_REFERENCE = "Give the reference of the decision record, so that it can be found."


@pytest.fixture
def alone(town):
    return Alone(town)


@pytest.fixture
def amendment(alone):
    """A minor amendment in review."""
    return alone.make_amendment()


@pytest.fixture
def delegation(alone, amendment):
    return alone.make_delegation(amendment.document)


@pytest.fixture
def answer(alone, amendment):
    return alone.answer(amendment)


class TestUnderADelegation:
    def test_the_decision_is_on_record_with_all_that_the_law_asks_for(
        self, town, alone, amendment, delegation, answer
    ):
        decision = decide_under_delegation(
            **alone.use(amendment, delegation, consultee_comment=answer)
        )
        kept = Decision.objects.get(pk=decision.pk)
        assert (kept.post, kept.body, kept.stage) == (town.owner_post, None, 1)
        assert (kept.decided_on, kept.minute_reference) == (town.at.date(), "OD 4")
        assert kept.entered_post == "Corporate Officer"
        assert kept.exception == ""
        assert kept.resolution == (
            "Under the delegation by the Standards Committee of 1 February 2026 (Minute 7)."
        )
        record = OfficerDecision.objects.get()
        assert (record.delegation, record.answer) == (delegation, answer)
        assert record.reasons == STATED["reasons"]
        assert record.alternatives == STATED["alternatives"]
        assert (record.conflicts, record.override, record.urgency) == ("None declared", "", "")

    def test_nothing_moves_until_the_second_officer_confirms_it(self, town, alone):
        decision = alone.make_delegated_decision()
        assert town.fresh(decision.submission.version).is_in_review
        version = alone.confirm(decision)
        assert version.is_approved
        assert version.status_changes.last().authority == "Corporate Officer, OD 4"

    def test_a_rejected_amendment_goes_back_and_needs_to_be_minor_for_nobody(
        self, town, alone, delegation
    ):
        version = self.make_bigger(town, alone)
        answer = alone.answer(version, Comment.Stance.OBJECTS)
        use = alone.use(version, delegation, outcome=Outcome.REJECTED, consultee_comment=answer)
        assert alone.confirm(decide_under_delegation(**use)).is_draft

    def make_bigger(self, town, alone):
        """The same amendment, with a section more."""
        draft = town.fresh(alone.town.council.documents.get().open_version())
        submitting.recall_version(version=draft, by=town.author, at=town.now(), reason="More.")
        town.write_section(draft, "Sanctions", "Whoever breaks it is heard.")
        return alone.submit(draft)

    def test_a_delegation_that_expired_is_used_no_more(self, town, alone, amendment, reasons_when):
        day, answer = town.at.date(), alone.answer(amendment)
        for expiry in (day, day - timedelta(days=3)):
            delegation = alone.make_delegation(amendment.document, expires_on=expiry)
            use = alone.use(amendment, delegation, consultee_comment=answer)
            assert reasons_when(decide_under_delegation, **use) == (
                f"The delegation expired on {expiry.day} {expiry:%B %Y}.",
            )
        last = alone.make_delegation(amendment.document, expires_on=day + timedelta(days=1))
        use = alone.use(amendment, last, consultee_comment=answer)
        assert decide_under_delegation(**use)

    def test_a_delegation_is_not_used_before_it_starts(
        self, town, alone, amendment, reasons_when, answer
    ):
        delegation = alone.make_delegation(
            amendment.document, starts_on=town.at.date() + timedelta(days=1)
        )
        use = alone.use(amendment, delegation, consultee_comment=answer)
        assert reasons_when(decide_under_delegation, **use) == (
            "The delegation can be used from 4 March 2026.",
        )

    def test_a_delegation_for_another_document_is_of_no_use(
        self, town, alone, amendment, answer, reasons_when
    ):
        other = alone.make_delegation(town.make_document("other", "Gifts and hospitality"))
        use = alone.use(amendment, other, consultee_comment=answer)
        assert reasons_when(decide_under_delegation, **use) == (
            "This delegation is for another document: Gifts and hospitality.",
        )

    def test_a_section_added_under_minor_needs_a_reason_and_every_finding_is_named(
        self, town, alone, delegation, reasons_when
    ):
        version = self.make_bigger(town, alone)
        use = alone.use(version, delegation, consultee_comment=alone.answer(version))
        reasons = reasons_when(decide_under_delegation, **use)
        assert "The section “Sanctions” is new." in reasons
        assert reasons[-1] == NOT_MINOR
        assert reasons_when(decide_under_delegation, **use | {"override": " "}) == reasons
        why = "The committee’s minute lists this section word for word."
        decide_under_delegation(**use | {"override": f" {why} "})
        assert OfficerDecision.objects.get().override == why

    def test_a_reason_that_nobody_needed_is_not_kept_as_an_override(
        self, alone, amendment, delegation, answer
    ):
        use = alone.use(amendment, delegation, consultee_comment=answer, override="To be safe.")
        decide_under_delegation(**use)
        assert OfficerDecision.objects.get().override == ""

    def test_a_change_that_is_called_substantive_is_not_decided_under_it(self, alone, reasons_when):
        published = alone.make_published()
        published.document.route = alone.minor_route
        published.document.save()
        version = alone.submit(alone.start_amendment(published, ChangeClass.SUBSTANTIVE))
        delegation = alone.make_delegation(version.document)
        use = alone.use(version, delegation, consultee_comment=alone.answer(version))
        assert reasons_when(decide_under_delegation, **use, override="A small matter.") == (
            "The delegation is for minor amendments only, and this version is called "
            "“substantive change”. Its route names no body that decides: recall it and give it "
            "one that does.",
        )
        wider = alone.make_delegation(version.document, minor_only=False)
        assert decide_under_delegation(**use | {"delegation": wider})

    def test_a_first_version_amends_nothing(self, town, alone, reasons_when):
        document = town.make_document()
        document.route = alone.minor_route
        document.save()
        version = town.make_in_review(document)
        delegation = alone.make_delegation(document)
        use = alone.use(version, delegation, consultee_comment=alone.answer(version))
        assert (
            "No version of this document is in force, so there is nothing to amend."
            in reasons_when(decide_under_delegation, **use, override="It is new.")
        )

    def test_without_the_consultees_answer_nothing_is_decided(
        self, alone, amendment, delegation, reasons_when
    ):
        use = alone.use(amendment, delegation)
        assert reasons_when(decide_under_delegation, **use) == (NO_ANSWER,)

    def test_an_answer_on_an_earlier_text_does_not_count(
        self, town, alone, amendment, delegation, answer, reasons_when
    ):
        submitting.recall_version(
            version=amendment, by=town.author, at=town.now(), reason="A slip."
        )
        use = alone.use(alone.submit(amendment), delegation, consultee_comment=answer)
        assert reasons_when(decide_under_delegation, **use) == (
            "The Portfolio Holder answered on an earlier text; the text has changed since. "
            "Ask them again.",
        )

    def test_the_delegate_has_read_the_last_answer(
        self, alone, amendment, delegation, answer, reasons_when
    ):
        again = alone.answer(amendment, Comment.Stance.CONTENT_IF)
        reread = ("Read the last answer of the Portfolio Holder on this text, then decide.",)
        use = alone.use(amendment, delegation)
        assert reasons_when(decide_under_delegation, **use) == reread
        use |= {"consultee_comment": answer}
        assert reasons_when(decide_under_delegation, **use) == reread
        assert decide_under_delegation(**use | {"consultee_comment": again})

    def test_an_objection_is_answered_and_the_answer_is_kept(
        self, alone, amendment, delegation, reasons_when
    ):
        objection = alone.answer(amendment, Comment.Stance.OBJECTS)
        use = alone.use(amendment, delegation, consultee_comment=objection)
        assert reasons_when(decide_under_delegation, **use) == (
            "The Portfolio Holder objects. Say why you approve the text all the same; "
            "it is kept with the decision.",
        )
        decision = decide_under_delegation(**use, reply=" The name is a fact. ")
        assert Decision.objects.get(pk=decision.pk).comment == "The name is a fact."

    def test_an_objection_on_one_topic_is_not_lost_under_another(
        self, alone, amendment, delegation, reasons_when
    ):
        objection = alone.answer(amendment, Comment.Stance.OBJECTS, topic="Legal")
        alone.answer(amendment, Comment.Stance.NO_IMPLICATIONS, topic="Financial")
        use = alone.use(amendment, delegation, consultee_comment=objection)
        (reason,) = reasons_when(decide_under_delegation, **use)
        assert reason.startswith("The Portfolio Holder objects.")
        settled = alone.answer(amendment, topic="legal")
        assert decide_under_delegation(**use | {"consultee_comment": settled})

    def test_the_delegate_records_no_answer_of_the_consultee(
        self, town, alone, amendment, delegation, reasons_when
    ):
        recorded = alone.answer(amendment, by=town.officer, evidence="E-mail of 3 March")
        use = alone.use(amendment, delegation, consultee_comment=recorded)
        assert reasons_when(decide_under_delegation, **use) == (
            "You gave or recorded this answer yourself. The Portfolio Holder gives it, or "
            "somebody else records it for them.",
        )
        by_the_clerk = alone.answer(amendment, by=town.clerk, evidence="E-mail of 3 March")
        assert decide_under_delegation(**use | {"consultee_comment": by_the_clerk})

    def test_a_delegate_who_is_also_the_consultee_consults_nobody(
        self, town, alone, amendment, delegation, reasons_when
    ):
        PostHolding.objects.create(
            post=alone.portfolio_post, person=town.officer, held_from=town.at.date()
        )
        own_word = alone.answer(amendment, by=town.officer)
        use = alone.use(amendment, delegation, consultee_comment=own_word)
        (reason,) = reasons_when(decide_under_delegation, **use)
        assert reason.startswith("You gave or recorded this answer yourself.")

    def test_all_that_is_missing_is_named_at_once(
        self, town, alone, amendment, delegation, reasons_when
    ):
        unsaid = dict.fromkeys(STATED, " ")
        use = alone.use(amendment, delegation, **unsaid, by=town.member)
        assert reasons_when(decide_under_delegation, **use) == (
            WHO,
            NOT_THE_POST,
            NO_ANSWER,
            NO_REFERENCE,
            "Give the reasons for the decision.",
            "Say which alternatives you considered and why you rejected them, or that there "
            "were none.",
            "Say which conflicts of interest were declared, or “None declared”.",
        )

    def test_the_gates_before_the_decision_hold_the_delegate_too(self, town, alone, reasons_when):
        legal = town.make_post("Solicitor")
        alone.gated = alone.make_route(
            "Gated", (StageKind.COMMENT, legal), (StageKind.DELEGATED, town.owner_post)
        )
        version = alone.make_amendment("gated")
        delegation = alone.make_delegation(version.document)
        use = alone.use(version, delegation, consultee_comment=alone.answer(version))
        assert reasons_when(decide_under_delegation, **use) == (
            "Stage 1 (officers’ comments) is not done: The Solicitor has not commented.",
        )

    def test_a_route_without_such_a_stage_leaves_it_to_the_bodies(self, town, alone, reasons_when):
        version = alone.submit(alone.start_amendment(town.make_in_force()))
        delegation = alone.make_delegation(version.document)
        use = alone.use(version, delegation, consultee_comment=alone.answer(version))
        assert reasons_when(decide_under_delegation, **use) == (NO_DECIDING_STAGE,)

    def test_the_route_names_the_post(self, town, alone, amendment, reasons_when, answer):
        post = town.make_post("Monitoring Officer", Role.MONITORING_OFFICER)
        PostHolding.objects.create(post=post, person=town.monitoring, held_from=town.at.date())
        delegation = alone.make_delegation(amendment.document, delegate_post=post)
        use = alone.use(amendment, delegation, by=town.monitoring, consultee_comment=answer)
        assert reasons_when(decide_under_delegation, **use) == (
            "Stage 1 (decision by an officer) is for the Corporate Officer, "
            "not for the Monitoring Officer.",
        )

    def test_nobody_decides_while_a_decision_waits_to_be_confirmed(self, alone, reasons_when):
        decision = alone.make_delegated_decision()
        use = alone.use(
            decision.submission.version,
            decision.officer_record.delegation,
            consultee_comment=decision.officer_record.answer,
        )
        assert "A decision on this submission waits to be confirmed." in reasons_when(
            decide_under_delegation, **use
        )


class TestOwnText:
    """The delegate may decide own text: with the consultee’s answer, and confirmed by another."""

    @pytest.fixture
    def own(self, town, alone):
        draft = alone.start_amendment(alone.make_published(), by=town.officer)
        return alone.submit(draft, by=town.officer)

    def test_not_without_the_consultees_answer(self, alone, own, reasons_when):
        delegation = alone.make_delegation(own.document)
        use = alone.use(own, delegation)
        assert reasons_when(decide_under_delegation, **use) == (NO_ANSWER,)

    def test_not_where_nobody_is_consulted(self, alone, own, reasons_when):
        delegation = alone.make_delegation(own.document, consultee_post=None)
        use = alone.use(own, delegation)
        assert reasons_when(decide_under_delegation, **use) == (WROTE.format("decide on"),)

    def test_others_need_no_consultee_where_the_body_named_none(self, alone, amendment):
        delegation = alone.make_delegation(amendment.document, consultee_post=None)
        assert decide_under_delegation(**alone.use(amendment, delegation)).exception == ""

    def test_with_the_answer_it_is_decided_and_the_public_is_told(self, town, alone, own, client):
        delegation = alone.make_delegation(own.document)
        use = alone.use(own, delegation, consultee_comment=alone.answer(own))
        decision = decide_under_delegation(**use)
        version = alone.confirm(decision)
        second = town.make_person("second", Role.CORPORATE_OFFICER)
        publishing.publish_version(version=version, by=second, at=town.now())
        told = (
            "The Corporate Officer wrote part of this text and decided on it under a delegation. "
            "The Portfolio Holder was consulted and answered “content”. "
            "An officer who wrote no part of it has to confirm the decision."
        )
        assert Decision.objects.get(pk=decision.pk).exception == told
        page = client.get("/documents/social-media/").content.decode()
        assert told in page
        assert "sole officer" not in page

    def test_an_author_does_not_confirm_it(self, town, alone, own, reasons_when):
        delegation = alone.make_delegation(own.document)
        use = alone.use(own, delegation, consultee_comment=alone.answer(own))
        decision = decide_under_delegation(**use)
        town.council.has_sole_officer = True
        town.council.save()
        both = town.make_person("both", Role.CONFIRMING_OFFICER, Role.AUTHOR)
        submitting.recall_version(version=own, by=town.author, at=town.now(), reason="One more.")
        section = town.fresh(own).sections.first()
        section.body += " Always."
        text.save_section(section=section, by=both, at=town.now())
        version = alone.submit(own)
        use = alone.use(version, delegation, consultee_comment=alone.answer(version))
        decision = decide_under_delegation(**use, override="“Always” changes nothing.")
        act = {"decision": decision, "at": town.now(), "exception": "There is nobody else."}
        assert reasons_when(deciding.confirm_decision, by=both, **act) == (WROTE.format("confirm"),)

    @pytest.mark.parametrize("has_sole_officer", [False, True])
    def test_whoever_decided_does_not_confirm_whatever_posts_they_hold(
        self, town, alone, own, reasons_when, has_sole_officer
    ):
        town.council.has_sole_officer = has_sole_officer
        town.council.save()
        town.officer.groups.add(*town.confirmer.groups.all())
        town.officer = type(town.officer).objects.get(pk=town.officer.pk)
        delegation = alone.make_delegation(own.document)
        use = alone.use(own, delegation, consultee_comment=alone.answer(own))
        decision = decide_under_delegation(**use)
        act = {"decision": decision, "by": town.officer, "at": town.now(), "exception": "Alone."}
        assert reasons_when(deciding.confirm_decision, **act) == (
            WROTE.format("confirm"),
            "You entered this decision, and a second person confirms it. "
            "The Confirming Officer can.",
        )


class TestUrgently:
    @pytest.fixture
    def urgent(self, alone):
        return alone.make_amendment("urgent_route")

    def test_the_decision_is_on_record_with_why_it_could_not_wait(self, town, alone, urgent):
        decision = decide_urgently(**alone.urgent(urgent))
        kept = Decision.objects.get(pk=decision.pk)
        assert (kept.post, kept.stage, kept.outcome) == (town.owner_post, 1, "approved")
        assert kept.resolution == (
            "Urgently, to be ratified by Full Council within 28 days of publication."
        )
        record = OfficerDecision.objects.get()
        assert record.urgency == "The platform closes the old accounts on Friday."
        assert (record.delegation, record.is_urgent) == (None, True)
        assert alone.confirm(decision).is_approved

    def test_not_where_no_body_ratifies(self, alone, amendment, reasons_when):
        assert reasons_when(decide_urgently, **alone.urgent(amendment)) == (
            "The route of this text names no body that ratifies it, and an urgent decision is "
            "ratified. Take it to the body that decides.",
        )

    def test_not_on_own_text_not_even_a_sole_officer(self, town, alone, reasons_when):
        town.council.has_sole_officer = True
        town.council.save()
        draft = alone.start_amendment(alone.make_published("urgent_route"), by=town.officer)
        own = alone.submit(draft, by=town.officer)
        assert reasons_when(decide_urgently, **alone.urgent(own)) == (WROTE.format("decide on"),)

    def test_all_that_is_missing_is_named_at_once(self, town, alone, urgent, reasons_when):
        act = alone.urgent(urgent, by=town.clerk, urgency=" ", reference="")
        assert reasons_when(decide_urgently, **act) == (
            WHO,
            NOT_THE_POST,
            "Say why it could not wait for a meeting.",
            NO_REFERENCE,
        )

    def test_the_clerk_cannot_enter_it_for_the_officer(self, town, alone, urgent, reasons_when):
        at = town.now()
        act = {
            "version": urgent, "body": town.body, "outcome": Outcome.APPROVED, "stage": 1,
            "decided_on": at.date(), "minute_reference": "Minute 1", "resolution": "RESOLVED.",
            "by": town.clerk, "at": at,
        }  # fmt: skip
        assert reasons_when(deciding.enter_decision, **act) == (
            "Stage 1 (decision by an officer) is for the Corporate Officer, "
            "not for Standards Committee.",
        )


class TestWhatThePublicIsTold:
    @pytest.fixture
    def page(self, alone, client, monkeypatch):
        """The words of the page on a day so many days after publication."""

        def after(days: int, address="/documents/social-media/") -> str:
            at = alone.town.at + timedelta(days=days)
            monkeypatch.setattr("django.utils.timezone.now", lambda: at)
            return client.get(address).content.decode()

        return after

    def test_until_it_is_ratified_the_day_is_named(self, alone, page):
        alone.make_urgent()
        due = "Published urgently, to be ratified by the Full Council by 31 March 2026."
        assert due in page(0)
        assert "overdue" not in page(28)
        assert f"{due} That is overdue. The text still applies" in page(29)

    def test_then_by_whom_and_when(self, alone, page):
        version = alone.make_urgent()
        page(0)
        alone.ratify(version)
        words = page(40)
        assert (
            "Published urgently, then ratified by the Full Council on 3 March 2026 (Minute 9)."
            in words
        )
        assert "Ratified by the Full Council on 3 March 2026 (Minute 9)." in words
        assert "to be ratified" not in words.split("How it was decided")[0]

    def test_or_that_it_was_not(self, alone, page):
        alone.ratify(alone.make_urgent(), Outcome.REJECTED)
        assert (
            "Published urgently. It was not ratified by the Full Council on 3 March 2026 "
            "(Minute 9). It still applies until it is replaced or withdrawn." in page(40)
        )

    def test_an_unconfirmed_or_deferred_ratification_ratifies_nothing(self, town, alone, page):
        version = alone.ratify(alone.make_urgent(), Outcome.DEFERRED)
        at = town.now()
        deciding.enter_decision(
            version=version, body=alone.council, outcome=Outcome.APPROVED, decided_on=at.date(),
            minute_reference="Minute 10", resolution="RESOLVED.", by=town.clerk, at=at,
        )  # fmt: skip
        assert "to be ratified by the Full Council by 31 March 2026." in page(0)

    def test_the_page_asks_the_database_no_more_than_that_of_any_text(
        self, town, alone, client, django_assert_num_queries, monkeypatch
    ):
        from django.core.cache import caches
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        published = alone.make_published("urgent_route")
        with CaptureQueriesContext(connection) as before:
            client.get("/documents/social-media/")
        version = alone.submit(alone.start_amendment(published))
        version = alone.confirm(decide_urgently(**alone.urgent(version)))
        publishing.publish_version(version=version, by=town.officer, at=town.now())
        caches["pages"].clear()
        with django_assert_num_queries(len(before)):
            assert "Published urgently" in client.get("/documents/social-media/").content.decode()


# --- Every role, typed here -------------------------------------------------------------------

OFFICERS = {"corporate_officer", "monitoring_officer", "section_151_officer"}
ACTS = {"delegated": OFFICERS, "urgent": OFFICERS}


@pytest.mark.parametrize("act", ACTS)
def test_every_role_even_with_the_post_is_allowed_or_refused(
    town, alone, people, reasons_when, act
):
    """Each holds the post: without the role the post decides nothing."""
    version = alone.make_amendment("urgent_route" if act == "urgent" else "minor_route")
    if act == "urgent":
        do, given = decide_urgently, alone.urgent(version)
    else:
        answer = alone.answer(version)
        delegation = alone.make_delegation(version.document)
        do, given = (
            decide_under_delegation,
            alone.use(version, delegation, consultee_comment=answer),
        )
    allowed = set()
    for role, person in people.items():
        PostHolding.objects.create(post=town.owner_post, person=person, held_from=town.at.date())
        name = role.value if role else "reader"
        if name in ACTS[act]:
            decision = do(**given | {"by": person, "at": town.now()})
            deciding.decline_decision(
                decision=decision, by=town.confirmer, at=town.now(), reason="For the next one."
            )
            allowed.add(name)
        else:
            assert reasons_when(do, **given | {"by": person}) == (WHO,), name
    assert allowed == ACTS[act]


@pytest.mark.parametrize("act", ACTS)
def test_a_closed_account_decides_nothing(town, alone, reasons_when, act):
    version = alone.make_amendment("urgent_route" if act == "urgent" else "minor_route")
    town.officer.is_active = False
    town.officer.save()
    closed = "This account is closed. An Administrator can open it again."
    if act == "urgent":
        assert reasons_when(decide_urgently, **alone.urgent(version)) == (closed,)
    else:
        answer, delegation = alone.answer(version), alone.make_delegation(version.document)
        use = alone.use(version, delegation, consultee_comment=answer)
        assert reasons_when(decide_under_delegation, **use) == (closed,)


@pytest.mark.parametrize("state", ["draft", "approved", "in_force"])
def test_an_officer_decides_on_a_text_in_review(town, alone, request, reasons_when, state):
    version = request.getfixturevalue(state)
    phrase = {"draft": "a draft", "approved": "approved", "in_force": "in force"}[state]
    sentence = f"This version is {phrase}; an officer decides on one that is in review."
    delegation = alone.make_delegation(version.document)
    assert sentence in reasons_when(decide_under_delegation, **alone.use(version, delegation))
    assert sentence in reasons_when(decide_urgently, **alone.urgent(version))
