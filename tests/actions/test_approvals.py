"""The public record of a version: everything that is public, in order, and nothing else."""

from datetime import date

import pytest

from policies.actions import publishing, recording
from policies.actions.approvals import approval_of
from policies.models import User
from tests.actions.test_recording import EVIDENCE, from_paper
from tests.alone import Alone
from tests.long_way import KEPT_BY_OFFICERS, LongWay


@pytest.fixture
def long_way(town):
    return LongWay(town)


def told(version) -> list[str]:
    return [entry.sentence for entry in approval_of(version)]


def everything_in(version) -> str:
    return repr(approval_of(version))


def details_of(version, stage: str) -> dict[str, str]:
    entry = next(one for one in approval_of(version) if one.stage == stage)
    return {one.label: one.words for one in entry.details}


def test_the_long_way_is_told_in_the_order_of_time(long_way):
    assert told(long_way.make_published()) == [
        "On 2 March 2026 the Governance Adviser submitted the text.",
        "On 2 March 2026 the Scrutiny Committee recommended the text (Minute 3). "
        "That no longer counts.",
        "On 2 March 2026 the text went back to its authors for changes. "
        "What had been decided on it no longer counts.",
        "On 4 March 2026 the Governance Adviser submitted the text again.",
        "From 4 March 2026 to 18 March 2026 the council consulted: All members.",
        "On 19 March 2026 the Section 151 Officer commented (financial): "
        "content, with the points made.",
        "On 19 March 2026 the impact was assessed (equality): screened: no full assessment needed.",
        "By 19 March 2026 these options had been considered.",
        "On 19 March 2026 the Scrutiny Committee recommended the text (Minute 5).",
        "On 26 March 2026 the Cabinet approved the text as amended (Minute 8).",
        "On 26 March 2026 the text was brought into line with the minute.",
        "On 26 March 2026 the Monitoring Officer certified that the text is what the minute says.",
        "On 26 March 2026 the approval was called in, and publication waited.",
        "On 29 March 2026 the text was released, and could be published.",
        "On 29 March 2026 version 1.0 came into force.",
        "Report back by the Full Council is still to come; it is due by 27 June 2026.",
    ]


def test_the_words_of_the_papers_stand_with_them(long_way):
    version = long_way.make_published()
    assert details_of(version, "Consultation") == {
        "How": "By e-mail",
        "What was said": "Most members agreed.",
        "What changed": "The section on private groups is plainer.",
    }
    options = next(one for one in approval_of(version) if one.stage == "Options considered")
    assert [(one.label, one.words) for one in options.details] == [
        ("Option", "Not to adopt it: Not to adopt it: both ways were weighed."),
        ("Option", "=To adopt it (recommended): =To adopt it: both ways were weighed."),
    ]
    conformed = details_of(version, "Conforming")
    assert conformed["What the body amended"] == "Co-opted members are named."
    assert conformed["SHA-256 hash of the text"] == version.submission.sha256
    assert details_of(version, "Submission")["Route"].startswith(
        "Scrutiny, then Cabinet: 1. Consultation; 2. Officers’ comments: the Section 151 Officer"
    )


def test_no_person_no_note_of_officers_and_nothing_declined_is_told(long_way):
    version = long_way.make_published()
    for person in User.objects.all():
        person.first_name, person.last_name = f"Ash{person.pk}x", f"Fell{person.pk}x"
        person.save()
    public = everything_in(version)
    for person in User.objects.all():
        assert person.first_name not in public
        assert person.last_name not in public
    for words in (*KEPT_BY_OFFICERS, "Minute 99", "The unions"):
        assert words not in public


def test_a_long_record_takes_as_many_queries_as_a_short_one(
    town, long_way, django_assert_max_num_queries
):
    short = town.make_in_force(town.make_document("short", "Short"))
    with django_assert_max_num_queries(20) as few:
        approval_of(town.fresh(short))
    long = long_way.make_published()
    with django_assert_max_num_queries(len(few)):
        approval_of(town.fresh(long))


def test_an_officers_decision_tells_what_it_relied_on(town):
    alone = Alone(town)
    version = alone.confirm(alone.make_delegated_decision())
    publishing.publish_version(version=version, by=town.officer, at=town.now())
    version = town.fresh(version)
    assert (
        "On 3 March 2026 the Corporate Officer approved the text under a delegation (OD 4)."
        in told(version)
    )
    details = details_of(version, "Decision by an officer")
    assert details["Delegation granted by"] == "Standards Committee, 1 February 2026 (Minute 7)"
    assert details["Limits of the delegation"] == "Names of platforms, contacts and broken links."
    # The comment was not marked for the public: its stance is, its words are not.
    assert details["In consultation with"] == "Portfolio Holder, 3 March 2026: Content."
    assert details["Reasons"] == "The name of the platform has changed."
    assert details["Alternatives considered"].startswith("To leave the old name")
    assert details["Conflicts of interest"] == "None declared"


def test_an_urgent_decision_is_told_with_its_ratification(town):
    alone = Alone(town)
    version = alone.make_urgent()
    assert any("approved the text urgently (OD 4)" in sentence for sentence in told(version))
    assert told(version)[-1].startswith(
        "Ratification by the Full Council is still to come; it is due"
    )
    version = alone.ratify(version)
    assert told(version)[-1] == "On 3 March 2026 the Full Council ratified the decision (Minute 9)."
    details = details_of(version, "Decision by an officer")
    assert details["Why it could not wait"] == "The platform closes the old accounts on Friday."


def test_a_version_recorded_from_paper_tells_what_the_evidence_is(town):
    document = town.make_document()
    version = recording.record_past_version(**from_paper(town, document, date(2019, 5, 1)))
    assert told(version) == [
        "On 1 May 2019 the Standards Committee approved the text (Minute 3).",
        "On 1 May 2019 version 1.0 came into force.",
        "On 2 March 2026 the council recorded version 1.0 from paper.",
    ]
    assert details_of(version, "Recorded from paper") == {"Evidence": EVIDENCE}


def test_the_end_of_a_version_is_told(town, in_force):
    successor = town.make_successor(in_force)
    assert told(town.fresh(in_force))[-1] == (
        "On 3 March 2026 version 2.0 took the place of version 1.0."
    )
    publishing.withdraw_version(
        version=successor, by=town.officer, at=town.now(), reason="The law changed."
    )
    successor = town.fresh(successor)
    assert told(successor)[-1] == "On 3 March 2026 version 2.0 was withdrawn."
    assert details_of(successor, "Withdrawal") == {"Reason": "The law changed."}


def test_the_number_of_a_successor_for_members_is_not_told_to_everyone(town, in_force):
    town.make_successor(in_force, publication="members")
    assert told(town.fresh(in_force))[-1] == (
        "On 3 March 2026 a later version took the place of version 1.0."
    )
