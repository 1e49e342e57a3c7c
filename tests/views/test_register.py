import csv
import io
import json
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.actions import publishing
from policies.models import Version


@pytest.fixture
def two(town, in_force):
    """A document in force, and one that was withdrawn; a draft and a text for members besides."""
    town.make_draft(in_force.document)
    gone = town.make_in_force(town.make_document("old-leaflet"), title="Old leaflet")
    town.wait(days=3)
    publishing.withdraw_version(
        version=gone, by=town.officer, at=town.now(), reason="Nobody uses it."
    )
    town.make_in_force(
        town.make_document("for-members"),
        title="Seating plan",
        publication=Version.Publication.MEMBERS,
    )
    return in_force, town.fresh(gone)


def test_the_table_has_every_public_document_and_nothing_else(client, two):
    in_force, gone = two
    response = client.get("/register.csv")
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [(row["title"], row["version"], row["status"]) for row in rows] == [
        ("Old leaflet", "1.0", "withdrawn"),
        (in_force.title, "1.0", "in force"),
    ]
    first, second = rows
    assert first["in_force_until"] == gone.in_force_until.isoformat()
    assert first["next_review_on"] == ""
    assert second["next_review_on"] == in_force.next_review_on.isoformat()
    assert second["sha256"] == in_force.submission.sha256
    assert second["owner_post"] == in_force.document.owner_post.title


def test_the_table_the_data_and_the_page_say_the_same(client, two):
    rows = list(csv.DictReader(io.StringIO(client.get("/register.csv").content.decode())))
    data = json.loads(client.get("/register.json").content)["documents"]
    assert [{name: cell or "" for name, cell in entry.items()} for entry in data] == rows
    page = client.get("/register/").content.decode()
    for row in rows:
        assert row["title"] in page
        assert row["owner_post"] in page
    assert "Seating plan" not in page


def test_a_review_that_is_overdue_is_told_and_the_text_stays_in_force(
    client, in_force, monkeypatch
):
    told = "The day has passed; it stays in force."
    due = datetime.combine(in_force.next_review_on, time(12), tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: due)
    assert told not in client.get("/register/").content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: due + timedelta(days=1))
    assert told in client.get("/register/").content.decode()


def test_a_register_of_many_takes_as_many_queries_as_one_of_one(client, town, in_force):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/register.json")
        return len(asked)

    before = queries()
    for number in range(3):
        town.make_in_force(town.make_document(f"number-{number}"))
    assert queries() == before


def test_who_has_the_register_gets_304_until_a_document_changes(client, town, in_force):
    etag = client.get("/register/")["ETag"]
    again = client.get("/register/", headers={"if-none-match": etag})
    assert again.status_code == 304
    town.make_in_force(town.make_document("another"))
    assert client.get("/register/", headers={"if-none-match": etag}).status_code == 200
