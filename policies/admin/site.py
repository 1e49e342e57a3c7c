"""The officer's desk: Django's admin under the council's own name, in the order of the work."""

from functools import wraps

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from policies.admin.askagain import must_say_again
from policies.domain.roles import Ability

# What the desk lists together, in the order in which an officer needs it.
ROOMS = (
    ("Documents", ("Document", "Version", "EarlierAddress")),
    ("Reviews", ("Review", "ReviewTrigger", "PlannedPublication", "Message")),
    ("From readers", ("FormatRequest", "PageProblem")),
    ("Record", ("Submission", "Decision", "Certificate", "StatusChange", "Rendition",
                "Comment", "ImpactAssessment", "OptionConsidered", "Consultation", "Invitation",
                "Response", "Attachment", "Restriction")),
    ("Law register", ("LawReference",)),
    ("Council", ("Council", "Body", "Post", "PostHolding", "Contact", "Route", "Delegation")),
    ("People", ("User", "Group", "SecurityEvent")),
)  # fmt: skip


class Desk(admin.AdminSite):
    """The admin site of the portal."""

    site_header = "Officer’s desk"
    site_title = "Members’ policy portal"
    index_title = "Desk"
    enable_nav_sidebar = False

    _desks: dict[str, "Desk"] = {}

    def __new__(cls, name="admin"):
        # Django asks for the site while it imports the rooms that register with the site:
        # both times it must be the same desk, or one of them would stay empty.
        return cls._desks.setdefault(name, super().__new__(cls))

    def __init__(self, name="admin"):
        if not hasattr(self, "_registry"):
            super().__init__(name)
            # Nothing of the record is deleted, so no list offers to.
            self.disable_action("delete_selected")

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only what is the portal's: rows of other libraries hold the secrets of signing in."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        ours = [model for model in models if model._meta.app_label in ("policies", "auth")]
        super().register(ours, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        """Ask again who is there, before what cannot be undone."""

        @wraps(view)
        def asked(request, *args, **named):
            if must_say_again(request):
                raise ReauthenticationRequired
            return view(request, *args, **named)

        return super().admin_view(asked, cacheable)

    def login(self, request, extra_context=None):
        """There is one door, with its limits and its second step: the sign-in page."""
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
        wanted = wanted if is_ours else reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(wanted)
        if self.has_permission(request):
            return HttpResponseRedirect(wanted)
        return TemplateResponse(request, "signing_in/no_desk.html", {}, status=403)

    def password_change(self, request, extra_context=None):
        return HttpResponseRedirect(reverse("account_change_password"))

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.has_desk

    def rooms(self, request):
        """The lists that this person may see, by room."""
        seen = {
            model["object_name"]: model
            for app in super().get_app_list(request)
            for model in app["models"]
        }
        rooms = [(name, [seen[key] for key in keys if key in seen]) for name, keys in ROOMS]
        return [(name, models) for name, models in rooms if models]

    def each_context(self, request):
        return {
            **super().each_context(request),
            "rooms": self.rooms(request) if self.has_permission(request) else [],
        }

    def index(self, request, extra_context=None):
        # The dashboard knows the rooms, which register with this desk while they are imported.
        from policies.admin.dashboard import parts_for

        person = request.user
        is_reader = person.can(Ability.READ_DRAFTS) or person.is_superuser
        parts = list(parts_for(person, at=timezone.now())) if is_reader else []
        return super().index(request, {"parts": parts, **(extra_context or {})})
