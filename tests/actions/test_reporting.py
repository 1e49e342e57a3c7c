"""What goes to the bodies with a text: impact assessments, options considered, attached files."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from policies.actions import reporting
from policies.actions.gathering import gathered_on, progress_of
from policies.actions.keeping_routes import StageWords
from policies.actions.reporting import GivenFile
from policies.domain.content import sha256_of
from policies.domain.errors import Refusal
from policies.domain.stages import Evidence, StageKind
from policies.models import Attachment, ImpactAssessment, OptionConsidered

Outcome, Subject = ImpactAssessment.Outcome, ImpactAssessment.Subject
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
ONLY = "Only the Author or the Corporate Officer can keep what goes to the bodies with a text."


def assessed(town, version, **other):
    return {
        "version": version, "subject": Subject.EQUALITY, "outcome": Outcome.NOT_NEEDED,
        "reason": "The text changes nothing for anyone.", "by": town.officer, "at": town.now(),
    } | other  # fmt: skip


def considered(town, version, **other):
    return {
        "version": version, "option": "Do not adopt", "assessment": "Costs nothing, helps nobody.",
        "by": town.author, "at": town.now(),
    } | other  # fmt: skip


def test_that_no_assessment_was_needed_is_kept_with_its_reason(town, in_review):
    kept = reporting.add_impact_assessment(**assessed(town, in_review))
    assert (kept.submission, kept.attachment) == (in_review.submission, None)
    assert (kept.reason, kept.post) == ("The text changes nothing for anyone.", "Corporate Officer")


def test_a_form_that_is_sent_twice_is_kept_once(town, in_review, reasons_when):
    reporting.add_impact_assessment(**assessed(town, in_review))
    assert reasons_when(reporting.add_impact_assessment, **assessed(town, in_review)) == (
        "You put this assessment on record already, in the same words.",
    )
    assert ImpactAssessment.objects.count() == 1


def test_an_assessment_opens_its_gate(town, reasons_when):
    route = town.make_route(
        StageWords(position=0, kind=StageKind.ASSESS),
        StageWords(position=0, kind=StageKind.DECIDE, bodies=(town.body,)),
    )
    version = town.make_in_review(town.make_document(route=route))
    assert reasons_when(town.enter_decision, version=version) == (
        "Stage 1 (impact assessment) is not done: No impact assessment is on record.",
    )
    reporting.add_impact_assessment(**assessed(town, version))
    assert progress_of(version.submission)[0].is_met
    town.enter_decision(version)


def test_a_full_assessment_comes_with_its_file(town, in_review, reasons_when):
    bare = assessed(town, in_review, outcome=Outcome.FULL, reason=" ")
    assert reasons_when(reporting.add_impact_assessment, **bare) == (
        "Say why no assessment was needed, or what was found.",
        "Attach the full assessment.",
    )
    file = GivenFile("C:\\Users\\hb\\EIA  final “v2”.docx", PDF)
    kept = reporting.add_impact_assessment(**bare | {"reason": "Fair to all.", "file": file})
    attached = Attachment.objects.get()
    assert kept.attachment == attached
    # The ending is that of what is in the file, whatever it was called.
    assert (attached.name, attached.media_type) == ("EIA  final -v2.pdf", "application/pdf")
    assert (attached.sha256, attached.size) == (sha256_of(PDF), len(PDF))
    with reporting.read_attachment(attached) as stored:
        assert stored.read() == PDF
    assert default_storage.exists(f"attachments/{sha256_of(PDF)[:2]}/{sha256_of(PDF)}")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("a\r\nContent-Type: text/html.pdf", "html.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("", "attachment.pdf"),
        ("...", "attachment.pdf"),
        ("Asesiad effaith ŵ.pdf", "Asesiad effaith ŵ.pdf"),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_the_name_of_a_file_leads_nowhere(town, in_review, given, kept):
    file = GivenFile(given, PDF)
    reporting.add_impact_assessment(**assessed(town, in_review, file=file))
    assert Attachment.objects.get().name == kept


def test_the_same_file_twice_is_stored_once_and_a_broken_copy_is_mended(town, in_review):
    name = f"attachments/{sha256_of(PDF)[:2]}/{sha256_of(PDF)}"
    default_storage.save(name, ContentFile(PDF[:9]))
    for reason in ("Nothing changes for anyone.", "Nothing changes, we still say."):
        given = GivenFile("eia.pdf", PDF)
        reporting.add_impact_assessment(**assessed(town, in_review, file=given, reason=reason))
        with default_storage.open(name) as stored:
            assert stored.read() == PDF
    assert Attachment.objects.count() == 2
    assert default_storage.listdir(f"attachments/{sha256_of(PDF)[:2]}")[1] == [sha256_of(PDF)]


def test_a_file_that_is_none_of_these_is_refused_and_nothing_is_kept(town, in_review, reasons_when):
    file = GivenFile("report.pdf", b"<html><script>alert(1)</script></html>")
    reasons = reasons_when(reporting.add_impact_assessment, **assessed(town, in_review, file=file))
    assert reasons[0].startswith("This is neither a PDF")
    assert not default_storage.exists("attachments")


def test_two_options_satisfy_a_body_that_asks_for_them(town, reasons_when):
    options = frozenset({Evidence.OPTIONS})
    route = town.make_route(
        StageWords(position=0, kind=StageKind.DECIDE, bodies=(town.body,), evidence=options)
    )
    version = town.make_in_review(town.make_document(route=route))
    reporting.add_option(**considered(town, version))
    asked = (
        "The bodies ask for the options considered: enter at least two, "
        "not to adopt the text among them."
    )
    assert reasons_when(town.enter_decision, version=version) == (asked,)
    # The same option in other letters is no second one.
    assert reasons_when(
        reporting.add_option, **considered(town, version, option="do NOT adopt ")
    ) == ("The option “do NOT adopt” is on record.",)
    reporting.add_option(**considered(town, version, option="Adopt the text", is_recommended=True))
    assert gathered_on(version.submission).options == 2
    town.enter_decision(version)


def test_an_option_says_what_it_is_and_what_speaks_for_it(town, in_review, reasons_when):
    empty = considered(town, in_review, option=" ", assessment="")
    assert reasons_when(reporting.add_option, **empty) == (
        "Name the option: “Do not adopt a policy”.",
        "Say what speaks for this option and against it.",
    )
    assert not OptionConsidered.objects.exists()


@pytest.mark.parametrize("who", ["clerk", "auditor", "monitoring", "member"])
def test_the_report_is_kept_by_those_who_write_it(town, in_review, reasons_when, who):
    by = getattr(town, who)
    assert reasons_when(reporting.add_option, **considered(town, in_review, by=by)) == (ONLY,)
    given = assessed(town, in_review, by=by, file=GivenFile("a.pdf", PDF))
    assert reasons_when(reporting.add_impact_assessment, **given) == (ONLY,)
    assert not default_storage.exists("attachments")


@pytest.mark.parametrize("state", ["draft", "approved", "in_force"])
def test_it_is_added_while_the_text_is_in_review(town, request, state):
    version = request.getfixturevalue(state)
    for action, given in (
        (reporting.add_option, considered(town, version)),
        (reporting.add_impact_assessment, assessed(town, version)),
    ):
        with pytest.raises(Refusal, match="this is added while it is in review"):
            action(**given)
