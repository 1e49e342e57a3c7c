"""A shelf with a text in every state, each with a word of its own.

The word stands wherever words can stand in its text, and nowhere else: whoever finds it has read
that text. Slugs are addresses, which readers type and pages repeat, so they say nothing.
"""

from datetime import timedelta

from django.utils import timezone

from policies.actions import (
    calling_in,
    certifying,
    deciding,
    drafting,
    leading_on,
    planning,
    publishing,
    submitting,
)
from policies.actions.storing import keep_bytes
from policies.domain.content import ItemKind, sha256_of
from policies.domain.lifecycle import Outcome
from policies.models import Document, Rendition, Restriction, Version
from policies.models.rendition import storage_name
from tests.factories import Town
from tests.restricted import Restricting

MEMBERS, OFFICERS = Version.Publication.MEMBERS, Version.Publication.OFFICERS
HIDDEN = "mandrake"


class Shelf:
    """The versions by their words, and the stored file of each that was published."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.law = Restricting(town)
        self.versions: dict[str, Version] = {}
        self.files: dict[str, Rendition] = {}
        self._publish_for_everyone()
        self._publish_for_some()
        self._hide()
        self._keep_back()

    def __getitem__(self, word: str) -> Version:
        return self.versions[word]

    def file_of(self, word: str) -> str:
        """The lasting address of the stored file of this text."""
        return f"/files/{self.files[word].sha256}/{self.files[word].name}"

    def _publish_for_everyone(self) -> None:
        town = self.town
        first = self._in_force("larkspur", "open")
        town.wait(days=1)
        self._in_force("marigold", first.document)
        self._in_force("wormwood", "gone")
        town.wait(days=1)
        publishing.withdraw_version(
            version=self["wormwood"], reason="Not needed now.", by=town.officer, at=town.now()
        )
        for word in ("larkspur", "wormwood"):
            self._look_again(word)

    def _publish_for_some(self) -> None:
        town = self.town
        self._in_force("tansyleaf", "inner", publication=MEMBERS)
        self._in_force("hellebore", "inmost", publication=OFFICERS)
        # What not everyone may read followed what everyone may.
        before = self._in_force("comfrey", "turned")
        town.wait(days=1)
        self._in_force("monkshood", before.document, publication=OFFICERS)
        self._look_again("comfrey")
        for word, slug in (("tansyleaf", "old-inner"), ("hellebore", "old-inmost")):
            document = self[word].document
            leading_on.keep_earlier_address(
                document=document, slug=slug, by=town.author, at=town.now()
            )

    def _hide(self) -> None:
        """What the law hides: a passage, and a whole text. Lists of the desk name both."""
        self._in_force(HIDDEN, self._document("hushed"), title="Policy on a bird")
        self._in_force("deadnettle", self._document("sealed"), title="Policy on a weed")
        self.restriction: Restriction = self.law.restrict(self[HIDDEN], HIDDEN)
        self.law.restrict(self["deadnettle"], "")

    def _document(self, slug: str) -> Document:
        return self.town.make_document(slug, "A policy")

    def _keep_back(self) -> None:
        town = self.town
        discarded = self._draft("burdock", "dropped")
        drafting.discard_draft(version=discarded, reason="Given up.", by=town.author, at=town.now())
        self._in_review("foxglove", "reviewed")
        planning.plan_publication(
            version=self._approved("aconite", "agreed"),
            day=timezone.localdate() + timedelta(days=30),
            by=town.officer,
            at=town.now(),
        )
        self._draft("nettlewort", "drafted")
        # The next text of one that is in force.
        self._draft("oxtongue", self["marigold"].document)
        for word in ("burdock", "aconite"):
            self._look_again(word)
        self._decide()

    def _decide(self) -> None:
        """Texts on their way: a decision not yet confirmed, one to be conformed, one conformed,
        one that was called in."""
        town = self.town
        self._in_review("yarrow", "entered")
        town.enter_decision(self["yarrow"])
        for word, slug in (
            ("sorrel", "amended"),
            ("betony", "conformed"),
            ("campion", "certified"),
        ):
            self._in_review(word, slug)
            town.decide(self[word], town.body, Outcome.APPROVED_AS_AMENDED)
            self._look_again(word)
        for word in ("betony", "campion"):
            section = self[word].sections.get(heading="Scope")
            amendment = submitting.Amendment(
                section=section, heading=section.heading, body="It binds all."
            )
            submitting.conform_version(
                version=self[word],
                amendments=[amendment],
                summary="In section 1, “all” for “all members”.",
                by=town.author,
                at=town.now(),
            )
            self._look_again(word)
        certifying.certify_conformed(
            version=self["campion"], statement="It is.", by=town.monitoring, at=town.now()
        )
        held = self._approved("catmint", "held")
        calling_in.call_in(
            version=held, authority="Five members", reason="Why?", by=town.clerk, at=town.now()
        )

    def _draft(self, word: str, where: str | Document, **described) -> Version:
        """A draft of a new document, or of the next version of one that there is."""
        town = self.town
        said = {
            "title": f"Policy on {word}",
            "summary": f"What {word} did.",
            "audience": f"Friends of {word}",
            "coverage": f"All of {word}",
            "keywords": f"rules, {word}",
            "change_summary": f"Names {word}.",
            "change_reason": f"Somebody asked for {word}.",
        }
        is_new = isinstance(where, str)
        document = town.make_document(where, f"Policy on {word}") if is_new else where
        version = town.make_draft(document, **said | described)
        section = town.write_section(
            version, f"What {word} is", f"Here is {word}.", key="definitions"
        )
        town.write_item(section, ItemKind.RISK, f"The {word} bites.")
        town.write_item(section, ItemKind.DO, f"Greet {word}.", key_point=True)
        self.versions[word] = version
        return version

    def _in_review(self, word: str, where: str | Document, **described) -> Version:
        version = self._draft(word, where, **described)
        submitting.submit_version(version=version, by=self.town.author, at=self.town.now())
        return self._look_again(word)

    def _approved(self, word: str, where: str | Document, **described) -> Version:
        town, version = self.town, self._in_review(word, where, **described)
        at = town.now()
        decision = deciding.enter_decision(
            version=version,
            body=town.body,
            outcome=Outcome.APPROVED,
            decided_on=at.date(),
            minute_reference="Minute 12",
            resolution=f"RESOLVED: that {word} be named.",
            by=town.clerk,
            at=at,
        )
        deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
        return self._look_again(word)

    def _in_force(self, word: str, where: str | Document, **described) -> Version:
        version = self._approved(word, where, **described)
        publishing.publish_version(version=version, by=self.town.officer, at=self.town.now())
        data = f"%PDF-1.7 a file of {word}".encode()
        keep_bytes(data, storage_name(sha256_of(data)))
        self.files[word] = self.law.keep_file(version, at=self.town.now(), data=data)
        return self._look_again(word)

    def _look_again(self, word: str) -> Version:
        self.versions[word] = self.town.fresh(self[word])
        return self[word]
