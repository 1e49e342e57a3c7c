"""Pasting into the text of a section: who may ask the desk, and what a browser does with it."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from policies.intake.pasting import MAX_LENGTH
from tests.admin.browser import CHROMIUM, look, picture, sign_in
from tests.intake import clipboard


class TestTheAddress:
    @pytest.fixture
    def url(self, db):
        return reverse("admin:policies_section_paste")

    def test_it_answers_with_markdown_and_what_to_know(self, at_desk, town, url):
        answer = at_desk(town.author).post(url, {"html": clipboard.WEB_PAGE}).json()
        assert answer["markdown"].startswith("## Guidance on groups\n\nThink first")
        assert answer["sentences"][0] == "Two pictures were left out."

    def test_what_is_too_long_gets_a_sentence(self, at_desk, town, url):
        answer = at_desk(town.author).post(url, {"html": "a" * (MAX_LENGTH + 1)}).json()
        assert answer["markdown"] == ""
        assert answer["sentences"] == [
            "It is longer than any section. Import it as a file instead."
        ]

    def test_only_those_who_write_are_answered(self, at_desk, town, url):
        for person in (town.auditor, town.clerk):
            assert at_desk(person).post(url, {"html": "<p>a</p>"}).status_code == 403
        assert Client().post(url, {"html": "<p>a</p>"}).status_code == 302
        assert at_desk(town.author).get(url).status_code == 403

    def test_another_site_cannot_ask(self, town, url):
        client = Client(enforce_csrf_checks=True)
        client.force_login(town.author)
        assert client.post(url, {"html": "<p>a</p>"}).status_code == 403


PASTE = """([html, plain, start, end]) => {
    const area = document.getElementById("id_body");
    area.focus();
    area.setSelectionRange(start, end);
    const carried = new DataTransfer();
    if (html) carried.setData("text/html", html);
    carried.setData("text/plain", plain);
    return area.dispatchEvent(new ClipboardEvent("paste", {
        clipboardData: carried, bubbles: true, cancelable: true,
    }));
}"""
WRITTEN = "Think before you post."
END = len(WRITTEN)


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here.")
@pytest.mark.django_db(transaction=True)
class TestInABrowser:
    @pytest.fixture
    def section(self, draft):
        return draft.sections.get(heading__startswith="Dos")

    @pytest.fixture
    def page(self, desk, town, section, address):
        sign_in(desk, town.author)
        desk.goto(address("section_change", section.pk))
        return desk

    def paste(self, page, html, plain, start=END, end=END):
        """Paste as a browser does; return whether the page leaves it to the browser."""
        return page.evaluate(PASTE, [html, plain, start, end])

    def body(self, page):
        return page.input_value("#id_body")

    def test_word_becomes_markdown_and_undo_leads_back(self, page, section):
        assert not self.paste(page, clipboard.WORD, "Private messages\r\nA message")
        page.wait_for_selector("text=Pasted as Markdown. One picture was left out.")
        assert self.body(page).startswith(f"{WRITTEN}\n\n## Private messages\n\nA message to a")
        assert page.evaluate("document.activeElement.id") == "id_body"
        assert page.evaluate("id_body.selectionStart") == len(self.body(page))
        assert page.faults == []
        look(page, "pasted")
        picture(page, "pasted")
        page.set_viewport_size({"width": 320, "height": 900})
        look(page, "pasted, narrow")

        page.click("[name=_preview]")
        shown = page.frame_locator("#preview iframe")
        assert shown.locator("strong").inner_text() == "published"
        assert shown.locator("ol li").count() == 2

        page.focus("#id_body")
        page.keyboard.press("Control+z")
        assert self.body(page) == f"{WRITTEN}Private messages\nA message"
        page.keyboard.press("Control+z")
        assert self.body(page) == WRITTEN

    def test_the_keys_of_the_browser_itself(self, page):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate(
            """async ([html, plain]) => {
                const sorts = { "text/html": html, "text/plain": plain };
                const made = Object.entries(sorts).map(([type, words]) =>
                    [type, new Blob([words], { type })]);
                await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(made))]);
            }""",
            [clipboard.WEB_PAGE, "Guidance on groups"],
        )
        page.focus("#id_body")
        page.keyboard.press("Control+a")
        page.keyboard.press("Control+v")
        page.wait_for_selector("text=Pasted as Markdown.")
        assert self.body(page).startswith("## Guidance on groups\n\nThink first, as the [code")
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+z")
        assert self.body(page) == WRITTEN

    def test_it_goes_into_its_sentence(self, page):
        self.paste(page, clipboard.FEW_WORDS, "a firm no ", 6, 13)
        page.wait_for_selector("text=Pasted as Markdown.")
        assert self.body(page) == "Think a **firm** no you post."

    def test_blocks_stand_between_empty_lines(self, page):
        self.paste(page, "<ul><li>One</li><li>Two</li></ul>", "One\nTwo", 6, 6)
        page.wait_for_selector("text=Pasted as Markdown.")
        assert self.body(page) == "Think \n\n- One\n- Two\n\nbefore you post."

    def test_the_way_back_to_plain_text(self, page):
        self.paste(page, clipboard.GOOGLE_DOCS, "Members must be kind.")
        page.click("text=Paste as plain text")
        assert self.body(page) == f"{WRITTEN}Members must be kind."
        assert page.inner_text("#pasted [role=status]") == "Pasted as plain text."
        assert page.is_hidden("text=Paste as plain text")
        assert page.evaluate("document.activeElement.id") == "id_body"

    def test_what_was_pasted_is_kept_like_what_was_typed(self, page, section):
        self.paste(page, clipboard.FEW_WORDS, "a firm no")
        page.wait_for_selector("text=Pasted as Markdown.")
        page.wait_for_timeout(3500)
        assert "**firm**" in page.evaluate("JSON.stringify(localStorage)")
        page.click("[name=_save]")
        page.wait_for_selector("text=was changed successfully")
        section.refresh_from_db()
        assert section.body == f"{WRITTEN}a **firm** no"

    def test_plain_text_is_left_to_the_browser(self, page):
        assert self.paste(page, "", "plain")
        assert self.body(page) == WRITTEN

    def test_nothing_is_lost_when_the_desk_is_away(self, page):
        page.route(re.compile("/paste/"), lambda route: route.abort())
        self.paste(page, clipboard.WORD, "Private messages")
        page.wait_for_selector("text=Pasted as plain text: the desk could not")
        assert self.body(page) == f"{WRITTEN}Private messages"

    def test_what_holds_no_text_of_a_document_stays_plain(self, page):
        self.paste(page, "<nav><p>Home</p></nav>", "Home")
        page.wait_for_selector("text=Pasted as plain text. One passage around")
        assert self.body(page) == f"{WRITTEN}Home"

    def test_who_writes_on_meanwhile_keeps_every_word(self, page):
        waiting = []
        page.route(re.compile("/paste/"), lambda route: waiting.append(route))
        self.paste(page, clipboard.FEW_WORDS, "a firm no")
        page.keyboard.type(", and more")
        waiting[0].continue_()
        page.wait_for_selector("text=Pasted as Markdown.")
        assert self.body(page) == f"{WRITTEN}a **firm** no, and more"
        page.keyboard.type("!")
        assert self.body(page).endswith("and more!")
