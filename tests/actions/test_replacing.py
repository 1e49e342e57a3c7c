"""A person's file in place of the computer's: checked, on record, and never past the law."""

import pytest

from policies.actions import replacing
from policies.actions.rendering import rendition_of, stored_rendition
from policies.actions.storing import read_file
from policies.domain.errors import MoveRefused, SourceRefused
from policies.models import BuildTicket, Rendition
from tests.intake import sounds
from tests.restricted import Restricting

PAGE = "/documents/social-media/versions/1.0/"
AUDIO = f"{PAGE}social-media-1.0-audio.zip"
BRAILLE = b",,SOCIAL MEDIA\r\n,MEMB]S 9LY\r\n\x0c,PAGE #B\r\n"


@pytest.fixture
def replace(town, in_force):
    def put(format_name="audio", data=None, by=town.officer, reason="The Mayor read it.", at=None):
        return replacing.replace_file(
            version=in_force,
            format_name=format_name,
            data=sounds.recording(2) if data is None else data,
            reason=reason,
            by=by,
            at=at or town.now(),
        )

    return put


def test_readers_get_the_recording_and_are_told_that_a_person_reads(client, town, replace):
    before = client.get(PAGE)
    kept = replace()
    page = client.get(PAGE)
    assert page["ETag"] != before["ETag"]
    assert f'<a href="{AUDIO}">' in page.content.decode()
    assert "read by a person" in page.content.decode()
    assert "a computer voice" not in page.content.decode()
    assert b"".join(client.get(AUDIO, follow=True).streaming_content) == sounds.recording(2)
    assert (kept.by, kept.post, kept.reason) == (
        town.officer, "Corporate Officer", "The Mayor read it.",
    )  # fmt: skip
    assert kept.minutes == 1


def test_it_follows_the_file_of_the_portal_which_is_kept(town, in_force, replace):
    law = Restricting(town)
    first = law.keep_file(in_force, at=town.now())
    made = Rendition.objects.create(
        submission=in_force.submission, format="braille", language="en-GB", sha256=first.sha256,
        name="b.brf", media_type="application/x-brf", size=3, built_at=town.now(),
    )  # fmt: skip
    kept = replace("braille", BRAILLE)
    assert (kept.replaces, kept.pages) == (made, 2)
    assert stored_rendition(in_force.submission, "braille") == kept
    better = replace("braille", BRAILLE + b",MORE\r\n", reason="A slip was mended.")
    assert better.replaces == kept
    assert read_file(kept.sha256).read() == BRAILLE


@pytest.mark.parametrize(
    ("given", "refusal", "told"),
    [
        ({"reason": " "}, MoveRefused, "Say why this file is better."),
        ({"format_name": "pdf"}, MoveRefused, "Say what the file is."),
        ({"data": b"MZ program"}, SourceRefused, "no zip archive"),
        ({"data": sounds.recording(1)}, SourceRefused, "has 1 MP3 files, and the text has 2 main"),
        ({"data": sounds.recording(9)}, SourceRefused, "5 at most"),
        ({"format_name": "braille", "data": b"abc"}, SourceRefused, "no Braille cell"),
        ({"format_name": "word", "data": b"%PDF-1.7 %%EOF"}, SourceRefused, "not a Word file"),
    ],
)
def test_what_is_not_in_order_is_refused_and_nothing_is_kept(replace, given, refusal, told):
    with pytest.raises(refusal, match=told):
        replace(**given)
    assert not Rendition.objects.exists()


def test_who_may_not_is_told_who_can(town, replace):
    with pytest.raises(MoveRefused, match="Only the Corporate Officer or the Democratic"):
        replace(by=town.auditor)


def test_a_draft_has_no_files_to_replace(town, draft):
    (reason,) = replacing.reasons_against_replacing(draft, by=town.officer, at=town.now())
    assert "Publish it first" in reason


def test_a_file_larger_than_any_recording_is_refused(replace, monkeypatch):
    monkeypatch.setattr(replacing, "LARGEST", 100)
    with pytest.raises(SourceRefused, match="larger than"):
        replace()


def test_the_same_file_twice_is_told(replace):
    replace()
    with pytest.raises(SourceRefused, match="offered already"):
        replace()


class TestUnderTheLaw:
    """What a person recorded says the words that the law hides, so it never comes back."""

    def test_the_recording_goes_and_the_portal_makes_the_next(
        self, client, town, in_force, replace
    ):
        law = Restricting(town)
        kept = replace("braille", BRAILLE)
        address = f"/files/{kept.sha256}/{kept.name}"
        assert client.get(address).status_code == 200
        restriction = law.restrict(in_force, "applies to all members")
        assert client.get(address).status_code == 451
        assert "proof-read by a person" not in client.get(PAGE).content.decode()
        assert stored_rendition(in_force.submission, "braille") is None
        with pytest.raises(MoveRefused, match="the portal makes itself"):
            replace("braille", BRAILLE + b",NEW")
        law.lift(restriction)
        assert stored_rendition(in_force.submission, "braille") is None

    def test_its_successor_says_why(self, town, in_force, replace):
        kept = replace("braille", BRAILLE)
        Restricting(town).restrict(in_force, "applies to all members")
        made = rendition_of(
            submission=in_force.submission, format_name="braille", at=town.now(), by_clock=True
        )
        assert made.replaces == kept
        assert made.reason == "Made without what is hidden by law since 2 March 2026."
        assert not made.is_by_a_person


class TestTryingAgain:
    @pytest.fixture
    def failed(self, town, in_force):
        return BuildTicket.objects.create(
            submission=in_force.submission, format="word", failures=4,
            last_failure="It failed.", not_before=town.at.replace(year=2030),
        )  # fmt: skip

    def test_the_clock_takes_it_up_at_once(self, town, in_force, failed):
        who = {"version": in_force, "format_name": "word", "at": town.now()}
        replacing.try_again(**who, by=town.clerk)
        failed.refresh_from_db()
        assert failed.not_before is None

    def test_only_those_who_keep_files_can(self, town, in_force, failed):
        with pytest.raises(MoveRefused, match="can have a file tried again"):
            replacing.try_again(version=in_force, format_name="word", by=town.author, at=town.now())
        failed.refresh_from_db()
        assert failed.not_before is not None

    def test_what_did_not_fail_is_not_tried_again(self, town, in_force):
        with pytest.raises(MoveRefused, match="no file of this kind"):
            replacing.try_again(
                version=in_force, format_name="word", by=town.officer, at=town.now()
            )
