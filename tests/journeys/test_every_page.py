"""Every kind of public page, for every way of reading: no fault by axe or by the HTML checker."""

import json
import shutil
import subprocess

import pytest
from django.conf import settings
from django.test import Client

from policies import urls
from tests.journeys.conftest import then_anyone_can_use

POLICY = "/documents/social-media-policy/"
# An address of each kind of page, by its name: a new kind is looked at before it is let out.
PAGES = {
    "home": "/",
    "at_a_glance": "/at-a-glance/",
    "search": "/search/?q=defamation",
    "dos_and_donts": "/dos-and-donts/",
    "risks": "/risks/",
    "laws": "/law/",
    "words": "/glossary/",
    "register": "/register/",
    "document_detail": POLICY,
    "version_detail": f"{POLICY}versions/1.0/",
    "document_history": f"{POLICY}history/",
    "approval_history": f"{POLICY}versions/2.2/approval/",
    "compare": f"{POLICY}compare/2.0/2.2/",
    "compare_choice": f"{POLICY}compare/",
    "document_on": f"{POLICY}on/2020-05-01/",
    "verify": "/verify/",
    "ask_for_format": f"{POLICY}versions/2.2/ask-for-another-format/",
    "subscribe": f"{POLICY}subscribe/",
    "report_problem": f"/report-a-problem/?page={POLICY}",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "translation": "/documents/at-a-glance/versions/1.1/ur/",
    "translation_in_force": "/documents/at-a-glance/cy/",
}
# Pages that need someone signed in, or a letter of their own: their own tests look at them.
ELSEWHERE = {
    "members_home", "choose_day", "section_history", "consultation", "format_asked",
    "problem_reported", "subscription_confirm", "subscription_leave",
}  # fmt: skip
MORE = (
    "/sign-in/",
    "/cy/",
    f"/cy{POLICY}",
    "/search/?q=xyzzyqq",
    "/search/?q=defamatoin",
    f"{POLICY}on/2030-02-30/",
    "/search/?q=purdha",
    "/search/?q=scope&on=2026-02-30",
    f"{POLICY}on/1999-01-01/",
    f"{POLICY}on/9999-12-31/",
    f"{POLICY}on/?day=soon",
    f"/verify/?sha256={'0' * 64}",
    "/verify/?sha256=abc",
    "/documents/social-media-guidance/",
    "/documents/digital-engagement-strategy/",
    "/documents/no-such-thing/",
    "/nothing/here/",
)
# A page that tells of an error is one that people use too.
TOLD_BY_BROWSERS = ("404 (Not Found)", "400 (Bad Request)")
EVERY = (*PAGES.values(), *MORE)
VNU = settings.BASE_DIR / "var/tools/vnu/node_modules/vnu-jar/build/dist/vnu.jar"


def test_every_kind_of_page_is_looked_at():
    pages = {one.name for one in urls.urlpatterns if str(one.pattern).endswith("/")} | {"home"}
    assert pages == PAGES.keys() | ELSEWHERE


@pytest.mark.django_db(transaction=True)
def test_every_page_works_for_everyone(demonstration, open_browser):
    for preferences in (
        {"width": 1280},
        {"width": 320, "color_scheme": "dark"},
        {"width": 390, "forced_colors": "active", "reduced_motion": "reduce"},
        # 400 % zoom of a 1280 px screen.
        {"width": 320, "height": 256, "device_scale_factor": 4},
        {"width": 320, "java_script_enabled": False},
    ):
        page = open_browser(**preferences)
        for address in EVERY:
            answer = page.goto(address)
            assert answer.status in (200, 400, 404), (address, answer.status)
            page.faults[:] = [one for one in page.faults if not one.endswith(TOLD_BY_BROWSERS)]
            then_anyone_can_use(page)
            # Nobody who only reads is given a cookie; signing in needs one for its form.
            assert address == "/sign-in/" or page.context.cookies() == [], address
            page.context.clear_cookies()


@pytest.mark.django_db(transaction=True)
def test_the_html_checker_finds_no_error_in_any(demonstration, tmp_path):
    if not VNU.exists() or shutil.which("java") is None:
        pytest.skip("The Nu HTML Checker is not installed: .ci/run shows how, in var/tools/vnu.")
    reader, names = Client(), {}
    for number, address in enumerate(EVERY):
        names[f"{number}.html"] = address
        (tmp_path / f"{number}.html").write_bytes(reader.get(address).content)
    checked = subprocess.run(
        ["java", "-jar", VNU, "--errors-only", "--format", "json", "--exit-zero-always", tmp_path],
        capture_output=True,
        check=True,
        timeout=180,
    )
    found = json.loads(checked.stderr)["messages"]
    faults = {(names[one["url"].rsplit("/", 1)[-1]], one["message"]) for one in found}
    assert faults == set()
