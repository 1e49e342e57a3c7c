"""The whole job on the pages of the desk: from an empty document to a version in force."""

from django.utils import timezone

from policies.models import Document, Version
from tests.admin.posting import post_from, words_of


def test_from_a_document_to_a_version_in_force(at_desk, town, address, page_of):
    author = at_desk(town.author)
    post_from(
        author,
        address("document_add"),
        title="Protocol on filming",
        slug="filming",
        reference="BBC-9",
        owner_post=town.owner_post.pk,
    )
    document = Document.objects.get()

    page = post_from(author, address("document_start", document.pk))
    version = Version.objects.get()
    assert "The version has no section. Add at least one." in words_of(page)

    post_from(
        author,
        page_of(version),
        summary="How meetings may be filmed.",
        change_summary="The first protocol.",
        change_reason="Members asked for it.",
        contacts=[town.contact.pk],
    )
    page = post_from(
        author,
        f"{address('section_add')}?version={version.pk}",
        heading="Filming",
        body="Anyone may film a public meeting.",
        laws=[town.law.pk],
        **{"items-0-kind": "do", "items-0-text": "Tell the chair.", "items-0-is_key_point": "on"},
    )
    assert "Submit for decision" in words_of(page)

    page = post_from(author, address("version_submit", version.pk))
    assert "is in review" in words_of(page)

    post_from(
        at_desk(town.clerk),
        address("version_enter_decision", version.pk),
        body=town.body.pk,
        outcome="approved",
        decided_on=timezone.localdate().isoformat(),
        minute_reference="Minute 7",
        resolution="RESOLVED: that the protocol be adopted.",
    )
    page = post_from(at_desk(town.confirmer), address("version_confirm", version.pk))
    assert "is approved" in words_of(page)

    page = post_from(at_desk(town.officer), address("version_publish", version.pk))
    assert "Version 1.0 is now in force." in words_of(page)
    version = town.fresh(version)
    assert version.is_in_force
    assert version.submission.content.key_points[0].text == "Tell the chair."
    assert [change.by for change in version.status_changes.all()] == [
        town.author, town.author, town.confirmer, town.officer,
    ]  # fmt: skip
