"""The two ways in which a document gets a version: a draft is started, a past one recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from policies.actions import drafting, importing, recording
from policies.actions.templates import start_from_template
from policies.admin.moves.page import carried_out
from policies.admin.versions.newforms import RecordPastForm, StartForm, templates
from policies.domain.errors import ContentRefused
from policies.domain.lifecycle import Move
from policies.domain.numbering import ChangeClass
from policies.domain.readiness import Situation, reasons_against
from policies.intake import reading
from policies.models import Document, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """One way to a new version: its words, its form, and the action that it calls."""

    slug: str
    move: Move
    consequence: str
    done: str
    form: type
    act: Callable[..., Version]

    @property
    def title(self) -> str:
        return self.move.label

    @property
    def name(self) -> str:
        """The page's part in the names of addresses."""
        return self.move.value


@dataclass(frozen=True, slots=True)
class ShownWay:
    """A way in as the page of the document shows it: open when there is no reason against it."""

    page: WayIn
    address: str
    reasons: tuple[str, ...]


def _start(document: Document, answers, **who) -> Version:
    chosen = [row for row in templates() if row.name == answers.get("template")]
    if chosen:
        return start_from_template(
            document=document,
            template=chosen[0],
            author_post=answers["author_post"],
            number=answers["number"],
            **who,
        )
    change = answers.get("change_class")
    return drafting.start_version(
        document=document,
        author_post=answers["author_post"],
        change_class=ChangeClass(change) if change else ChangeClass.SUBSTANTIVE,
        number=answers["number"],
        **who,
    )


def _record(document: Document, answers, **who) -> Version:
    imported = reading.read_document(answers["text"], kind=answers["kind"], title=answers["title"])
    if imported.unplaced and not answers["without_unplaced"]:
        raise ContentRefused(_unplaced(imported))
    content = importing.content_from_import(
        imported,
        slug=document.slug,
        reference=document.reference,
        number=str(answers["number"]),
    )
    return recording.record_past_version(
        document=document,
        number=answers["number"],
        content=answers["describe"](content),
        author_post=answers["author_post"],
        in_force_from=answers["in_force_from"],
        decisions=[answers["decision"]],
        evidence=answers["evidence"],
        next_review_on=answers["next_review_on"],
        publication=answers["publication"],
        **who,
    )


def _unplaced(imported) -> list[str]:
    passages = [
        f"Lines {passage.lines[0]} to {passage.lines[1]} have no place: “{passage.text[:300]}”"
        for passage in imported.unplaced
    ]
    return [
        *passages,
        "Put these words under a heading, or tick “Leave out words without a place”.",
    ]


WAYS = {
    way.slug: way
    for way in (
        WayIn(
            slug="start",
            move=Move.START,
            consequence=(
                "A draft is made from the version in force, or from the last one, with all its "
                "sections. The first version of a document starts from a template, or empty."
            ),
            done="Version {number} was started. It is a draft.",
            form=StartForm,
            act=_start,
        ),
        WayIn(
            slug="record-past",
            move=Move.RECORD_PAST,
            consequence=(
                "A version that was in force before the portal goes on record, marked as recorded "
                "from paper today. Its text cannot be changed afterwards."
            ),
            done="Version {number} was recorded from paper.",
            form=RecordPastForm,
            act=_record,
        ),
    )
}


def reasons_now(way: WayIn, document: Document, *, by) -> tuple[str, ...]:
    """Return every reason against this way to a version for this person today."""
    open_version = document.open_version()
    situation = Situation(
        status=None,
        day=timezone.localdate(),
        roles=by.roles,
        is_active=by.is_active,
        open_version=str(open_version.number) if open_version else "",
    )
    return reasons_against(way.move, situation, by_form=True)


def ways_to_a_version(document: Document, *, by) -> tuple[list[ShownWay], list[ShownWay]]:
    """Return the open and the closed ways to a new version of this document."""
    shown = [
        ShownWay(
            way,
            reverse(f"admin:policies_document_{way.name}", args=[document.pk]),
            reasons_now(way, document, by=by),
        )
        for way in WAYS.values()
    ]
    return [way for way in shown if not way.reasons], [way for way in shown if way.reasons]


def next_version_from(version: Version, *, by) -> list[ShownWay]:
    """Return the way to the successor of the version in force, if it is open to this person."""
    opened, _ = ways_to_a_version(version.document, by=by)
    return [way for way in opened if way.page is WAYS["start"]]


class NewVersionPages:
    """Adds the pages on which a version is started or recorded to the pages of documents."""

    def get_urls(self):
        return [*(self._path_of(way) for way in WAYS.values()), *super().get_urls()]

    def _path_of(self, way: WayIn):
        view = self.admin_site.admin_view(partial(self.new_version_view, way=way))
        return path(f"<int:document_id>/{way.slug}/", view, name=f"policies_document_{way.name}")

    def new_version_view(self, request, document_id, way: WayIn):
        """Show the form; on POST make the version, or say every reason why not."""
        document = self._document_or_404(request, document_id)
        reasons = reasons_now(way, document, by=request.user)
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = way.form(*posted, document=document)
        if request.method == "POST" and form.is_valid() and not reasons and not form.as_read:
            version, refused = carried_out(way, document, form.cleaned_data, by=request.user)
            if version:
                messages.success(request, way.done.format(number=version.number))
                address = reverse("admin:policies_version_change", args=[version.pk])
                return HttpResponseRedirect(address)
            form.add_error(None, list(refused))
        return self._new_version_page(request, way, document, form, reasons)

    def _document_or_404(self, request, document_id) -> Document:
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = self.get_queryset(request).filter(pk=document_id).first()
        if document is None:
            raise Http404("There is no such document.")
        return document

    def _new_version_page(self, request, way, document, form, reasons):
        context = {
            **self.admin_site.each_context(request),
            "title": f"You cannot do this now: {way.title.lower()}" if reasons else way.title,
            "page": way,
            "document": document,
            "form": form if request.method == "POST" or not reasons else None,
            "reasons": reasons,
            "opts": self.opts,
        }
        status = 403 if reasons else 200
        return TemplateResponse(request, "admin/moves/new_version.html", context, status=status)
