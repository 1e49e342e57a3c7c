"""The people who sign in and the roles they hold. Leavers are deactivated, never deleted."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group
from django.utils.html import format_html_join

from policies.admin.desk import PlainFields
from policies.admin.history.pages import HistoryIsRead
from policies.domain.dates import in_words
from policies.domain.roles import Role
from policies.models import PostHolding, User

_ROLES = {
    "label": "Roles",
    "required": False,
    "widget": forms.CheckboxSelectMultiple,
    "help_text": "Holding two roles never lets anyone decide, confirm or publish their own text.",
}


_ACCOUNT = "Untick this when someone leaves. The account is closed and the record stays whole."


def _in_words(holding: PostHolding) -> str:
    until = f" until {in_words(holding.held_until)}" if holding.held_until else ""
    return f"{holding.signature}, from {in_words(holding.held_from)}{until}"


class NewPersonForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User


@admin.register(User)
class PersonAdmin(HistoryIsRead, PlainFields, UserAdmin):
    """A person's name, roles and whether the account is open. Rights come from roles alone."""

    add_form = NewPersonForm
    list_display = ["username", "first_name", "last_name", "roles_held", "is_active"]
    list_filter = ["is_active", "groups"]
    show_facets = admin.ShowFacets.NEVER
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Name", {"fields": ("first_name", "last_name", "email")}),
        ("Roles", {"fields": ("groups", "posts_held")}),
        ("Account", {"fields": ("is_active",)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        ("Name", {"fields": ("first_name", "last_name", "email")}),
        ("Roles", {"fields": ("groups",)}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="Roles")
    def roles_held(self, person):
        return ", ".join(sorted(group.name for group in person.groups.all()))

    @admin.display(description="Posts", empty_value="None")
    def posts_held(self, person):
        """Every post held or deputised for, with its days; a deputy has its role within them."""
        held = person.post_holdings.select_related("post").order_by("-held_from")
        return format_html_join("", "<p>{}</p>", ((_in_words(one),) for one in held)) or None

    def formfield_for_manytomany(self, db_field, request, **options):
        if db_field.name == "groups":
            names = [role.label for role in Role]
            roles = Group.objects.filter(name__in=names).order_by("name")
            return forms.ModelMultipleChoiceField(queryset=roles, **_ROLES)
        return super().formfield_for_manytomany(db_field, request, **options)

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "is_active":
            field.help_text = _ACCOUNT
        return field

    def has_change_permission(self, request, obj=None):
        """Whoever is not a superuser changes no superuser, not even the password."""
        beyond = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not beyond

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        # Nobody gives themselves a role: another administrator does.
        own = obj is not None and obj.pk == request.user.pk
        return ["groups", "posts_held"] if own else ["posts_held"]

    def save_model(self, request, obj, form, change):
        """Every role but the member's works at the desk."""
        if "groups" in form.cleaned_data:
            names = {group.name for group in form.cleaned_data["groups"]}
            obj.is_staff = obj.is_superuser or bool(names - {Role.MEMBER.label})
        super().save_model(request, obj, form, change)


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(HistoryIsRead, DjangoGroupAdmin):
    """What each role may do, kept in step with the table of roles by a command; read here."""

    filter_horizontal = ()

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
