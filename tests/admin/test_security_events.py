"""The log at the desk: found by kind, person and day, page by page, and taken away as a file."""

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from policies.models import SecurityEvent
from tests.admin.posting import words_of

KINDS = ("move", "decision", "confirmation", "account-made", "roles-changed")


@pytest.fixture
def log(address):
    return address("securityevent_changelist")


@pytest.fixture
def export(address):
    return lambda form: address("securityevent_export", form)


def body(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_an_auditor_finds_what_a_person_did_on_a_day(town, in_force, at_desk, log):
    auditor = at_desk(town.auditor)
    page = auditor.get(
        log, {"person": "clerk", "first_day": "2026-03-02", "last_day": "2026-03-02"}
    )
    words = words_of(page)
    assert "1 event" in words
    assert "BBC-social-media 1.0: “Approved” by Standards Committee entered" in words
    none = auditor.get(log, {"person": "clerk", "last_day": "2026-03-01"})
    assert "0 events" in words_of(none)
    moves = words_of(auditor.get(log, {"kind": "move"}))
    assert "4 events" in moves
    assert "BBC-social-media 1.0: Publish" in moves


def test_a_long_list_is_read_page_by_page_with_the_same_question(town, at_desk, log):
    for number in range(60):
        town.make_person(f"person-{number}")
    auditor = at_desk(town.auditor)
    first = auditor.get(log, {"kind": "account-made"})
    assert 'href="?kind=account-made&amp;page=2" rel="next"' in first.content.decode()
    second = words_of(auditor.get(log, {"kind": "account-made", "page": "2"}))
    assert "Page 2 of 2" in second
    assert "Roles given" not in second
    # Whatever number is asked for leads to a page that there is.
    assert "Page 2 of 2" in words_of(auditor.get(log, {"kind": "account-made", "page": "9"}))


@pytest.mark.parametrize(
    "question", [{"kind": "nothing"}, {"person": "nobody"}, {"first_day": "yesterday"},
                 {"last_day": "9999-12-31"}],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_told_of_and_takes_nothing_away(
    town, at_desk, log, export, question
):
    auditor = at_desk(town.auditor)
    for asked in (log, export("csv")):
        answer = auditor.get(asked, question)
        assert answer.status_code == 400
        assert "This is to be put right" in words_of(answer)
    assert not SecurityEvent.objects.filter(kind="events-exported").exists()
    assert auditor.get(export("exe")).status_code == 404


def test_it_is_taken_away_as_it_was_asked_for_and_that_is_noted(town, in_force, at_desk, export):
    town.make_person("=cmd")
    auditor = at_desk(town.auditor)
    table = auditor.get(export("csv"), {"kind": "account-made"})
    assert table["Content-Disposition"] == 'attachment; filename="security-events.csv"'
    assert "no-store" in table["Cache-Control"]
    rows = list(csv.DictReader(io.StringIO(body(table))))
    assert {row["kind"] for row in rows} == {"account-made"}
    # No spreadsheet takes a name for a formula.
    assert rows[-1]["about"] == "'=cmd"
    lines = [json.loads(line) for line in body(auditor.get(export("jsonl"))).splitlines()]
    assert set(KINDS) <= {line["kind"] for line in lines}
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    publish = next(line for line in lines if line["what"].endswith(": Publish"))
    assert (publish["who"], publish["at"][:10]) == ("officer", "2026-03-02")
    taken = SecurityEvent.objects.filter(kind="events-exported")
    assert {event.by for event in taken} == {town.auditor}
    assert taken.count() == 2


def test_nobody_changes_an_event_at_the_desk(town, at_desk, address):
    event = SecurityEvent.objects.filter(kind="roles-changed").first()
    page = at_desk(town.administrator).get(address("securityevent_change", event.pk))
    assert "Roles given" in words_of(page)
    assert '<button type="submit"' not in page.content.decode().partition("<main")[2]


class TestTheCommand:
    def test_it_writes_the_days_that_are_asked_for_and_never_over_a_file(
        self, town, in_force, tmp_path, capsys
    ):
        file = tmp_path / "events.csv"
        days = ("--from", "2026-03-02", "--until", "2026-03-02")
        call_command("security_events", str(file), *days, "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
        assert [row["kind"] for row in rows].count("move") == 4
        assert file.stat().st_mode & 0o077 == 0
        with pytest.raises(CommandError, match="was not written: File exists"):
            call_command("security_events", str(file))
        # Nothing was taken the second time.
        assert SecurityEvent.objects.filter(kind="events-exported").count() == 1
        call_command("security_events", "--until", "9999-12-31")
        lines = capsys.readouterr().out.splitlines()
        assert json.loads(lines[-1])["kind"] == "events-exported"
        with pytest.raises(CommandError, match="invalid fromisoformat value"):
            call_command("security_events", "--from", "yesterday")
