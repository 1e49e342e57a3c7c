"""The pages on which moves are made: who may, what is refused with which reasons, what changes."""

import pytest

from policies.actions import deciding, submitting
from policies.domain.lifecycle import Outcome
from policies.models import Certificate, Confirmation, Decision, Version
from tests.admin.posting import fields_of, post_from, words_of

REASON = {"reason": "The committee asked for it"}
DECISION = {
    "outcome": "approved",
    "minute_reference": "Minute 12",
    "resolution": "RESOLVED: that the text be adopted.",
    "agenda_item": "",
    "comment": "",
}


class Scenes:
    """The state in which each move is open, who makes it, and the answers that it takes."""

    def __init__(self, town):
        self.town = town

    def set_up(self, slug: str) -> Version:
        return getattr(self, slug.replace("-", "_"))()

    def submit(self):
        return self.town.make_draft()

    discard = submit

    def enter_decision(self):
        return self.town.make_in_review()

    recall = request_changes = enter_decision

    def confirm(self):
        version = self.town.make_in_review()
        self.town.enter_decision(version)
        return version

    decline = confirm

    def conform(self):
        version = self.town.make_in_review()
        decision = self.town.enter_decision(version, Outcome.APPROVED_AS_AMENDED)
        deciding.confirm_decision(decision=decision, by=self.town.confirmer, at=self.town.now())
        return self.town.fresh(version)

    def certify(self):
        version = self.conform()
        section = version.sections.first()
        amendment = submitting.Amendment(section=section, heading=section.heading, body="Amended.")
        submitting.conform_version(
            version=version,
            amendments=[amendment],
            summary="Scope amended",
            by=self.town.author,
            at=self.town.now(),
        )
        return self.town.fresh(version)

    def publish(self):
        return self.town.make_approved()

    rescind = publish

    def withdraw(self):
        return self.town.make_in_force()


# slug: who makes it, the answers, the status afterwards, what the page then says
MOVES = {
    "submit": ("author", {}, "in_review", "was submitted"),
    "discard": ("author", REASON, "discarded", "was discarded"),
    "enter-decision": ("clerk", DECISION, "in_review", "The decision was entered"),
    "recall": ("author", REASON, "draft", "was recalled"),
    "request-changes": ("monitoring", REASON, "draft", "Changes were requested"),
    "confirm": ("confirmer", {}, "approved", "The decision was confirmed"),
    "decline": ("confirmer", REASON, "in_review", "The decision was declined"),
    "conform": ("author", {"summary": "Scope amended"}, "in_review", "The text was conformed"),
    "certify": ("monitoring", {"statement": "Compared with it"}, "approved", "was certified"),
    "publish": ("officer", {}, "in_force", "is now in force"),
    "rescind": ("officer", REASON | {"authority": "Minute 31"}, "discarded", "was rescinded"),
    "withdraw": ("officer", REASON, "withdrawn", "was withdrawn"),
}  # fmt: skip


@pytest.fixture
def scene(town):
    return Scenes(town)


def counts():
    return (
        list(Version.objects.values_list("pk", "status", "submission")),
        Decision.objects.count(),
        Confirmation.objects.count(),
        Certificate.objects.count(),
    )


def answers_for(slug, version, town, answers):
    given = dict(answers)
    if slug == "enter-decision":
        given |= {"body": town.body.pk, "decided_on": town.at.date().isoformat()}
    if slug == "conform":
        given[f"body-{version.sections.first().pk}"] = "Amended by the committee."
    return given


@pytest.mark.parametrize("slug", MOVES)
class TestEveryMove:
    def test_a_visitor_is_led_to_the_sign_in(self, client, scene, address, slug):
        version = scene.set_up(slug)
        before = counts()
        url = address(f"version_{slug.replace('-', '_')}", version.pk)
        for response in (client.get(url), client.post(url, MOVES[slug][1])):
            assert response.status_code == 302
            assert "/admin/login/" in response["Location"]
        assert counts() == before

    def test_the_wrong_role_is_told_who_can(self, at_desk, scene, town, address, slug):
        version = scene.set_up(slug)
        before = counts()
        url = address(f"version_{slug.replace('-', '_')}", version.pk)
        for wrong in (town.auditor, town.administrator):
            client = at_desk(wrong)
            for response in (client.get(url), client.post(url, MOVES[slug][1])):
                assert response.status_code == 403
                assert "Only the" in words_of(response)
                assert "not possible for the following reason" in words_of(response)
        assert counts() == before

    def test_the_right_role_makes_it(self, at_desk, scene, town, address, page_of, slug):
        version = scene.set_up(slug)
        who, answers, status, words = MOVES[slug]
        client = at_desk(getattr(town, who))
        url = address(f"version_{slug.replace('-', '_')}", version.pk)
        shown = client.get(page_of(version)).content.decode()
        assert f'href="{url}"' in shown
        page = post_from(client, url, **answers_for(slug, version, town, answers))
        assert page.redirect_chain[-1][0] == page_of(version), words_of(page)
        assert words in words_of(page)
        assert town.fresh(version).status == status

    def test_a_closed_one_is_refused_and_keeps_what_was_typed(
        self, at_desk, scene, town, address, slug
    ):
        version = scene.set_up(slug)
        who, answers, _, _ = MOVES[slug]
        client = at_desk(getattr(town, who))
        url = address(f"version_{slug.replace('-', '_')}", version.pk)
        fields = fields_of(client.get(url)) | answers_for(slug, version, town, answers)
        post_from(client, url, **answers_for(slug, version, town, answers))
        before = counts()
        page = client.post(url, fields)
        assert page.status_code == 403
        assert counts() == before
        for words in answers.values():
            if words and " " in words:
                assert words in page.content.decode()


@pytest.mark.parametrize("slug", [slug for slug in MOVES if MOVES[slug][1]])
def test_what_must_be_said_must_be_said(at_desk, scene, town, address, slug):
    version = scene.set_up(slug)
    before = counts()
    url = address(f"version_{slug.replace('-', '_')}", version.pk)
    page = post_from(at_desk(getattr(town, MOVES[slug][0])), url)
    assert page.status_code == 200
    assert "Error:" in words_of(page)
    assert counts() == before


class TestWhatIsShown:
    def test_a_fault_of_the_text_closes_submitting(self, at_desk, town, draft, page_of, address):
        town.write_section(draft, "Empty", "")
        town.write_section(draft, "Empty too", "")
        page = words_of(at_desk(town.author).get(page_of(draft)))
        assert "Section “Empty” is empty. Write it or remove it." in page
        assert "Section “Empty too” is empty. Write it or remove it." in page
        url = address("version_submit", draft.pk)
        refused = at_desk(town.author).post(url)
        assert refused.status_code == 403
        assert "Section “Empty too” is empty" in words_of(refused)
        assert town.fresh(draft).is_draft

    def test_an_administrator_sees_no_approval_open(self, at_desk, town, address, page_of):
        version = town.make_in_review()
        town.enter_decision(version)
        page = at_desk(town.administrator).get(page_of(version))
        assert address("version_confirm", version.pk) not in page.content.decode()
        assert "Only the Confirming Officer can confirm a decision." in words_of(page)

    def test_an_author_cannot_publish_own_text(self, at_desk, town, approved, page_of, address):
        town.author.groups.add(*town.officer.groups.all())
        page = at_desk(town.author).get(page_of(approved))
        assert "nobody may publish text that they wrote" in words_of(page)
        assert at_desk(town.author).post(address("version_publish", approved.pk)).status_code == 403
        assert town.fresh(approved).is_approved

    def test_a_finished_version_has_no_moves(self, at_desk, town, in_force, page_of):
        town.make_successor(in_force)
        page = words_of(at_desk(town.officer).get(page_of(in_force)))
        assert "was superseded" in page
        assert "Nothing more can be done" in page

    def test_decisions_say_what_became_of_them(self, at_desk, town, in_review, page_of):
        first = town.enter_decision(in_review)
        deciding.decline_decision(
            decision=first, by=town.confirmer, at=town.now(), reason="Wrong minute"
        )
        town.enter_decision(in_review)
        client = at_desk(town.auditor)
        page = words_of(client.get(page_of(in_review)))
        assert "Declined: Wrong minute" in page
        assert "Waits to be confirmed" in page
        submitting.recall_version(version=in_review, by=town.author, at=town.now(), reason="Typo")
        assert "Voided: the text was taken back" in words_of(client.get(page_of(in_review)))

    def test_a_move_of_another_moment_is_not_open(self, at_desk, town, address):
        version = Scenes(town).certify()
        town.monitoring.groups.add(*town.confirmer.groups.all())
        page = at_desk(town.monitoring).get(address("version_confirm", version.pk))
        assert page.status_code == 403

    def test_whoever_certifies_sees_what_was_changed_since_the_decision(
        self, at_desk, town, address
    ):
        version = Scenes(town).certify()
        page = at_desk(town.monitoring).get(address("version_certify", version.pk))
        shown = page.content.decode()
        assert "What was changed since the body decided" in shown
        words = words_of(page)
        as_it_was, left_alone = version.submission.conforms_to.submission.content.sections[:2]
        assert as_it_was.title in words
        assert "<del>" in shown
        assert "added: Amended" in words
        assert left_alone.title not in words

    def test_a_form_that_lacks_something_says_so_at_the_top(
        self, at_desk, town, in_review, address
    ):
        page = at_desk(town.clerk).post(address("version_enter_decision", in_review.pk), {"x": 1})
        assert "Nothing was done yet. This is to be put right:" in words_of(page)
        shown = page.content.decode()
        for name in ("body", "outcome", "decided_on", "minute_reference", "resolution"):
            assert f'<a href="#id_{name}">' in shown
            assert f'id="id_{name}"' in shown
        assert not Decision.objects.exists()

    def test_the_next_version_is_started_from_the_one_in_force(
        self, at_desk, town, in_force, page_of, address
    ):
        start = address("document_start", in_force.document_id)
        assert start in at_desk(town.author).get(page_of(in_force)).content.decode()
        assert start not in at_desk(town.clerk).get(page_of(in_force)).content.decode()
        town.make_draft(in_force.document)
        assert start not in at_desk(town.author).get(page_of(in_force)).content.decode()

    def test_a_version_that_is_not_there(self, at_desk, town, address):
        assert at_desk(town.author).get(address("version_submit", 99)).status_code == 404


class TestDecisions:
    def test_a_rejection_may_discard(self, at_desk, town, in_review, address):
        town.enter_decision(in_review, Outcome.REJECTED)
        url = address("version_confirm", in_review.pk)
        client = at_desk(town.confirmer)
        assert "Discard the version as well" in words_of(client.get(url))
        post_from(client, url, discard="on")
        assert town.fresh(in_review).status == "discarded"

    def test_a_deferral_is_recorded_and_the_version_stays(
        self, at_desk, town, in_review, address, page_of
    ):
        town.enter_decision(in_review, Outcome.DEFERRED)
        post_from(at_desk(town.confirmer), address("version_confirm", in_review.pk))
        assert town.fresh(in_review).is_in_review
        page = words_of(at_desk(town.confirmer).get(page_of(in_review)))
        assert "The decision “deferred” is confirmed already." in page

    def test_who_entered_it_does_not_confirm_it(self, at_desk, town, in_review, address):
        town.clerk.groups.add(*town.confirmer.groups.all())
        town.enter_decision(in_review)
        page = at_desk(town.clerk).get(address("version_confirm", in_review.pk))
        assert page.status_code == 403
        assert "You entered this decision" in words_of(page)

    def test_a_date_in_the_future_is_refused_on_the_page(self, at_desk, town, in_review, address):
        page = post_from(
            at_desk(town.clerk),
            address("version_enter_decision", in_review.pk),
            **DECISION | {"body": town.body.pk, "decided_on": "2050-01-01"},
        )
        assert "The decision cannot be dated in the future." in words_of(page)
        assert "RESOLVED: that the text be adopted." in words_of(page)
        assert not Decision.objects.exists()

    def test_no_decision_lands_on_another_text(self, at_desk, town, in_review, address):
        client = at_desk(town.clerk)
        url = address("version_enter_decision", in_review.pk)
        fields = fields_of(client.get(url)) | DECISION
        fields |= {"body": town.body.pk, "decided_on": town.at.date().isoformat()}
        submitting.recall_version(version=in_review, by=town.author, at=town.now(), reason="Typo")
        submitting.submit_version(version=in_review, by=town.author, at=town.now())
        page = client.post(url, fields)
        assert "taken back and submitted again" in words_of(page)
        assert not Decision.objects.exists()

    def test_the_decision_on_the_page_is_the_one_confirmed(self, at_desk, town, in_review, address):
        first = town.enter_decision(in_review, Outcome.REJECTED)
        client = at_desk(town.confirmer)
        url = address("version_confirm", in_review.pk)
        fields = fields_of(client.get(url))
        deciding.decline_decision(
            decision=first, by=town.confirmer, at=town.now(), reason="Wrong minute"
        )
        town.enter_decision(in_review)
        page = client.post(url, fields)
        assert "This is not the decision that waits to be confirmed." in words_of(page)
        fields["decision"] = "999"
        assert "This is not the decision" in words_of(client.post(url, fields))
        assert town.fresh(in_review).is_in_review


class TestSoleOfficer:
    @pytest.fixture
    def parish(self, town):
        town.council.has_sole_officer = True
        town.council.save()
        town.author.groups.add(*town.officer.groups.all())
        return town

    def test_own_text_is_published_with_a_reason(self, at_desk, parish, approved, address):
        client = at_desk(parish.author)
        url = address("version_publish", approved.pk)
        page = post_from(client, url)
        assert "nobody may publish text that they wrote" in words_of(page)
        post_from(client, url, exception="I am the only officer")
        version = parish.fresh(approved)
        assert version.is_in_force
        assert version.status_changes.last().exception == "I am the only officer"


class TestConforming:
    def test_items_removal_and_a_new_section(self, at_desk, town, address, scene):
        version = scene.conform()
        scope, private, dos = version.sections.all()
        item = dos.items.first()
        page = post_from(
            at_desk(town.author),
            address("version_conform", version.pk),
            **{
                f"remove-{private.pk}": "on",
                f"item-{item.pk}": "Check twice.",
                "new_heading": "Complaints",
                "new_body": "Write to us.",
                "summary": "Three amendments",
            },
        )
        assert "The text was conformed" in words_of(page)
        version = town.fresh(version)
        assert version.submission.conforms_to is not None
        assert [section.heading for section in version.sections.all()] == [
            "Scope", "Dos and don’ts", "Complaints",
        ]  # fmt: skip
        item.refresh_from_db()
        assert item.text == "Check twice."
        # What nobody touched has no new saved state.
        assert scope.history.filter(history_change_reason__startswith="Amended").count() == 0

    def test_no_amendment_is_refused_with_what_was_typed(self, at_desk, town, address, scene):
        version = scene.conform()
        page = post_from(
            at_desk(town.author), address("version_conform", version.pk), summary="Nothing much"
        )
        assert "Enter the amendments." in words_of(page)
        assert fields_of(page)["summary"] == ["Nothing much"]
        assert town.fresh(version).submission.conforms_to is None

    def test_a_new_section_needs_a_heading(self, at_desk, town, address, scene):
        page = post_from(
            at_desk(town.author),
            address("version_conform", scene.conform().pk),
            new_body="Words",
            summary="S",
        )
        assert "Give the new section a heading." in words_of(page)
