"""The approval history as its readers find it: a page, a picture and a table."""

import csv
from datetime import date
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.test import Client

from policies.actions import deciding, publishing, reviewing
from policies.domain.entries import Entry
from policies.domain.lifecycle import Outcome
from policies.domain.reviews import ReviewOutcome
from policies.models import PageStamp
from policies.views.picture import LONGEST_LINE, WIDTH, Picture
from tests.admin.posting import words_of
from tests.alone import Alone
from tests.long_way import KEPT_BY_OFFICERS, LongWay

PAGE = "/documents/social-media/versions/1.0/approval/"
TABLE = "/documents/social-media/versions/1.0/approval.csv"


@pytest.fixture
def published(town):
    return LongWay(town).make_published()


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(response.content.decode(), newline="")))


def test_the_version_and_the_history_lead_to_it(client, in_force):
    for address in ("/documents/social-media/", "/documents/social-media/history/"):
        assert f'href="{PAGE}"' in client.get(address).content.decode()
    assert client.get(PAGE).status_code == 200


def test_the_page_tells_every_stage_in_order(client, published):
    words = words_of(client.get(PAGE))
    told = (
        "the Governance Adviser submitted the text.",
        "That no longer counts.",
        "went back to its authors for changes",
        "the council consulted: All members.",
        "Most members agreed.",
        "the Section 151 Officer commented (financial)",
        "the impact was assessed (equality)",
        "Not to adopt it",
        "the Cabinet approved the text as amended (Minute 8).",
        "Co-opted members are named.",
        "certified that the text is what the minute says.",
        "the approval was called in",
        "version 1.0 came into force.",
        "Report back by the Full Council is still to come",
    )
    places = [words.index(sentence) for sentence in told]
    assert places == sorted(places)


def test_what_officers_keep_to_themselves_is_neither_on_the_page_nor_in_the_table(
    client, published
):
    for address in (PAGE, TABLE):
        told = client.get(address).content.decode()
        assert [words for words in KEPT_BY_OFFICERS if words in told] == []


def test_the_table_is_what_a_program_reads(client, published):
    response = client.get(TABLE)
    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    text = response.content.decode()
    assert text.startswith("date,stage,body_or_post,outcome,minute,counts,sentence,details\r\n")
    rows = rows_of(response)
    decision = next(row for row in rows if row["stage"] == "Decision")
    assert decision["date"] == "2026-03-26"
    assert (decision["body_or_post"], decision["minute"]) == ("Cabinet", "Minute 8")
    assert decision["outcome"] == "Approved as amended"
    assert decision["details"].startswith("Resolution: RESOLVED by the Cabinet.")
    assert [row["counts"] for row in rows if row["stage"] == "Scrutiny"] == ["no", "yes"]
    assert rows[-1]["date"] == ""


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(client, town, formula):
    version = town.make_in_review()
    at = town.now()
    decision = deciding.enter_decision(
        version=version,
        body=town.body,
        outcome=Outcome.APPROVED,
        decided_on=at.date(),
        minute_reference=formula,
        resolution="RESOLVED.",
        by=town.clerk,
        at=at,
    )
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    publishing.publish_version(version=version, by=town.officer, at=town.now())
    row = next(row for row in rows_of(client.get(TABLE)) if row["stage"] == "Decision")
    assert row["minute"] == f"'{formula}"


@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_what_is_not_published_has_no_record_in_public(client, request, state):
    request.getfixturevalue(state)
    assert client.get(PAGE).status_code == 404
    assert client.get(TABLE).status_code == 404


def test_the_record_of_a_text_for_members_is_for_members(town):
    town.make_in_force(publication="members")
    assert Client().get(PAGE).status_code == 302
    assert Client().get(TABLE).status_code == 302
    member = Client()
    member.force_login(town.member)
    response = member.get(PAGE)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_the_record_of_a_text_for_officers_is_told_to_officers_alone(town):
    town.make_in_force(publication="officers")
    member, officer = Client(), Client()
    member.force_login(town.member)
    officer.force_login(town.officer)
    assert member.get(PAGE).status_code == 404
    assert officer.get(PAGE).status_code == 200


@pytest.mark.parametrize("address", [PAGE, TABLE])
def test_an_unchanged_record_costs_one_query(client, published, address, django_assert_num_queries):
    etag = client.get(address)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    with django_assert_num_queries(1):
        assert client.get(address)["Cache-Control"].startswith("public, max-age=60")


def test_what_happens_afterwards_changes_the_record(client, town):
    alone = Alone(town)
    version = alone.make_urgent()
    address = f"/documents/social-media/versions/{version.number}/approval/"

    def stamp():
        return PageStamp.objects.get(document=version.document).changes

    before, etag = stamp(), client.get(address)["ETag"]
    alone.ratify(version)
    assert stamp() > before
    assert client.get(address)["ETag"] != etag
    assert "the Full Council ratified the decision" in words_of(client.get(address))


@pytest.mark.parametrize("outcome", ReviewOutcome)
def test_every_review_changes_the_record(client, town, in_force, outcome):
    etag = client.get(PAGE)["ETag"]
    town.wait(days=720)
    later = {ReviewOutcome.NO_CHANGE, ReviewOutcome.EXTEND}
    reviewing.record_review(
        version=in_force,
        outcome=outcome,
        reason="Members were asked.",
        authority="Standards Committee, Minute 20",
        next_review_on=date(2028, 6, 1) if outcome in later else None,
        by=town.officer,
        at=town.now(),
    )
    response = client.get(PAGE)
    assert response["ETag"] != etag
    words = words_of(response)
    assert "On 20 February 2028 the council reconsidered version 1.0." in words
    assert outcome.label in words
    # Why is for the public where the text stays as it is.
    assert ("Members were asked." in words) is (outcome is ReviewOutcome.NO_CHANGE)


class TestThePicture:
    def test_it_has_a_mark_for_each_sentence_and_says_where_the_sentences_are(
        self, client, published
    ):
        page = client.get(PAGE).content.decode()
        picture = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
        marks = [one.get("class") for one in picture.iter("g")]
        assert len(marks) == page.count("<h3>") == 16
        assert {"mark decided", "mark done", "mark voided", "mark to-come"} == set(marks)
        assert picture.get("aria-details") == "record"
        assert 'id="record"' in page
        assert "style=" not in page

    def test_its_words_stay_within_it_and_its_marks_go_down(self, published):
        entry = Entry(on=None, stage="A stage of many words", sentence="", who="W" * 200)
        picture = Picture.of([entry] * 3)
        lines = [line for mark in picture.marks for line in mark.lines]
        assert max(len(line.words) for line in lines) <= LONGEST_LINE
        assert [line.y for line in lines] == sorted({line.y for line in lines})
        assert max(line.y for line in lines) < picture.height
        assert picture.width == WIDTH

    def test_a_record_without_a_stage_has_an_empty_picture(self):
        picture = Picture.of([])
        assert (picture.marks, picture.line_from, picture.line_to) == ((), 0, 0)
