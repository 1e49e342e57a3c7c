"""Anyone reads how a text was approved, on a phone, by keyboard, in their own colours."""

import os

import pytest

from tests.factories import Town
from tests.journeys.conftest import follow, then_anyone_can_use
from tests.long_way import LongWay
from tests.restricted import Restricting

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = os.environ.get("DESK_PICTURES")
VERSION = "/documents/social-media/versions/1.0/"


def keep_picture(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


@pytest.fixture
def long_way(transactional_db):
    return LongWay(Town())


def test_the_record_works_for_everyone(long_way, open_browser):
    long_way.make_published()
    for name, preferences in (
        ("wide", {"width": 1280}),
        ("phone", {"width": 390}),
        ("narrow-dark", {"width": 320, "color_scheme": "dark"}),
        ("forced", {"width": 390, "forced_colors": "active"}),
    ):
        page = open_browser(**preferences)
        page.goto(VERSION)
        follow(page, page.get_by_role("link", name="How version 1.0 was approved"))
        then_anyone_can_use(page)
        picture = page.locator("svg")
        words = [one.bounding_box() for one in picture.locator("text").all()]
        whole = picture.bounding_box()
        assert all(one["x"] + one["width"] <= whole["x"] + whole["width"] for one in words)
        assert min(one["height"] for one in words) >= 16
        keep_picture(page, f"approval-{name}")


def test_the_demonstration_tells_how_its_texts_were_approved(demonstration, open_browser):
    page = open_browser(width=390)
    for version in ("2.2", "1.0"):
        page.goto(f"/documents/social-media-policy/versions/{version}/approval/")
        then_anyone_can_use(page)
        keep_picture(page, f"approval-demonstration-{version}")


def test_what_is_hidden_by_law_is_told_to_everyone(long_way, open_browser):
    version = long_way.make_published()
    law = Restricting(long_way.town)
    law.restrict(version, "applies to all members")
    page = open_browser(width=320)
    for address in (VERSION, f"{VERSION}approval/"):
        page.goto(address)
        then_anyone_can_use(page)
        assert "A court ordered that a passage not be shown." in page.locator("main").inner_text()
    keep_picture(page, "restricted")
    law.restrict(long_way.town.fresh(version), "")
    # The first reader's browser may keep its copy for a minute.
    page = open_browser(width=320)
    page.goto(VERSION)
    assert "The text of this version was removed by law" in page.locator("main").inner_text()
    then_anyone_can_use(page)
    keep_picture(page, "hidden")
    sealed = page.goto(f"{VERSION}social-media-1.0.json")
    assert sealed.status == 451
    page.faults.clear()
    then_anyone_can_use(page)
    keep_picture(page, "sealed")
