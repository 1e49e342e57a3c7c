"""The officer's desk: Django's admin under the council's own name, in the order of the work."""

from django.contrib import admin

from policies.domain.roles import Ability
from policies.models import Version

# What the desk lists together, in the order in which an officer needs it.
ROOMS = (
    ("Documents", ("Document", "Version")),
    ("Record", ("Submission", "Decision", "Certificate", "StatusChange", "Rendition")),
    ("Law register", ("LawReference",)),
    ("Council", ("Council", "Body", "Post", "PostHolding", "Contact")),
    ("People", ("User", "Group")),
)


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
        work = Version.objects.open().select_related("document").order_by("document__title")
        if not request.user.can(Ability.READ_DRAFTS) and not request.user.is_superuser:
            work = work.none()
        return super().index(request, {"open_versions": work, **(extra_context or {})})
