"""The people who sign in and the roles they hold. Leavers are deactivated, never deleted."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from policies.actions.signing_in import send_link, tell_former_address
from policies.admin.desk import PlainFields
from policies.admin.history.pages import HistoryIsRead
from policies.admin.howtheysignin import SignInPages, how_they_sign_in
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


class PersonForm(forms.ModelForm):
    """A person. Passwords are not among what anybody else sees or sets."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups", "is_active")


class NewPersonForm(PersonForm):
    """A new person, who is sent a link to set a password."""

    is_invited = forms.BooleanField(
        label="Send an invitation to set a password",
        help_text="Not needed for somebody who will sign in with a council account.",
        required=False,
        initial=True,
    )

    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        self.fields["email"].required = True

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


@admin.register(User)
class PersonAdmin(SignInPages, HistoryIsRead, PlainFields, UserAdmin):
    """A person's name, roles and whether the account is open. Rights come from roles alone."""

    form = PersonForm
    add_form = NewPersonForm
    list_display = ["username", "first_name", "last_name", "roles_held", "is_active"]
    list_filter = ["is_active", "groups"]
    show_facets = admin.ShowFacets.NEVER
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "signing_in")}),
        ("Name", {"fields": ("first_name", "last_name", "email")}),
        ("Roles", {"fields": ("groups", "posts_held")}),
        ("Account", {"fields": ("is_active",)}),
    )
    add_fieldsets = (
        (None, {"fields": ("username",)}),
        ("Name", {"fields": ("first_name", "last_name", "email")}),
        ("Roles", {"fields": ("groups",)}),
        (None, {"fields": ("is_invited",)}),
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

    @admin.display(description="Signing in")
    def signing_in(self, person):
        """How the person signs in, and the way to where that is changed."""
        address = reverse("admin:policies_user_sign_in", args=[person.pk])
        words = " ".join(how_they_sign_in(person))
        return format_html(
            '{} <a href="{}">Links, council account, second factors</a>', words, address
        )

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
        shown = ["posts_held", "signing_in"]
        return ["groups", *shown] if own else shown

    def save_model(self, request, obj, form, change):
        """Every role but the member's works at the desk."""
        if "groups" in form.cleaned_data:
            names = {group.name for group in form.cleaned_data["groups"]}
            obj.is_staff = obj.is_superuser or bool(names - {Role.MEMBER.label})
        super().save_model(request, obj, form, change)
        former = form.initial.get("email", "")
        if change and former and "email" in form.changed_data:
            tell_former_address(person=obj, address=former, at=timezone.now())
        if form.cleaned_data.get("is_invited"):
            send_link(person=obj, by=request.user, at=timezone.now())
            self.message_user(request, f"An invitation goes to {obj.email} within a minute.")


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
