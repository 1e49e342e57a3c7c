"""A large collection for measuring: every copy is a whole record that the guards would let in."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from policies.actions.searching import versions_not_indexed
from policies.models import Document, Section, StatusChange, Submission, Version, guards
from tests.actions.conftest import read_everything

pytestmark = pytest.mark.django_db(transaction=True)


def test_copies_are_whole_and_each_has_words_and_hashes_of_its_own(client):
    call_command("make_dataset", documents=23, versions=2, verbosity=0)
    assert Document.objects.count() == 23
    assert Version.objects.in_force().count() == 23
    assert Submission.objects.count() == Version.objects.count() == 46
    assert all(submission.is_intact for submission in Submission.objects.all())
    assert len({submission.sha256 for submission in Submission.objects.all()}) == 46
    assert Section.objects.values("lineage").distinct().count() % 23 == 0
    assert guards.missing(connection) == []
    assert list(versions_not_indexed()) == []
    connection.check_constraints()

    last = Version.objects.in_force().get(document__slug="collection-000023")
    assert last.submission.content.title == "Policy 000023 of the collection"
    assert last.as_content().own_words() == last.submission.content.own_words()
    assert {section.version_id for section in last.sections.all()} == {last.pk}
    page = client.get("/documents/collection-000023/").content.decode()
    assert "Policy 000023 of the collection" in page
    assert "000001" not in page
    assert client.get("/documents/collection-000023/compare/1.0/2.0/").status_code == 200
    assert "collection-000023" in client.get("/search/?q=000023").content.decode()
    change = StatusChange.objects.filter(version=last).get(move="record_past")
    assert change.submission_id == last.submission_id
    saved = Section.history.filter(id=last.sections.first().pk)
    assert {row.version_id for row in saved} == {last.pk}


def test_where_there_is_data_or_a_wrong_number_nothing_is_made(town):
    before = read_everything()
    with pytest.raises(CommandError, match="holds data already"):
        call_command("make_dataset", documents=2, verbosity=0)
    for wrong in (0, 200_000):
        with pytest.raises(CommandError, match="--documents"):
            call_command("make_dataset", documents=wrong, verbosity=0)
    assert read_everything() == before


def test_a_wrong_number_of_versions_makes_nothing(db):
    with pytest.raises(CommandError, match="1 to 90 versions"):
        call_command("make_dataset", documents=1, versions=91, verbosity=0)
    assert not Document.objects.exists()
