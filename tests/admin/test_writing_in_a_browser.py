"""Writing a section in a real browser: two officers, a killed page, a preview, no JavaScript."""

from pathlib import Path

import pytest
from django.utils import timezone

from policies.actions import text
from policies.actions.presence import note_presence
from policies.domain.content import ItemKind
from tests.admin.browser import CHROMIUM, look, picture, sign_in

pytestmark = [
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here."),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def section(draft):
    return draft.sections.get(heading__startswith="Dos")


@pytest.fixture
def url(section, address):
    return address("section_change", section.pk)


@pytest.fixture
def seat(chromium, live_server):
    """A browser of its own for each officer, as on two desks."""
    opened = []

    def taken_by(person, **options):
        context = chromium.new_context(base_url=live_server.url, **options)
        opened.append(context)
        page = context.new_page()
        sign_in(page, person)
        return page

    yield taken_by
    for context in opened:
        context.close()


def test_two_officers_lose_no_word(seat, town, section, url):
    first, second = seat(town.author), seat(town.officer)
    first.goto(url)
    second.goto(url)
    assert "Also being edited by author." in second.inner_text("#others")
    first.fill("#id_body", "Think twice before you post.")
    first.click("[name=_save]")
    first.wait_for_selector("text=was changed successfully")

    second.fill("#id_body", "Think before you post, and sleep on it.")
    second.fill("#id_items-0-text", "Check every claim.")
    second.click("[name=_save]")
    second.wait_for_selector("#compared")
    assert second.is_hidden("#recovery")
    assert second.input_value("#id_body") == "Think before you post, and sleep on it."
    assert "twice" in second.inner_text(".words del")
    look(second, "stale save")
    picture(second, "stale")
    second.set_viewport_size({"width": 320, "height": 900})
    look(second, "stale save, narrow")

    second.fill("#id_body", "Think twice before you post, and sleep on it.")
    second.click("[name=_save]")
    second.wait_for_selector("text=was changed successfully")
    section.refresh_from_db()
    assert section.body == "Think twice before you post, and sleep on it."
    assert section.items.first().text == "Check every claim."


def test_a_killed_page_gives_its_words_back(seat, town, section, url):
    page = seat(town.author)
    page.goto(url)
    page.locator("#id_body").press_sequentially(" And an hour of writing.")
    page.wait_for_function("Object.keys(localStorage).length > 0", timeout=5000)
    page.close()

    again = page.context.new_page()
    again.goto(url)
    again.wait_for_selector("text=did not save")
    look(again, "recovery")
    picture(again, "recovery")
    assert "hour" not in again.input_value("#id_body")
    again.click("text=Bring back")
    assert "And an hour of writing." in again.input_value("#id_body")
    again.click("[name=_save]")
    again.wait_for_selector("text=was changed successfully")
    section.refresh_from_db()
    assert "And an hour of writing." in section.body
    again.goto(url)
    assert again.is_hidden("#recovery")


def test_what_was_typed_against_an_older_text_meets_it(seat, town, section, url):
    page = seat(town.author)
    page.goto(url)
    page.fill("#id_body", "Mine.")
    page.wait_for_function("Object.keys(localStorage).length > 0", timeout=5000)
    page.close()
    other = seat(town.officer)
    other.goto(url)
    other.fill("#id_body", "Theirs.")
    other.click("[name=_save]")
    other.wait_for_selector("text=was changed successfully")

    again = page.context.new_page()
    again.goto(url)
    again.click("text=Bring back")
    again.click("[name=_save]")
    again.wait_for_selector("#compared")
    section.refresh_from_db()
    assert section.body == "Theirs."


def test_a_copy_is_thrown_away(seat, town, section, url):
    page = seat(town.author)
    page.goto(url)
    page.fill("#id_body", "Nothing worth keeping.")
    page.wait_for_function("Object.keys(localStorage).length > 0", timeout=5000)
    page.close()
    again = page.context.new_page()
    again.goto(url)
    again.click("text=Throw away")
    again.reload()
    assert again.is_hidden("#recovery")
    assert again.input_value("#id_body") == section.body


def test_a_copy_that_was_not_answered_is_offered_again(seat, town, url):
    page = seat(town.author)
    page.goto(url)
    for words in ("The first hour.", "The second hour."):
        page.fill("#id_body", words)
        page.wait_for_function(
            "words => JSON.stringify(localStorage).includes(words)", arg=words, timeout=5000
        )
        page.close()
        page = page.context.new_page()
        page.goto(url)
    page.click("text=Throw away")
    page.click("text=Bring back")
    assert page.input_value("#id_body") == "The first hour."


def test_items_added_by_button_come_back(seat, town, section, url):
    page = seat(town.author)
    page.goto(url)
    page.click(".add-row a")
    page.select_option("#id_items-5-kind", "tip")
    page.fill("#id_items-5-text", "Sleep on it.")
    page.wait_for_function("Object.keys(localStorage).length > 0", timeout=5000)
    page.close()
    again = page.context.new_page()
    again.goto(url)
    again.click("text=Bring back")
    assert again.input_value("#id_items-5-text") == "Sleep on it."
    again.click("[name=_save]")
    again.wait_for_selector("text=was changed successfully")
    assert section.items.filter(text="Sleep on it.", kind="tip").exists()


def test_leaving_with_unsaved_text_is_asked_about(seat, town, url):
    page = seat(town.author)
    page.goto(url)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_body").press_sequentially(" More.")
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_a_preview_without_leaving(seat, town, section, url):
    page = seat(town.author)
    faults = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.goto(url)
    page.fill("#id_body", "Think *hard*.\n\n| Who | What |\n|---|---|\n| You | All |")
    page.click("[name=_preview]")
    shown = page.frame_locator("#preview iframe")
    assert shown.locator("em").inner_text() == "hard"
    assert shown.locator("h2").inner_text() == section.heading
    assert page.evaluate("document.activeElement.id") == "preview-heading"
    assert page.input_value("#id_body").startswith("Think *hard*.")
    # Asked before the picture and axe bring styles of their own.
    assert faults == []
    look(page, "preview")
    picture(page, "preview")
    page.set_viewport_size({"width": 320, "height": 900})
    look(page, "preview, narrow")
    section.refresh_from_db()
    assert section.body == "Think before you post."


def test_a_preview_without_javascript(seat, town, section, url):
    page = seat(town.author, java_script_enabled=False)
    page.goto(url)
    page.fill("#id_body", "Think *hard*.")
    page.click("[name=_preview]")
    assert page.url.endswith("#preview")
    assert page.frame_locator("#preview iframe").locator("em").inner_text() == "hard"
    assert page.input_value("#id_body") == "Think *hard*."
    page.click("[name=_save]")
    page.wait_for_selector("text=was changed successfully")
    section.refresh_from_db()
    assert section.body == "Think *hard*."


def test_the_preview_looks_as_the_published_page(seat, town, in_force, address):
    draft = town.make_draft(in_force.document)
    part = draft.sections.get(heading="Private groups")
    page = seat(town.author, viewport={"width": 1280, "height": 900})
    looks = """heading => {
        const of = getComputedStyle(heading), body = getComputedStyle(heading.ownerDocument.body);
        return [of.fontSize, of.fontWeight, of.color, of.fontFamily, body.lineHeight,
                body.backgroundColor, heading.tagName];
    }"""
    page.goto(f"/documents/{in_force.document.slug}/")
    published = page.locator("h3", has_text="Private groups").first.evaluate(looks)
    page.goto(address("section_change", part.pk))
    page.click("[name=_preview]")
    heading = page.frame_locator("#preview iframe").locator("h3", has_text="Private groups")
    assert heading.evaluate(looks) == published


def test_the_page_says_who_else_came(seat, town, section, url):
    page = seat(town.author)
    page.clock.install()
    page.goto(url)
    assert page.inner_text("#others") == ""
    note_presence(section=section, by=town.officer, at=timezone.now())
    page.clock.run_for(31_000)
    page.wait_for_selector("text=Also being edited by officer.")
    look(page, "others")
    picture(page, "others")


def test_the_checks_and_the_page_of_submitting(seat, town, in_force, page_of, address):
    draft = town.make_draft(in_force.document)
    section = town.write_section(draft, "Pictures", "![](https://example.org/a.png)")
    page = seat(town.author)

    def see(name, there):
        page.goto(there)
        for summary in page.query_selector_all("details:not([open]) > summary"):
            summary.evaluate("summary => summary.parentElement.open = true")
        look(page, name)
        picture(page, name)

    see("checks", page_of(draft))
    see("section-checks", address("section_change", section.pk))
    section.body = "A picture says little to a reader who cannot see it."
    text.save_section(section=section, by=town.author, at=town.now())
    see("submit", address("version_submit", draft.pk))
    assert "“Pictures” was added." in page.inner_text("#content")


def test_items_are_put_in_order_by_buttons(seat, town, section, url):
    town.write_item(section, ItemKind.TIP, "Ask first.")
    before = [item.text for item in section.items.all()]
    page = seat(town.author)
    page.goto(url)
    page.get_by_role("button", name="Up").nth(2).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.ariaLabel") == "Up: Ask first."
    page.keyboard.press("Enter")
    assert "It is the first already." in page.inner_text("#items-group [role=status]")
    look(page, "items in order")
    page.click("[name=_save]")
    page.wait_for_selector("text=was changed successfully")
    assert [item.text for item in section.items.all()] == ["Ask first.", *before[:2]]


def test_an_item_that_is_added_and_moved_and_one_taken_out_again(seat, town, section, url):
    before = [item.text for item in section.items.all()]
    page = seat(town.author)
    page.goto(url)
    page.fill("#id_items-2-text", "A third.")
    page.select_option("#id_items-2-kind", "tip")
    page.locator("#items-2").get_by_role("button", name="Up").click()
    # The blank rows below are taken out: the admin numbers what is left anew.
    page.locator("#items-3").get_by_role("button", name="Remove").click()
    page.click("[name=_save]")
    page.wait_for_selector("text=was changed successfully")
    assert [item.text for item in section.items.all()] == [before[0], "A third.", before[1]]


def test_a_button_that_is_pressed_twice_acts_once(seat, town, draft, page_of):
    before = [section.pk for section in draft.sections.all()]
    page = seat(town.author)
    page.goto(page_of(draft))
    page.get_by_role("button", name="Down").first.dblclick()
    page.wait_for_selector("text=was moved down")
    after = [section.pk for section in draft.sections.all()]
    assert after == [before[1], before[0], *before[2:]]
