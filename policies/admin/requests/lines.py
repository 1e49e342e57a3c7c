"""What waits for an answer, as lines of the desk’s first page."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from policies.domain.dates import in_words, london_day
from policies.models import FormatRequest, PageProblem


def letters_waiting(day: date) -> Iterator[dict[str, object]]:
    """Yield each open letter, requests with the nearest target first, then problems by age."""
    requests = FormatRequest.objects.open().select_related("version", "taken_by")
    for letter in requests.order_by("due_on", "id"):
        address = reverse("admin:policies_formatrequest_change", args=[letter.pk])
        yield {
            "title": f"{letter.get_asked_display()}: {letter.version}",
            "address": address,
            "sentences": (_target_in_words(letter, day),),
            "quiet": _held_by(letter),
            "act": "Answer the request",
            "act_address": address,
        }
    for letter in PageProblem.objects.open().select_related("document").order_by("reported_at"):
        address = reverse("admin:policies_pageproblem_change", args=[letter.pk])
        yield {
            "title": f"Problem with a page: {letter.document or letter.path or 'none named'}",
            "address": address,
            "sentences": (f"Reported on {in_words(london_day(letter.reported_at))}.",),
            "quiet": letter.reference,
            "act": "Answer the report",
            "act_address": address,
        }


def _target_in_words(letter: FormatRequest, day: date) -> str:
    late = "Overdue: it was" if letter.is_overdue_on(day) else "It is"
    return f"{late} to be sent by {in_words(letter.due_on)}."


def _held_by(letter: FormatRequest) -> str:
    holder = letter.taken_by
    held = f"In hand with {holder.get_full_name() or holder}." if holder else "Nobody has it yet."
    return f"{letter.reference}. {held}"
