"""What the desk keeps from officers: words that the law hides, and letters that are not theirs."""

import pytest

from tests.permissions import desk
from tests.permissions.places import place_of
from tests.permissions.scene import Scene
from tests.permissions.walking import asked
from tests.permissions.words import not_for


def pages_of_what_is_hidden(scene: Scene) -> list[str]:
    """Every page of the texts of which the law hides something."""
    found = []
    for word in ("mandrake", "deadnettle"):
        version = scene.shelf[word]
        at = f"/admin/policies/version/{version.pk}/"
        found += [
            f"{at}{page}/"
            for page in (
                "change",
                "read",
                "history",
                "withdraw",
                "review",
                "translations",
                "add-comment",
                "publish",
            )
        ]
        for section in version.sections.all():
            found += [
                f"/admin/policies/section/{section.pk}/{page}/"
                for page in ("change", "remove", "history")
            ]
        for name, row in (
            ("submission", version.submission),
            ("document", version.document),
            ("decision", version.submission.decisions.first()),
            ("statuschange", version.status_changes.last()),
        ):
            found.append(f"/admin/policies/{name}/{row.pk}/change/")
        found.append(f"/admin/policies/submission/{version.submission_id}/bytes/")
        found.append(f"/admin/policies/document/{version.document_id}/history/")
    return found


@pytest.mark.parametrize("letter", ["U", "A"])
def test_no_page_of_the_desk_says_what_is_not_for_this_officer(scene, letter):
    addresses = [
        place_of(route, scene) for route, door in desk.doors().items() if letter in door.readers
    ]
    faults, seen = [], ""
    for address in [*addresses, *pages_of_what_is_hidden(scene)]:
        _, words = asked(scene.clients[letter], "get", address)
        seen += words
        leaked = sorted(word for word in not_for(letter) if word in words)
        if leaked:
            faults.append(f"{address}: {leaked}")
    assert not faults, "\n".join(faults)
    # Else the words would prove nothing: an officer does find what is for officers.
    for word in ("nettlewort", "bryony", "toadflax", "henbane", "sneezewort", "fleabane"):
        assert word in seen
