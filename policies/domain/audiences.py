"""For whom a text is written, read from the words in which the council says so."""

import re

# Nobody of these sits on the council, though the word is there.
_NO_COUNCILLORS = re.compile(
    r"\b(?:members? of (?:the )?(?:staff|public|press|team)|(?:staff|team) members?)\b"
)
_MEMBERS = re.compile(r"\b(?:members?|councillors?|mayors?|aelod(?:au)?|cynghor(?:ydd|wyr))\b")
_OTHERS = re.compile(
    r"\b(?:employees?|staff|officers?|workers?|workforce|contractors?|volunteers?|candidates?|"
    r"agents?|residents?|reporters?|journalists?|press|public|gweithwyr|swyddogion|trigolion|"
    r"ymgeiswyr)\b"
)


def is_for_members(audience: str) -> bool:
    """Return whether a text written for this audience is for a council's members, too.

    It is not where the audience names others and no members: “Employees”, “Members of staff”.
    Whoever is not told apart counts as a member, so that nothing is kept from one.
    """
    said = audience.casefold()
    if _MEMBERS.search(_NO_COUNCILLORS.sub(" ", said)):
        return True
    return not (_OTHERS.search(said) or _NO_COUNCILLORS.search(said))
