"""What lies in the text against approving it under a delegation, and what can be done then."""

from datetime import date

import pytest

from policies.domain.alone import reasons_against_approving
from policies.domain.grants import Grant
from policies.domain.numbering import ChangeClass
from policies.domain.stages import Party, PartyKind
from tests.domain.test_hiding import text_with

GRANT = Grant(
    post=Party(kind=PartyKind.POST, pk=1, name="Corporate Officer"),
    granted_by="Cabinet",
    granted_on=date(2026, 3, 2),
    minute_reference="Minute 7",
    starts_on=date(2026, 3, 2),
)


@pytest.mark.parametrize(
    ("change", "bodies_decide", "way_out"),
    [
        (ChangeClass.MINOR, True, "or let Cabinet decide on it."),
        (ChangeClass.MINOR, False, "or recall the text and call it substantive, so that a body"),
        (ChangeClass.SUBSTANTIVE, True, "Cabinet can decide on it."),
        (ChangeClass.SUBSTANTIVE, False, "recall it and give it one that does."),
    ],
)
def test_nobody_is_sent_to_a_body_that_the_route_does_not_name(change, bodies_decide, way_out):
    reasons = reasons_against_approving(
        GRANT,
        change=change,
        before=text_with("You may post."),
        after=text_with("You must not post."),
        override="" if change is ChangeClass.MINOR else "A word.",
        reply="",
        bodies_decide=bodies_decide,
    )
    assert way_out in reasons[-1]
