"""Bringing in a file: it is uploaded, looked through, and put into the draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from policies.actions import importedfiles
from policies.admin.imports.forms import ReviewForm, UploadForm
from policies.admin.imports.review import review_of
from policies.admin.restrictions.sealing import refuse_if_sealed
from policies.domain.errors import MoveRefused, Refusal, SourceRefused
from policies.intake.form import MAX_BYTES
from policies.models import Document, ImportedFile

TITLE = "Bring in a file"


@dataclass(frozen=True, slots=True)
class WayToBringIn:
    """Bringing in a file, as the page of the document shows it among the ways to a version."""

    address: str
    reasons: tuple[str, ...]
    page: Mapping[str, str] = field(default_factory=lambda: {"title": TITLE})


class ImportPages:
    """Adds the pages on which a file is brought in to the pages of documents."""

    def get_urls(self):
        site = self.admin_site
        return [
            path("<int:document_id>/bring-in/", site.admin_view(self.upload_view),
                 name="policies_document_bring_in"),
            path("<int:document_id>/files/<int:file_id>/", site.admin_view(self.review_view),
                 name="policies_document_file"),
            path("<int:document_id>/files/<int:file_id>/original/",
                 site.admin_view(self.original_view), name="policies_document_file_original"),
            *super().get_urls(),
        ]  # fmt: skip

    def upload_view(self, request, document_id):
        """Ask for a file; keep what can be read, and say beside the field what cannot."""
        document = self._document_or_404(request, document_id)
        reasons = reasons_now(document, by=request.user)
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*posted)
        if request.method == "POST" and not reasons and form.is_valid():
            try:
                file = _kept(document, form.cleaned_data["file"], by=request.user)
                return HttpResponseRedirect(address_of(file))
            except SourceRefused as refusal:
                form.add_error("file", list(refusal.reasons))
            except MoveRefused as refusal:
                reasons = refusal.reasons
        context = {"title": TITLE, "form": form, "reasons": reasons}
        return self._page(request, "upload", document, context, status=403 if reasons else 200)

    def review_view(self, request, document_id, file_id):
        """Show what would become of the file; keep the choices on each press, then do it."""
        document = self._document_or_404(request, document_id)
        file = self._file_or_404(request, document, file_id)
        try:
            return self._looked_through(request, document, file)
        except SourceRefused as refusal:
            context = {"title": str(file), "file": file, "reasons": refusal.reasons}
            return self._page(request, "upload", document, context, status=409)

    def _file_or_404(self, request, document: Document, file_id) -> ImportedFile:
        """The file, unless the text that was made of it is under seal for this person."""
        file = get_object_or_404(ImportedFile, pk=file_id, document=document)
        if file.version:
            refuse_if_sealed(request.user, file.version)
        return file

    def _looked_through(self, request, document: Document, file: ImportedFile):
        """The page of a file; raises SourceRefused if the file cannot be read any more."""
        reasons = () if file.version else reasons_now(document, by=request.user)
        proposal = importedfiles.proposal_for(file)
        form = ReviewForm(request.POST if request.method == "POST" else None, proposal=proposal)
        refused = ()
        if request.method == "POST" and form.is_valid():
            try:
                return self._pressed(request, file, form)
            except Refusal as refusal:
                refused = refusal.reasons
                proposal = importedfiles.proposal_for(ImportedFile.objects.get(pk=file.pk))
        context = {
            "title": str(file) if file.version else f"Look through “{file}”",
            "file": file,
            "form": form,
            "proposal": proposal,
            "review": review_of(proposal),
            "reasons": reasons,
            "refused": () if reasons else refused,
        }
        closed = request.method == "POST" and reasons
        return self._page(request, "review", document, context, status=403 if closed else 200)

    def _pressed(self, request, file: ImportedFile, form: ReviewForm):
        who = {"by": request.user, "at": timezone.now()}
        file = importedfiles.keep_choices(
            file=file,
            title=form.cleaned_data["title"],
            kind=form.cleaned_data["kind"],
            placements=form.placements(),
            **who,
        )
        if "_put" not in request.POST:
            return HttpResponseRedirect(f"{address_of(file)}#sections")
        version = importedfiles.put_into_draft(
            file=file, seen_as=request.POST.get("seen_as", ""), **who
        )
        messages.success(request, f"“{file}” was put into version {version.number}.")
        return HttpResponseRedirect(reverse("admin:policies_version_change", args=[version.pk]))

    def original_view(self, request, document_id, file_id):
        """The file as it came, to be saved and never shown: it came from outside."""
        document = self._document_or_404(request, document_id)
        file = self._file_or_404(request, document, file_id)
        response = HttpResponse(bytes(file.content), content_type="application/octet-stream")
        response.headers["Content-Disposition"] = content_disposition_header(True, file.name)
        return response

    def _page(self, request, name, document, context, *, status):
        context |= {
            **self.admin_site.each_context(request),
            "document": document,
            "opts": self.opts,
        }
        template = f"admin/policies/importedfile/{name}.html"
        return TemplateResponse(request, template, context, status=status)


def reasons_now(document: Document, *, by) -> tuple[str, ...]:
    """Return every reason why this person cannot bring in a file today."""
    return importedfiles.reasons_against_bringing_in(document, by=by, at=timezone.now())


def way_to_bring_in(document: Document, *, by) -> WayToBringIn:
    """Return the way to the page for a file: open when there is no reason against it."""
    address = reverse("admin:policies_document_bring_in", args=[document.pk])
    return WayToBringIn(address, reasons_now(document, by=by))


def address_of(file: ImportedFile) -> str:
    """The page on which this file is looked through."""
    return reverse("admin:policies_document_file", args=[file.document_id, file.pk])


def _kept(document: Document, upload, *, by) -> ImportedFile:
    # One byte more than a file may have is enough to refuse it.
    content = upload.read(MAX_BYTES + 1)
    return importedfiles.keep_file(
        document=document, name=upload.name, content=content, by=by, at=timezone.now()
    )
