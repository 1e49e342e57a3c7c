"""The queue of what readers wrote, and the page on which an officer answers one of them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from policies.actions.asking import answer_request
from policies.actions.page_problems import close_page_problem
from policies.admin.desk import ReadOnlyAdmin
from policies.admin.keys import key_in
from policies.admin.requests.forms import ProblemForm, RequestForm
from policies.domain.dates import in_words, london_day
from policies.domain.errors import Refusal
from policies.domain.formatrequests import RequestStatus
from policies.domain.letters import reasons_against_answering_readers
from policies.models import FormatRequest, PageProblem


class LetterAdmin(ReadOnlyAdmin):
    """A queue, those without an answer first. A row’s page has the letter, and the form if it is
    open to the person. For those who answer readers alone: the rows hold names and addresses."""

    button = "Save"
    saved = "Your answer is on record."

    def form_for(self, letter, data):
        raise NotImplementedError

    def facts_about(self, letter):
        """Yield what is known of the letter, each as a name and words."""
        raise NotImplementedError

    def answer(self, letter, answers, **who):
        raise NotImplementedError

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The letter, and a form to answer it; or every reason why not."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        letter = self.get_object(request, object_id) if key_in(object_id) else None
        if letter is None:
            raise Http404("There is no such letter.")
        reasons = self._reasons(request, letter)
        form = self.form_for(letter, request.POST or None)
        if request.method == "POST" and not reasons and form.is_valid():
            try:
                self.answer(letter, form.cleaned_data, by=request.user, at=timezone.now())
            except Refusal as refusal:
                form.add_error(None, list(refusal.reasons))
            else:
                messages.success(request, self.saved)
                return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": str(letter),
            "letter": letter,
            "facts": [(name, words) for name, words in self.facts_about(letter) if words],
            "form": None if reasons else form,
            "button": self.button,
            "reasons": reasons if request.method == "POST" else (),
            "queue": reverse(f"admin:policies_{self.opts.model_name}_changelist"),
            "opts": self.opts,
        }
        status = 403 if reasons and request.method == "POST" else 200
        return TemplateResponse(request, "admin/requests/letter.html", context, status=status)

    def _reasons(self, request, letter) -> tuple[str, ...]:
        person = request.user
        day = london_day(timezone.now())
        reasons = reasons_against_answering_readers(
            person.roles_on(day), is_active=person.is_active
        )
        return reasons if letter.is_open else (*reasons, "This letter is closed.")


def _by(person, at) -> str:
    return f"{in_words(london_day(at))}, {person.get_full_name() or person}" if at else ""


def _erased(letter) -> str:
    return f"On {in_words(london_day(letter.erased_at))}" if letter.erased_at else ""


@admin.register(FormatRequest)
class FormatRequestAdmin(LetterAdmin):
    """Requests for another format, the most urgent first."""

    list_display = ["reference", "asked", "version", "state_shown", "target", "taken_by"]
    list_select_related = ["version", "taken_by"]
    list_filter = ["status", "asked"]
    search_fields = ["reference"]
    ordering = [F("closed_at").desc(nulls_first=True), "due_on"]

    @admin.display(description="Status", ordering="status")
    def state_shown(self, letter):
        return letter.state.label

    @admin.display(description="To be sent by", ordering="due_on")
    def target(self, letter):
        overdue = ", overdue" if letter.is_overdue_on(timezone.localdate()) else ""
        return f"{in_words(letter.due_on)}{overdue}"

    def form_for(self, letter, data):
        return RequestForm(data, letter=letter)

    def answer(self, letter, answers, **who):
        to = RequestStatus(answers["to"])
        answer_request(request=letter, to=to, reason=answers["reason"], **who)

    def facts_about(self, letter):
        yield "Status", letter.state.label
        yield "Text", str(letter.version)
        yield "Format", letter.get_asked_display()
        yield "Which one", letter.which
        yield "Asked on", in_words(london_day(letter.asked_at))
        yield "To be sent by", self.target(letter)
        yield "Name", letter.name
        yield "E-mail", letter.email
        yield "Postal address", letter.postal_address
        yield "What the reader says besides", letter.words
        yield "Taken in hand", _by(letter.taken_by, letter.taken_at)
        yield "Closed", _by(letter.closed_by, letter.closed_at)
        yield "Why it cannot be provided", letter.reason
        yield "Name, addresses and words erased", _erased(letter)


@admin.register(PageProblem)
class PageProblemAdmin(LetterAdmin):
    """Problems with pages, those that nobody dealt with first, the oldest first."""

    button = "Close it"
    saved = "The report is closed."
    list_display = ["reference", "path", "document", "post", "reported_on", "closed_on"]
    list_select_related = ["document", "post"]
    search_fields = ["reference", "path"]
    ordering = [F("closed_at").desc(nulls_first=True), "reported_at"]

    @admin.display(description="Reported on", ordering="reported_at")
    def reported_on(self, letter):
        return in_words(london_day(letter.reported_at))

    @admin.display(description="Closed on", ordering="closed_at", empty_value="Not yet")
    def closed_on(self, letter):
        return in_words(london_day(letter.closed_at)) if letter.closed_at else None

    def form_for(self, letter, data):
        return ProblemForm(data, letter=letter)

    def answer(self, letter, answers, **who):
        close_page_problem(problem=letter, outcome=answers["outcome"], **who)

    def facts_about(self, letter):
        yield "Page", letter.path or "The reader named none"
        yield "Document", str(letter.document or "")
        yield "Owner", str(letter.post or "")
        yield "Reported on", self.reported_on(letter)
        yield "What is wrong", letter.words
        yield "E-mail", letter.email
        yield "Closed", _by(letter.closed_by, letter.closed_at)
        yield "What was done", letter.outcome
        yield "Address and words erased", _erased(letter)
