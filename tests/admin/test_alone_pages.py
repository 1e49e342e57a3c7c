"""The desk where officers decide alone, hold and release a version, keep delegations, deputise."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client

from policies.actions.calling_in import call_in
from policies.actions.deciding_alone import decide_under_delegation
from policies.domain.roles import Role
from policies.models import (
    CallIn,
    CallInRelease,
    Comment,
    Decision,
    Delegation,
    OfficerDecision,
    PostHolding,
    User,
)
from tests.admin.posting import fields_of, post_from, words_of
from tests.alone import STATED, Alone
from tests.factories import PASSWORD


@pytest.fixture(autouse=True)
def _today(town, monkeypatch):
    """The desk’s own clock stands where the town’s stands."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: town.at)


@pytest.fixture
def alone(town):
    return Alone(town)


@pytest.fixture
def amendment(alone):
    version = alone.make_amendment()
    alone.make_delegation(version.document)
    return version


@pytest.fixture
def urgent(alone):
    return alone.make_amendment("urgent_route")


class TestDecidingUnderADelegation:
    @pytest.fixture
    def url(self, address, amendment):
        return address("version_decide_delegated", amendment.pk)

    def test_while_the_consultee_has_not_answered_it_is_closed_and_says_so(
        self, at_desk, town, amendment, page_of, url
    ):
        client = at_desk(town.officer)
        page = client.get(page_of(amendment))
        assert f'href="{url}"' not in page.content.decode()
        assert "The Portfolio Holder has not answered on this text" in words_of(page)
        assert client.get(url).status_code == 403

    def test_the_delegate_reads_the_answer_and_decides(
        self, at_desk, town, alone, amendment, page_of, url
    ):
        alone.answer(amendment, text="The new name is right.")
        client = at_desk(town.officer)
        assert f'href="{url}"' in client.get(page_of(amendment)).content.decode()
        page = client.get(url)
        assert "The new name is right." in words_of(page)
        assert "Why it counts as minor" not in words_of(page)
        page = post_from(client, url, outcome="approved", **STATED)
        assert "The Confirming Officer confirms it next." in words_of(page)
        record = OfficerDecision.objects.get()
        assert record.answer == Comment.objects.get()
        assert record.reasons == STATED["reasons"]

    def test_the_second_officer_has_the_whole_record_before_them(
        self, at_desk, town, alone, address
    ):
        version = alone.make_delegated_decision().submission.version
        url = address("version_confirm", version.pk)
        words = words_of(at_desk(town.confirmer).get(url))
        for shown in (*STATED.values(), "Portfolio Holder: Content", "Corporate Officer"):
            assert shown in words, shown
        post_from(at_desk(town.confirmer), url)
        assert town.fresh(version).is_approved

    def test_what_the_portal_finds_is_listed_and_an_override_is_asked_for(
        self, at_desk, town, alone, address
    ):
        draft = alone.start_amendment(alone.make_published())
        town.write_section(draft, "Sanctions", "Whoever breaks it is heard.")
        version = alone.submit(draft)
        alone.make_delegation(version.document)
        alone.answer(version)
        url = address("version_decide_delegated", version.pk)
        client = at_desk(town.officer)
        assert "The section “Sanctions” is new." in words_of(client.get(url))
        page = post_from(client, url, outcome="approved", **STATED)
        assert "Say why it counts as one all the same" in words_of(page)
        assert STATED["reasons"] in page.content.decode()
        assert not Decision.objects.filter(post__isnull=False).exists()
        post_from(client, url, outcome="approved", override="As minuted.", **STATED)
        assert OfficerDecision.objects.get().override == "As minuted."

    def test_an_objection_is_shown_and_answered(self, at_desk, town, alone, amendment, url):
        alone.answer(amendment, Comment.Stance.OBJECTS, text="Too early.")
        client = at_desk(town.officer)
        assert "Too early." in words_of(client.get(url))
        page = post_from(client, url, outcome="approved", **STATED)
        assert "The Portfolio Holder objects." in words_of(page)
        post_from(client, url, outcome="approved", reply="It cannot wait.", **STATED)
        assert OfficerDecision.objects.get().decision.comment == "It cannot wait."

    def test_an_answer_that_came_meanwhile_is_read_first(
        self, at_desk, town, alone, amendment, url
    ):
        alone.answer(amendment)
        client = at_desk(town.officer)
        fields = fields_of(client.get(url)) | {"outcome": "approved"} | STATED
        alone.answer(amendment, Comment.Stance.OBJECTS, text="On reflection, no.")
        page = client.post(url, fields)
        assert "The answer or the delegation changed while this page was open." in words_of(page)
        assert "On reflection, no." in words_of(page)
        assert not OfficerDecision.objects.exists()

    def test_a_text_that_was_submitted_again_meanwhile_is_read_first(
        self, at_desk, town, alone, amendment, url
    ):
        from policies.actions import submitting

        alone.answer(amendment)
        client = at_desk(town.officer)
        fields = fields_of(client.get(url)) | {"outcome": "approved"} | STATED
        submitting.recall_version(version=amendment, by=town.author, at=town.now(), reason="Slip")
        alone.answer(alone.submit(amendment))
        fields["delegation"] = fields_of(client.get(url))["delegation"]
        page = client.post(url, fields)
        assert "submitted again while this page was open" in words_of(page)
        assert not OfficerDecision.objects.exists()

    @pytest.mark.parametrize("who", ["auditor", "monitoring", "clerk", "administrator"])
    def test_others_are_told_who_can(self, at_desk, town, alone, amendment, url, who):
        alone.answer(amendment)
        page = at_desk(getattr(town, who)).post(url, {"outcome": "approved"} | STATED)
        assert page.status_code == 403
        assert "Only the Corporate Officer" in words_of(page) or (
            "You neither hold the post “Corporate Officer”" in words_of(page)
        )
        assert not OfficerDecision.objects.exists()

    def test_it_waits_for_the_holder_of_the_post_and_for_nobody_else_with_the_role(
        self, at_desk, town, alone, amendment, url
    ):
        alone.answer(amendment)
        assert f'href="{url}"' in at_desk(town.officer).get("/admin/").content.decode()
        section_151 = town.make_person("section-151", Role.SECTION_151_OFFICER)
        page = at_desk(section_151).get("/admin/")
        assert f'href="{url}"' not in page.content.decode()
        assert "decides on it, acting for the post that the delegation names" in words_of(page)

    def test_a_visitor_is_led_to_the_sign_in(self, client, amendment, url):
        assert "/admin/login/" in client.post(url, STATED)["Location"]

    def test_a_route_of_bodies_does_not_speak_of_it(self, at_desk, town, in_review, page_of):
        words = words_of(at_desk(town.officer).get(page_of(in_review)))
        assert "Decide under a delegation" not in words
        assert "Approve urgently" not in words

    def test_the_page_of_a_draft_is_closed_and_does_not_break(self, at_desk, town, draft, address):
        for name in ("decide_delegated", "decide_urgently", "call_in", "release"):
            url = address(f"version_{name}", draft.pk)
            assert at_desk(town.officer).get(url).status_code == 403, name


class TestUrgently:
    def test_the_holder_of_the_post_approves(self, at_desk, town, urgent, address, page_of):
        url = address("version_decide_urgently", urgent.pk)
        client = at_desk(town.officer)
        assert f'href="{url}"' in client.get(page_of(urgent)).content.decode()
        post_from(client, url, urgency="The platform closes on Friday.", **STATED)
        record = OfficerDecision.objects.get()
        assert (record.urgency, record.decision.post) == (
            "The platform closes on Friday.",
            town.owner_post,
        )

    def test_what_must_be_said_must_be_said(self, at_desk, town, urgent, address):
        url = address("version_decide_urgently", urgent.pk)
        page = post_from(at_desk(town.officer), url, conflicts="")
        words = words_of(page)
        assert "Say why it could not wait for a meeting." in words
        assert "Give the reasons for the decision." in words
        assert "Say which were declared, or “None declared”." in words
        assert not OfficerDecision.objects.exists()

    def test_nobody_is_offered_a_delegation_that_there_is_not(self, at_desk, town, urgent, page_of):
        words = words_of(at_desk(town.officer).get(page_of(urgent)))
        assert "Decide under a delegation" not in words

    def test_the_desk_names_the_day_until_it_is_ratified(self, at_desk, town, alone, page_of):
        version = alone.make_urgent()
        client = at_desk(town.clerk)
        due = "Published urgently, to be ratified by the Full Council by 31 March 2026."
        assert due in words_of(client.get(page_of(version)))
        town.wait(days=29)
        client = at_desk(town.clerk)
        assert f"{due} That is overdue." in words_of(client.get(page_of(version)))
        alone.ratify(version)
        assert "to be ratified by the" not in words_of(client.get(page_of(version)))

    def test_the_ratification_is_entered_and_confirmed_at_the_desk(
        self, at_desk, town, alone, address, page_of
    ):
        version = alone.make_urgent()
        enter = address("version_enter_decision", version.pk)
        assert f'href="{enter}"' in at_desk(town.clerk).get("/admin/").content.decode()
        assert f'href="{enter}"' in at_desk(town.clerk).get(page_of(version)).content.decode()
        post_from(
            at_desk(town.clerk),
            enter,
            body=alone.council.pk,
            outcome="approved",
            decided_on=town.at.date().isoformat(),
            minute_reference="Minute 9",
            resolution="RESOLVED.",
        )
        confirm = address("version_confirm", version.pk)
        assert f'href="{confirm}"' in at_desk(town.confirmer).get("/admin/").content.decode()
        page = post_from(at_desk(town.confirmer), confirm)
        assert "then ratified by the Full Council on 3 March 2026 (Minute 9)." in words_of(page)
        assert town.fresh(version).is_in_force
        assert at_desk(town.clerk).get(enter).status_code == 403
        assert "ratif" not in words_of(at_desk(town.clerk).get("/admin/"))

    def test_what_was_not_ratified_waits_for_its_withdrawal(self, at_desk, town, alone, address):
        from policies.domain.lifecycle import Outcome

        version = alone.ratify(alone.make_urgent(), Outcome.REJECTED)
        page = at_desk(town.officer).get("/admin/")
        assert f'href="{address("version_withdraw", version.pk)}"' in page.content.decode()
        assert "It was not ratified by the Full Council" in words_of(page)
        others = words_of(at_desk(town.auditor).get("/admin/"))
        assert "Next: the Corporate Officer withdraws it, because it was not ratified." in others

    def test_an_overdue_ratification_is_overdue_on_the_first_page(self, at_desk, town, alone):
        alone.make_urgent()
        town.wait(days=29)
        for person in (town.clerk, town.auditor):
            assert "31 March 2026. That is overdue." in words_of(at_desk(person).get("/admin/"))


class TestCallingIn:
    def test_it_is_held_and_released_at_the_desk(self, at_desk, town, approved, address, page_of):
        client = at_desk(town.clerk)
        url = address("version_call_in", approved.pk)
        post_from(client, url, authority="Five members", reason="Not consulted on.")
        assert CallIn.objects.get().authority == "Five members"
        shown = words_of(at_desk(town.officer).get(page_of(approved)))
        assert "It was called in (Five members) and is held." in shown
        published = at_desk(town.officer).post(address("version_publish", approved.pk))
        assert published.status_code == 403
        url = address("version_release", approved.pk)
        assert "Not consulted on." in words_of(client.get(url))
        page = post_from(client, url, authority="Scrutiny, Minute 31")
        assert "was released" in words_of(page)
        assert CallInRelease.objects.exists()
        post_from(at_desk(town.officer), address("version_publish", approved.pk))
        assert town.fresh(approved).is_in_force

    def test_a_released_one_is_not_released_from_an_old_page(
        self, at_desk, town, approved, address
    ):
        from policies.actions.calling_in import release

        held = call_in(
            version=approved, authority="Five", reason="Haste.", by=town.clerk, at=town.now()
        )
        client = at_desk(town.clerk)
        url = address("version_release", approved.pk)
        fields = fields_of(client.get(url)) | {"authority": "Scrutiny"}
        release(call_in=held, authority="Scrutiny", by=town.clerk, at=town.now())
        assert client.post(url, fields).status_code == 403
        assert CallInRelease.objects.count() == 1

    def test_until_then_it_waits_for_the_clerk(self, at_desk, town, approved, address):
        call_in(version=approved, authority="Five", reason="Haste.", by=town.clerk, at=town.now())
        page = at_desk(town.clerk).get("/admin/")
        assert f'href="{address("version_release", approved.pk)}"' in page.content.decode()
        assert address("version_publish", approved.pk) not in page.content.decode()

    def test_what_must_be_said_must_be_said(self, at_desk, town, approved, address):
        page = post_from(at_desk(town.clerk), address("version_call_in", approved.pk))
        assert "Say who called it in, and where it says so." in words_of(page)
        assert not CallIn.objects.exists()

    def test_others_are_told_who_can(self, at_desk, town, approved, address):
        page = at_desk(town.officer).get(address("version_call_in", approved.pk))
        assert page.status_code == 403
        assert "Only the Democratic Services Clerk can call a version in." in words_of(page)


class TestDelegations:
    def terms(self, town, alone, document):
        return {
            "document": document.pk,
            "granted_by": town.body.pk,
            "granted_on": "2026-02-01",
            "minute_reference": "Minute 7",
            "delegate_post": town.owner_post.pk,
            "consultee_post": alone.portfolio_post.pk,
            "limits": "Links.",
            "starts_on": "2026-02-01",
        }

    def test_the_clerk_enters_one(self, at_desk, town, alone, address):
        document = town.make_document()
        post_from(
            at_desk(town.clerk), address("delegation_add"), **self.terms(town, alone, document)
        )
        delegation = Delegation.objects.get()
        assert (delegation.limits, delegation.minor_only) == ("Links.", True)
        assert delegation.history.get().history_user == town.clerk

    def test_a_refusal_keeps_what_was_typed(self, at_desk, town, alone, address):
        terms = self.terms(town, alone, town.make_document()) | {"granted_on": "2031-01-01"}
        page = post_from(at_desk(town.clerk), address("delegation_add"), **terms)
        assert "The delegation cannot have been granted in the future." in words_of(page)
        assert "Links." in page.content.decode()
        assert not Delegation.objects.exists()

    def test_others_read_it(self, at_desk, town, alone, address):
        delegation = alone.make_delegation(town.make_document())
        url = address("delegation_change", delegation.pk)
        for who in (town.auditor, town.officer, town.administrator):
            client = at_desk(who)
            assert "It has not been used." in words_of(client.get(url))
            assert client.get(address("delegation_add")).status_code == 403
            assert client.post(url, {"limits": "Anything"}).status_code == 403
        assert Delegation.objects.get().limits == delegation.limits
        assert at_desk(town.member).get(url).status_code == 302

    def test_the_list_says_whether_it_can_be_used(self, at_desk, town, alone, address):
        document, day = town.make_document(), town.at.date()
        alone.make_delegation(document)
        alone.make_delegation(document, expires_on=day)
        alone.make_delegation(document, starts_on=day + timedelta(days=5))
        words = words_of(at_desk(town.auditor).get(address("delegation_changelist")))
        assert "Can be used" in words
        assert "Expired on 2 March 2026" in words
        assert "From 7 March 2026" in words
        assert "Never" in words

    def test_its_uses_are_listed_for_the_body(self, at_desk, town, alone, address):
        decision = alone.make_delegated_decision()
        delegation = decision.officer_record.delegation
        url = address("delegation_change", delegation.pk)
        words = words_of(at_desk(town.auditor).get(url))
        assert "Uses, for Standards Committee" in words
        assert "3 March 2026: approved, version 1.1" in words
        for shown in ("Names the platform anew.", "Content. Go ahead.", STATED["reasons"]):
            assert shown in words
        assert "Not confirmed" in words
        alone.confirm(decision)
        assert "Confirmed" in words_of(at_desk(town.auditor).get(url)).split("Standing")[-1]

    def test_once_used_only_its_end_can_be_typed(self, at_desk, town, alone, address):
        delegation = alone.make_delegated_decision().officer_record.delegation
        url = address("delegation_change", delegation.pk)
        client = at_desk(town.clerk)
        assert "This delegation was used, so its terms stay as they were." in words_of(
            client.get(url)
        )
        assert set(fields_of(client.get(url))) >= {"expires_on"}
        assert "limits" not in fields_of(client.get(url))
        post_from(client, url, expires_on="2026-06-01", limits="Anything", why="As resolved")
        kept = Delegation.objects.get()
        assert (str(kept.expires_on), kept.limits) == ("2026-06-01", delegation.limits)
        page = post_from(client, url, expires_on="2026-07-01")
        assert "It can only be made to expire earlier" in words_of(page)
        assert str(Delegation.objects.get().expires_on) == "2026-06-01"

    def test_the_uses_are_saved_as_a_table_without_formulas(self, at_desk, town, alone, address):
        version = alone.make_amendment()
        delegation = alone.make_delegation(version.document)
        answer = alone.answer(version, text="Go ahead, “please”.")
        use = alone.use(version, delegation, consultee_comment=answer)
        decide_under_delegation(**use | {"reasons": "=HYPERLINK(1)", "reference": "+4"})
        url = address("delegation_uses", delegation.pk)
        response = at_desk(town.auditor).get(url)
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
        assert rows[0][:3] == ["Date", "Version", "What it changes"]
        assert rows[1] == [
            "2026-03-03", "1.1", "Names the platform anew.", "Approved", "'+4",
            "Content. Go ahead, “please”.", "'=HYPERLINK(1)", "", "", "Not confirmed",
        ]  # fmt: skip
        assert at_desk(town.member).get(url).status_code == 302
        assert at_desk(town.auditor).get(address("delegation_uses", 999)).status_code == 404


class TestDeputies:
    @pytest.fixture
    def post(self, town):
        return town.make_post("Monitoring Officer", Role.MONITORING_OFFICER)

    def test_an_administrator_names_a_deputy_with_the_days(self, at_desk, town, post, address):
        solicitor = town.make_person("solicitor")
        client = at_desk(town.administrator)
        post_from(
            client,
            address("postholding_add"),
            post=post.pk,
            person=solicitor.pk,
            is_deputy="on",
            held_from="2026-03-02",
            held_until="2026-03-20",
        )
        holding = PostHolding.objects.get(person=solicitor)
        assert holding.is_deputy
        person = words_of(client.get(address("user_change", solicitor.pk)))
        assert "Deputy for the Monitoring Officer, from 2 March 2026 until 20 March 2026" in person

    def test_a_deputy_has_the_desk_within_the_days_and_not_after(self, town, post, address):
        solicitor = town.make_person("solicitor")
        day = town.at.date()
        PostHolding.objects.create(
            post=post, person=solicitor, is_deputy=True, held_from=day, held_until=day
        )
        version = town.make_in_review()
        url = address("version_request_changes", version.pk)
        client = Client()
        signed_in = {"login": "solicitor", "password": PASSWORD, "next": "/admin/"}
        assert client.post("/sign-in/", signed_in).status_code == 302
        assert client.get("/admin/").status_code == 200
        assert client.get(url).status_code == 200
        town.wait(days=1)
        client.force_login(solicitor)
        assert client.get(url).status_code == 302
        page = Client().post("/sign-in/", signed_in, follow=True)
        assert page.status_code == 403
        assert "Your account does not open it." in words_of(page)

    def test_an_account_that_deputises_is_not_said_to_open_nothing(self, at_desk, town, post):
        solicitor, day = town.make_person("solicitor"), town.at.date()
        PostHolding.objects.create(
            post=post, person=solicitor, is_deputy=True, held_from=day, held_until=day
        )
        empty = "This account has no role: it opens nothing."
        assert empty not in words_of(at_desk(town.administrator).get("/admin/"))
        town.wait(days=1)
        assert empty in words_of(at_desk(town.administrator).get("/admin/"))

    @pytest.mark.parametrize("is_deputy", [True, False])
    def test_nobody_takes_a_post_themselves(self, at_desk, town, post, address, is_deputy):
        answers = {"is_deputy": "on"} if is_deputy else {}
        page = post_from(
            at_desk(town.administrator),
            address("postholding_add"),
            post=post.pk,
            person=town.administrator.pk,
            held_from="2026-03-02",
            **answers,
        )
        assert "Nobody gives themselves a post or its role" in words_of(page)
        assert not PostHolding.objects.filter(person=town.administrator).exists()

    def test_nobody_makes_their_own_days_longer(self, at_desk, town, post, address):
        day = town.at.date()
        holding = PostHolding.objects.create(
            post=post, person=town.administrator, is_deputy=True, held_from=day, held_until=day
        )
        client = at_desk(town.administrator)
        post_from(client, address("postholding_change", holding.pk), held_until="2031-01-01")
        assert PostHolding.objects.get(pk=holding.pk).held_until == day

    def test_nobody_changes_the_role_of_the_post_that_they_act_for(self, at_desk, town, address):
        clerk = town.make_post("Clerk", Role.DEMOCRATIC_SERVICES_CLERK)
        PostHolding.objects.create(
            post=clerk, person=town.administrator, is_deputy=True, held_from=town.at.date()
        )
        client = at_desk(town.administrator)
        page = post_from(
            client, address("post_change", clerk.pk), role=Role.MONITORING_OFFICER.value
        )
        assert "Nobody gives themselves a post or its role" in words_of(page)
        person = User.objects.get(pk=town.administrator.pk)
        assert Role.MONITORING_OFFICER not in person.roles

    def test_an_administrator_holds_the_post_of_the_role_that_they_have(
        self, at_desk, town, address
    ):
        own = town.make_post("Portal Administrator", Role.ADMINISTRATOR)
        post_from(
            at_desk(town.administrator),
            address("postholding_add"),
            post=own.pk,
            person=town.administrator.pk,
            held_from="2026-03-02",
        )
        assert PostHolding.objects.filter(person=town.administrator, post=own).exists()
