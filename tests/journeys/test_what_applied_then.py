"""Anyone finds out what applied on a day, keeps a certificate of it, and checks a file."""

from hashlib import sha256

import pytest

from tests.journeys.conftest import follow, then_anyone_can_use

pytestmark = pytest.mark.django_db(transaction=True)

HOME = "/documents/social-media-policy/"


def words_of(page) -> str:
    return page.locator("main").inner_text()


def test_a_day_is_looked_up_and_its_text_checked(demonstration, open_browser):
    page = open_browser()
    page.goto(f"{HOME}history/")
    assert page.get_by_role("img", name="The versions of Social media policy").is_visible()
    page.get_by_label("What was in force on another day?").fill("2019-06-01")
    follow(page, page.get_by_role("button", name="Show that day"))
    assert page.url.endswith(f"{HOME}on/2019-06-01/")
    assert "On 1 June 2019 version 1.0 of this policy was in force." in words_of(page)
    assert page.get_by_role("link", name="Certificate for this day").is_visible()
    then_anyone_can_use(page)

    exact = page.request.get(
        page.get_by_role("link", name="the exact text").get_attribute("href")
    ).body()
    follow(page, page.get_by_role("link", name="Check a file or a hash"))
    file = {"name": "text.json", "mimeType": "application/json", "buffer": exact}
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_label("The file", exact=True).set_input_files(file)
    follow(page, page.get_by_role("button", name="Check the file"))
    assert "version 1.0, as it was recorded from paper" in words_of(page)
    assert "POST" not in sent


def test_a_file_is_checked_with_the_keyboard_and_without_scripts(transactional_db, open_browser):
    page = open_browser(width=390, java_script_enabled=False)
    page.goto("/verify/")
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"a draft"}
    page.get_by_label("The file", exact=True).set_input_files(file)
    page.get_by_label("The file", exact=True).focus()
    page.keyboard.press("Tab")
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    assert page.url.endswith(f"/verify/?sha256={sha256(b'a draft').hexdigest()}")
    assert "Nothing published here has this hash" in words_of(page)
    page.get_by_label("SHA-256 hash").fill(sha256(b"another").hexdigest())
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")
    assert page.url.endswith(sha256(b"another").hexdigest())
    then_anyone_can_use(page)


def test_too_large_a_file_is_told_before_it_is_read(transactional_db, open_browser):
    page = open_browser()
    page.goto("/verify/")
    page.evaluate("document.getElementById('file-form').dataset.largest = '3'")
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"abcd"}
    page.get_by_label("The file", exact=True).set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("status").get_by_text("larger than 20 MB").wait_for()
    assert page.evaluate("document.activeElement.id") == "file"
