"""The table of formats: names of files, and why a format cannot be made here."""

import pytest

from policies import formats
from tests import missing
from tests.formats import samples


def test_a_file_is_named_after_the_document_and_the_version():
    content = samples.policy()
    assert formats.file_name(content, "pdf") == "social-media-policy-for-members-2.2.pdf"
    assert (
        formats.file_name(content, "large-print")
        == "social-media-policy-for-members-2.2-large-print.pdf"
    )


def test_every_format_has_words_and_a_renderer():
    for name, row in formats.FORMATS.items():
        assert row.name == name
        assert row.label
        assert row.media_type
        assert callable(row.renderer())


def test_a_format_that_can_be_made_has_no_reason_against_it(typesetter):
    assert formats.available("pdf") == ""
    assert formats.available("large-print") == ""


def test_a_language_that_a_format_cannot_write_is_said_in_a_sentence():
    for name in formats.FORMATS:
        if formats.available(name):
            pytest.skip(formats.available(name))
    assert "no voice for it" in formats.available("audio", "fr")
    lacking = [name for name in formats.FORMATS if formats.available(name, "bn")]
    assert lacking == ["braille"]
    assert "made here in Bengali" in formats.available("braille", "bn")


def test_a_missing_part_is_said_in_a_sentence_and_looked_for_once(monkeypatch, tmp_path):
    with monkeypatch.context() as patch:
        missing.hide("fonts", patch, tmp_path)
        told = formats.available("pdf")
    assert "fonts-noto-core" in told
    # A part of the system does not come while a process runs: nobody looks again.
    assert formats.available("pdf") == formats.missing_part("pdf") == told
    missing.forget()


def test_what_no_machine_can_do_is_no_missing_part():
    assert formats.available("braille", "bn")
    assert formats.available("audio", "fr")
    assert formats.missing_part("braille", "bn") == formats.missing_part("audio", "fr") == ""


@pytest.mark.parametrize("name", ["", "papyrus"])
def test_an_unknown_format_is_a_mistake_of_the_caller(name):
    with pytest.raises(KeyError):
        formats.file_name(samples.policy(), name)
