"""Where each page is looked at: one of the desk at a row in the state in which it is open."""

import re

from django.utils import timezone

from tests.permissions.scene import Scene

DESK = "/admin/policies/"
_OPEN = re.compile(r"<(\w+)>")
_MODEL = re.compile(r"/admin/(?:policies|auth)/(\w+)/")
# The text at which a move is open; every other page of a version is that of a draft.
_OPEN_AT = {
    "foxglove": (
        "enter-decision", "recall", "request-changes", "add-comment", "add-assessment",
        "add-option", "open-consultation", "invite", "extend-consultation", "close-consultation",
        "comments/<comment_id>/still-stands",
    ),
    "yarrow": ("confirm", "decline"),
    "sorrel": ("conform",),
    "betony": ("certify",),
    "aconite": ("publish", "rescind", "plan", "cancel-plan", "call-in"),
    "catmint": ("release",),
    "marigold": (
        "withdraw", "review", "files/better", "files/<format_name>/try-again", "translations",
        "translations/<language>", "translations/<language>/working-file.md",
        "translations/<language>/<slug>",
    ),
}  # fmt: skip
OPEN_AT = {page: word for word, pages in _OPEN_AT.items() for page in pages}


def place_of(route: str, scene: Scene) -> str:
    """The address of a page of the desk for this route, with what its query must name."""
    found = _MODEL.match(route)
    named = found[1] if found else ""
    row = scene.rows().get(named)
    version = scene.shelf[OPEN_AT.get(_page_of(route), "nettlewort")]
    if "/decide-" in route:
        version = scene.amendments["delegated" if "delegated" in route else "urgent"]
    # A new version is started where none is open.
    starts = route.endswith(("/start/", "/record-past/"))
    document = scene.shelf["wormwood" if starts else "nettlewort"].document
    section = scene.shelf["nettlewort"].sections.last()
    filled = {
        "object_id": row and row.pk,
        "id": row and row.pk,
        "person_id": row and row.pk,
        "state": _state_of(row),
        "version_id": version.pk if "restriction" not in route else scene.shelf["wormwood"].pk,
        "document_id": document.pk,
        "file_id": scene.file.pk,
        "section_id": section.pk,
        "lineage": section.lineage,
        "comment_id": scene.comment.pk,
        "consultation_id": scene.consultation.pk,
        "submission_id": scene.shelf["marigold"].submission_id,
        "attachment_id": scene.assessment.attachment_id,
        "delegation_id": scene.delegation.pk,
        "restriction_id": scene.asked.pk if "answer" in route else scene.shelf.restriction.pk,
        "language": "ur",
        "slug": "bring-in",
        "format_name": "pdf",
        "form_name": "csv",
        "content_type_id": 1,
        "app_label": "policies",
        "url": "nowhere",
    }
    query = {
        f"{DESK}section/add/": f"?version={version.pk}",
        f"{DESK}version/<version_id>/restore/<lineage>/": f"?as_of={scene.first_wording}",
    }.get(route, "")
    return _filled(route, filled) + query


def _page_of(route: str) -> str:
    return route.removeprefix(f"{DESK}version/<version_id>/").strip("/")


def _state_of(row) -> int:
    return row.history.first().pk if row is not None and hasattr(row, "history") else 0


def address_of(route: str, word: str, scene: Scene) -> str:
    """The address of a public page for this route, of the text with this word."""
    version = scene.shelf[word]
    slug, number = version.document.slug, version.number
    filled = {
        "slug": slug,
        "number": number,
        "before": number,
        "after": number,
        "written": version.in_force_from or timezone.localdate(),
        "lineage": version.sections.first().lineage.hex[:12],
        "name": f"{slug}-{number}.json",
        "language": "cy",
        "sha256": "0" * 64,
        "token": scene.tokens.get(route, "nobody-was-sent-this"),
        "pk": 1,
        "reference": (scene.problem if "problem" in route else scene.request).reference,
        "section": "versions",
        "rest": "nowhere",
    }
    return _filled(route, filled)


def _filled(route: str, words: dict[str, object]) -> str:
    return _OPEN.sub(lambda one: str(words[one[1]]), route)
