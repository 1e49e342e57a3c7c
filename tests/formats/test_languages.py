"""Welsh, Urdu and Bengali in every format: the fixed words, order on the page, the checkers."""

import io
import re
import shutil
import subprocess
from functools import cache
from itertools import product

import pdfplumber
import pytest

from policies import formats
from policies.domain.portable import read_items
from policies.formats import article, audio, louis
from policies.formats.editions import edition_of
from tests.formats import samples
from tests.formats.fixed_words import catalogue, fixed_words
from tests.formats.test_braille import assert_embossable
from tests.formats.test_geometry import check
from tests.formats.test_printed_editions import PRINTED, failures
from tests.formats.whole_texts import WHOLE

LANGUAGES = {"Welsh": "cy", "Urdu": "ur", "Bengali": "bn"}
_PLACES = re.compile(r"\{\w+\}|%\(\w+\)s")
IN_PRINT = list(product(LANGUAGES, PRINTED))
# Words of the files that stand in no text of ours.
ENGLISH = ("Contents", "Key points", "Version", "In force from", "Who to ask", "Decided by", "Why:")
# What their tables can turn round; others they can only write.
SENTENCES = {
    "cy": ("ffoniwch 01632 960 123", "pwy sydd yma", "y cyngor a’r cyhoedd"),
    "ur": ("اراکین سوشل میڈیا", "کونسل کا متن"),
}


@cache
def made(name, format_name):
    """The finished file of a whole text, made once for all that is asked of it."""
    why_not = formats.available(format_name, WHOLE[name][0].language)
    if why_not:
        pytest.skip(why_not)
    return formats.render(format_name, *WHOLE[name])


@cache
def sheets(name, format_name):
    """The letters of each page as they stand on it, from left to right."""
    with pdfplumber.open(io.BytesIO(made(name, format_name).data)) as pdf:
        return [sorted(sheet.chars, key=lambda one: one["x0"]) for sheet in pdf.pages]


def answer(*call):
    if not shutil.which(call[0]):
        pytest.skip(f"{call[0]} is missing (Debian: apt-get install qpdf poppler-utils).")
    return subprocess.run(call, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_every_fixed_word_of_the_files_is_translated_with_its_places(language):
    words = catalogue(language)
    assert [word for word in fixed_words() if not words.get(word)] == []
    for word in fixed_words():
        assert set(_PLACES.findall(words[word])) == set(_PLACES.findall(word)), word


@pytest.mark.parametrize(("name", "format_name"), IN_PRINT)
def test_a_printed_file_conforms_to_both_standards(name, format_name):
    assert failures(made(name, format_name)) == []
    assert made(name, format_name).findings == ()


@pytest.mark.parametrize(
    ("name", "format_name"),
    [*IN_PRINT, ("ordinary", "pdf"), ("hard", "pdf"), ("long", "pdf")],
)
def test_a_printed_file_is_sound_and_has_its_fonts_in_it(tmp_path, name, format_name):
    path = tmp_path / "file.pdf"
    path.write_bytes(made(name, format_name).data)
    assert "No syntax or stream encoding errors found" in answer("qpdf", "--check", str(path))
    _, _, *fonts = answer("pdffonts", str(path)).splitlines()
    assert fonts
    assert {tuple(line.split()[-5:-2]) for line in fonts} == {("yes", "yes", "yes")}


@pytest.mark.parametrize(("name", "format_name"), IN_PRINT)
def test_nothing_on_the_pages_is_cut_off_or_too_small(name, format_name):
    # Nastaliq sets its words on slopes, one over the other, and swings beyond the margin.
    check(made(name, format_name), format_name, is_sloping=name == "Urdu")


@pytest.mark.parametrize(("name", "format_name"), IN_PRINT)
def test_a_telephone_number_reads_from_left_to_right_on_the_page(name, format_name):
    found = []
    for letters in sheets(name, format_name):
        lines = {}
        for letter in letters:
            lines.setdefault(round(letter["bottom"]), []).append(letter["text"])
        found += ["".join(line).replace(" ", "") for line in lines.values()]
    assert any("01632960123" in line for line in found)
    assert not any("12396001632" in line or "96012301632" in line for line in found)


@pytest.mark.parametrize(("name", "language"), LANGUAGES.items())
def test_no_fixed_word_is_left_in_english(name, language):
    content, record = WHOLE[name]
    edition = edition_of(content, record)
    said = [
        *(fact.label for fact in edition.front),
        *(part.heading for part in edition.all_parts),
        edition.subtitle,
    ]
    for page in (*said, article.render(content), made(name, "text").data.decode()):
        for word in ENGLISH:
            assert not re.search(rf"(?<!\w){word}", page), word
    assert catalogue(language)["Key points"] in said


@pytest.mark.parametrize(
    ("name", "day"), [("Welsh", "3 Mai 2026"), ("Urdu", "3 مئی 2026"), ("Bengali", "3 মে 2026")]
)
def test_days_are_written_in_the_language(name, day):
    assert day in made(name, "text").data.decode()


def test_numbers_and_addresses_are_set_apart_in_a_page_from_right_to_left():
    html = article.render(WHOLE["Urdu"][0])
    for kept in ("01632 960 123", "3 May 2026"):
        assert f'<bdi dir="ltr">{kept}</bdi>' in html
    assert "<bdi" not in article.render(WHOLE["Bengali"][0]).split('class="contacts"')[0]


@pytest.mark.parametrize("name", LANGUAGES)
def test_plain_text_has_short_lines(name):
    for line in made(name, "text").data.decode().splitlines():
        assert len(line) <= 80 or len(line.split()) == 1


@pytest.mark.parametrize("name", LANGUAGES)
def test_items_in_markdown_come_back(name):
    content, _ = WHOLE[name]
    lines = made(name, "markdown").data.decode().splitlines()
    assert read_items(lines)[0].kind is content.sections[0].items[0].kind
    assert read_items(lines)[0].is_key_point


@pytest.mark.parametrize("name", LANGUAGES)
def test_braille_can_be_embossed_and_has_every_sign(name):
    rendered = made(name, "braille-uncontracted")
    assert_embossable(rendered)
    assert rendered.findings == ()


@pytest.mark.parametrize("language", SENTENCES)
def test_sentences_come_back_from_braille(language):
    table = louis.table_for(language, louis.UNCONTRACTED)
    for sentence in SENTENCES[language]:
        cells = louis.in_braille(sentence, table)
        assert louis.in_print(cells, table) == sentence.replace("’", "'")


@pytest.mark.parametrize(("name", "tag"), [("Welsh", "cym"), ("Urdu", "urd"), ("Bengali", "ben")])
def test_a_recording_says_in_which_language_it_is(name, tag):
    why_not = formats.available("audio", LANGUAGES[name])
    if why_not:
        pytest.skip(why_not)
    bare = {"contacts": (), "related": (), "laws": (), "keywords": (), "sections": ()}
    content = samples.policy(language=LANGUAGES[name], **bare)
    rendered = audio.render(content, samples.record(decisions=()))
    assert rendered.minutes >= 1
    assert tag.encode("utf-16-le") in rendered.data
    assert (
        catalogue(LANGUAGES[name])["This recording was made by a computer voice."].encode(
            "utf-16-le"
        )
        in rendered.data
    )
