"""Scenes in which a process is killed: what is prepared, what it does, and whether it was done."""

from datetime import datetime

from policies.actions.outbox import write_message
from policies.actions.rendering import stored_rendition
from policies.domain.content import sha256_of
from policies.models import Document, Message, Rendition, Submission, Version
from tests.factories import Town
from tests.faults import acts

WORDS = """# Group chats policy

## Scope

This policy applies to all members in round {round}.

## Private groups

Nothing stays private in a group of forty.
"""


class Scene:
    """An act of ``acts`` that is prepared anew for each round."""

    act = ""

    def __init__(self, town: Town) -> None:
        self.town, self.round = town, 0

    def prepare(self) -> dict:
        """Return what the act of the next round is given."""
        self.round += 1
        return self.given()

    def given(self) -> dict:
        raise NotImplementedError

    def is_done(self, given: dict) -> bool:
        raise NotImplementedError

    def do_again(self, given: dict) -> None:
        """Do the same once more, after a while."""
        getattr(acts, self.act)(**given | {"at": given["at"] + acts.SOON})

    def make_document(self) -> Document:
        return self.town.make_document(f"{self.act.replace('_', '-')}-{self.round}")


class Publishing(Scene):
    act = "publish"
    document = None

    def given(self) -> dict:
        if self.document is None:
            self.document = self.town.make_in_force(self.make_document()).document
        self.town.wait(days=1)
        version = self.town.make_approved(self.document)
        return {"version": version.pk, "by": self.town.officer.pk, "at": self.town.now()}

    def is_done(self, given: dict) -> bool:
        return Version.objects.get(pk=given["version"]).is_in_force


class Deciding(Scene):
    act = "decide"

    def given(self) -> dict:
        decision = self.town.enter_decision(self.town.make_in_review(self.make_document()))
        return {"decision": decision.pk, "by": self.town.confirmer.pk, "at": self.town.now()}

    def is_done(self, given: dict) -> bool:
        return Version.objects.get(submission__decisions=given["decision"]).is_approved


class BringingIn(Scene):
    act = "bring_in"

    def given(self) -> dict:
        return {
            "document": self.make_document().pk,
            "words": WORDS.format(round=self.round),
            "by": self.town.author.pk,
            "at": self.town.now(),
        }

    def is_done(self, given: dict) -> bool:
        files = Document.objects.get(pk=given["document"]).imported_files.all()
        return [file.version is not None for file in files] == [True]


class PuttingInPlace(Scene):
    """A file that goes into the store, and large enough to be cut off in the middle."""

    act = "put_in_place"
    version = None

    def given(self) -> dict:
        if self.version is None:
            self.version = self.town.make_in_force(self.make_document())
        return {
            "version": self.version.pk,
            "cells": f"{self.round:05}\r\n" + ",A PAGE ( CELLS4\r\n" * 30_000,
            "by": self.town.officer.pk,
            "at": self.town.now(),
        }

    def is_done(self, given: dict) -> bool:
        sha256 = sha256_of(given["cells"].encode())
        return Rendition.objects.standing().filter(sha256=sha256).exists()


class Rendering(Scene):
    act = "render"
    version = None

    def given(self) -> dict:
        self.version = self.town.make_in_force(self.make_document())
        return {"submission": self.version.submission_id, "at": self.town.now()}

    @property
    def address(self) -> str:
        slug = self.version.document.slug
        return f"/documents/{slug}/versions/1.0/{slug}-1.0.txt"

    def is_done(self, given: dict) -> bool:
        text = Submission.objects.get(pk=given["submission"])
        return stored_rendition(text, "text") is not None


class Sending(Scene):
    act = "send"
    letters = 3

    def given(self) -> dict:
        at: datetime = self.town.now()
        for number in range(self.letters):
            write_message(
                key=f"news/{self.round}/{number}",
                recipient=f"officer-{number}@brackenmoor.example",
                subject="News",
                body="There is news.",
                at=at,
            )
        return {"at": at}

    def is_done(self, given: dict) -> bool:
        return not Message.objects.waiting().exists()
