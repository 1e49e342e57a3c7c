"""What goes with a text to the bodies, at the desk: its part of the version’s page and the pages
on which something is added to it."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from policies.actions import commenting, consulting, reporting, submitting
from policies.actions.keeping_routes import StageWords
from policies.actions.reporting import GivenFile
from policies.domain.lifecycle import Outcome
from policies.domain.roles import Role
from policies.domain.stages import Evidence, StageKind
from policies.models import (
    Comment,
    Consultation,
    Decision,
    ImpactAssessment,
    Invitation,
    OptionConsidered,
    Response,
)
from tests.admin.posting import fields_of, post_from, words_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PAGES = {
    "add_comment": "clerk", "add_assessment": "officer", "add_option": "author",
    "open_consultation": "officer", "invite": "officer", "extend_consultation": "officer",
    "close_consultation": "officer",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _today(town):
    town.at = timezone.now() - timedelta(hours=1)


@pytest.fixture
def today(town):
    return timezone.localdate(town.at)


@pytest.fixture
def finance(town):
    return town.make_post("Section 151 Officer", Role.SECTION_151_OFFICER)


@pytest.fixture
def treasurer(town, finance):
    return town.make_person("treasurer", Role.SECTION_151_OFFICER, post=finance)


@pytest.fixture
def scrutiny(town):
    return town.make_body("Scrutiny Committee", "scrutiny")


@pytest.fixture
def version(town, finance, scrutiny):
    """In review, on a route with every kind of gate."""
    report = frozenset({Evidence.REPORT})
    route = town.make_route(
        StageWords(position=0, kind=StageKind.CONSULT),
        StageWords(position=0, kind=StageKind.COMMENT, posts=(finance,)),
        StageWords(position=0, kind=StageKind.ASSESS),
        StageWords(position=0, kind=StageKind.SCRUTINISE, bodies=(scrutiny,)),
        StageWords(position=0, kind=StageKind.DECIDE, bodies=(town.body,), evidence=report),
    )
    return town.make_in_review(town.make_document(route=route))


@pytest.fixture
def consultation(town, version, today):
    return consulting.open_consultation(
        version=version, consulted="All members", opens_on=today,
        closes_on=today + timedelta(days=20), by=town.officer, at=town.now(),
    )  # fmt: skip


def said(town, version, finance, treasurer, **other):
    at = town.now()
    return commenting.add_comment(
        **{
            "version": version, "post": finance, "topic": "Financial",
            "stance": Comment.Stance.CONTENT, "text": "Met from the training budget.",
            "dated": timezone.localdate(at), "by": treasurer, "at": at,
        } | other
    )  # fmt: skip


class TestWhatIsShown:
    def test_each_stage_with_what_it_lacks(self, at_desk, town, version, page_of):
        page = words_of(at_desk(town.auditor).get(page_of(version)))
        assert "What goes with this text" in page
        assert "Consultation: No consultation is on record." in page
        assert (
            "Officers’ comments: the Section 151 Officer: "
            "The Section 151 Officer has not commented." in page
        )
        assert "Impact assessment: No impact assessment is on record." in page
        assert "Decision: Standards Committee" in page

    def test_what_is_on_record_with_its_evidence(
        self, at_desk, town, version, finance, treasurer, consultation, page_of
    ):
        said(town, version, finance, town.clerk, evidence="Report 7, page 2", initials="TR")
        reporting.add_option(
            version=version, option="Do not adopt", assessment="Costs nothing.",
            is_recommended=True, by=town.author, at=town.now(),
        )  # fmt: skip
        invitation, _ = consulting.invite(
            consultation=consultation, name="Cllr Ash", email="a@x.example", by=town.officer,
            at=town.now(),
        )  # fmt: skip
        consulting.keep_answer(
            invitation=invitation, answer=Response.Answer.DISAGREES, text="<b>Too long.</b>",
            at=town.now(),
        )  # fmt: skip
        response = at_desk(town.auditor).get(page_of(version))
        page = words_of(response)
        assert "Section 151 Officer, Financial: content. Met from the training budget." in page
        assert "Recorded by clerk: Report 7, page 2" in page
        assert "Do not adopt (recommended): Costs nothing." in page
        assert "Cllr Ash: I do not agree" in page
        assert "&lt;b&gt;Too long.&lt;/b&gt;" in response.content.decode()
        assert "The text has changed since." not in page

    def test_a_version_that_asks_for_nothing_says_nothing_once_decided(
        self, at_desk, town, approved, page_of
    ):
        assert "What goes with this text" not in words_of(
            at_desk(town.officer).get(page_of(approved))
        )

    def test_a_draft_that_was_never_submitted_says_nothing(self, at_desk, town, draft, page_of):
        assert "What goes with this text" not in words_of(at_desk(town.officer).get(page_of(draft)))

    def test_who_may_not_add_is_told_why_and_offered_nothing(self, at_desk, town, version, page_of):
        response = at_desk(town.auditor).get(page_of(version))
        assert "Only whoever holds a post can comment for it." in words_of(response)
        assert (
            "Only the Author or the Corporate Officer can keep what goes to the bodies"
            in words_of(response)
        )
        for name in PAGES:
            assert f'/{name.replace("_", "-")}/"' not in response.content.decode()

    def test_an_open_consultation_is_kept_from_where_it_stands(
        self, at_desk, town, version, consultation, page_of, address
    ):
        html = at_desk(town.officer).get(page_of(version)).content.decode()
        for name in ("invite", "extend_consultation", "close_consultation"):
            link = f"{address(f'version_{name}', version.pk)}?consultation={consultation.pk}"
            assert f'href="{link}"' in html

    def test_each_consultation_is_offered_what_is_open_for_it(
        self, at_desk, town, version, consultation, today, page_of, address
    ):
        later = consulting.open_consultation(
            version=version, consulted="The unions", opens_on=today + timedelta(days=5),
            closes_on=today + timedelta(days=30), by=town.officer, at=town.now(),
        )  # fmt: skip
        html = at_desk(town.officer).get(page_of(version)).content.decode()
        close = address("version_close_consultation", version.pk)
        assert f'href="{close}?consultation={consultation.pk}"' in html
        assert f'href="{close}?consultation={later.pk}"' not in html
        invite = address("version_invite", version.pk)
        assert f'href="{invite}?consultation={later.pk}"' in html


class TestPages:
    @pytest.mark.parametrize("name", PAGES)
    def test_a_visitor_is_led_to_the_sign_in(self, client, version, address, name):
        response = client.post(address(f"version_{name}", version.pk))
        assert response.status_code == 302
        assert "/admin/login/" in response["Location"]

    @pytest.mark.parametrize("name", PAGES)
    def test_the_wrong_role_is_told_who_can(
        self, at_desk, town, version, consultation, address, name
    ):
        url = address(f"version_{name}", version.pk)
        client = at_desk(town.auditor)
        for response in (client.get(url), client.post(url, {})):
            assert response.status_code == 403
            assert "Only " in words_of(response)

    @pytest.mark.parametrize("name", PAGES)
    def test_a_member_has_no_desk(self, at_desk, town, version, address, name):
        assert at_desk(town.member).get(address(f"version_{name}", version.pk)).status_code == 302

    @pytest.mark.parametrize("name", ["invite", "extend_consultation", "close_consultation"])
    def test_without_an_open_consultation_there_is_nothing_to_keep(
        self, at_desk, town, version, address, name
    ):
        page = at_desk(town.officer).get(address(f"version_{name}", version.pk))
        assert page.status_code == 403
        assert "No consultation on this version is open." in words_of(page)

    @pytest.mark.parametrize("name", PAGES)
    def test_what_must_be_said_must_be_said(
        self, at_desk, town, version, consultation, address, name
    ):
        page = post_from(
            at_desk(getattr(town, PAGES[name])), address(f"version_{name}", version.pk)
        )
        assert page.status_code == 200
        assert "Error:" in words_of(page)
        assert Consultation.objects.get().closed_at is None
        made = (Comment, ImpactAssessment, OptionConsidered, Invitation)
        assert [model for model in made if model.objects.exists()] == []


class TestCommenting:
    def test_the_holder_finds_their_post_and_today_filled_in_and_signs(
        self, at_desk, town, version, finance, treasurer, address, today
    ):
        url = address("version_add_comment", version.pk)
        client = at_desk(treasurer)
        fields = fields_of(client.get(url))
        assert fields["post"] == [str(finance.pk)]
        assert fields["dated"] == [today.isoformat()]
        page = post_from(client, url, topic="Financial", stance="none")
        assert "The comment was added, signed as Section 151 Officer." in words_of(page)
        assert page.redirect_chain[-1][0].endswith("#report")
        assert Comment.objects.get().signed_as == "Section 151 Officer"

    def test_who_does_not_hold_the_post_is_asked_for_evidence_and_keeps_what_they_typed(
        self, at_desk, town, version, finance, address
    ):
        page = post_from(
            at_desk(town.clerk), address("version_add_comment", version.pk),
            post=finance.pk, topic="Financial", stance="content", text="Met from the budget.",
        )  # fmt: skip
        assert "Say where this was said: an e-mail, a report, a minute." in words_of(page)
        assert "Met from the budget.</textarea>" in page.content.decode()
        assert not Comment.objects.exists()

    def test_a_text_submitted_anew_meanwhile_is_not_commented_on_unseen(
        self, at_desk, town, version, finance, treasurer, address
    ):
        url = address("version_add_comment", version.pk)
        client = at_desk(treasurer)
        fields = fields_of(client.get(url)) | {"topic": "Financial", "stance": "none"}
        submitting.recall_version(version=version, by=town.author, at=town.now(), reason="A slip.")
        submitting.submit_version(version=town.fresh(version), by=town.author, at=town.now())
        page = client.post(url, fields)
        assert "The text was taken back and submitted again" in words_of(page)
        assert not Comment.objects.exists()

    def test_a_stale_comment_is_marked_and_stands_again_at_one_press(
        self, at_desk, town, version, finance, treasurer, page_of
    ):
        comment = said(town, version, finance, treasurer)
        submitting.recall_version(version=version, by=town.author, at=town.now(), reason="A slip.")
        submitting.submit_version(version=town.fresh(version), by=town.author, at=town.now())
        stands = f"/comments/{comment.pk}/still-stands/"
        others_see = at_desk(town.officer).get(page_of(version))
        assert "The text has changed since." in words_of(others_see)
        assert stands not in others_see.content.decode()
        client = at_desk(treasurer)
        assert stands in client.get(page_of(version)).content.decode()
        page = client.post(f"{page_of(version).removesuffix('change/')}{stands[1:]}", follow=True)
        assert "The comment stands on the present text too." in words_of(page)
        assert stands not in page.content.decode()
        assert Comment.objects.count() == 2

    def test_a_press_by_somebody_else_is_refused_with_the_reason(
        self, at_desk, town, version, finance, treasurer, page_of
    ):
        comment = said(town, version, finance, treasurer)
        url = f"{page_of(version).removesuffix('change/')}comments/{comment.pk}/still-stands/"
        assert at_desk(treasurer).get(url).status_code == 403
        page = at_desk(treasurer).post(url, follow=True)
        assert "has said this of the present text already" in words_of(page)
        assert Comment.objects.count() == 1


class TestAssessing:
    def test_a_full_assessment_is_attached_and_given_out_to_be_saved_only(
        self, at_desk, town, version, address, page_of
    ):
        url = address("version_add_assessment", version.pk)
        client = at_desk(town.officer)
        assert b'enctype="multipart/form-data"' in client.get(url).content
        page = post_from(
            client, url, outcome="full", reason="Fair to all.",
            file=SimpleUploadedFile("Equality “impact”.docx", PDF, content_type="text/html"),
        )  # fmt: skip
        assert "The impact assessment was added." in words_of(page)
        kept = ImpactAssessment.objects.get().attachment
        file = address("attachment_file", kept.pk)
        assert f'href="{file}"' in page.content.decode()
        given = at_desk(town.auditor).get(file)
        assert b"".join(given.streaming_content) == PDF
        assert given["Content-Type"] == "application/pdf"
        assert given["Content-Disposition"].startswith("attachment; ")
        assert given["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in given["Cache-Control"]
        assert "sandbox" in given["Content-Security-Policy"]

    @pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"MZ" + bytes(100)])
    def test_a_hostile_file_is_refused_with_what_to_do(
        self, at_desk, town, version, address, content
    ):
        page = post_from(
            at_desk(town.officer), address("version_add_assessment", version.pk),
            outcome="full", reason="Fair.", file=SimpleUploadedFile("eia.pdf", content),
        )  # fmt: skip
        assert "This is neither a PDF" in words_of(page)
        assert not ImpactAssessment.objects.exists()

    def test_a_file_that_is_too_large_is_refused(self, at_desk, town, version, address):
        page = post_from(
            at_desk(town.officer), address("version_add_assessment", version.pk),
            outcome="screened", reason="Fair.",
            file=SimpleUploadedFile("eia.pdf", PDF + bytes(10 * 1024 * 1024)),
        )  # fmt: skip
        assert "larger than 10 MiB" in words_of(page)

    def test_files_are_for_officers(self, client, at_desk, town, version, address):
        kept = reporting.add_impact_assessment(
            version=version, subject="equality", outcome="screened", reason="Fair.",
            file=GivenFile("eia.pdf", PDF), by=town.officer, at=town.now(),
        )  # fmt: skip
        file = address("attachment_file", kept.attachment.pk)
        assert client.get(file).status_code == 302
        assert at_desk(town.member).get(file).status_code == 302
        assert (
            at_desk(town.make_person("newcomer", Role.ADMINISTRATOR)).get(file).status_code == 200
        )
        town.member.is_staff = True
        town.member.save()
        assert at_desk(town.member).get(file).status_code == 403


class TestConsulting:
    def test_a_short_time_is_warned_about_and_opened(self, at_desk, town, version, address, today):
        page = post_from(
            at_desk(town.officer), address("version_open_consultation", version.pk),
            consulted="All members", opens_on=today.isoformat(), closes_on=today.isoformat(),
        )  # fmt: skip
        assert "The consultation was opened. Invite the consultees next." in words_of(page)
        assert re.search(r"Consultees have \w+ working days?\.", words_of(page))
        assert Consultation.objects.get().consulted == "All members"

    def test_the_link_is_shown_once(self, at_desk, town, version, consultation, address, page_of):
        client = at_desk(town.officer)
        url = f"{address('version_invite', version.pk)}?consultation={consultation.pk}"
        page = post_from(client, url, name="Cllr Ash", email="ash@members.example")
        link = re.search(r"http://127.0.0.1:8000(/consultation/\S{43}/)", words_of(page))
        assert link
        assert client.get(link[1]).status_code == 200
        assert link[1] not in client.get(page_of(version)).content.decode()
        assert "Cllr Ash: no answer yet." in words_of(client.get(page_of(version)))

    def test_it_is_extended_and_closed(
        self, at_desk, town, version, consultation, address, page_of, today
    ):
        client = at_desk(town.officer)
        later = today + timedelta(days=30)
        post_from(
            client, address("version_extend_consultation", version.pk),
            closes_on=later.isoformat(), why="Half-term.",
        )  # fmt: skip
        assert Consultation.objects.get().closes_on == later
        page = post_from(
            client, address("version_close_consultation", version.pk),
            summary="Nobody answered.", effect="Nothing changed.",
        )  # fmt: skip
        assert "What was said: Nobody answered." in words_of(page)
        assert Consultation.objects.get().is_closed
        assert address("version_invite", version.pk) not in page.content.decode()

    def test_a_consultation_of_another_version_is_not_reached(
        self, at_desk, town, version, consultation, address
    ):
        other = town.make_in_review(town.make_document("other", "Other"))
        at = town.now()
        consulting.open_consultation(
            version=other, consulted="Unions", opens_on=timezone.localdate(at),
            closes_on=timezone.localdate(at) + timedelta(days=20), by=town.officer, at=at,
        )  # fmt: skip
        page = post_from(
            at_desk(town.officer), address("version_close_consultation", other.pk),
            consultation=consultation.pk, summary="-", effect="-",
        )  # fmt: skip
        assert "Select a valid choice." in words_of(page)
        assert not Consultation.objects.filter(closed_at__isnull=False).exists()


class TestEnteringADecision:
    def entered(self, at_desk, town, version, address, **answers):
        return post_from(
            at_desk(town.clerk), address("version_enter_decision", version.pk),
            decided_on=timezone.localdate(town.at).isoformat(), minute_reference="Minute 12",
            resolution="RESOLVED: that it be so.", **answers,
        )  # fmt: skip

    def test_what_the_gates_lack_reaches_the_clerk(self, at_desk, town, version, address):
        page = words_of(
            self.entered(
                at_desk, town, version, address, body=town.body.pk, outcome=Outcome.APPROVED.value
            )
        )
        for sentence in (
            "Stage 1 (consultation) is not done: No consultation is on record.",
            "Stage 2 (officers’ comments) is not done: The Section 151 Officer has not commented.",
            "Stage 3 (impact assessment) is not done: No impact assessment is on record.",
            "Stage 4 (scrutiny) is not done: Scrutiny Committee has not recommended or noted the "
            "text.",
            "This stage asks for the reference of the report that went to the body.",
        ):
            assert sentence in page
        assert not Decision.objects.exists()

    def test_the_stages_still_open_are_offered_by_name(self, at_desk, town, version, address):
        html = at_desk(town.clerk).get(address("version_enter_decision", version.pk)).content
        offered = re.findall(r"<option value=\"(\d*)\"[^>]*>([^<]+)<", html.decode())
        assert ("", "The first that fits the body and outcome") in offered
        assert ("4", "4. Scrutiny: Scrutiny Committee") in offered
        assert ("5", "5. Decision: Standards Committee") in offered
        assert ("2", "2. Officers’ comments: the Section 151 Officer") not in offered

    def test_a_chosen_stage_and_the_report_are_kept(
        self, at_desk, town, version, scrutiny, address
    ):
        self.entered(
            at_desk, town, version, address, body=scrutiny.pk, stage="4",
            outcome=Outcome.RECOMMENDED.value, report_reference="SC/26/7",
        )  # fmt: skip
        decision = Decision.objects.get()
        assert (decision.stage, decision.report_reference) == (4, "SC/26/7")

    def test_an_outcome_that_the_stage_does_not_take_is_said(
        self, at_desk, town, version, scrutiny, address
    ):
        page = self.entered(
            at_desk, town, version, address, body=scrutiny.pk, stage="4",
            outcome=Outcome.APPROVED.value,
        )  # fmt: skip
        assert "“Approved” cannot be entered at stage 4 (scrutiny). It takes" in words_of(page)

    def test_the_first_stage_that_fits_is_taken_without_a_choice(
        self, at_desk, town, version, scrutiny, address
    ):
        self.entered(at_desk, town, version, address, body=scrutiny.pk, outcome=Outcome.NOTED.value)
        assert Decision.objects.get().stage == 4


LISTS = ["comment", "impactassessment", "optionconsidered", "consultation", "invitation",
         "response", "attachment"]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_the_record_is_read_by_officers_and_changed_by_nobody(
    at_desk, town, version, finance, treasurer, consultation, address, name
):
    said(town, version, finance, treasurer)
    reporting.add_option(
        version=version, option="None", assessment="-", by=town.author, at=town.now()
    )
    reporting.add_impact_assessment(
        version=version, subject="equality", outcome="full", reason="Fair.",
        file=GivenFile("eia.pdf", PDF), by=town.officer, at=town.now(),
    )  # fmt: skip
    invitation, link = consulting.invite(
        consultation=consultation, name="Ash", email="a@x.example", by=town.officer, at=town.now()
    )
    consulting.keep_answer(invitation=invitation, answer=Response.Answer.NO_VIEW, at=town.now())
    client = at_desk(town.auditor)
    listed = client.get(address(f"{name}_changelist"))
    assert listed.status_code == 200
    row = re.search(rf"/admin/policies/{name}/(\d+)/change/", listed.content.decode())
    page = client.get(row[0])
    assert page.status_code == 200
    assert invitation.token_sha256 not in page.content.decode()
    everyone = town.make_person("everyone", *Role)
    for url in (row[0], address(f"{name}_add"), address(f"{name}_delete", int(row[1]))):
        assert at_desk(everyone).post(url, {}).status_code == 403
