"""The pages across all texts in force: advice, risks, the law, words, and all at a glance."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.actions import publishing
from policies.domain.content import ItemKind
from policies.models import LawReference
from tests.views.test_searching import main_of, put_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(town):
    """A policy in force with advice, a risk, a law and a section that defines words."""
    draft = town.make_draft()
    risks = town.write_section(draft, "Risks", "What can go wrong.", key="risks")
    town.write_item(risks, ItemKind.RISK, "A **joke** is read as an order.")
    town.write_item(risks, ItemKind.BENEFIT, "Residents hear from you.")
    town.write_section(
        draft, "What we mean", "Member\n: Whoever was elected.\n\nPost\n: What you publish.",
        key="definitions",
    )  # fmt: skip
    return put_in_force(town, draft)


def test_each_page_leads_to_the_sections_in_force(client, version):
    for address, said, heading in (
        ("/dos-and-donts/", "Do not post in anger.", "Dos and don’ts"),
        ("/risks/", "A <strong>joke</strong> is read as an order.", "Risks"),
        ("/glossary/", "<dt>Member</dt>", "What we mean"),
        ("/law/", "You answer yourself for what you publish", "Scope"),
    ):
        page = main_of(client.get(address))
        section = version.sections.get(heading=heading)
        assert said in page
        assert f'href="/documents/social-media/#s-{section.lineage.hex[:12]}"' in page


def test_what_is_no_longer_in_force_is_on_none_of_them(client, town, version):
    publishing.withdraw_version(version=version, by=town.officer, at=town.now(), reason="Old.")
    for address in ("/dos-and-donts/", "/risks/", "/glossary/", "/law/", "/at-a-glance/"):
        page = client.get(address)
        assert page.status_code == 200
        assert "/documents/social-media/" not in main_of(page)


def test_the_law_page_says_what_nobody_checked_and_what_has_ended(client, town, version):
    assert "An officer has not yet confirmed this entry." in main_of(client.get("/law/"))
    later = LawReference.objects.create(
        code="later", short_title="Defamation Act 2025", topic="Defamation", summary="Later."
    )
    town.law.in_force_to = date(2026, 2, 1)
    town.law.superseded_by = later
    town.law.checked_on, town.law.checked_by = date(2026, 2, 2), town.officer
    town.law.save()
    page = main_of(client.get("/law/"))
    assert "This law ended on 1 February 2026." in page
    assert "In its place: Defamation Act 2025." in page
    assert "Checked on 2 February 2026." in page


def test_at_a_glance_has_the_key_points_and_whom_to_call(client, version):
    page = main_of(client.get("/at-a-glance/"))
    assert page.index("Check a claim before you share it.") < page.index("Do not post in anger.")
    assert 'href="tel:01632960002"' in page
    assert 'href="mailto:democratic@brackenmoor.example"' in page
    home = main_of(client.get("/"))
    assert home.index('href="/at-a-glance/"') < home.index('href="/documents/social-media/"')


def test_what_is_for_others_alone_is_not_in_what_a_member_looks_up(client, town, version):
    for audience in ("Employees", "Employees and members"):
        slug = audience.split()[-1].lower()
        draft = town.make_draft(town.make_document(slug), audience=audience)
        section = town.write_section(draft, "Working", "For work.", key="scope")
        town.write_item(section, ItemKind.DO, f"Ask {slug} first.", key_point=True)
        town.write_item(section, ItemKind.DONT, f"Never tell {slug}.")
        put_in_force(town, draft)
    page = main_of(client.get("/at-a-glance/"))
    assert "Ask members first." in page
    assert "Never tell members." in page
    assert "Ask employees first." not in page
    assert "Never tell employees." not in page
    assert "/documents/employees/" not in page
    assert "Ask employees first." in main_of(client.get("/dos-and-donts/"))


def test_the_same_number_of_queries_for_more_texts(client, town, version):
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    addresses = ("/at-a-glance/", "/dos-and-donts/", "/risks/", "/law/", "/glossary/")
    few = [asked(address) for address in addresses]
    for number in range(2):
        town.make_in_force(town.make_document(f"more-{number}"))
    assert [asked(address) for address in addresses] == few
    assert max(few) <= 6


def test_a_page_that_is_not_there(client, version):
    for address in ("/dos-and-donts/", "/law/", "/glossary/"):
        assert client.get(address, {"page": "7"}).status_code == 404
        assert client.get(address, {"page": "x"}).status_code == 404
