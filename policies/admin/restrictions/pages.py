"""Hiding by law at the desk: asked by one of two officers, answered by the other."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from policies.actions import restricting
from policies.admin.desk import ReadOnlyAdmin
from policies.admin.keys import key_in
from policies.admin.restrictions.forms import AnswerForm, AskForm, LiftForm
from policies.admin.versions.standing import sentence_about
from policies.domain.dates import in_words, london_day
from policies.domain.errors import Refusal
from policies.domain.hiding import places_of
from policies.models import Restriction, Version


@dataclass(frozen=True, slots=True)
class _Page:
    """The words of one of these pages."""

    title: str
    consequence: str
    done: str
    is_warning: bool = True


ASK = _Page(
    "Ask to restrict",
    "Nothing is hidden yet. The other of the two roles, the Monitoring Officer or an "
    "Administrator, confirms it; then every page and file shows the notice instead, and the exact "
    "text is kept under seal with its hash.",
    "It was asked. The other of the two roles answers next.",
)
ANSWER = _Page(
    "Answer",
    "Once you confirm it, it takes effect at once on every page and in every file of the version.",
    "Your answer is on record.",
)
LIFT = _Page(
    "Ask to lift it",
    "It stays hidden until the other of the two roles confirms it. Then the text is shown again "
    "as it was decided.",
    "It was asked. The other of the two roles answers next.",
    is_warning=False,
)


@admin.register(Restriction)
class RestrictionAdmin(ReadOnlyAdmin):
    """What is hidden by law. For the two roles that hide it alone: the rows hold the words."""

    list_display = ["version", "what", "ground", "state", "at"]
    list_select_related = ["version", "word"]
    fields = [
        "version", "what", "passage", "places", "others", "ground", "notice", "reason", "by",
        "post", "at", "state", "acts",
    ]  # fmt: skip
    readonly_fields = ["what", "places", "others", "state", "acts"]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("ask/<int:version_id>/", view(self.ask_view), name="policies_restriction_ask"),
            path("<int:restriction_id>/answer/", view(self.answer_view),
                 name="policies_restriction_answer"),
            path("<int:restriction_id>/lift/", view(self.lift_view),
                 name="policies_restriction_lift"),
            *super().get_urls(),
        ]  # fmt: skip

    @admin.display(description="What")
    def what(self, restriction):
        hidden = "the whole version" if restriction.hides_all else "a passage"
        return f"Show again: {hidden}" if restriction.lifts_id else f"Hide: {hidden}"

    @admin.display(description="State")
    def state(self, restriction):
        if not hasattr(restriction, "word"):
            return "Waits for the other of the two roles"
        word = restriction.word
        said = "Confirmed" if word.is_confirmed else f"Declined: {word.note}"
        post = f" ({word.post})" if word.post else ""
        return f"{said}, {in_words(london_day(word.at))}{post}"

    @admin.display(description="Where the words stand", empty_value="The whole version")
    def places(self, restriction):
        if restriction.hides_all:
            return None
        found = places_of(restriction.version.submission.content, restriction.passage)
        return format_html_join(mark_safe("<br>"), "… {} …", ((place,) for place in found))

    @admin.display(description="Other versions that say the same", empty_value="None")
    def others(self, restriction):
        found = restricting.others_that_say(restriction.version, restriction.passage)
        rows = [
            (f"{self._ask_address(other)}?like={restriction.pk}", str(other.number))
            for other in found
        ]
        links = format_html_join(", ", '<a href="{}">Restrict version {} too</a>', rows)
        return links or None

    @admin.display(description="What can be done", empty_value="Nothing now")
    def acts(self, restriction):
        if not hasattr(restriction, "word"):
            name, page = "answer", ANSWER
        elif Restriction.objects.standing().filter(pk=restriction.pk).exists():
            name, page = "lift", LIFT
        else:
            return None
        address = reverse(f"admin:policies_restriction_{name}", args=[restriction.pk])
        return format_html('<a href="{}">{}</a>', address, page.title)

    def ask_view(self, request, version_id):
        """Ask that words of a version be hidden; ``like`` proposes what another row says."""
        self._refuse_others(request)
        rows = Version.objects.select_related("document__council", "submission")
        version = get_object_or_404(rows, pk=version_id)
        like = key_in(request.GET.get("like", ""))
        given = Restriction.objects.filter(pk=like).first()
        names = ("passage", "hides_all", "ground", "notice", "reason")
        initial = {name: getattr(given, name) for name in names} if given else {}
        form = AskForm(request.POST or None, initial=initial)

        def act(answers, **who):
            words = {name: value for name, value in answers.items() if name != "hides_all"}
            return restricting.ask_to_restrict(version=version, **words, **who)

        return self._page(request, ASK, version, form, act)

    def answer_view(self, request, restriction_id):
        """Confirm or decline what a colleague asked for."""
        self._refuse_others(request)
        restriction = self._restriction(restriction_id)

        def act(answers, **who):
            restricting.answer_restriction(
                restriction=restriction,
                confirm=answers["answer"] == "confirm",
                note=answers["note"],
                **who,
            )
            return restriction

        reasons = restricting.reasons_against_answering(
            restriction, by=request.user, at=timezone.now()
        )
        facts = [
            ("What is asked", self.what(restriction)),
            ("The words", restriction.passage),
            ("Ground", restriction.get_ground_display()),
            ("Notice for the public", restriction.notice),
            ("The order or the request", restriction.reason),
            ("Asked by", restriction.post),
        ]
        form = AnswerForm(request.POST or None)
        return self._page(request, ANSWER, restriction.version, form, act, reasons, facts)

    def lift_view(self, request, restriction_id):
        """Ask that what is hidden be shown again."""
        self._refuse_others(request)
        restriction = self._restriction(restriction_id)

        def act(answers, **who):
            return restricting.ask_to_lift(restriction=restriction, **answers, **who)

        facts = [("The words", restriction.passage), ("Notice", restriction.notice)]
        form = LiftForm(request.POST or None)
        return self._page(request, LIFT, restriction.version, form, act, (), facts)

    def _refuse_others(self, request) -> None:
        """Answer 403 to whoever does not restrict, whether or not there is such a row."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Only the Monitoring Officer or an Administrator restricts.")

    def _restriction(self, restriction_id) -> Restriction:
        rows = Restriction.objects.select_related("version__document__council", "by")
        return get_object_or_404(rows, pk=restriction_id)

    def _page(
        self, request, page: _Page, version, form, act: Callable[..., Restriction], reasons=(),
        facts=(),
    ):  # fmt: skip
        """What will happen, a form, then the act; or every reason why not."""
        if request.method == "POST" and form.is_valid() and not reasons:
            try:
                row = act(form.cleaned_data, by=request.user, at=timezone.now())
            except Refusal as refusal:
                form.add_error(None, list(refusal.reasons))
            else:
                messages.success(request, page.done)
                address = reverse("admin:policies_restriction_change", args=[row.pk])
                return HttpResponseRedirect(address)
        about = [("Document", str(version.document)), ("Version", str(version.number)), *facts]
        context = {
            **self.admin_site.each_context(request),
            "title": page.title,
            "page": page,
            "version": version,
            "sentence": sentence_about(version),
            "facts": [(name, value) for name, value in about if value],
            "form": None if reasons else form,
            "reasons": reasons,
            "opts": self.opts,
        }
        status = 403 if reasons else 200
        return TemplateResponse(request, "admin/moves/move.html", context, status=status)

    def _ask_address(self, version) -> str:
        return reverse("admin:policies_restriction_ask", args=[version.pk])
