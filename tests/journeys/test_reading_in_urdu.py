"""A reader of Urdu on a small telephone finds the text, its numbers in order; officers write it."""

import pytest

from tests.admin.browser import sign_in
from tests.journeys.conftest import follow, then_anyone_can_use
from tests.translated import Translating

pytestmark = pytest.mark.django_db(transaction=True)

# Where each of these stands in the line, from the left: they must not be turned round.
_PLACES = """() => {
  const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  const left = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at); range.setEnd(node, at + 1);
    return range.getBoundingClientRect().left;
  };
  while (walker.nextNode()) {
    const node = walker.currentNode, at = node.data.indexOf('01632 960 123');
    if (at >= 0) return [left(node, at), left(node, at + 6), left(node, at + 10)];
  }
}"""


def test_from_the_english_page_to_the_urdu_text(town, open_browser):
    version = town.make_in_force()
    translating = Translating(town)
    translation = translating.write(translating.start(version, "ur"))
    section = translation.sections.first()
    section.body = "یہ پیغام 2 نومبر 2026 کو دیکھا گیا۔ 01632 960 123 پر فون کریں۔"
    section.save()
    translating.submit(translation)
    page = open_browser(320, 900)
    page.goto("/documents/social-media/")
    follow(page, page.get_by_role("link", name="اسے اردو میں پڑھیں"))
    assert page.get_by_text("Not yet checked by a second reader of the language.").is_visible()
    article = page.locator("article")
    assert (article.get_attribute("lang"), article.get_attribute("dir")) == ("ur", "rtl")
    first, second, third = page.evaluate(_PLACES)
    assert first < second < third
    then_anyone_can_use(page)
    follow(page, page.get_by_role("link", name="The text of version 1.0 that this translates"))
    assert page.get_by_role("heading", name="Social media policy", level=1).is_visible()


def test_the_side_by_side_page_can_be_used_by_anyone(town, open_browser):
    version = town.make_in_force()
    Translating(town).start(version, "ur")
    page = open_browser(320, 900)
    sign_in(page, town.author)
    page.goto(f"/admin/policies/version/{version.pk}/translations/ur/")
    then_anyone_can_use(page)
    page.get_by_label("Title in Urdu").fill("سوشل میڈیا")
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="Save the translation").click()
    assert page.get_by_label("Title in Urdu").input_value() == "سوشل میڈیا"
