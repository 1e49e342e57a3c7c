from dataclasses import replace

import pytest

from policies.actions.situations import situation_of
from policies.actions.waiting import open_work
from policies.models import Version
from tests.actions.test_matrix import STAGES, make_stage


def without_what_takes_the_text(situation):
    return replace(
        situation,
        exception="",
        text_problems=(),
        text_is_as_submitted=True,
        last_in_force="",
        next_review_on=None,
        open_version="",
    )


OPEN = [name for name in STAGES if name.startswith(("draft", "in_review", "approved"))]


@pytest.mark.parametrize("name", OPEN)
def test_the_list_of_what_waits_knows_what_each_page_knows(town, people, name):
    make_stage(town, name)
    for person in people.values():
        (one,) = open_work(by=person, at=town.now())
        version = Version.objects.get(pk=one.version.pk)
        alone = situation_of(version, by=person, at=town.now())
        assert without_what_takes_the_text(one.situation) == without_what_takes_the_text(alone)
