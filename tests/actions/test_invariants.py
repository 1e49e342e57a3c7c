"""Whatever is tried, by whomever, in whatever order: what must always hold, holds.

Random moves by random people on two documents, one with a route of several stages. After each
move the record is read and judged by rules that are typed here, never by the code under test.
"""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from policies.domain.content import canonical_bytes, sha256_of
from policies.domain.errors import Refusal
from policies.models import (
    Authorship,
    Certificate,
    Confirmation,
    Decision,
    StatusChange,
    Submission,
    Version,
)
from tests.actions.conftest import read_everything
from tests.actions.moves import Council, next_move
from tests.factories import Town

APPEND_ONLY = (Submission, Decision, Confirmation, Certificate, StatusChange, Authorship)
OPEN = {"draft", "in_review", "approved"}
PUBLISHED = {"in_force", "superseded", "withdrawn"}


class Moves(RuleBasedStateMachine):
    """A council at work. ``chance`` is what each move is chosen with, and what it does.

    What a later move could mend is judged after each move; what stays on record, at the end.
    """

    town: Town
    share: int
    done: Counter[str]

    @initialize()
    def open_the_portal(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.council = Council(self.town)
        self.steps = 0
        self.kept: dict[str, dict[int, tuple]] = {model.__name__: {} for model in APPEND_ONLY}

    def teardown(self):
        if not hasattr(self, "savepoint"):
            return
        try:
            self.the_record_was_only_added_to()
            self.what_was_decided_is_the_text_that_was_submitted()
            self.nobody_confirmed_or_published_what_they_wrote()
            self.a_second_officer_confirmed()
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    @rule(chance=st.integers(0, 2**32))
    def act(self, chance):
        self.steps += 1
        choices = random.Random(f"{self.share} {chance} {self.steps}")
        move = next_move(self.council, choices)
        self.council.at += timedelta(minutes=choices.choice([1, 60, 60 * 24, 60 * 24 * 9]))
        before = read_everything() if choices.random() < 0.05 else None
        try:
            with transaction.atomic():
                if move(self.council, choices):
                    self.done[move.__name__] += 1
        except Refusal as refusal:
            self.judge_refusal(refusal.reasons, before)

    def judge_refusal(self, reasons, before):
        assert reasons
        assert all(reason.strip() for reason in reasons)
        assert before is None or read_everything() == before, "a refusal changed something"

    @invariant()
    def one_in_force_and_one_open_at_every_instant(self):
        documents: dict[int, list[tuple]] = {}
        columns = ("document", "status", "major", "minor", "in_force_from", "in_force_until")
        for document, *row in Version.objects.values_list(*columns):
            documents.setdefault(document, []).append(row)
        for rows in documents.values():
            statuses = [row[0] for row in rows]
            assert statuses.count("in_force") <= 1
            assert sum(status in OPEN for status in statuses) <= 1
            assert len({(row[1], row[2]) for row in rows}) == len(rows)
            self.judge_periods(sorted(row[3:] for row in rows if row[0] in PUBLISHED))

    def judge_periods(self, periods):
        for (_, ended), (began, _) in zip(periods, periods[1:], strict=False):
            assert ended is not None
            assert ended <= began

    @invariant()
    def note_what_was_added_to_the_record(self):
        for model in APPEND_ONLY if hasattr(self, "kept") else ():
            kept = self.kept[model.__name__]
            for row in model.objects.filter(pk__gt=max(kept, default=0)).values_list():
                kept[row[0]] = plain(row)

    def the_record_was_only_added_to(self):
        for model in APPEND_ONLY:
            now = {row[0]: plain(row) for row in model.objects.values_list()}
            for pk, row in self.kept[model.__name__].items():
                assert now[pk] == row

    def what_was_decided_is_the_text_that_was_submitted(self):
        rows = Version.objects.select_related("submission__conforms_to", "document__council")
        for version in rows.filter(status__in={"in_review", "approved"} | PUBLISHED):
            submission = version.submission
            assert sha256_of(bytes(submission.canonical)) == submission.sha256
            kept = canonical_bytes(submission.content.own_words())
            assert canonical_bytes(version.as_content().own_words()) == kept
            if version.status != "in_review":
                self.judge_approval(version)

    def nobody_confirmed_or_published_what_they_wrote(self):
        authors = set(Authorship.objects.values_list("version", "person"))
        acts = StatusChange.objects.filter(move__in=["approve", "reject", "publish"])
        words = Confirmation.objects.values_list("decision__submission__version", "by", "exception")
        for version, person, exception in [
            *acts.values_list("version", "by", "exception"),
            *words,
        ]:
            assert (version, person) not in authors or exception

    def a_second_officer_confirmed(self):
        rows = Confirmation.objects.values_list("decision__entered_by", "by")
        assert all(entered != confirmed for entered, confirmed in rows)

    def judge_approval(self, version):
        submission = version.submission
        on = {submission.pk}
        if submission.conforms_to_id:
            on.add(submission.conforms_to.submission_id)
            assert Certificate.objects.filter(submission=submission).exists()
        approving = Decision.objects.filter(
            submission__in=on,
            confirmation__is_confirmed=True,
            outcome__in=["approved", "approved_as_amended"],
        )
        deciders = {(one.body_id, one.post_id) for one in approving}
        needed = {
            (party["pk"], None) if party["kind"] == "body" else (None, party["pk"])
            for stage in submission.route.get("stages", [])
            if stage["kind"] in ("decide", "delegated") and stage["needed"] == "all"
            for party in stage["parties"]
        }
        assert needed <= deciders
        assert deciders


def plain(row: tuple) -> tuple:
    """A row with its bytes as bytes, so that rows can be compared."""
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)


# Shares of the whole, so that they run side by side: 200 councils of 50 moves each. The rules are
# the same on both databases, and the guards are tried one by one: a fifth is played on PostgreSQL.
SHARES, COUNCILS, MOVES_EACH = 5, 40 if connection.vendor == "sqlite" else 8, 50


@pytest.mark.django_db
@pytest.mark.parametrize("share", range(SHARES))
def test_what_must_always_hold_holds_whatever_is_tried(town, share):
    done: Counter[str] = Counter()
    machine = type("Moves", (Moves,), {"town": town, "share": share, "done": done})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=COUNCILS,
            stateful_step_count=MOVES_EACH,
            deadline=None,
            # The same councils every time; a failure is told as it is, without a search for a
            # shorter one.
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    # Where no text comes to the end of its life, little was tested.
    assert {"publish", "certify", "withdraw"} <= set(done)
