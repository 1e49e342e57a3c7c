"""Texts in other languages: begun, written, brought in, submitted, checked, corrected."""

from dataclasses import replace

import pytest

from policies import formats
from policies.actions import (
    approvals,
    deciding,
    publishing,
    rendering,
    submitting,
    translating,
)
from policies.domain.errors import ContentRefused, MoveRefused, SourceRefused, StaleSave
from policies.domain.lifecycle import Outcome
from policies.domain.translating import words_of
from policies.intake.translated import working_file
from policies.models import DecidedTranslation, Submission, Translation
from tests.translated import Translating, said_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def welsh(town) -> Translating:
    return Translating(town)


def reasons_of(act, **named) -> str:
    with pytest.raises((MoveRefused, ContentRefused, SourceRefused)) as refused:
        act(**named)
    return " ".join(refused.value.reasons)


class TestTheFrame:
    def test_a_submitted_translation_keeps_the_lineages_laws_and_contacts_of_its_source(
        self, town, welsh
    ):
        version = town.make_in_force()
        text = welsh.make(version).submission
        source, target = version.submission.content, text.content
        assert [s.lineage for s in target.sections] == [s.lineage for s in source.sections]
        assert [s.anchor for s in target.sections] == [s.anchor for s in source.sections]
        assert [s.laws for s in target.sections] == [s.laws for s in source.sections]
        assert (target.laws, target.contacts) == (source.laws, source.contacts)
        assert (target.language, target.number) == ("cy", source.number)
        assert target.sections[0].heading == f"cy {source.sections[0].heading}"
        assert text.translates == version.submission
        assert version.submission_id == town.fresh(version).submission_id

    def test_the_version_goes_on_without_mistaking_it_for_its_own(self, town, welsh):
        version = town.make_in_review()
        welsh.make(version)
        decision = town.enter_decision(town.fresh(version))
        assert decision.submission == version.submission
        deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
        publishing.publish_version(version=version, by=town.officer, at=town.now())
        told = [
            one for one in approvals.approval_of(town.fresh(version)) if "submitted" in one.sentence
        ]
        assert len(told) == 1


class TestStarting:
    def test_every_reason_is_given_at_once(self, town, welsh):
        draft = town.make_draft()
        said = reasons_of(
            translating.start_translation,
            version=draft, language="fr", translator=" ", by=town.member, at=town.now(),
        )  # fmt: skip
        assert "Only the Author or the Corporate Officer can bring in a translation." in said
        assert "This version is a draft." in said
        assert "The portal translates into Welsh, Urdu, Bengali." in said
        assert "Name the agency or the post that translates it." in said
        assert not Translation.objects.exists()

    def test_a_language_once(self, town, welsh):
        version = town.make_in_force()
        welsh.start(version)
        with pytest.raises(MoveRefused, match="has a translation into this language"):
            welsh.start(version)

    def test_what_has_not_changed_since_the_last_version_is_taken_over(self, town, welsh):
        first = town.make_in_force()
        welsh.make(first)
        second = town.make_successor(first, summary="A new summary.")
        begun = welsh.start(second).as_words()
        assert begun.summary == ""
        assert begun.title.startswith("cy ")
        assert all(section.heading.startswith("cy ") for section in begun.sections)
        assert begun.sections[-1].items[0][0].startswith("cy ")


class TestWriting:
    def test_a_second_save_is_told_of_the_first(self, town, welsh):
        translation = welsh.start(town.make_in_force())
        opened = translating.wording_of(translation)
        welsh.write(translation)
        with pytest.raises(StaleSave):
            translating.write_translation(
                translation=translation,
                words=said_in(translation.source.content),
                opened_as=opened,
                by=town.officer,
                at=town.now(),
            )

    def test_a_submitted_text_is_frozen(self, town, welsh):
        translation = welsh.make(town.make_in_force())
        with pytest.raises(MoveRefused, match="Open it again, with a reason"):
            welsh.write(translation)

    def test_words_too_long_for_their_row_are_named(self, town, welsh):
        translation = welsh.start(town.make_in_force())
        words = replace(said_in(translation.source.content), title="x" * 201)
        said = reasons_of(
            translating.write_translation,
            translation=translation, words=words, by=town.author, at=town.now(),
        )  # fmt: skip
        assert said == "“Title” has more than 200 characters."


class TestBringingIn:
    def test_the_working_file_reads_back_exactly(self, town, welsh):
        translation = welsh.start(town.make_in_force())
        source = translation.source.content
        words = said_in(source)
        left = translating.bring_in_translation(
            translation=translation,
            text=working_file(words, source),
            by=town.author,
            at=town.now(),
        )
        assert left == ()
        assert welsh.fresh(translation.version).as_words() == words

    def test_the_portals_own_markdown_of_a_translation_is_read_back_the_same(self, town, welsh):
        version = town.make_in_force()
        text = welsh.make(version).submission
        file = formats.render("markdown", text.content, rendering.record_of(text))
        translating.open_translation_again(
            translation=welsh.fresh(version), reason="Read anew.", by=town.author, at=town.now()
        )
        welsh.write(welsh.fresh(version), mark="other")
        left = translating.bring_in_translation(
            translation=welsh.fresh(version),
            text=file.data.decode(),
            by=town.author,
            at=town.now(),
        )
        words, before = welsh.fresh(version).as_words(), words_of(text.content)
        assert (words.title, words.sections) == (before.title, before.sections)
        assert words.summary == before.summary
        assert any("contacts" in one for one in left)

    def test_a_plain_file_is_matched_by_the_order_of_its_headings(self, town, welsh):
        translation = welsh.start(town.make_in_force())
        text = (
            "# Polisi\n\n## Cwmpas\n\nMae hyn i bawb.\n\n### Grwpiau preifat\n\nNi chewch.\n\n"
            "## Gwnewch\n\nMeddyliwch.\n\n- **Do (key point):** Gwiriwch.\n    **Why:** Rhag ofn.\n"
            "- **Don’t:** Peidiwch.\n    **Why:** Da chi.\n"
        )
        translating.bring_in_translation(
            translation=translation, text=text, by=town.author, at=town.now()
        )
        words = welsh.fresh(translation.version).as_words()
        assert words.title == "Polisi"
        assert [s.heading for s in words.sections] == ["Cwmpas", "Grwpiau preifat", "Gwnewch"]
        assert words.sections[2].items == (("Gwiriwch.", "Rhag ofn."), ("Peidiwch.", "Da chi."))
        assert words.sections[2].markdown == "Meddyliwch."

    def test_what_does_not_match_is_named_and_nothing_is_changed(self, town, welsh):
        translation = welsh.start(town.make_in_force())
        text = working_file(said_in(translation.source.content), translation.source.content)
        lost = text.replace(
            "- **Don’t:** cy Do not post in anger.\n    **Why:** cy It may be wrong.\n", ""
        )
        lost = lost.replace('<a id="s-', '<a id="s-0', 1)
        said = reasons_of(
            translating.bring_in_translation,
            translation=translation, text=lost, by=town.author, at=town.now(),
        )  # fmt: skip
        assert "is not a section of the source" in said
        assert "Section “Scope” of the source is not in the file." in said
        assert (
            "Section “Dos and don’ts”: its guidance items are not those of the source (2)" in said
        )
        assert welsh.fresh(translation.version).title == ""


class TestSubmitting:
    def test_everything_missing_is_named(self, town, welsh):
        translation = welsh.start(town.make_in_force())
        said = reasons_of(
            translating.submit_translation,
            translation=translation, by=town.author, at=town.now(),
        )  # fmt: skip
        assert "“Title” is not translated." in said
        assert "Section “Scope” lacks its heading, its text." in said
        assert "Section “Dos and don’ts” lacks its heading, its text, item 1, item 2." in said

    def test_a_version_submitted_anew_has_to_be_taken_up(self, town, welsh):
        version = town.make_in_review()
        translation = welsh.write(welsh.start(version))
        submitting.recall_version(
            version=version, by=town.author, at=town.now(), reason="A word is wrong."
        )
        town.write_section(town.fresh(version), "Added later", "New words.")
        submitting.submit_version(version=version, by=town.author, at=town.now())
        translation = welsh.fresh(version)
        with pytest.raises(MoveRefused, match="Take up its new text first"):
            welsh.submit(translation)
        translating.take_up_new_text(translation=translation, by=town.author, at=town.now())
        words = welsh.fresh(version).as_words()
        assert words.sections[-1].heading == ""
        assert words.sections[0].heading == "cy Scope"

    def test_the_same_words_submitted_again_are_no_new_text(self, town, welsh):
        version = town.make_in_review()
        translation = welsh.make(version)
        submitting.recall_version(version=version, by=town.author, at=town.now(), reason="Why not.")
        submitting.submit_version(version=version, by=town.author, at=town.now())
        assert not welsh.fresh(version).is_behind_its_version
        assert translation.submission.translates_id != town.fresh(version).submission_id

    def test_correcting_it_makes_a_successor_with_its_reason(self, town, welsh):
        version = town.make_in_force()
        first = welsh.make(version).submission
        translating.open_translation_again(
            translation=welsh.fresh(version), reason="A date was wrong.", by=town.author,
            at=town.now(),
        )  # fmt: skip
        second = welsh.submit(welsh.write(welsh.fresh(version), mark="CY"))
        assert second.correction == "A date was wrong."
        assert welsh.fresh(version).submission == second
        assert Submission.objects.filter(pk=first.pk, sha256=first.sha256).exists()


class TestChecking:
    def test_nobody_checks_what_they_worked_on(self, town, welsh):
        version = town.make_in_force()
        translation = welsh.make(version)
        town.monitoring, kept = town.author, town.monitoring
        with pytest.raises(MoveRefused, match="nobody checks what they wrote or submitted"):
            welsh.check(translation)
        town.monitoring = kept
        assert welsh.check(translation).submission == translation.submission
        with pytest.raises(MoveRefused, match="has been checked already"):
            welsh.check(translation)


class TestStandingEqual:
    def test_the_decision_names_both_and_the_history_tells_the_hashes(self, town, welsh):
        version = town.make_in_review()
        translation = welsh.make(version, stands_equal=True)
        version = decided(town, version)
        publishing.publish_version(version=version, by=town.officer, at=town.now())
        assert DecidedTranslation.objects.get().submission == translation.submission
        told = [d.words for e in approvals.approval_of(town.fresh(version)) for d in e.details]
        assert translation.submission.sha256 in told
        assert version.submission.sha256 in told

    def test_whoever_translates_it_is_an_author_of_what_is_decided(self, town, welsh):
        version = town.make_in_review()
        translation = welsh.start(version, stands_equal=True)
        translating.write_translation(
            translation=translation,
            words=said_in(translation.source.content),
            by=town.officer,
            at=town.now(),
        )
        assert version.is_written_by(town.officer)

    def test_publishing_is_refused_while_it_is_missing(self, town, welsh):
        version = town.make_in_review()
        welsh.start(version, stands_equal=True)
        version = decided(town, version)
        said = reasons_of(
            publishing.publish_version, version=version, by=town.officer, at=town.now()
        )
        assert "The Welsh text stands equal and was not submitted." in said
        assert town.fresh(version).is_approved

    def test_publishing_is_refused_once_it_was_changed_after_the_decision(self, town, welsh):
        version = town.make_in_review()
        welsh.make(version, stands_equal=True)
        version = decided(town, version)
        translating.open_translation_again(
            translation=welsh.fresh(version), reason="A slip.", by=town.author, at=town.now()
        )
        welsh.submit(welsh.write(welsh.fresh(version), mark="CY"))
        said = reasons_of(
            publishing.publish_version, version=version, by=town.officer, at=town.now()
        )
        assert "the decision does not name the wording that it has now" in said


def decided(town, version):
    return town.decide(town.fresh(version), town.body, Outcome.APPROVED)
