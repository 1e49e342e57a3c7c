"""Which texts are for a council's members, by the words in which it says for whom they are."""

import pytest

from policies.domain.audiences import is_for_members


@pytest.mark.parametrize(
    "audience",
    [
        "Members", "Elected members", "Councillors and officers", "Residents, members, employees",
        "All members and members of staff", "Aelodau", "Friends of the library", "Everyone", "",
    ],
)  # fmt: skip
def test_members_read_what_is_for_them_or_for_nobody_else(audience):
    assert is_for_members(audience)


@pytest.mark.parametrize(
    "audience",
    [
        "Employees", "All staff", "Members of staff", "Staff members and contractors", "Candidates",
        "Members of the public", "Swyddogion",
    ],
)  # fmt: skip
def test_what_is_for_others_alone_is_not_for_members(audience):
    assert not is_for_members(audience)
