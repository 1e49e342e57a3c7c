"""The people who sign in. The record names their posts; leavers are deactivated, never deleted."""

from collections.abc import Collection
from datetime import date

from django.contrib.auth.models import AbstractUser

from policies.domain.errors import Refusal
from policies.domain.roles import Ability, Role, holds

WHY_NO_DELETION = (
    "People are not deleted, because the record names what they did. "
    "Untick “Active” instead: the account is closed and the record stays whole."
)


class User(AbstractUser):
    """Someone with an account. Their roles are the groups that ``set_up_roles`` makes."""

    def delete(self, *args, **kwargs):
        raise Refusal(WHY_NO_DELETION)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, read once for each time the row is loaded."""
        if not hasattr(self, "_roles"):
            names = set(self.groups.values_list("name", flat=True)) if self.pk else set()
            self._roles = frozenset(role for role in Role if role.label in names)
        return self._roles

    def can(self, ability: Ability) -> bool:
        """Return whether this person's roles give this ability."""
        return self.is_active and holds(self.roles, ability)

    def post_on(self, day: date, acting_as: Collection[Role] = ()) -> str:
        """The title of the post held on this day, as the record names whoever acts.

        Of several posts the one for this act counts: ``acting_as`` names the roles that allow it.
        """
        posts = [h.post for h in self.post_holdings.held_on(day).select_related("post")]
        for post in sorted(posts, key=lambda post: post.role not in acting_as):
            return post.title
        return next((role.label for role in Role if role in self.roles), "")
