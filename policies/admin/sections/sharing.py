"""Two people at one section: who else has it open, and a save that came too late."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse, QueryDict
from django.urls import path, reverse
from django.utils import timezone

from policies.actions import text
from policies.actions.presence import leave, note_presence
from policies.admin.keys import key_in
from policies.admin.sections.typed import differences
from policies.domain.content import fingerprint
from policies.domain.errors import Refusal, StaleSave
from policies.models import GuidanceItem, Section

REMOVED = (
    "Someone removed this section since you opened it. Nothing of yours is lost: "
    "it is below. Save it to add the section again."
)


class RemovedMeanwhile(Exception):
    """What is posted to is a section that a colleague removed."""


class SharedSection:
    """Refuses a save past a colleague's with both texts on the page, and says who else is here."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.presence_view)
        here = path("<int:section_id>/presence/", view, name="policies_section_presence")
        return [here, *super().get_urls()]

    def get_object(self, request, object_id, from_field=None):
        section = super().get_object(request, object_id, from_field)
        if section is None and request.method == "POST" and _was_here(object_id):
            raise RemovedMeanwhile
        return section

    def presence_view(self, request, section_id):
        """Note that the page is still open, or is being left, and answer who else has it open."""
        if request.method != "POST" or not self.may_write(request):
            raise PermissionDenied
        section = self.get_queryset(request).filter(pk=section_id).first()
        if section is None:
            raise Http404("There is no such section.")
        if "leaving" in request.POST:
            leave(section=section, by=request.user)
            return JsonResponse({"others": []})
        return JsonResponse({"others": names_of_others(section, by=request.user)})

    def refuse_if_stale(self, request, section: Section):
        """Ask before faults are shown: items that a colleague removed look like faults, and
        nobody should mend or preview a wording that has moved on. Saving asks for itself."""
        if not hasattr(request, "refused"):
            text.refuse_if_stale(section, request.POST.get("opened_as", ""))

    def note_refusal(self, request, object_id, refusal: Refusal):
        super().note_refusal(request, object_id, refusal)
        section = self.get_queryset(request).filter(pk=object_id).first() if object_id else None
        if isinstance(refusal, StaleSave) and section:
            request.kept_now = section.as_content()
            request.POST = rebased(request.POST, section)

    def removed_meanwhile(self, request, object_id):
        """Show what was typed for a section that is gone as a new section of its version."""
        gone = Section.history.filter(id=object_id).first()
        request.version = gone.version
        request.refused = (REMOVED,)
        request.POST = rebased(request.POST, None)
        form_url = f"{reverse('admin:policies_section_add')}?version={gone.version_id}"
        return self.add_view(request, form_url)

    def compared(self, request, typed) -> list:
        """The differences to merge, if the save was refused because someone saved since."""
        kept_now = getattr(request, "kept_now", None)
        return differences(kept_now, typed) if kept_now else []


def _was_here(object_id: str) -> bool:
    return Section.history.filter(id=key_in(object_id)).exists()


def names_of_others(section: Section, *, by) -> list[str]:
    """Note that this person has the section open, and name the others who have."""
    others = note_presence(section=section, by=by, at=timezone.now())
    return [person.get_full_name() or person.get_username() for person in others]


def rebased(posted: QueryDict, section: Section | None) -> QueryDict:
    """Return what was posted as if the page had been opened with the section as it is now.

    Items that a colleague added join those typed, items that a colleague removed stay only if
    this person changed them, and the form carries the fingerprint of the present wording.
    """
    now = {str(item.pk): item for item in section.items.all()} if section else {}
    rows = _posted_rows(posted)
    kept = [row for row in rows if row.get("id") in now]
    seen = {row["id"] for row in kept}
    kept += [_row_of(item) for pk, item in now.items() if pk not in seen]
    loose = [{**row, "id": ""} for row in rows if row.get("id") not in now and _was_typed(row)]
    data = posted.copy()
    for name in [name for name in data if name.startswith("items-")]:
        del data[name]
    for place, row in enumerate(kept + loose):
        for name, value in row.items():
            data[f"items-{place}-{name}"] = value
    data["items-TOTAL_FORMS"], data["items-INITIAL_FORMS"] = len(kept) + len(loose), len(kept)
    data["items-MIN_NUM_FORMS"], data["items-MAX_NUM_FORMS"] = 0, 1000
    data["opened_as"] = fingerprint(section.as_content()) if section else ""
    return data


def _posted_rows(posted: QueryDict) -> list[dict[str, str]]:
    total = key_in(posted.get("items-TOTAL_FORMS", "")) or 0
    rows: list[dict[str, str]] = [{} for _ in range(min(total, 1000))]
    for name in posted:
        _, _, place_and_name = name.partition("items-")
        place, _, field = place_and_name.partition("-")
        number = key_in(place)
        if number is not None and number < len(rows):
            rows[number][field] = posted[name]
    return rows


def _row_of(item: GuidanceItem) -> dict[str, str]:
    row = {name: str(getattr(item, name)) for name in ("kind", "text", "reason", "position")}
    row |= {"id": str(item.pk), "section": str(item.section_id)}
    return {**row, "is_key_point": "on"} if item.is_key_point else row


def _was_typed(row: dict[str, str]) -> bool:
    """Whether this person typed these words, and did not merely have them on the page."""
    if row.get("DELETE") or not (row.get("text") or row.get("reason")):
        return False
    last = GuidanceItem.history.filter(id=key_in(row.get("id", ""))).first()
    if last is None:
        return True
    return any(
        row.get(name, "").replace("\r\n", "\n").rstrip() != getattr(last, name).rstrip()
        for name in ("kind", "text", "reason")
    )
