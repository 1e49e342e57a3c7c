"""How long records are kept."""

from datetime import date

import pytest

from policies.domain.retention import RULES, RecordKind


def test_every_kind_of_record_has_a_rule_with_its_reason():
    assert set(RULES) == set(RecordKind)
    for rule in RULES.values():
        assert rule.why.endswith(".")
        assert rule.what_to_do.endswith(".")
        assert rule.counted_from or rule.years is None


@pytest.mark.parametrize("kind", [RecordKind.PUBLISHED, RecordKind.DECISIONS])
def test_what_was_approved_and_decided_is_kept_for_good(kind):
    assert RULES[kind].length == "For good"
    assert RULES[kind].last_day_past(date(2026, 1, 1)) is None


def test_a_draft_rests_two_years_to_the_day():
    rule = RULES[RecordKind.DRAFTS]
    assert rule.length == "2 years after the last change"
    assert rule.last_day_past(date(2026, 3, 2)) == date(2024, 3, 2)
