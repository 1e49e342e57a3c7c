"""The catalogues of words: whole, sound, compiled, in step with the code. script/words helps."""

import gettext

import pytest

from tests.catalogue import LOCALE, entries_of, marked_in_code, places_in

LANGUAGES = sorted(path.name for path in LOCALE.iterdir())


@pytest.fixture(scope="module")
def marked() -> set[tuple[str, str]]:
    return marked_in_code()


def test_every_marked_word_is_in_the_welsh_catalogue(marked):
    known = {(entry.sentence, entry.plural) for entry in entries_of("cy")}
    assert len(marked) > 300
    assert not sorted(marked - known), "Run script/words, and write these in Welsh."


def test_the_welsh_catalogue_has_no_word_that_the_code_has_not(marked):
    assert not sorted({(entry.sentence, entry.plural) for entry in entries_of("cy")} - marked)


def test_every_word_is_said_in_welsh():
    silent = [entry.sentence for entry in entries_of("cy") if not all(entry.said)]
    assert not silent
    few = [entry.sentence for entry in entries_of("cy") if entry.plural and len(entry.said) != 4]
    assert not few


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_a_guess_and_every_place_in_it_stays(language):
    guesses = [entry.sentence for entry in entries_of(language) if entry.is_fuzzy]
    assert not guesses
    lost = {
        said: (places_in(entry.sentence), places_in(said))
        for entry in entries_of(language)
        for said in filter(None, entry.said)
        if places_in(said) not in (places_in(entry.sentence), places_in(entry.plural))
    }
    assert not lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_begins_and_ends_as_the_english_does(language):
    """Words are put together with what stands round them: “ and ”, and lines of a message."""
    uneven = [
        entry.sentence
        for entry in entries_of(language)
        for said in filter(None, entry.said)
        if said[:1].isspace() != entry.sentence[:1].isspace()
        or said[-1:].isspace() != entry.sentence[-1:].isspace()
    ]
    assert not uneven


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_portal_reads_is_what_the_catalogue_says(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)._catalog
    wanted = {}
    for entry in entries_of(language):
        if entry.plural and all(entry.said):
            wanted.update({(entry.sentence, form): one for form, one in enumerate(entry.said)})
        elif not entry.plural and entry.said[0]:
            wanted[entry.sentence] = entry.said[0]
    catalogue.pop("", None)
    assert catalogue == wanted
