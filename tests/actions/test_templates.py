"""Nobody starts from an empty page."""

import pytest
from django.conf import settings

from policies.actions import submitting, templates
from policies.domain.errors import ContentRefused

FOLDER = settings.BASE_DIR / "fixtures" / "templates"


@pytest.mark.parametrize("template", templates.templates_in(FOLDER), ids=lambda t: t.name)
def test_every_template_starts_a_draft_that_says_what_to_write(town, template):
    document = town.make_document()
    version = templates.start_from_template(
        document=document, template=template, by=town.author, at=town.now()
    )
    assert version.is_draft
    assert version.kind == template.kind.value
    keys = set(version.sections.values_list("key", flat=True))
    assert {"purpose", "scope", "responsibilities", "contact"} <= keys
    assert any("*Write here:*" in section.body for section in version.sections.all())
    version.change_summary, version.change_reason = "The first.", "There was none."
    version.save()
    submitting.submit_version(version=version, by=town.author, at=town.now())
    assert town.fresh(version).is_in_review


def test_a_template_is_for_a_document_without_a_version(town, draft):
    with pytest.raises(ContentRefused, match="without a version"):
        templates.start_from_template(
            document=draft.document,
            template=templates.templates_in(FOLDER)[0],
            by=town.author,
            at=town.now(),
        )
