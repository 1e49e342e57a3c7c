"""Texts with a council's oddities are imported, decided, published at the desk, read and kept."""

from datetime import timedelta
from html import unescape
from pathlib import Path

import page
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from policies import formats
from policies.models import Version
from tests.admin.posting import post_from

TEXTS = Path(__file__).parent.parent / "intake" / "texts"

needs_pango = pytest.mark.skipif(
    bool(formats.available("pdf")), reason=formats.available("pdf") or "Pango is here"
)


def at_the_desk(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@needs_pango
@pytest.mark.parametrize("name", ["policy_with_footers.txt", "guidance_behind_report.txt"])
def test_a_text_as_councils_have_it_ends_in_force_and_in_files_that_pass(town, name):
    call_command("import_document", str(TEXTS / name), slug="brought-in", verbosity=0)
    version = Version.objects.get()
    desk = f"/admin/policies/version/{version.pk}/"
    post_from(
        at_the_desk(town.author),
        f"{desk}change/",
        change_summary="The first version in the portal.",
        change_reason="It was brought in from a file.",
    )
    post_from(at_the_desk(town.author), f"{desk}submit/")
    assert town.fresh(version).is_in_review
    post_from(
        at_the_desk(town.clerk),
        f"{desk}enter-decision/",
        body=town.body.pk,
        outcome="approved",
        decided_on=timezone.localdate().isoformat(),
        minute_reference="SC/7",
        resolution="RESOLVED: that it be adopted.",
    )
    post_from(at_the_desk(town.confirmer), f"{desk}confirm/")
    post_from(at_the_desk(town.officer), f"{desk}publish/")
    version = town.fresh(version)
    assert version.is_in_force
    assert version.next_review_on > timezone.localdate() + timedelta(days=700)

    reader = Client()
    text = reader.get("/documents/brought-in/").content.decode()
    assert "(SC/7)" in text
    words = unescape(text)
    for section in version.sections.all():
        assert section.heading in words
    for suffix in ("", "-large-print"):
        address = (
            f"/documents/brought-in/versions/{version.number}/"
            f"brought-in-{version.number}{suffix}.pdf"
        )
        data = b"".join(reader.get(address, follow=True).streaming_content)
        checked = page.validate_pdf_bytes(data, profile="ua1")
        assert checked.is_compliant
        assert list(checked.failures) == []
