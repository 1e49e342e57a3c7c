"""Where documents were found before: each entry is kept for good, and leads readers on."""

from django.contrib import admin
from django.utils import timezone

from policies.actions.leading_on import keep_earlier_address
from policies.admin.desk import DeskPages
from policies.admin.history.pages import HistoryIsRead
from policies.domain.roles import Ability
from policies.models import EarlierAddress


@admin.register(EarlierAddress)
class EarlierAddressAdmin(HistoryIsRead, DeskPages, admin.ModelAdmin):
    """An address from before the portal, or from before two documents became one."""

    list_display = ["slug", "document", "at"]
    list_select_related = ["document"]
    search_fields = ["slug", "document__title"]
    fields = kept_fields = ("slug", "document")

    def has_add_permission(self, request):
        return super().has_add_permission(request) and request.user.can(Ability.WRITE)

    def has_change_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        made = keep_earlier_address(
            document=obj.document, slug=obj.slug, by=request.user, at=timezone.now()
        )
        # The admin goes on with its own row.
        obj.pk = made.pk
        obj._state.adding = False
