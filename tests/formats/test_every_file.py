"""Every file stands every check: of our texts, and of all in force in the demonstration.

The texts are ordinary, bare, hard, of sixty sections, and in Welsh, Urdu and Bengali. What each
format asks beside is in the tests of that format: the checkers of e-books, the sound of recordings.
"""

import re
from itertools import product

import pytest

from policies.domain import markdown
from policies.formats.editions import edition_of
from policies.formats.outline import outlined
from policies.intake.reading import read_document
from tests.formats import test_braille as braille
from tests.formats.printed import PRINTED, check_printed, clauses, squeezed
from tests.formats.whole_texts import EVERY, IN_BENGALI, IN_FORCE

# The demonstration is loaded where the tests have a database.
pytestmark = pytest.mark.django_db

BRAILLE = [
    (name, format_name)
    for name, format_name in product(EVERY, braille.NAMES)
    if not (name in IN_BENGALI and format_name == "braille")
]
# The desk is told of a link in the hard text.
LEADS_NOWHERE = "No anchor #s-000000000000 for internal URI reference"
ISOLATES = re.compile("[\u2066\u2069]")


def test_the_texts_are_all_that_is_in_force_in_the_demonstration(demonstration_texts):
    assert set(demonstration_texts) == set(IN_FORCE)
    assert all(record.sha256 for _, record in demonstration_texts.values())


@pytest.mark.parametrize(("name", "format_name"), [*product(EVERY, PRINTED)])
def test_a_printed_file(tmp_path, finished, text, name, format_name):
    made = finished(name, format_name)
    has_the_link = name == "hard" and format_name != "at-a-glance"
    assert made.findings == ((LEADS_NOWHERE,) if has_the_link else ())
    check_printed(tmp_path / "file.pdf", made, format_name, *text(name))


@pytest.mark.parametrize(("name", "format_name"), BRAILLE)
def test_a_braille_file(finished, text, name, format_name):
    made = finished(name, format_name)
    braille.assert_embossable(made)
    # The hard text has signs that no Braille has; the desk is told of them.
    assert made.findings == () or name == "hard"
    edition = edition_of(*text(name))
    if not edition.language.startswith("en") or name == "hard":
        return
    whole, place = braille.read_back(made, format_name), 0
    for part in edition.all_parts:
        place = whole.index(braille.folded(part.title), place)


@pytest.mark.parametrize("name", EVERY)
def test_a_text_file(finished, text, name):
    content, _ = text(name)
    whole = ISOLATES.sub("", finished(name, "text").data.decode("utf-8"))
    for line in whole.splitlines():
        assert len(line) <= 80 or " " not in line.strip(" -") or line.startswith("    ")
    said, place = squeezed(whole), 0
    for section in outlined(content).sections:
        place = said.index(squeezed(section.title), place)
    # The hard text has signs and addresses that no line takes as they stand.
    lost = [clause for clause in clauses(content) if squeezed(clause) not in said]
    assert lost == [] or name == "hard"


@pytest.mark.parametrize("name", EVERY)
def test_a_markdown_file(finished, text, name):
    content, _ = text(name)
    whole = finished(name, "markdown").data.decode("utf-8")
    html = markdown.as_html(whole, below=0)
    for section in outlined(content).sections:
        assert section.body in html or name == "hard"
    returned = read_document(whole).sections
    assert [(one.number, one.heading) for one in returned] == [
        # Who reads it in names what has no name.
        (one.printed_number, " ".join(one.heading.split()) or "Without a heading")
        for one in content.sections
    ]
