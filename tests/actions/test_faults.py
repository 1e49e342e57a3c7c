"""The database fails at any statement of an act: what is left is exactly the old state, or exactly
the new one.
"""

from collections.abc import Callable
from contextlib import contextmanager
from itertools import count

import pytest
from django.db import DatabaseError, connection, transaction

from policies.actions import certifying, deciding, publishing, submitting
from policies.actions.submitting import Amendment
from policies.domain.lifecycle import Outcome


class Failure(DatabaseError):
    """The database went away."""


@contextmanager
def failing_at(statement: int):
    """Let the database fail at this statement, counted from 0, and at no other."""
    seen = count()

    def execute_or_fail(execute, sql, params, many, context):
        if next(seen) == statement:
            raise Failure(f"at statement {statement}: {sql[:60]}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(execute_or_fail):
        yield


def _publish(town):
    first = town.make_in_force()
    town.wait(days=1)
    version = town.make_approved(first.document)
    at = town.now()
    return lambda: publishing.publish_version(version=version, by=town.officer, at=at)


def _decide(town):
    decision = town.enter_decision(town.make_in_review())
    at = town.now()
    return lambda: deciding.confirm_decision(decision=decision, by=town.confirmer, at=at)


def _enter(town):
    version = town.make_in_review()
    at = town.now()
    return lambda: deciding.enter_decision(
        version=version,
        body=town.body,
        outcome=Outcome.APPROVED,
        decided_on=at.date(),
        minute_reference="Minute 3",
        resolution="RESOLVED: so.",
        by=town.clerk,
        at=at,
    )


def _amended(town):
    return town.decide(town.make_in_review(), town.body, Outcome.APPROVED_AS_AMENDED)


def _conform(town):
    version = _amended(town)
    at = town.now()

    def act():
        # Read anew at each attempt, as in a new request.
        section = version.sections.first()
        return submitting.conform_version(
            version=version,
            amendments=[Amendment(section=section, heading=section.heading, body="It binds.")],
            summary="Who is bound.",
            by=town.author,
            at=at,
        )

    return act


def _certify(town):
    version = town.fresh(_conform(town)().version)
    at = town.now()
    return lambda: certifying.certify_conformed(
        version=version, statement="Compared.", by=town.monitoring, at=at
    )


@pytest.mark.parametrize("prepare", [_publish, _decide, _enter, _conform, _certify])
def test_a_failure_at_any_statement_leaves_all_or_nothing(town, everything, prepare: Callable):
    act = prepare(town)
    before = everything()
    for statement in count():
        try:
            with transaction.atomic(), failing_at(statement):
                act()
        except Failure:
            assert everything() == before, f"something was left by a failure at {statement}"
        else:
            break
    assert statement > 10
    assert everything() != before
