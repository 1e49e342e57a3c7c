"""What the law is to hide, or to hide no more, as lines of the desk’s first page."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from policies.actions.restricting import reasons_against_answering
from policies.domain.dates import in_words, london_day
from policies.models import Restriction, User


def restrictions_waiting(person: User, at: datetime) -> Iterator[dict[str, object]]:
    """Yield each restriction that waits for the other of the two roles, the first first.

    The words to be hidden are not in it: they are on the page of the restriction.
    """
    rows = Restriction.objects.unanswered().select_related("version", "by").order_by("id")
    for one in rows:
        what = "Show again what is hidden by law" if one.lifts_id else "Hide by law"
        reasons = reasons_against_answering(one, by=person, at=at)
        answer = reverse("admin:policies_restriction_answer", args=[one.pk])
        yield {
            "title": f"{what}: {one.version}",
            "address": reverse("admin:policies_restriction_change", args=[one.pk]),
            "sentences": reasons,
            "quiet": f"Asked by the {one.post or one.by} on {in_words(london_day(one.at))}.",
            **({} if reasons else {"act": "Answer", "act_address": answer}),
        }
