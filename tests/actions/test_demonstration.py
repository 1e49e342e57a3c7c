"""The demonstration council shows how a council really decides, at its desk and in public."""

from datetime import date, datetime, time

import pytest
from django.conf import settings as project
from django.db import transaction
from django.test import override_settings

from policies.actions import demonstration
from policies.actions.gathering import progress_of
from policies.domain.checks.changes import is_minor
from policies.domain.dates import LONDON
from policies.domain.stages import StageKind
from policies.models import (
    CallIn,
    Comment,
    Consultation,
    Delegation,
    Document,
    ImpactAssessment,
    OfficerDecision,
    OptionConsidered,
    PlannedPublication,
    Review,
    ReviewTrigger,
    StatusChange,
    Version,
)
from tests.admin.posting import words_of

pytestmark = pytest.mark.django_db

# The day on which the demonstration is set: everything in it happened before.
DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def demonstrated(django_db_setup, django_db_blocker):
    """Loaded once for all tests of this module, and taken back after them."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), quick, transaction.atomic():
        demonstration.load(folder=project.BASE_DIR / "fixtures")
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _on_that_day(demonstrated, db, monkeypatch):
    """Loaded before the transaction of each test, and read on the day on which it is set."""
    noon = datetime.combine(DAY, time(12), tzinfo=LONDON)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)


def version_of(slug: str, number: str) -> Version:
    major, minor = number.split(".")
    return Version.objects.get(document__slug=slug, major=major, minor=minor)


def test_it_shows_how_a_council_decides():
    """Each feature is there, in the state in which a visitor should find it."""
    policy, draft = (
        version_of("social-media-policy", "2.2"),
        version_of("social-media-policy", "3.0"),
    )
    shown = {
        "routes from templates": Document.objects.exclude(route__template="").count() == 6,
        "every stage before a decision": {
            step.stage.kind for step in progress_of(policy.submission) if step.is_met
        }
        == {
            StageKind.COMMENT,
            StageKind.ASSESS,
            StageKind.CONSULT,
            StageKind.SCRUTINISE,
            StageKind.DECIDE,
        },
        "the section 151 officer’s comment is dated": policy.submission.comments.filter(
            post__title="Section 151 Officer", dated=date(2026, 5, 14)
        ).exists(),
        "the monitoring officer’s comment is dated": policy.submission.comments.filter(
            post__title="Monitoring Officer", dated=date(2026, 5, 18)
        ).exists(),
        "a comment on an earlier text": any(
            comment.is_stale for comment in Comment.objects.filter(submission__version=policy)
        ),
        "a draft that was taken back": draft.is_draft and draft.submissions.count() == 1,
        "a comment by a deputy": Comment.objects.filter(
            signed_as="Deputy for the Monitoring Officer"
        ).exists(),
        "an impact assessment not needed": ImpactAssessment.objects.filter(
            outcome=ImpactAssessment.Outcome.NOT_NEEDED
        ).exists(),
        "an impact screened": ImpactAssessment.objects.filter(
            outcome=ImpactAssessment.Outcome.SCREENED
        ).exists(),
        "options, not to adopt among them": OptionConsidered.objects.filter(
            submission__version=policy, option__startswith="Have no policy"
        ).exists(),
        "a consultation that changed the text": Consultation.objects.filter(
            submission__version=policy, closed_at__isnull=False
        )
        .exclude(effect="")
        .exists(),
        "a call-in released": CallIn.objects.filter(release__isnull=False).exists(),
        "no call-in that stands": not CallIn.objects.standing().exists(),
        "a live delegation": Delegation.objects.live_on(DAY)
        .filter(granted_by__name="Cabinet", minute_reference="CAB/26/031")
        .filter(delegate_post__title="Corporate Officer")
        .filter(consultee_post__role="portfolio_holder")
        .exists(),
        "a planned publication": PlannedPublication.objects.filter(
            version__status="approved", day__gt=DAY, failure="", announce=True
        ).exists(),
        "a review without change": Review.objects.filter(outcome="no-change").exists(),
        "an open review trigger": ReviewTrigger.objects.open().exists(),
        "an overdue review": Version.objects.in_force().filter(next_review_on__lt=DAY).exists(),
    }
    assert [feature for feature, is_there in shown.items() if not is_there] == []


def test_a_minor_version_was_made_under_the_delegation():
    before, after = (version_of("social-media-guidance", number) for number in ("1.0", "1.1"))
    assert after.is_in_force
    assert is_minor(before.submission.content, after.submission.content) == ()
    record = OfficerDecision.objects.get(decision__submission=after.submission)
    assert record.delegation.document == after.document
    assert record.override == ""
    assert record.answer.post == record.delegation.consultee_post


def test_an_urgent_decision_waits_to_be_ratified():
    version = version_of("at-a-glance", "1.1")
    assert version.is_in_force
    assert OfficerDecision.objects.get(decision__submission=version.submission).is_urgent
    to_come = [one.stage for one in progress_of(version.submission) if not one.is_met]
    assert [stage.kind for stage in to_come] == [StageKind.RATIFY]
    # The next text of the document takes the ordinary way again.
    assert version.document.route.name == "Officers’ guidance"


def test_everything_happened_in_order_and_before_the_day_on_which_it_is_set():
    moments = list(StatusChange.objects.order_by("id").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1].date() < DAY
    assert Comment.objects.filter(at__date__gte=DAY).count() == 0


def test_every_published_page_answers_and_states_its_decisions(client):
    published = Version.objects.published()
    assert published.count() == 11
    for version in published:
        address = f"/documents/{version.document.slug}/versions/{version.number}/"
        words = words_of(client.get(address)) + words_of(client.get(f"{address}approval/"))
        for decision in version.submission.decisions.all():
            assert decision.minute_reference in words
            assert decision.resolution.split()[-1] in words
    for slug in Document.objects.values_list("slug", flat=True):
        for address in (f"/documents/{slug}/", f"/documents/{slug}/history/"):
            assert client.get(address).status_code == 200


def test_the_public_reads_what_is_out_of_the_ordinary(client):
    for address, sentence in (
        ("at-a-glance/", "Published urgently, to be ratified by the Council by 9 January 2027."),
        ("staff-guidelines/", "From 4 January 2027 a new version applies."),
        ("filming-protocol/", "It was reviewed without change on 16 February 2026."),
        ("filming-protocol/", "Its review was due by 30 September 2026 and is overdue."),
        ("digital-engagement-strategy/versions/1.0/approval/", "the approval was called in"),
        ("digital-engagement-strategy/versions/1.0/approval/", "it is due by 23 March 2027"),
        ("social-media-guidance/versions/1.1/approval/", "approved the text under a delegation"),
        ("social-media-policy/versions/2.2/approval/", "The text has changed since."),
    ):
        assert sentence in words_of(client.get(f"/documents/{address}"))
    assert client.get("/documents/social-media-policy/versions/3.0/").status_code == 404
