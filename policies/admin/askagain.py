"""The acts before which whoever is at the desk says again who they are.

They publish, they decide, or they change who may do so. Whoever finds a desk unattended, or a
session that was stolen, can do none of them without a password, a code or a passkey.
"""

from allauth.account.adapter import get_adapter
from django.conf import settings

# By the names of the pages, without “policies_”.
ASKED_AGAIN = frozenset({
    "version_publish", "version_plan", "version_enter_decision", "version_confirm",
    "version_decline", "version_certify", "version_decide_delegated", "version_decide_urgently",
    "version_withdraw", "version_rescind", "document_record_past",
    "delegation_add", "delegation_change", "restriction_answer", "user_add", "user_change",
    "user_sign_in", "postholding_add", "postholding_change", "post_change",
})  # fmt: skip


def must_say_again(request) -> bool:
    """Return whether this page is only for somebody who has proved lately who they are."""
    if settings.PORTAL_SECOND_FACTOR == "off" or not request.user.is_authenticated:
        return False
    name = (request.resolver_match.url_name or "").removeprefix("policies_")
    return name in ASKED_AGAIN and get_adapter().is_reauthentication_required(app="")
