"""Pasting into the text of a section: the desk answers with what was pasted as Markdown."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path

from policies.domain.errors import SourceRefused
from policies.intake.pasting import markdown_of


class PastedText:
    """Adds the address to which the page of a section posts what is pasted there."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.paste_view)
        return [path("paste/", view, name="policies_section_paste"), *super().get_urls()]

    def paste_view(self, request):
        """Answer with the Markdown of this HTML and what to know of it; nothing is kept."""
        if request.method != "POST" or not self.may_write(request):
            raise PermissionDenied
        try:
            pasted = markdown_of(request.POST.get("html", ""))
        except SourceRefused as refusal:
            return JsonResponse({"markdown": "", "sentences": refusal.reasons})
        return JsonResponse({"markdown": pasted.markdown, "sentences": pasted.sentences})
