"""The database is away: whoever asks is told in words, and what was done before is all there."""

import json
import time

import pytest
from django.db import connection

from policies.models import StatusChange
from tests.faults.conftest import TIMES
from tests.faults.outage import database_away
from tests.faults.processes import Portal
from tests.faults.soundness import assert_sound

# Pages of readers and members, one that does not exist, and the desk.
ASKED = ["/", "/cy/", "/documents/social-media/", "/members/", "/nothing/", "/admin/"]


@pytest.fixture
def without_database(environment, tmp_path):
    """A portal whose database is not there."""
    nowhere = (
        f"sqlite:///{tmp_path}/nowhere/portal.sqlite3"
        if connection.vendor == "sqlite"
        else "postgres://portal:secret@127.0.0.1:1/portal"
    )
    alone = Portal(environment | {"DATABASE_URL": nowhere})
    yield alone
    alone.close()


def test_without_its_database_the_portal_says_so_in_words(portal, without_database):
    for path in ASKED:
        answer = without_database.do("ask", path=path).done
        assert answer["status"] == 503, path
        assert answer["headers"]["Retry-After"] == "60"
        assert answer["headers"]["Cache-Control"] == "no-store"
        assert answer["headers"]["Content-Security-Policy"]
        said = "Rhowch gynnig arall" if path == "/cy/" else "Try again in a minute."
        assert said in answer["words"]
        assert "secret" not in answer["words"]
    answer = without_database.do("ask", path="/api/documents/social-media").done
    assert (answer["status"], answer["headers"]["Content-Type"]) == (
        503,
        "application/problem+json",
    )
    assert json.loads(answer["words"])["title"] == "Service unavailable"
    assert without_database.do("ask", path="/livez").done["status"] == 200
    ready = without_database.do("ask", path="/readyz").done
    assert (ready["status"], json.loads(ready["words"])["parts"]["database"]) == (503, "wrong")
    assert "secret" not in without_database.log


def test_the_database_goes_away_under_load_and_comes_back(portal, town, figures):
    rounds = max(1, TIMES // 20)
    outages = interruptions = read = turned_away = 0
    for number in range(rounds):
        versions = [
            town.make_approved(town.make_document(f"policy-{number}-{one}")) for one in range(8)
        ]
        before = assert_sound()
        slug = town.make_in_force(town.make_document(f"read-{number}")).document.slug
        paths = [f"/documents/{slug}/", f"/documents/{slug}/versions/1.0/{slug}-1.0.json"]
        reading = [portal.begin("read_on", paths=paths, seconds=4) for _ in range(2)]
        publishing = portal.begin(
            "publish_one_by_one",
            versions=[one.pk for one in versions],
            by=town.officer.pk,
            at=town.now(),
        )
        for _ in range(2):
            time.sleep(0.5)
            with database_away():
                time.sleep(0.5)
            outages += 1
        interruptions += len(publishing.end().done)
        for one in reading:
            well, others = one.end().done
            assert well
            for status, words, headers in others:
                assert status == 503
                assert "Try again in a minute." in words
                assert headers["Retry-After"]
            read, turned_away = read + well, turned_away + len(others)
        assert_sound(before)
        # Each was published, and none twice, whatever happened to the answer.
        published = StatusChange.objects.filter(move="publish", version__in=versions)
        assert sorted(published.values_list("version", flat=True)) == [one.pk for one in versions]
        assert portal.do("ask", path=paths[0]).done["status"] == 200
    figures(
        f"The database was away {outages} times: {read} pages were read, {turned_away} readers "
        f"were asked to come back, {interruptions} publications were tried again; none was lost "
        "or made twice."
    )
    assert connection.vendor == "sqlite" or turned_away
