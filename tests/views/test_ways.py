"""The formats on a version’s page: every one once, under a need, in plain words."""

from policies import formats
from policies.formats.needs import NAMED, NEEDS
from policies.models import Rendition
from tests.admin.posting import words_of
from tests.restricted import Restricting

VERSION = "/documents/social-media/versions/1.0/"


def test_every_format_stands_under_one_need():
    named = [name for need in NEEDS for name in need.formats]
    assert sorted(named) == sorted(formats.FORMATS)
    assert len(NAMED) == len(named)


def test_the_page_names_each_need_whom_it_suits_and_every_file(client, in_force):
    page = client.get(VERSION)
    words, text = words_of(page), page.content.decode()
    for need in NEEDS:
        assert f"<summary>{need.title}</summary>" in text
        assert need.suits in words
        for name in need.formats:
            assert need.words_for(name) in words
    assert "social-media-1.0.json" in text
    assert f'href="{VERSION}ask-for-another-format/"' in text
    assert 'href="/documents/social-media/subscribe/"' in text


def test_a_file_that_is_there_is_told_with_its_length_and_size(client, town, in_force):
    Rendition.objects.create(
        submission=in_force.submission, format="large-print", language="en-GB", sha256="a" * 64,
        name="x.pdf", media_type="application/pdf", size=90_400, pages=15, built_at=town.now(),
    )  # fmt: skip
    words = words_of(client.get(VERSION))
    assert "Large print, PDF 15 pages, 90 kB" in words
    assert "transcribed by computer, not proof-read" in words


def test_of_a_text_that_the_law_hides_no_exact_words_are_offered(client, town, in_force):
    Restricting(town).restrict(in_force, "applies to all members")
    text = client.get(VERSION).content.decode()
    assert "social-media-1.0.json" not in text
    assert "ask-for-another-format" in text
