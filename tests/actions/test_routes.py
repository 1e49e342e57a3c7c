"""Texts on their way along a route: what holds them up, who has to decide, what comes after."""

from dataclasses import replace

import pytest

from policies.actions import certifying, deciding, drafting, keeping_routes, publishing, submitting
from policies.actions.keeping_routes import StageWords
from policies.actions.submitting import Amendment
from policies.domain.lifecycle import Outcome
from policies.domain.numbering import ChangeClass
from policies.domain.stages import Evidence, StageKind
from policies.models import Comment, Consultation, ImpactAssessment, OptionConsidered, Route, Stage


@pytest.fixture
def cabinet(town):
    return town.make_body("Cabinet", "cabinet")


@pytest.fixture
def scrutiny(town):
    return town.make_body("Scrutiny Committee", "scrutiny")


@pytest.fixture
def district(town):
    return town.make_body("Thornby District Council", "council")


def stage(kind: StageKind, *bodies, posts=(), **more) -> StageWords:
    return StageWords(position=0, kind=kind, bodies=bodies, posts=tuple(posts), **more)


def take(town, *stages: StageWords, **described):
    """A version in review on a route with these stages."""
    document = town.make_document(route=town.make_route(*stages))
    return town.make_in_review(document, **described)


def test_comments_and_an_assessment_are_gates_on_the_decision_not_on_submitting(
    town, cabinet, reasons_when
):
    legal = town.make_post("Monitoring Officer")
    version = take(
        town,
        stage(StageKind.COMMENT, posts=[legal]),
        stage(StageKind.ASSESS),
        stage(StageKind.DECIDE, cabinet),
    )
    assert reasons_when(
        town.enter_decision, version=version, body=cabinet, outcome=Outcome.APPROVED
    ) == (
        "Stage 1 (officers’ comments) is not done: The Monitoring Officer has not commented.",
        "Stage 2 (impact assessment) is not done: No impact assessment is on record.",
    )
    who = {"by": town.monitoring, "at": town.now()}
    Comment.objects.create(
        submission=version.submission, post=legal, topic="Legal", stance="none",
        dated=town.at.date(), signed_as="Monitoring Officer", **who,
    )  # fmt: skip
    ImpactAssessment.objects.create(
        submission=version.submission, outcome="not-needed", reason="It changes no service.", **who
    )
    assert town.decide(version, cabinet, Outcome.APPROVED).is_approved


def test_a_comment_must_be_made_again_on_a_text_that_was_submitted_again(
    town, cabinet, reasons_when
):
    legal = town.make_post("Monitoring Officer")
    version = take(town, stage(StageKind.COMMENT, posts=[legal]), stage(StageKind.DECIDE, cabinet))
    Comment.objects.create(
        submission=version.submission, post=legal, topic="Legal", stance="none",
        dated=town.at.date(), signed_as="Monitoring Officer", by=town.monitoring, at=town.now(),
    )  # fmt: skip
    submitting.recall_version(
        version=version, by=town.author, at=town.now(), reason="A word is missing."
    )
    submitting.submit_version(version=version, by=town.author, at=town.now())
    version = town.fresh(version)
    assert reasons_when(
        town.enter_decision, version=version, body=cabinet, outcome=Outcome.APPROVED
    ) == (
        "Stage 1 (officers’ comments) is not done: The Monitoring Officer commented on an earlier "
        "text; the text has changed since.",
    )


def test_scrutiny_recommends_and_cabinet_decides(town, scrutiny, cabinet, reasons_when):
    version = take(town, stage(StageKind.SCRUTINISE, scrutiny), stage(StageKind.DECIDE, cabinet))
    assert reasons_when(
        town.enter_decision, version=version, body=cabinet, outcome=Outcome.APPROVED
    ) == (
        "Stage 1 (scrutiny) is not done: Scrutiny Committee has not recommended or noted the text.",
    )
    assert reasons_when(
        town.enter_decision, version=version, body=scrutiny, outcome=Outcome.APPROVED
    )[0].startswith("“Approved” cannot be entered at stage 1 (scrutiny).")
    version = town.decide(version, scrutiny, Outcome.RECOMMENDED)
    assert version.is_in_review
    assert town.decide(version, cabinet, Outcome.APPROVED).is_approved


def test_scrutiny_sends_the_text_back(town, scrutiny, cabinet):
    version = take(town, stage(StageKind.SCRUTINISE, scrutiny), stage(StageKind.DECIDE, cabinet))
    assert town.decide(version, scrutiny, Outcome.RETURNED).is_draft


def test_approval_in_principle_and_a_deferral_keep_the_text_in_review(town, cabinet):
    version = take(town, stage(StageKind.DECIDE, cabinet))
    version = town.decide(version, cabinet, Outcome.APPROVED_IN_PRINCIPLE)
    version = town.decide(version, cabinet, Outcome.DEFERRED)
    assert version.is_in_review
    assert town.decide(version, cabinet, Outcome.APPROVED).is_approved


def test_two_councils_decide_on_the_same_text(town, cabinet, district, reasons_when):
    version = take(town, stage(StageKind.DECIDE, cabinet, district))
    version = town.decide(version, cabinet, Outcome.APPROVED)
    assert version.is_in_review
    assert reasons_when(
        town.enter_decision, version=version, body=cabinet, outcome=Outcome.APPROVED
    ) == ("Cabinet has dealt with this text at stage 1 (decision) already.",)
    recalled = reasons_when(
        submitting.recall_version, version=version, by=town.author, at=town.now(), reason="No."
    )
    assert recalled[0].startswith("A body has decided on this text.")
    assert town.decide(version, district, Outcome.APPROVED).is_approved


def test_the_other_council_decides_on_the_conformed_text_before_or_after_the_certificate(
    town, cabinet, district
):
    version = take(town, stage(StageKind.DECIDE, cabinet, district))
    version = town.decide(version, cabinet, Outcome.APPROVED_AS_AMENDED)
    section = version.sections.first()
    submitting.conform_version(
        version=version,
        amendments=[Amendment(section=section, heading=section.heading, body="It binds all.")],
        summary="Who is bound, in fewer words.",
        by=town.author,
        at=town.now(),
    )
    version = town.fresh(version)
    certifying.certify_conformed(
        version=version, statement="Compared.", by=town.monitoring, at=town.now()
    )
    version = town.fresh(version)
    assert version.is_in_review
    assert town.decide(version, district, Outcome.APPROVED).is_approved


def test_the_report_back_is_entered_once_the_text_is_in_force(town, cabinet, scrutiny):
    version = take(
        town,
        stage(StageKind.DECIDE, cabinet),
        stage(StageKind.REPORT_BACK, scrutiny, within_days=183),
    )
    version = town.decide(version, cabinet, Outcome.APPROVED)
    publishing.publish_version(version=version, by=town.officer, at=town.now())
    version = town.decide(town.fresh(version), scrutiny, Outcome.NOTED)
    assert version.is_in_force
    decisions = version.submission.article.decision_records
    assert [(one.body, one.outcome) for one in decisions] == [
        ("Cabinet", "Approved"),
        ("Scrutiny Committee", "Noted"),
    ]


def test_nothing_is_reported_back_before_there_is_a_decision(town, cabinet, scrutiny, reasons_when):
    version = take(
        town,
        stage(StageKind.DECIDE, cabinet),
        stage(StageKind.REPORT_BACK, scrutiny, within_days=183),
    )
    assert reasons_when(
        town.enter_decision, version=version, body=scrutiny, outcome=Outcome.NOTED
    ) == ("Stage 2 (report back) is once the text is approved.",)


def test_a_stage_asks_for_its_report_and_its_options(town, cabinet, reasons_when):
    asked = frozenset({Evidence.REPORT, Evidence.AGENDA_ITEM, Evidence.OPTIONS})
    version = take(town, stage(StageKind.DECIDE, cabinet, evidence=asked))
    assert reasons_when(
        town.enter_decision, version=version, body=cabinet, outcome=Outcome.APPROVED
    ) == (
        "The bodies ask for the options considered: enter at least two, not to adopt the text "
        "among them.",
        "This stage asks for the reference of the report that went to the body.",
        "This stage asks for the agenda item.",
    )
    for option in ("Adopt it", "Do not adopt it"):
        OptionConsidered.objects.create(
            submission=version.submission, option=option, assessment="Weighed.",
            by=town.author, at=town.now(),
        )  # fmt: skip
    version = town.decide(
        version, cabinet, Outcome.APPROVED, report_reference="CAB/7", agenda_item="7"
    )
    assert version.is_approved


def test_a_minor_change_takes_the_route_for_minor_changes(town, cabinet, district):
    document = town.make_document(
        route=town.make_route(stage(StageKind.DECIDE, district), name="Full"),
        minor_route=town.make_route(stage(StageKind.DECIDE, cabinet), name="Short"),
    )
    first = town.make_in_review(document)
    assert first.submission.route_taken.name == "Full"
    first = town.decide(first, district, Outcome.APPROVED)
    publishing.publish_version(version=first, by=town.officer, at=town.now())
    town.wait(days=1)
    draft = drafting.start_version(
        document=document, change_class=ChangeClass.MINOR, by=town.author, at=town.now()
    )
    draft.change_summary, draft.change_reason = "A name.", "It changed."
    drafting.save_draft(version=draft, by=town.author, at=town.now())
    submission = submitting.submit_version(version=draft, by=town.author, at=town.now())
    assert submission.route_taken.name == "Short"


def test_a_text_keeps_its_route_whatever_becomes_of_the_route(town, cabinet, district):
    version = take(town, stage(StageKind.DECIDE, cabinet))
    route = Route.objects.get()
    row = route.stages.get()
    keeping_routes.change_route(
        route=route, name="Anew", description="", is_in_use=True,
        stages=[StageWords(stage=row, position=1, kind=StageKind.DECIDE, bodies=(district,))],
        by=town.officer, at=town.now(),
    )  # fmt: skip
    assert town.decide(version, cabinet, Outcome.APPROVED).is_approved


def test_no_text_is_submitted_on_a_route_that_cannot_be_taken(town, reasons_when):
    document = town.make_document(route=town.make_route(stage(StageKind.ASSESS), name="Broken"))
    draft = town.make_draft(document)
    assert reasons_when(
        submitting.submit_version, version=draft, by=town.author, at=town.now()
    ) == (
        "The route “Broken” cannot be taken. A route needs a stage at which a body or an officer "
        "decides.",
    )


# --- Keeping routes --------------------------------------------------------------------------


def test_only_the_corporate_officer_keeps_routes(town, cabinet, reasons_when):
    route = town.make_route(stage(StageKind.DECIDE, cabinet))
    sentence = ("Only the Corporate Officer can make or change a route.",)
    for person in (town.author, town.clerk, town.administrator, town.auditor, town.member):
        at = town.now()
        assert (
            reasons_when(keeping_routes.copy_route, route=route, name="Mine", by=person, at=at)
            == sentence
        )
        assert reasons_when(
            keeping_routes.change_route, route=route, name="Mine", description="", is_in_use=True,
            stages=[], by=person, at=at,
        ) == sentence  # fmt: skip


def test_a_route_that_documents_take_stays_in_use(town, cabinet, reasons_when):
    route = town.make_route(stage(StageKind.DECIDE, cabinet))
    town.make_document(route=route)
    assert reasons_when(
        keeping_routes.change_route, route=route, name=route.name, description="", is_in_use=False,
        stages=[], by=town.officer, at=town.now(),
    ) == (
        "Documents still take this route: Social media policy. Give them another first.",
    )  # fmt: skip


def test_a_stage_is_changed_added_and_taken_out_with_history(town, cabinet, scrutiny):
    route = town.make_route(
        stage(StageKind.SCRUTINISE, scrutiny), stage(StageKind.DECIDE, cabinet), name="R"
    )
    first, second = route.stages.all()
    words = StageWords(position=1, kind=StageKind.DECIDE, bodies=(scrutiny, cabinet))
    keeping_routes.change_route(
        route=route, name="R", description="Shorter", is_in_use=True,
        stages=[replace(words, stage=second), replace(words, position=2, kind=StageKind.NOTE)],
        removed=[first],
        why="Scrutiny decides too", by=town.officer, at=town.now(),
    )  # fmt: skip
    assert [(one.kind, one.bodies.count()) for one in route.stages.all()] == [
        ("decide", 2),
        ("note", 2),
    ]
    gone = Stage.history.filter(id=first.pk).first()
    assert (gone.history_type, gone.history_user) == ("-", town.officer)
    assert gone.history_change_reason == "Scrutiny decides too"


def test_a_stage_that_a_colleague_added_meanwhile_stays(town, cabinet, scrutiny):
    route = town.make_route(stage(StageKind.DECIDE, cabinet), name="R")
    seen = route.stages.get()
    changed = {"route": route, "name": "R", "description": "", "is_in_use": True}
    words = StageWords(position=2, kind=StageKind.DECIDE, bodies=(cabinet,), stage=seen)
    by_colleague = StageWords(position=1, kind=StageKind.SCRUTINISE, bodies=(scrutiny,))
    for stages in ([by_colleague], [words]):
        keeping_routes.change_route(**changed, stages=stages, by=town.officer, at=town.now())
    assert [one.kind for one in route.stages.all()] == ["scrutinise", "decide"]


def test_a_stage_that_a_colleague_took_out_meanwhile_is_not_changed(town, cabinet, reasons_when):
    route = town.make_route(stage(StageKind.CONSULT), stage(StageKind.DECIDE, cabinet), name="R")
    first, _ = route.stages.all()
    changed = {"route": route, "name": "R", "description": "", "is_in_use": True}
    who = {"by": town.officer, "at": town.now()}
    keeping_routes.change_route(**changed, stages=[], removed=[Stage(pk=first.pk)], **who)
    words = StageWords(position=1, kind=StageKind.CONSULT, stage=first)
    assert reasons_when(keeping_routes.change_route, **changed, stages=[words], **who) == (
        "Stage “1. Consultation” was taken out meanwhile. Open the page again.",
    )


def test_a_copy_has_the_description_that_was_typed_or_that_of_the_other(town, cabinet):
    route = town.make_route(stage(StageKind.DECIDE, cabinet), name="R")
    route.description = "For everything."
    route.save()
    who = {"by": town.officer, "at": town.now()}
    typed = keeping_routes.copy_route(route=route, name="A", description="For money.", **who)
    silent = keeping_routes.copy_route(route=route, name="B", **who)
    assert (typed.description, silent.description) == ("For money.", "For everything.")


def test_a_decision_is_confirmed_only_while_the_stages_before_it_are_done(
    town, cabinet, reasons_when
):
    version = take(town, stage(StageKind.CONSULT), stage(StageKind.DECIDE, cabinet))
    asked = {"submission": version.submission, "opens_on": town.at.date()}
    Consultation.objects.create(
        **asked, consulted="Members", closes_on=town.at.date(), summary="Content.",
        effect="Nothing changed.", closed_at=town.now(),
    )  # fmt: skip
    decision = town.enter_decision(version, Outcome.APPROVED, cabinet)
    Consultation.objects.create(**asked, consulted="The unions", closes_on=town.at.date())
    assert reasons_when(
        deciding.confirm_decision, decision=decision, by=town.confirmer, at=town.now()
    ) == (
        "Stage 1 (consultation) is not done: A consultation is open: close it with a summary and "
        "what changed.",
    )


def conform(town, version, words):
    section = version.sections.first()
    submitting.conform_version(
        version=version,
        amendments=[Amendment(section=section, heading=section.heading, body=words)],
        summary="Who is bound.",
        by=town.author,
        at=town.now(),
    )
    return town.fresh(version)


def test_no_certificate_passes_over_the_amendments_of_the_other_council(
    town, cabinet, district, reasons_when
):
    version = take(town, stage(StageKind.DECIDE, cabinet, district))
    version = town.decide(version, cabinet, Outcome.APPROVED_AS_AMENDED)
    version = conform(town, version, "It binds all.")
    version = town.decide(version, district, Outcome.APPROVED_AS_AMENDED)
    certify = {"version": version, "statement": "Compared.", "by": town.monitoring}
    assert "Another body approved this text as amended. Conform it to that minute first." in (
        reasons_when(certifying.certify_conformed, **certify, at=town.now())
    )
    version = conform(town, version, "It binds all members.")
    certifying.certify_conformed(**{**certify, "version": version}, at=town.now())
    assert town.fresh(version).is_in_review
    assert town.decide(town.fresh(version), cabinet, Outcome.APPROVED).is_approved


def test_a_change_called_minor_does_not_slip_past_the_bodies(town, cabinet, district, reasons_when):
    document = town.make_document(
        route=town.make_route(stage(StageKind.DECIDE, district), name="Full"),
        minor_route=town.make_route(stage(StageKind.DECIDE, cabinet), name="Short"),
    )
    first = town.decide(town.make_in_review(document), district, Outcome.APPROVED)
    publishing.publish_version(version=first, by=town.officer, at=town.now())
    town.wait(days=1)
    draft = drafting.start_version(
        document=document, change_class=ChangeClass.MINOR, by=town.author, at=town.now()
    )
    draft.change_summary, draft.change_reason = "A name.", "It changed."
    drafting.save_draft(version=draft, by=town.author, at=town.now())
    town.write_section(draft, "Sanctions", "Members must pay a fine.")
    [reason] = reasons_when(submitting.submit_version, version=draft, by=town.author, at=town.now())
    assert reason.startswith("It is called a minor change, and takes the route for those, but")
    assert "The section “Sanctions” is new." in reason


def test_a_body_that_was_renamed_keeps_its_name_on_the_record(town, cabinet, scrutiny):
    version = take(
        town,
        stage(StageKind.DECIDE, cabinet),
        stage(StageKind.NOTE, scrutiny),
    )
    version = town.decide(version, cabinet, Outcome.APPROVED)
    scrutiny.name = "Oversight Committee"
    scrutiny.save()
    publishing.publish_version(version=version, by=town.officer, at=town.now())
    version = town.decide(town.fresh(version), scrutiny, Outcome.NOTED)
    names = [one.body for one in version.submission.article.decision_records]
    assert names == ["Cabinet", "Scrutiny Committee"]


def test_a_recommendation_counts_on_the_conformed_text_too(town, cabinet, district, scrutiny):
    version = take(
        town, stage(StageKind.SCRUTINISE, scrutiny), stage(StageKind.DECIDE, cabinet, district)
    )
    version = town.decide(version, scrutiny, Outcome.RECOMMENDED)
    version = town.decide(version, cabinet, Outcome.APPROVED_AS_AMENDED)
    version = conform(town, version, "It binds all.")
    certifying.certify_conformed(
        version=version, statement="Compared.", by=town.monitoring, at=town.now()
    )
    assert town.decide(town.fresh(version), district, Outcome.APPROVED).is_approved
