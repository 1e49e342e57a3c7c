"""A text that says every attack, put on record: no page, feed or answer acts, at any door."""

import json
from datetime import date

import pytest
from django.test import Client

from policies.actions import recording
from policies.domain.lifecycle import Outcome
from policies.domain.numbering import VersionNumber
from tests.admin.posting import fields_of
from tests.attacks.active import acting_in_html, acting_in_xml
from tests.attacks.texts import BODIES, LINES, hostile

HOME = "/documents/social-media/"
LINEAGE = hostile("2.0").sections[0].lineage[:12]
PAGES = (
    "/", HOME, f"{HOME}versions/1.0/", f"{HOME}versions/2.0/", f"{HOME}history/",
    f"{HOME}versions/2.0/approval/", f"{HOME}compare/", f"{HOME}compare/1.0/2.0/",
    f"{HOME}sections/{LINEAGE}/", f"{HOME}on/2020-01-01/", f"{HOME}on/<svg onload=alert(1)>/",
    f"{HOME}versions/2.0/ask-for-another-format/", f"{HOME}subscribe/",
    "/search/?q=thornbywords", "/search/?q=thornbywords&all=1", "/search/?q=alert", "/register/",
    "/search/?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/search/?q=%22onfocus%3Dalert(1)%20autofocus%3D",
    "/at-a-glance/", "/dos-and-donts/", "/risks/", "/law/", "/glossary/", "/accessibility/",
    "/privacy/", "/verify/?sha256=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "/report-a-problem/?page=javascript:alert(1)", "/report-a-problem/?page=//evil.example",
    "/sign-in/?next=//evil.example", "/sign-in/?next=javascript:alert(1)",
    "/nothing/%3Cscript%3Ealert(1)%3C/script%3E/", "/cy/", f"/cy{HOME}",
)  # fmt: skip
REFUSED = {
    f"{HOME}on/<svg onload=alert(1)>/": 404,
    "/verify/?sha256=%22%3E%3Cscript%3Ealert(1)%3C/script%3E": 400,
    "/nothing/%3Cscript%3Ealert(1)%3C/script%3E/": 404,
}
FEEDS = ("/register.atom", f"{HOME}feed.atom", "/sitemap.xml", "/sitemap-versions.xml")
DATA = (
    "/register.json", "/api/documents/social-media", "/api/documents/social-media/versions/2.0",
    "/api/documents/social-media/versions/2.0/text", "/api/documents/social-media/on/2020-01-01",
    "/api/nothing/<script>alert(1)</script>", f"{HOME}versions/2.0/social-media-2.0.json",
)  # fmt: skip
TABLES = ("/register.csv", f"{HOME}versions/2.0/approval.csv")


@pytest.fixture
def browser_of():
    """A browser of a person, or of a reader."""

    def opened(person=None) -> Client:
        client = Client()
        if person:
            client.force_login(person)
        return client

    return opened


@pytest.fixture
def hostile_shelf(town) -> None:
    """Two versions recorded from paper, which is the one way past the checks of a draft; and a
    council, a body, a post and a contact with names that attack too."""
    town.council.name, town.council.other_formats = LINES[0], LINES[1]
    town.council.short_name, town.body.name, town.owner_post.title = "x", LINES[1], LINES[2]
    for row in (town.council, town.body, town.owner_post):
        row.save()
    town.law.code, town.law.short_title, town.law.provision = "x", LINES[0], LINES[1][:60]
    town.law.topic, town.law.summary, town.law.care = LINES[2], LINES[3], BODIES[2]
    town.law.save()
    document = town.make_document(title=LINES[1])
    for number, (year, changes) in enumerate(
        ((2019, {}), (2020, {"summary": LINES[3], "audience": LINES[4]})), start=1
    ):
        recording.record_past_version(
            document=document,
            number=VersionNumber(number, 0),
            content=hostile(f"{number}.0", contacts=(), related=(), **changes),
            author_post=town.author_post,
            in_force_from=date(year, 1, 1),
            decisions=[recording.PaperDecision(
                body=town.body, decided_on=date(year, 1, 1), minute_reference=LINES[1][:60],
                resolution=" ".join(LINES), outcome=Outcome.APPROVED,
            )],
            evidence=" ".join(LINES)[:290], by=town.officer, at=town.now(),
        )  # fmt: skip


def test_no_public_door_lets_anything_act(hostile_shelf, browser_of):
    """One shelf for all doors, because making it takes longer than looking."""
    reader, acting = browser_of(), {}
    for address in PAGES:
        answer = reader.get(address)
        assert answer.status_code == REFUSED.get(address, 200), (address, answer.status_code)
        assert answer["Content-Type"].startswith("text/html")
        acting[address] = acting_in_html(answer.content.decode())
    for address in FEEDS:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        acting[address] = acting_in_xml(answer.content)
    assert {address: found for address, found in acting.items() if found} == {}
    assert "thornbywords" in reader.get("/search/?q=thornbywords").content.decode()


def test_data_is_never_taken_for_a_page_nor_a_cell_for_a_formula(hostile_shelf, browser_of):
    reader = browser_of()
    for address in DATA:
        answer = reader.get(address)
        assert answer.status_code == (404 if "nothing" in address else 200), address
        assert answer["Content-Type"].split(";")[0].endswith("json"), address
        assert answer["X-Content-Type-Options"] == "nosniff"
        json.loads(answer.content)
    for address in TABLES:
        answer = reader.get(address)
        assert answer.status_code == 200, address
        assert answer["Content-Type"].startswith("text/csv")
        assert answer["X-Content-Type-Options"] == "nosniff"
        for cell in answer.content.decode("utf-8-sig").replace("\r\n", ",").split(","):
            assert not cell.lstrip('"').startswith(("=", "+", "@", "\t")), (address, cell)


@pytest.mark.parametrize("door", ["preview", "kept"])
def test_no_page_of_the_desk_lets_a_draft_act(town, draft, browser_of, door):
    """The preview shows what nobody has checked, to the one who could publish it."""
    officer = browser_of(town.author)
    section = draft.sections.first()
    if door == "kept":
        section = town.write_section(draft, LINES[1], "\n\n".join(BODIES).replace("\x00", ""))
    address = f"/admin/policies/section/{section.pk}/change/"
    shown = officer.get(address)
    if door == "preview":
        typed = fields_of(shown) | {"body": ["\n\n".join(BODIES).replace("\x00", "")],
                                    "heading": [LINES[1]], "_preview": ["Preview"]}  # fmt: skip
        shown = officer.post(address, typed)
        assert 'srcdoc="' in shown.content.decode()
    for page in (shown, officer.get(f"/admin/policies/version/{draft.pk}/change/"),
                 officer.get(f"/admin/policies/version/{draft.pk}/read/")):  # fmt: skip
        assert page.status_code == 200
        assert acting_in_html(page.content.decode()) == []
