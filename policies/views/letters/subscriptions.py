"""Being kept told by e-mail: asking for it, confirming the address, leaving."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from policies.actions import keeping_told
from policies.models import Council, Document, Subscription
from policies.models.subscription import CONFIRM_WITHIN
from policies.views.letters.form import Letter, letter_page, too_many


class SubscriptionLetter(Letter):
    """The address to write to."""

    name_of_form = "subscription"
    field_order = ("email",)

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        error_messages={
            "required": gettext_lazy("Give your e-mail address."),
            "invalid": gettext_lazy("Write the whole address: name@example.org"),
        },
    )


@letter_page
def subscribe(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The form for an address that wants to be told of a document, or of every document."""
    document = get_object_or_404(Document, slug=slug) if slug else None
    title = keeping_told.public_name(document) if document else ""
    if document and not title:
        raise Http404("There is no such document.")
    form = SubscriptionLetter(request)
    context = {
        "document": document,
        "title": title,
        "council": Council.objects.first(),
        "form": form,
        "days": CONFIRM_WITHIN.days,
    }
    if not form.is_valid():
        return render(request, "letters/subscribe.html", context)
    full = too_many(request, form)
    if full:
        return full
    keeping_told.ask_to_be_told(
        email=form.cleaned_data["email"],
        document=document,
        language=get_language(),
        at=timezone.now(),
    )
    # The same page whether or not the address is known: that is told to the address alone.
    return render(request, "letters/subscription_asked.html", context)


@letter_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button that confirms: what only opens links, as mail scanners do, confirms nothing."""
    subscription = keeping_told.subscription_to_confirm(token)

    def act(row: Subscription) -> None:
        keeping_told.confirm_subscription(subscription=row, at=timezone.now())

    return _by_link(request, subscription, act, "letters/subscription_confirm.html")


@letter_page
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A button that ends a subscription; a mail program presses it too (RFC 8058)."""
    subscription = keeping_told.subscription_to_leave(token)

    def act(row: Subscription) -> None:
        keeping_told.end_subscription(subscription=row, at=timezone.now())

    return _by_link(request, subscription, act, "letters/subscription_leave.html")


def _by_link(
    request: HttpRequest,
    subscription: Subscription | None,
    act: Callable[[Subscription], None],
    template: str,
) -> HttpResponse:
    """Ask, or do it. The address is the secret, so that a form that knows it may be sent."""
    context = {
        "subscription": subscription,
        "title": keeping_told.title_told(subscription) if subscription else "",
        "council": Council.objects.first(),
        "is_done": request.method == "POST",
    }
    if subscription and request.method == "POST":
        act(subscription)
    is_ended = subscription is None and request.method != "POST"
    response = render(request, template, context, status=404 if is_ended else 200)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
