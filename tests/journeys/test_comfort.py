"""A reader sets the pages to their own comfort, has one read aloud, cites it and prints it."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.factories import Town
from tests.journeys.conftest import follow, then_anyone_can_use
from tests.translated import Translating

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/documents/social-media/"
# A voice on the device and one from elsewhere, in a browser that has neither: it notes what it
# is asked to say, and says the next piece when the test lets it.
VOICES = """() => {
  const voice = (lang, localService) => ({ lang, localService, name: lang });
  window.said = [];
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const speech = Object.assign(new EventTarget(), {
    getVoices: () => [voice("en-GB", true), voice("ur", false)],
    speak: (one) => window.said.push(one),
    cancel: () => {},
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
}"""
NO_STORE = """() => Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("Refused", "SecurityError"); } })"""


@pytest.fixture
def in_force(transactional_db):
    return Town().make_in_force()


def style_of(page, selector: str, name: str) -> str:
    return page.locator(selector).first.evaluate(f"e => getComputedStyle(e)[{name!r}]")


def pixels(page, selector: str, name: str) -> float:
    return float(style_of(page, selector, name).removesuffix("px"))


def open_panel(page) -> None:
    page.get_by_text("Reading comfort", exact=True).click()


def test_what_a_reader_chose_with_the_keyboard_is_there_on_the_next_page(in_force, open_browser):
    page = open_browser()
    page.goto(PAGE)
    before = pixels(page, "article p", "fontSize")
    panel = page.locator("#comfort > summary")
    panel.focus()
    page.keyboard.press("Enter")
    for steps in (3, 2, 1, 4):
        page.keyboard.press("Tab")
        for _ in range(steps):
            page.keyboard.press("ArrowDown")
    then_anyone_can_use(page)
    page.reload()
    follow(page, page.get_by_role("link", name="Register", exact=True))
    page.goto(PAGE)
    assert pixels(page, "article p", "fontSize") == 2 * before
    assert style_of(page, "body", "backgroundColor") == "rgb(0, 0, 0)"
    assert pixels(page, "main", "letterSpacing") > 4
    open_panel(page)
    assert page.get_by_label("Twice as large").is_checked()
    assert page.get_by_label("Yellow on black").is_checked()
    assert page.context.cookies() == []
    page.get_by_role("button", name="Set everything back").click()
    page.reload()
    assert pixels(page, "article p", "fontSize") == before
    assert page.evaluate("localStorage.length") == 0


def test_no_choice_breaks_a_page(in_force, open_browser):
    page = open_browser(width=320, height=800)
    page.goto(PAGE)
    open_panel(page)
    page.get_by_label("Much more").check()
    page.get_by_label("Twice as large").check()
    for colours in ("Dark on white", "Dark on cream", "Light on dark", "Yellow on black"):
        page.get_by_label(colours).check()
        then_anyone_can_use(page)
    page.get_by_label("Longer").check()
    for address in ("/", PAGE, f"{PAGE}history/", "/register/", "/search/?q=post", "/verify/"):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address


def test_joined_letters_stay_joined_and_no_foreign_voice_reads_them(transactional_db, open_browser):
    town = Town()
    Translating(town).make(town.make_in_force(), "ur")
    page = open_browser(width=320, height=800)
    page.add_init_script(f"({VOICES})()")
    page.goto(f"{PAGE}ur/")
    open_panel(page)
    assert not page.get_by_role("button", name="Read this page aloud").is_visible()
    page.get_by_label("Much more").check()
    assert pixels(page, "main", "letterSpacing") > 2
    assert style_of(page, "article", "letterSpacing") == "normal"
    then_anyone_can_use(page)


def test_forced_colours_are_left_alone(in_force, open_browser):
    page = open_browser(width=390, forced_colors="active")
    page.goto(PAGE)
    forced = style_of(page, "body", "backgroundColor")
    page.evaluate("localStorage.setItem('reading-comfort', '{\"colours\": \"yellow\"}')")
    page.reload()
    assert style_of(page, "body", "backgroundColor") == forced
    open_panel(page)
    assert not page.get_by_label("Yellow on black").is_visible()
    assert page.get_by_text("Your device sets the colours").is_visible()
    then_anyone_can_use(page)


def test_whatever_the_device_kept_or_refuses_to_keep_the_page_is_whole(in_force, open_browser):
    def then_the_panel_works(page) -> None:
        open_panel(page)
        assert page.locator("html").get_attribute("data-size") is None
        page.get_by_label("Much larger").check()
        assert page.locator("html").get_attribute("data-size") == "large"
        assert page.faults == []

    page = open_browser()
    page.goto("/")
    for kept in ("nonsense", '{"size": "huge"}', "[]", "null", "7"):
        page.evaluate("kept => localStorage.setItem('reading-comfort', kept)", kept)
        page.reload()
        then_the_panel_works(page)
    page = open_browser()
    page.add_init_script(f"({NO_STORE})()")
    page.goto("/")
    then_the_panel_works(page)


def test_without_scripts_there_is_no_dead_control_and_all_can_be_cited(in_force, open_browser):
    page = open_browser(java_script_enabled=False)
    page.goto(PAGE)
    assert not page.get_by_text("Reading comfort").is_visible()
    assert page.get_by_role("button").all_inner_texts() == ["Search", "Show that day"]
    section = page.locator("section.text").first
    section.hover()
    section.get_by_text("Cite this section").click()
    assert "section “Scope”, in force from 2 March 2026." in section.inner_text()
    assert section.locator(".paragraphs a").first.is_visible()


def test_a_citation_is_copied_and_that_is_said(in_force, open_browser):
    page = open_browser(permissions=["clipboard-read", "clipboard-write"])
    page.goto(PAGE)
    section = page.locator("section.text").first
    summary = section.locator(".cite > summary")
    summary.focus()
    assert float(summary.evaluate("e => getComputedStyle(e).opacity")) == 1
    page.keyboard.press("Enter")
    then_anyone_can_use(page)
    section.get_by_role("button", name="Copy the citation").click()
    page.get_by_role("status").filter(has_text="Copied").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == " ".join(section.locator(".citation").inner_text().split())
    assert re.fullmatch(r".*, in force from 2 March 2026\. http\S+/versions/1\.0/#s-\w+", copied)


def test_a_link_leads_to_its_paragraph_or_says_that_it_is_gone(in_force, open_browser):
    page = open_browser(width=390)
    page.goto(PAGE)
    follow(page, page.locator(".standing").get_by_role("link", name="Lasting address"))
    page.locator("section.text .cite > summary").first.click()
    page.locator(".paragraphs a").first.click()
    target = page.locator(":target")
    assert target.inner_text() == "This policy applies to all members."
    assert "paragraph" in target.evaluate("e => getComputedStyle(e, '::before').content")
    then_anyone_can_use(page)

    gone = page.get_by_text("is not in this version")
    assert not gone.is_visible()
    page.goto(f"{PAGE}#s-0123456789ab-p2")
    assert gone.is_visible()
    assert gone.get_by_role("link").get_attribute("href").endswith("/sections/0123456789ab/")


def test_a_page_is_read_aloud_by_a_voice_of_the_device(in_force, open_browser):
    page = open_browser(width=320, height=700)
    page.add_init_script(f"({VOICES})()")
    page.goto(PAGE)
    open_panel(page)
    page.get_by_role("button", name="Read this page aloud").press("Enter")
    bar = page.get_by_role("region", name="Reading aloud")
    said = "window.said.map(one => one.text.trim())"
    assert page.evaluate("document.activeElement.id") == "aloud-pause"
    while "Scope" not in bar.inner_text():
        page.evaluate("window.said.at(-1).onend()")
    page.evaluate("window.said.at(-1).onend()")
    assert page.evaluate(said)[-1] == "This policy applies to all members."
    assert page.evaluate("window.said.at(-1).voice.lang") == "en-GB"
    assert page.locator(".being-read").inner_text() == "This policy applies to all members."
    then_anyone_can_use(page)
    heard = len(page.evaluate(said))
    page.keyboard.press("Enter")
    page.evaluate("window.said.at(-1).onend()")
    assert len(page.evaluate(said)) == heard
    page.get_by_role("button", name="Go on").press("Enter")
    assert page.evaluate(said)[-1] == "This policy applies to all members."
    page.get_by_role("button", name="Stop").press("Enter")
    assert not bar.is_visible()
    words = " ".join(page.evaluate(said))
    for silent in ("Cite this section", "When did this change", "Contents"):
        assert silent not in words


def test_on_paper_there_is_the_text_and_no_navigation(in_force, open_browser, tmp_path: Path):
    page = open_browser(color_scheme="dark")
    page.goto(PAGE)
    open_panel(page)
    page.get_by_label("Yellow on black").check()
    page.get_by_label("Twice as large").check()
    sheet = tmp_path / "page.pdf"
    page.pdf(path=sheet, format="A4", prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, check=True)
    words = " ".join(told.stdout.decode().split())
    assert "Social media policy" in words
    assert re.search(r"Version 1\.0, in force on \d+ \w+ 20\d\d\.", words)
    # An address may go on in the next line.
    assert f"Printedfromhttp://127.0.0.1:8000{PAGE}versions/1.0/." in words.replace(" ", "")
    # What a reader by screen unfolds is unfolded on paper.
    assert "You answer yourself for what you publish" in words
    for word in (
        "Reading comfort", "Search", "Register", "Skip to", "All versions", "Cite this",
        "When did this change", "Read it another way", "Show that day", "Contents", "sign in",
        "Report a problem", "Cymraeg",
    ):  # fmt: skip
        assert word not in words, word
