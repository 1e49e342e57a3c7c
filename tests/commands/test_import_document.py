"""Bringing in what a council has, from the command line."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from docx import Document as WordDocument

from policies.models import Document, Version

TEXTS = Path(__file__).parent.parent / "intake" / "texts"
POLICY = TEXTS / "policy_with_footers.txt"
REPORT = TEXTS / "report_with_tables.txt"


def everything():
    return Document.objects.count(), Version.objects.count()


def test_a_policy_becomes_a_draft_with_its_printed_number_and_headings(town, tmp_path, capsys):
    target = tmp_path / "report.json"
    call_command("import_document", str(POLICY), "--slug", "brought-in", "--report", str(target))
    report = json.loads(target.read_text())
    version = Version.objects.get(document__slug="brought-in")
    assert version.is_draft
    assert version.is_written_by(town.author)
    assert [(s.printed_number, s.heading) for s in version.sections.all()] == [
        (section["number"], section["heading"]) for section in report["sections"]
    ]
    assert set(report) == {
        "kind", "title", "control", "sections", "findings", "unplaced", "dropped",
    }  # fmt: skip
    shown = capsys.readouterr().out
    for finding in report["findings"]:
        assert f"line {finding['line']}: {finding['message']}" in shown


def test_a_dry_run_shows_findings_and_makes_nothing(town, capsys):
    before = everything()
    call_command("import_document", str(POLICY), "--dry-run")
    assert "line " in capsys.readouterr().out
    assert everything() == before


def test_no_version_is_made_of_a_committee_report_unless_its_kind_is_given(town, capsys):
    before = everything()
    call_command("import_document", str(REPORT))
    assert "is a committee report, so no draft was made" in capsys.readouterr().out
    assert everything() == before
    call_command("import_document", str(REPORT), "--kind", "guidance", "--title", "A report")
    assert Version.objects.get().kind == "guidance"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02" * 50, "text"),
        ("Größe\n".encode("latin-1") * 5, "UTF-8"),
        (b"a" * (3 * 1024 * 1024), "MiB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(town, tmp_path, data, sentence):
    file = tmp_path / "broken.txt"
    file.write_bytes(data)
    before = everything()
    with pytest.raises(CommandError) as refused:
        call_command("import_document", str(file))
    assert sentence in str(refused.value)
    assert everything() == before


def test_one_unreadable_file_does_not_keep_out_the_others(town, tmp_path):
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\x00")
    with pytest.raises(CommandError, match=r"broken\.txt"):
        call_command("import_document", str(broken), str(POLICY), verbosity=0)
    assert Version.objects.count() == 1


def test_slug_and_title_are_for_one_file(town):
    with pytest.raises(CommandError, match="one file at a time"):
        call_command("import_document", str(POLICY), str(REPORT), slug="x")


def test_a_document_with_an_open_version_gets_no_second(town, draft, capsys):
    call_command("import_document", str(POLICY), slug="social-media")
    shown = capsys.readouterr().out
    assert "no draft was made" in shown
    assert "Version 1.0 is already open." in shown
    assert Version.objects.count() == 1


def test_a_document_in_force_gets_the_file_as_its_next_version(town, in_force):
    call_command("import_document", str(POLICY), slug="social-media", verbosity=0)
    draft = in_force.document.open_version()
    assert draft.number > in_force.number
    assert draft.based_on == in_force


def test_who_imports_must_be_an_author(town, capsys):
    call_command("import_document", str(POLICY), by="auditor")
    assert "“auditor” is not the name of an author" in capsys.readouterr().out
    assert everything() == (0, 0)
    call_command("import_document", str(POLICY), by="officer", verbosity=0)
    assert Version.objects.get().is_written_by(town.officer)


def test_an_installation_without_a_council_says_what_to_do(db, capsys):
    call_command("import_document", str(POLICY))
    assert "There is no author yet." in capsys.readouterr().out


def test_a_word_file_becomes_a_draft_like_any_other(town, tmp_path):
    written = WordDocument()
    written.add_heading("Rules for meetings", 0)
    written.add_heading("1. Scope", 1)
    written.add_paragraph("These rules are for members.")
    written.add_heading("2. Filming", 1)
    written.add_paragraph("Anyone may film a public meeting.")
    file = tmp_path / "rules.docx"
    written.save(str(file))
    call_command("import_document", str(file), slug="rules", verbosity=0)
    version = Version.objects.get()
    assert version.title == "Rules for meetings"
    assert [str(section) for section in version.sections.all()] == ["1 Scope", "2 Filming"]
