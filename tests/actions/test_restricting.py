"""Hiding by law: two officers of two roles, the record kept, everything made anew and undone."""

import pytest

from policies.actions import drafting, importedfiles, publishing, rendering, restricting, submitting
from policies.domain.errors import MoveRefused
from policies.models import Article, PageStamp, Restriction, RestrictionWord, Section
from tests.restricted import NOTICE, Restricting

PASSAGE = "applies to all members"
WAITS = "answered already"


@pytest.fixture
def law(town):
    return Restricting(town)


def shown(version) -> str:
    return Article.objects.get(submission=version.submission).html


def test_nothing_is_hidden_before_the_other_role_confirms_it(town, law, in_force):
    asked = law.ask(in_force, PASSAGE)
    assert "<strong>all</strong> members" in shown(in_force)
    assert in_force.restrictions.hidden() == ()
    law.confirm(asked)
    assert "members" not in shown(in_force).split("Dos and")[0].split("Scope")[-1]
    assert NOTICE in shown(in_force)
    assert asked.post == "Monitoring Officer"
    assert asked.word.post == "Administrator"


def test_the_decided_bytes_and_their_hash_stay(town, law, in_force):
    before = bytes(in_force.submission.canonical)
    law.restrict(in_force, PASSAGE)
    kept = town.fresh(in_force).submission
    assert bytes(kept.canonical) == before
    assert kept.is_intact
    assert "all** members" in kept.content.sections[0].markdown
    assert "members" not in kept.public_content.sections[0].markdown


def test_nobody_answers_their_own_asking_and_nobody_of_the_same_role(
    town, law, in_force, reasons_when
):
    asked = law.ask(in_force, PASSAGE)
    second = town.make_person("second", *town.monitoring.roles)
    answer = {"restriction": asked, "confirm": True, "at": town.now()}
    for who, why in (
        (town.monitoring, "You asked for this, and a second person answers."),
        (second, "The other of the two roles answers: the Administrator."),
        (town.officer, "Only the Monitoring Officer or the Administrator can restrict a text."),
    ):
        assert reasons_when(restricting.answer_restriction, by=who, **answer) == (why,)


def test_what_is_declined_hides_nothing_and_says_why(town, law, in_force, reasons_when):
    asked = law.ask(in_force, PASSAGE)
    decline = {"restriction": asked, "confirm": False, "by": town.administrator}
    assert reasons_when(restricting.answer_restriction, at=town.now(), **decline) == (
        "Say why you decline it. The reason is kept on the record.",
    )
    restricting.answer_restriction(at=town.now(), note="Not the order.", **decline)
    assert in_force.restrictions.hidden() == ()
    assert RestrictionWord.objects.get().note == "Not the order."
    again = {**decline, "confirm": True, "at": town.now()}
    assert WAITS in reasons_when(restricting.answer_restriction, **again)[0]


def test_asking_names_every_reason_at_once(town, in_force, reasons_when):
    reasons = reasons_when(
        restricting.ask_to_restrict,
        version=in_force, passage="Not in it", ground="whim", notice="", reason="",
        by=town.officer, at=town.now(),
    )  # fmt: skip
    assert len(reasons) == 5
    assert reasons[-1] == "Choose the ground: a court order, or personal data."


@pytest.mark.parametrize("passage", [PASSAGE, ""])
def test_no_notice_says_what_is_hidden_or_asked_to_be_in_any_version(
    town, law, in_force, reasons_when, passage
):
    successor = town.make_successor(in_force)
    law.ask(town.fresh(in_force), "Think before you post")
    asking = law.asking(successor, passage) | {"notice": "Beside “think before you post”."}
    assert reasons_when(restricting.ask_to_restrict, **asking, at=town.now()) == (
        "The notice has the hidden words in it. Write it without them.",
    )


def test_a_new_version_starts_without_the_hidden_words(town, law, in_force):
    law.restrict(in_force, PASSAGE)
    law.restrict(in_force, "what the law asks of them")
    law.restrict(in_force, "Democratic Services")
    draft = drafting.start_version(document=in_force.document, by=town.author, at=town.now())
    kept = Section.history.filter(version=draft, body__contains="members")
    assert not kept.exists()
    assert "[Removed by law on" in draft.sections.first().body.replace("\\", "")
    assert "what the law asks" not in draft.summary
    assert list(draft.contacts.all()) == [town.contact]


def test_a_file_is_compared_with_what_may_be_read(town, law, in_force):
    law.restrict(in_force, PASSAGE)
    file = importedfiles.keep_file(
        document=in_force.document, name="next.md", content=b"# Policy\n\n## Scope\n\nAll.\n",
        by=town.author, at=town.now(),
    )  # fmt: skip
    before = importedfiles.proposal_for(file).before
    assert before == in_force.submission.public_content


def test_a_draft_is_changed_and_not_restricted(town, law, draft, reasons_when):
    reasons = reasons_when(restricting.ask_to_restrict, **law.asking(draft, PASSAGE), at=town.now())
    assert reasons == ("Only a submitted text is restricted. A draft is changed instead.",)


def test_the_page_stamp_rises_when_it_is_hidden_and_when_it_is_shown(town, law, in_force):
    def stamp():
        return PageStamp.objects.get(document=in_force.document).changes

    before = stamp()
    restriction = law.restrict(in_force, PASSAGE)
    hidden = stamp()
    law.lift(restriction)
    assert before < hidden < stamp()


def test_lifting_restores_all(town, law, in_force, reasons_when):
    before = shown(in_force)
    restriction = law.restrict(in_force, PASSAGE)
    lifting = restricting.ask_to_lift(
        restriction=restriction, reason="Lifted", by=town.administrator, at=town.now()
    )
    assert "It was asked already" in reasons_when(
        restricting.ask_to_lift,
        restriction=restriction, reason="Lifted", by=town.monitoring, at=town.now(),
    )[0]  # fmt: skip
    assert shown(in_force) != before
    restricting.answer_restriction(
        restriction=lifting, confirm=True, by=town.monitoring, at=town.now()
    )
    assert shown(in_force) == before
    assert "does not stand" in reasons_when(
        restricting.ask_to_lift,
        restriction=restriction, reason="Again", by=town.monitoring, at=town.now(),
    )[0]  # fmt: skip
    assert Restriction.objects.count() == 2


def test_the_other_versions_that_say_the_same_are_named(town, law, in_force):
    successor = town.make_successor(in_force)
    draft = town.make_draft(in_force.document)
    assert list(restricting.others_that_say(successor, PASSAGE)) == [town.fresh(in_force)]
    law.restrict(town.fresh(in_force), PASSAGE)
    assert list(restricting.others_that_say(successor, PASSAGE)) == []
    assert draft.is_draft


def test_hidden_words_do_not_come_back_in_a_later_version(town, law, in_force):
    town.wait(days=1)
    approved = town.make_approved(in_force.document)
    law.restrict(in_force, PASSAGE)
    why = "The text has words that are hidden by law in version 1.0. Take them out; "
    with pytest.raises(MoveRefused, match=why):
        publishing.publish_version(version=approved, by=town.officer, at=town.now())
    law.restrict(approved, PASSAGE)
    publishing.publish_version(version=approved, by=town.officer, at=town.now())
    town.wait(days=1)
    draft = town.make_draft(in_force.document)
    town.write_section(draft, "Who", "It applies to all members.")
    with pytest.raises(MoveRefused, match=why):
        submitting.submit_version(version=draft, by=town.author, at=town.now())


def test_a_file_that_was_being_made_is_not_kept(town, law, in_force, monkeypatch):
    """The law hides words between the making of a file and its keeping."""
    made = []

    def render(name, content, record, *, seconds):
        made.append(content)
        law.restrict(in_force, PASSAGE)
        return rendering.formats.RenderedFile(data=b"%PDF words", media_type="application/pdf")

    monkeypatch.setattr(rendering.formats, "available", lambda *asked: "")
    monkeypatch.setattr(rendering.apart, "render", render)
    with pytest.raises(rendering.BuildUnderWay, match="changed while this file was made"):
        rendering.rendition_of(submission=in_force.submission, format_name="pdf", at=town.now())
    assert "all** members" in made[0].sections[0].markdown
    assert not in_force.submission.renditions.exists()


def test_a_file_that_is_dated_after_the_press_counts_as_made_before_it(town, law, in_force):
    asked = law.ask(in_force, PASSAGE)
    pressed, built = town.now(), town.now()
    law.keep_file(in_force, at=built)
    restricting.answer_restriction(
        restriction=asked, confirm=True, by=town.administrator, at=pressed
    )
    assert not in_force.submission.renditions.offered().exists()
