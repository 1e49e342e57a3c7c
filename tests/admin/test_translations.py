"""Translations at the desk: begun, written beside the source, submitted, checked by another."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from policies.intake.translated import working_file
from policies.models import TranslationCheck
from tests.translated import Translating, said_in

pytestmark = pytest.mark.django_db


def at(address, version, *rest):
    names = {0: "version_translations", 1: "version_translation", 2: "version_translation_act"}
    return address(names[len(rest)], version.pk, *rest)


def test_from_the_first_word_to_the_check(town, at_desk, address):
    version = town.make_in_force()
    author, reader = at_desk(town.author), at_desk(town.monitoring)
    begun = author.post(
        at(address, version), {"language": "ur", "translator": "Thornby Languages"}, follow=True
    )
    page = begun.content.decode()
    assert "Still to be translated" in page
    assert 'lang="ur" dir="rtl"' in page
    translation = Translating(town).fresh(version, "ur")
    refused = author.get(at(address, version, "ur", "submit"))
    assert refused.status_code == 403
    assert "Section “Scope” lacks its heading, its text." in refused.content.decode()
    text = working_file(said_in(translation.source.content, "ur"), translation.source.content)
    file = SimpleUploadedFile("ur.md", text.encode())
    author.post(at(address, version, "ur", "bring-in"), {"file": file})
    done = author.post(at(address, version, "ur", "submit"), follow=True)
    assert "Submitted. Not yet checked. The source prevails." in done.content.decode()
    own = author.get(at(address, version, "ur", "check"))
    assert "nobody checks what they wrote or submitted" in own.content.decode()
    reader.post(at(address, version, "ur", "check"), {"statement": "Read beside the English."})
    assert TranslationCheck.objects.get().by == town.monitoring
    again = {"reason": "A date was wrong."}
    author.post(at(address, version, "ur", "correct"), again)
    assert Translating(town).fresh(version, "ur").is_open


def test_what_was_typed_stays_when_a_colleague_saved_meanwhile(town, at_desk, address):
    version = town.make_in_force()
    translating = Translating(town)
    translation = translating.start(version)
    page = at_desk(town.author)
    opened = page.get(at(address, version, "cy")).context["form"].initial["opened_as"]
    translating.write(translation)
    answer = page.post(
        at(address, version, "cy"),
        {"translator": "Ni", "opened_as": opened, "title": "Fy nheitl"},
    )
    assert "Someone saved this translation after you opened it." in answer.content.decode()
    assert "Fy nheitl" in answer.content.decode()
    assert translating.fresh(version).title == "cy Social media policy"


def test_a_file_that_does_not_match_is_named_and_nothing_changes(town, at_desk, address):
    version = town.make_in_force()
    Translating(town).start(version)
    file = SimpleUploadedFile("cy.md", b"# Teitl\n\n## Un adran\n\nGeiriau.\n")
    answer = at_desk(town.author).post(at(address, version, "cy", "bring-in"), {"file": file})
    assert "of the source is not in the file." in answer.content.decode()
    assert Translating(town).fresh(version).title == ""
