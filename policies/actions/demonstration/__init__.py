"""Loading the demonstration council, act by act, as officers would have done it."""

from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from policies.actions.demonstration.council import NAME, PASSWORD, make_council, make_law_register
from policies.actions.demonstration.diary import play
from policies.actions.demonstration.documents import Shelf
from policies.actions.people import set_up_roles
from policies.domain.roles import Role
from policies.models import Council, User

__all__ = ["PASSWORD", "load", "other_council", "sign_ins"]


def other_council() -> str:
    """Return the name of the council that this installation serves, if it is a real one."""
    council = Council.objects.exclude(name=NAME).first()
    return council.name if council else ""


def sign_ins() -> Iterator[tuple[str, str]]:
    """Yield the name of each person of the demonstration and their roles in words."""
    for person in User.objects.filter(is_active=True).order_by("id"):
        yield person.username, ", ".join(role.label for role in Role if role in person.roles)


@transaction.atomic
def load(*, folder: Path, show_progress: bool = False) -> bool:
    """Load everything in ``folder``; return False, with nothing done, if it was loaded before."""
    set_up_roles()
    if Council.objects.filter(name=NAME).exists():
        return False
    council = make_council(folder)
    make_law_register(folder)
    shelf = Shelf(folder / "demonstration")
    shelf.make_documents(council)
    play(folder / "demonstration/diary.json", shelf, show_progress=show_progress)
    return True
