"""What of the people and their posts waits to be settled, as lines of the desk’s first page."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from policies.domain.roles import Ability
from policies.models import Post, PostHolding, User


def lists_of_settings(person: User) -> Iterator[tuple[str, str]]:
    """Yield the lists that whoever keeps people needs, by name and address."""
    yield "People", reverse("admin:policies_user_changelist")
    if person.can(Ability.KEEP_SETTINGS):
        yield "Posts", reverse("admin:policies_post_changelist")
        yield "Who holds which post", reverse("admin:policies_postholding_changelist")
        yield "Bodies", reverse("admin:policies_body_changelist")
        yield "Council", reverse("admin:policies_council_changelist")


def accounts_without_a_role(day: date) -> Iterator[dict[str, object]]:
    """Yield each open account that opens nothing today."""
    people = User.objects.filter(is_active=True, is_superuser=False, groups=None)
    deputising = PostHolding.objects.held_on(day).filter(person=OuterRef("pk"), is_deputy=True)
    for person in people.exclude(Exists(deputising)).order_by("username"):
        address = reverse("admin:policies_user_change", args=[person.pk])
        yield {
            "title": person.get_full_name() or person.username,
            "address": address,
            "sentences": ("This account has no role: it opens nothing.",),
            "act": "Give a role",
            "act_address": address,
        }


def posts_without_a_holder(day: date) -> Iterator[dict[str, object]]:
    """Yield each post with a role that nobody holds today."""
    held = PostHolding.objects.held_on(day).filter(post=OuterRef("pk"))
    for post in Post.objects.exclude(role="").exclude(Exists(held)):
        address = reverse("admin:policies_post_change", args=[post.pk])
        yield {
            "title": post.title,
            "address": address,
            "sentences": ("Nobody holds this post.",),
            "act": "Name its holder",
            "act_address": address,
        }
