"""The officer's desk: Django's admin under the council's own name, in the order of the work."""

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils import timezone

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


class DeskSignIn(AdminAuthenticationForm):
    """Opens the desk to whoever has an officer's role, or deputises for one today."""

    def confirm_login_allowed(self, user):
        if not user.has_desk:
            super().confirm_login_allowed(user)


class Desk(admin.AdminSite):
    """The admin site of the portal."""

    login_form = DeskSignIn
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
