"""What one row says of itself, and what a question about many finds."""

from datetime import timedelta

import pytest

from policies.domain.errors import ContentRefused
from policies.domain.lifecycle import Status
from policies.models import Certificate, PostHolding, Rendition, Version


def test_rows_name_themselves_as_an_officer_would(ledger):
    version, town = ledger.in_force, ledger.town
    section = version.sections.first()
    named = {
        version: "The guide 1.0",
        version.document: version.document.title,
        version.submission: f"{version} as submitted on 3 March 2026",
        version.submission.article: f"Article of {version.submission}",
        version.authorships.get(): f"author on {version}",
        version.related.get(): "Code of conduct",
        version.status_changes.last(): f"{version}: Publish",
        ledger.decision: f"Standards Committee, Minute 12: {ledger.decision.get_outcome_display()}",
        ledger.decision.confirmation: f"Confirmed: {ledger.decision}",
        section: "Scope",
        version.sections.last().items.first(): "Check a claim before you share it.",
        town.council: "Brackenmoor Borough Council",
        town.body: "Standards Committee",
        town.contact: "Democratic Services",
        town.owner_post: "Corporate Officer",
        town.law: "Defamation Act 2013 section 1",
        PostHolding.objects.get(person=town.author): "Governance Adviser from 2015-05-01",
        ledger.rendition: "guide.pdf",
    }
    assert {row: str(row) for row in named} == named
    assert str(Certificate.objects.get()).startswith("Certificate for ")


def test_versions_are_found_by_their_printed_number(ledger):
    versions = ledger.superseded.document.versions
    assert versions.numbered("1.0").get() == ledger.superseded
    assert versions.numbered("v2").get() == ledger.successor
    assert not versions.numbered("7.7").exists()
    with pytest.raises(ContentRefused):
        versions.numbered("latest")


def test_only_published_versions_that_anyone_may_read_are_for_the_public(ledger):
    public = set(Version.objects.for_public())
    assert public == {
        ledger.superseded,
        ledger.successor,
        ledger.in_force,
        ledger.withdrawn,
    }
    for stage in ("draft", "in_review", "approved", "discarded"):
        assert ledger.version_in(stage) not in public


def test_a_version_for_members_is_not_for_the_public(town):
    version = town.make_in_force(publication=Version.Publication.MEMBERS)
    assert not Version.objects.for_public().exists()
    assert version in Version.objects.published()
    assert not version.is_public


def test_each_version_knows_its_own_status(ledger):
    for status in Status:
        version = ledger.version_in(status.value)
        assert version.state is status
        questions = ("draft", "in_review", "approved", "in_force", "superseded", "withdrawn")
        said = [name for name in questions if getattr(version, f"is_{name}")]
        assert said == ([] if status is Status.DISCARDED else [status.value])


def test_a_review_is_overdue_only_while_the_text_is_in_force(ledger):
    version = ledger.in_force
    after = version.next_review_on + timedelta(days=1)
    assert version.is_review_overdue_on(after)
    assert not version.is_review_overdue_on(version.next_review_on)
    assert not ledger.superseded.is_review_overdue_on(after)


def test_only_a_rendition_without_a_successor_is_offered(ledger):
    assert list(Rendition.objects.standing()) == [ledger.rendition]


def test_a_holding_counts_from_its_first_day_to_its_last(town):
    holding = town.author.post_holdings.get()
    holding.held_until = holding.held_from + timedelta(days=9)
    holding.save()
    first, last, day = holding.held_from, holding.held_until, timedelta(days=1)
    for when, held in ((first - day, 0), (first, 1), (last, 1), (last + day, 0)):
        assert town.author.post_holdings.held_on(when).count() == held
