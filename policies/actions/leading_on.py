"""Leading readers on from where a document was found before: an address, once told, is kept."""

from datetime import datetime

from django.db import transaction

from policies.domain.errors import ContentRefused, MoveRefused
from policies.domain.readiness import CLOSED_ACCOUNT
from policies.domain.roles import ABILITIES, Ability, roles_named
from policies.models import Document, EarlierAddress, User


@transaction.atomic
def keep_earlier_address(
    *, document: Document, slug: str, by: User, at: datetime
) -> EarlierAddress:
    """Lead whoever asks for this slug to the document, for good.

    Raises MoveRefused for the wrong role, ContentRefused if the slug is that of a document or
    leads somewhere already.
    """
    if not by.is_active:
        raise MoveRefused(CLOSED_ACCOUNT)
    if not by.can(Ability.WRITE):
        raise MoveRefused(f"Only {roles_named(ABILITIES[Ability.WRITE])} can change a document.")
    if Document.objects.filter(slug=slug).exists():
        raise ContentRefused(f"A document has the address “{slug}” now, and keeps it.")
    taken = EarlierAddress.objects.select_related("document").filter(slug=slug).first()
    if taken:
        raise ContentRefused(f"“{slug}” leads to “{taken.document}” already, and stays so.")
    return EarlierAddress.objects.create(document=document, slug=slug, by=by, at=at)
