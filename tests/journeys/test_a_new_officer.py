"""A new officer brings in the council's Word file, places what has no place, mends and submits."""

import docx
import pytest

from policies.models import Version
from tests.factories import PASSWORD
from tests.intake.word_files import add_xml, picture, reference, run, with_footnotes
from tests.journeys.conftest import follow, then_anyone_can_use

pytestmark = pytest.mark.django_db(transaction=True)

DELETED = (
    '<w:del w:id="1" w:author="Clerk" w:date="2026-01-05T09:00:00Z">'
    '<w:r><w:delText xml:space="preserve">, if they like, </w:delText></w:r></w:del>'
)
INSERTED = (
    '<w:ins w:id="2" w:author="Clerk" w:date="2026-01-05T09:00:00Z">'
    f"{run('to speak online')}</w:ins>"
)


def bold_heading(document, words: str) -> None:
    document.add_paragraph().add_run(words).bold = True


def table(document, *rows: tuple[str, str]) -> None:
    drawn = document.add_table(rows=0, cols=2)
    for words in rows:
        for cell, text in zip(drawn.add_row().cells, words, strict=True):
            cell.text = text


def policy_as_councils_have_it() -> bytes:
    """Headings in bold print only, typed numbers, a tracked change, a footnote, and more."""
    document = docx.Document()
    document.add_paragraph("Brackenmoor Borough Council")
    document.add_paragraph("Social media policy for members", style="Title")
    document.add_paragraph("Adopted after a long debate")
    table(document, ("Version", "2.0"), ("Owner", "Monitoring Officer"))
    bold_heading(document, "1. Purpose")
    changed = document.add_paragraph("This policy helps members ")
    add_xml(changed, f"{DELETED}{INSERTED}{reference(2)}")
    bold_heading(document, "2. Scope")
    document.add_paragraph("It applies to all members.")
    add_xml(document.add_paragraph(), picture())
    bold_heading(document, "3. Dos and don’ts")
    table(document, ("Do", "Don’t"), ("Check a claim before you share it.", "Post in anger."))
    bold_heading(document, "4. Training")
    return with_footnotes(document, {2: "See the code of conduct."})


@pytest.mark.parametrize("java_script", [True, False])
def test_a_word_file_becomes_a_version_in_review(town, open_browser, java_script):
    page = open_browser(java_script_enabled=java_script)
    sign_in(page, town.author.username)
    add_document(page)
    bring_in(page)
    look_through_and_place(page)
    mend(page)
    describe_and_submit(page)
    version = Version.objects.get()
    assert (version.is_in_review, str(version.number)) == (True, "2.0")
    assert [section.title for section in version.submission.content.sections] == [
        "How this policy came about",
        "1 Purpose",
        "2 Scope",
        "3 Dos and don’ts",
        "4 Training",
    ]


def press(page, name: str) -> None:
    follow(page, page.get_by_role("button", name=name, exact=True).first)
    then_anyone_can_use(page)


def words_of(page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def sign_in(page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def add_document(page) -> None:
    page.goto("/admin/policies/document/add/")
    then_anyone_can_use(page)
    page.get_by_label("Title", exact=True).fill("Social media policy")
    page.get_by_label("Last part of its address", exact=True).fill("social-media")
    page.get_by_label("Reference", exact=True).fill("BBC-SM-1")
    page.get_by_label("Post that owns it", exact=True).select_option(label="Corporate Officer")
    press(page, "Save")


def bring_in(page) -> None:
    """A PDF is refused first; then the Word file itself is chosen."""
    follow(page, page.get_by_role("link", name="Bring in a file"))
    then_anyone_can_use(page)
    choose(page, "policy.pdf", b"%PDF-1.7")
    press(page, "Read the file")
    assert "Import the file that it was made from" in words_of(page)
    choose(page, "policy.docx", policy_as_councils_have_it())
    press(page, "Read the file")


def choose(page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("File", exact=True).set_input_files(file)


def look_through_and_place(page) -> None:
    words = words_of(page)
    for noticed in (
        "“Purpose” is a heading in bold print only.",
        "The file has tracked changes: 1 insertion and 1 deletion",
        "1 footnote was put in brackets",
        "1 picture has no description",
        "The table of dos and don’ts",
        "This policy helps members to speak online (See the code of conduct.)",
    ):
        assert noticed in words
    press(page, "Put it into the draft")
    assert "Say where these words go: “Adopted after a long debate”" in words_of(page)
    assert not Version.objects.exists()
    places = page.get_by_label("Put these words")
    places.nth(0).select_option(label="At the end of “2 Scope”")
    places.nth(1).select_option(label="As a new section")
    page.get_by_label("Heading of the new section").nth(1).fill("How this policy came about")
    press(page, "Show what it would be")
    words = words_of(page)
    assert "How this policy came about Adopted after a long debate" in words
    assert "It applies to all members. Brackenmoor Borough Council" in words
    press(page, "Put it into the draft")
    assert "was put into version 2.0." in " ".join(
        page.locator(".messagelist").inner_text().split()
    )


def mend(page) -> None:
    """One section has a heading and no words: the page says so and leads there."""
    assert "Section “4 Training” is empty." in words_of(page)
    follow(page, page.get_by_role("link", name="Go to “4 Training”"))
    then_anyone_can_use(page)
    page.get_by_label("Text (optional)", exact=True).first.fill("The council offers a **course**.")
    page.get_by_role("button", name="Preview", exact=True).click()
    shown = page.frame_locator("iframe").get_by_text("The council offers a course.")
    shown.wait_for()
    assert "Nothing is saved yet." in words_of(page)
    press(page, "Save")
    assert "Section “4 Training” is empty." not in words_of(page)


def describe_and_submit(page) -> None:
    page.get_by_label("Change summary").fill("The first version in the portal.")
    page.get_by_label("Change reason").fill("It was brought in from the council’s Word file.")
    press(page, "Save")
    follow(page, page.get_by_role("link", name="Submit for decision"))
    then_anyone_can_use(page)
    press(page, "Submit for decision")
    assert "Version 2.0 is in review" in words_of(page)
