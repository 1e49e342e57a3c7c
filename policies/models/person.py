"""The people who sign in. The record names their posts; leavers are deactivated, never deleted."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import AbstractUser, Permission
from django.db import models
from django.utils import timezone

from policies.domain.dates import london_day
from policies.domain.errors import Refusal
from policies.domain.roles import Ability, Role, holds
from policies.models.council import Post, PostHolding

WHY_NO_DELETION = (
    "People are not deleted, because the record names what they did. "
    "Untick “Active” instead: the account is closed and the record stays whole."
)


class User(AbstractUser):
    """Someone with an account. Their roles are the groups that ``set_up_roles`` makes."""

    # Part of the address of the person's calendar; empty until they first revoke an address.
    calendar_secret = models.CharField(max_length=43, blank=True, default="", editable=False)

    def delete(self, *args, **kwargs):
        raise Refusal(WHY_NO_DELETION)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held today, read once for each time the row is loaded."""
        return self.roles_on(london_day(timezone.now()))

    def roles_on(self, day: date) -> frozenset[Role]:
        """The roles held on this day: one's own, and those of posts that one deputises for."""
        deputised = (one.post.role for one in self._held_on(day) if one.is_deputy)
        return self.own_roles.union(Role(role) for role in deputised if role)

    @property
    def own_roles(self) -> frozenset[Role]:
        """The roles given to this person, those of posts that they deputise for left out."""
        if not hasattr(self, "_own_roles"):
            names = set(self.groups.values_list("name", flat=True)) if self.pk else set()
            self._own_roles = frozenset(role for role in Role if role.label in names)
        return self._own_roles

    def posts_on(self, day: date) -> frozenset[int]:
        """The keys of the posts that this person holds, or deputises for, on this day."""
        return frozenset(one.post_id for one in self._held_on(day))

    def _held_on(self, day: date) -> list[PostHolding]:
        """The holdings of this day, read once for each time the row is loaded."""
        if not hasattr(self, "_holdings"):
            rows = self.post_holdings.select_related("post") if self.pk else ()
            self._holdings = list(rows)
        return [one for one in self._holdings if one.is_held_on(day)]

    def can(self, ability: Ability) -> bool:
        """Return whether this person's roles give this ability."""
        return self.is_active and holds(self.roles, ability)

    def has_perm(self, perm, obj=None) -> bool:
        """Also what the roles of the posts that this person deputises for today allow."""
        return super().has_perm(perm, obj) or perm in self._permissions_as_deputy()

    def has_module_perms(self, app_label) -> bool:
        """Also what the roles of the posts that this person deputises for today allow."""
        lists = {perm.partition(".")[0] for perm in self._permissions_as_deputy()}
        return super().has_module_perms(app_label) or app_label in lists

    def _permissions_as_deputy(self) -> frozenset[str]:
        deputised = self.roles - self.own_roles
        if not (self.is_active and deputised):
            return frozenset()
        if not hasattr(self, "_as_deputy"):
            rows = Permission.objects.filter(group__name__in=[role.label for role in deputised])
            pairs = rows.values_list("content_type__app_label", "codename")
            self._as_deputy = frozenset(f"{app}.{codename}" for app, codename in pairs)
        return self._as_deputy

    @property
    def has_desk(self) -> bool:
        """Whether this person works at the officer's desk: by an own role, or as a deputy today."""
        return self.is_active and (self.is_staff or self.can(Ability.READ_DRAFTS))

    def post_on(self, day: date, acting_as: Collection[Role] = ()) -> str:
        """The title of the post held on this day, as the record names whoever acts.

        Of several posts the one for this act counts: ``acting_as`` names the roles that allow it.
        Whoever deputises is named with the post that they act for.
        """
        held = self.post_holdings.held_on(day).select_related("post")
        for holding in sorted(
            held, key=lambda one: (one.post.role not in acting_as, one.is_deputy)
        ):
            return holding.signature
        return next((role.label for role in Role if role in self.roles_on(day)), "")

    def signature_for(self, post: Post, day: date) -> str:
        """How this person signs for this post on this day; empty if they neither hold it nor
        deputise for it."""
        held = self.post_holdings.held_on(day).filter(post=post).select_related("post")
        return next((one.signature for one in held.order_by("is_deputy")), "")
