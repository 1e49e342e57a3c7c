"""A refusal carries its reasons as sentences."""

import pytest

from policies.domain.errors import ContentRefused, MoveRefused, Refusal


def test_one_reason_or_many_are_kept_in_order():
    assert MoveRefused("One.").reasons == ("One.",)
    assert MoveRefused(iter(["One.", "Two."])).reasons == ("One.", "Two.")
    assert str(ContentRefused(["One.", "Two."])) == "One. Two."


def test_whoever_catches_a_refusal_catches_them_all():
    with pytest.raises(Refusal):
        raise MoveRefused("No.")
