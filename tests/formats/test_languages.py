"""Welsh, Urdu and Bengali in every format: the fixed words, order on the page, the checkers."""

import io
import re
from itertools import product
from unicodedata import normalize

import pdfplumber
import pytest

from policies.domain.portable import read_items
from policies.formats import article, louis
from policies.formats.editions import edition_of
from tests.formats import texts
from tests.formats.fixed_words import catalogue, fixed_words
from tests.formats.printed import PRINTED
from tests.formats.whole_texts import WHOLE

LANGUAGES = {"Welsh": "cy", "Urdu": "ur", "Bengali": "bn"}
_PLACES = re.compile(r"\{\w+\}|%\(\w+\)s")
IN_PRINT = list(product(LANGUAGES, PRINTED))
# Words of the files that stand in no text of ours.
ENGLISH = ("Contents", "Key points", "Version", "In force from", "Who to ask", "Decided by", "Why:")
WELSH_SENTENCES = (
    "Mae aelodau yn siarad â thrigolion bob dydd.",
    "Ffoniwch ni ar 01632 960 123 rhwng naw a phump o’r gloch.",
    "Mewn argyfwng ffoniwch 999 ar unwaith.",
    "Mae’r polisi mewn grym o 3 Mai 2026 ymlaen.",
    "Peidiwch ag ateb sarhad â sarhad.",
    "Dywedwch pwy ydych chi.",
    "Gwiriwch cyn i chi rannu; gall fod yn anwir.",
    "Darllenwch adran 149 o Ddeddf Cydraddoldeb 2010 yn gyntaf.",
    "A yw’r testun hwn mewn grym o hyd?",
    "Mae gan bob ward ei grŵp ei hun.",
    "Ysgrifennwch at y swyddog monitro.",
    "Rhaid peidio â dangos plant heb ganiatâd.",
    "Gofynnwch i’r tîm yn gyntaf!",
    "Gall cyfrif aelod fod yn bersonol.",
    "Beth bynnag a ddywedwch, cadwch at y cod.",
    "Nid yw’r cyfieithiad hwn wedi’i wirio eto.",
    "Cofiwch aros awr cyn ateb.",
    "Mae’r wefan ar gael yn Gymraeg ac yn Saesneg.",
    "Pwy sydd yma, y cyngor neu’r cyhoedd?",
    "Mae hawl gan bawb i ofyn am fformat arall.",
)
# The same cells say a lowered figure and a stop; the way back takes the figure.
_LOWERED = str.maketrans("41286", ".,;?!")
_STOP = re.compile(r"(?<=[^\W\d_])[41286](?!\w)")
_NOT_URDU = re.compile(r"[^\u0600-\u06ff ]+|[۔،؟؛]")


def sheets(made):
    """The letters of each page as they stand on it, from left to right."""
    with pdfplumber.open(io.BytesIO(made.data)) as pdf:
        return [sorted(sheet.chars, key=lambda one: one["x0"]) for sheet in pdf.pages]


@pytest.mark.parametrize("language", LANGUAGES.values())
def test_every_fixed_word_of_the_files_is_translated_with_its_places(language):
    words = catalogue(language)
    assert [word for word in fixed_words() if not words.get(word)] == []
    for word in fixed_words():
        assert set(_PLACES.findall(words[word])) == set(_PLACES.findall(word)), word


@pytest.mark.parametrize(("name", "format_name"), IN_PRINT)
def test_a_telephone_number_reads_from_left_to_right_on_one_line(finished, name, format_name):
    found = []
    for letters in sheets(finished(name, format_name)):
        lines = {}
        for letter in letters:
            lines.setdefault(round(letter["bottom"]), []).append(letter["text"])
        found += ["".join(line).replace(" ", "") for line in lines.values()]
    numbers = _said(WHOLE[name]) if format_name != "at-a-glance" else 1
    assert sum(line.count("01632960123") for line in found) >= numbers
    assert not any("12396001632" in line or "96012301632" in line for line in found)


def _said(whole):
    """How often the text and what stands after it say the number."""
    edition = edition_of(*whole)
    blocks = [block for part in edition.all_parts for block in part.blocks]
    return repr(blocks).count("01632 960 123")


@pytest.mark.parametrize(("name", "language"), LANGUAGES.items())
def test_no_fixed_word_is_left_in_english(finished, name, language):
    content, record = WHOLE[name]
    edition = edition_of(content, record)
    said = [
        *(fact.label for fact in edition.front),
        *(part.heading for part in edition.all_parts),
        edition.subtitle,
    ]
    for page in (*said, article.render(content), finished(name, "text").data.decode()):
        for word in ENGLISH:
            assert not re.search(rf"(?<!\w){word}", page), word
    assert catalogue(language)["Key points"] in said


@pytest.mark.parametrize(
    ("name", "day"), [("Welsh", "3 Mai 2026"), ("Urdu", "3 مئی 2026"), ("Bengali", "3 মে 2026")]
)
def test_days_are_written_in_the_language(finished, name, day):
    assert day in finished(name, "text").data.decode()


def test_numbers_and_addresses_are_set_apart_in_a_page_from_right_to_left():
    html = article.render(WHOLE["Urdu"][0])
    for kept in ("01632 960 123", "3 May 2026"):
        assert f'<bdi dir="ltr">{kept}</bdi>' in html
    assert "<bdi" not in article.render(WHOLE["Bengali"][0]).split('class="contacts"')[0]


@pytest.mark.parametrize("name", LANGUAGES)
def test_items_in_markdown_come_back(finished, name):
    content, _ = WHOLE[name]
    lines = finished(name, "markdown").data.decode().splitlines()
    assert read_items(lines)[0].kind is content.sections[0].items[0].kind
    assert read_items(lines)[0].is_key_point


@pytest.mark.parametrize("sentence", WELSH_SENTENCES)
def test_a_welsh_sentence_comes_back_from_braille(sentence):
    table = louis.table_for("cy", louis.UNCONTRACTED)
    back = louis.in_print(louis.in_braille(sentence, table), table)
    assert _folded_welsh(back) == _folded_welsh(sentence)


def _folded_welsh(text):
    """What the way back does not tell apart: capitals of ae, lowered figures and stops."""
    text = text.replace("’", "'").lower().replace("æ", "ae")
    return _STOP.sub(lambda found: found[0].translate(_LOWERED), text)


def test_the_urdu_of_the_demonstration_comes_back_from_braille():
    table = louis.table_for("ur", louis.UNCONTRACTED)
    source = (texts.FOLDER / "at-a-glance-1.1-ur.md").read_text()
    phrases = [" ".join(one.split()) for one in _NOT_URDU.split(source) if len(one.split()) > 3]
    assert len(phrases) > 20
    for phrase in phrases:
        back = louis.in_print(louis.in_braille(phrase, table), table)
        # Each of these pairs has one cell, and the way back takes the rarer sign.
        back = back.replace("«", "ھ").replace("؛", "ً")
        assert normalize("NFC", back) == normalize("NFC", phrase)


@pytest.mark.parametrize(("name", "tag"), [("Welsh", "cym"), ("Urdu", "urd"), ("Bengali", "ben")])
def test_a_recording_says_in_which_language_it_is(finished, name, tag):
    rendered = finished(name, "audio")
    assert rendered.minutes >= 1
    assert tag.encode("utf-16-le") in rendered.data
    assert (
        catalogue(LANGUAGES[name])["This recording was made by a computer voice."].encode(
            "utf-16-le"
        )
        in rendered.data
    )
