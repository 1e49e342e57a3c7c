"""The two officers who hide by law, and a version of which every corner says the hidden words."""

from datetime import datetime

from policies.actions import restricting
from policies.actions.storing import keep_bytes
from policies.domain.content import sha256_of
from policies.models import Rendition, Restriction, Version
from policies.models.rendition import storage_name
from tests.factories import Town

NOTICE = "A court ordered that a passage not be shown."
GROUND = Restriction.Ground.COURT_ORDER


class Restricting:
    """The Monitoring Officer asks and the Administrator confirms."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def asking(self, version: Version, passage: str) -> dict:
        return {
            "version": version,
            "passage": passage,
            "ground": GROUND,
            "notice": NOTICE,
            "reason": "Order 12 of the county court",
            "by": self.town.monitoring,
        }

    def ask(self, version: Version, passage: str) -> Restriction:
        return restricting.ask_to_restrict(**self.asking(version, passage), at=self.town.now())

    def confirm(self, asked: Restriction) -> Restriction:
        restricting.answer_restriction(
            restriction=asked, confirm=True, by=self.town.administrator, at=self.town.now()
        )
        return Restriction.objects.select_related("word").get(pk=asked.pk)

    def restrict(self, version: Version, passage: str) -> Restriction:
        return self.confirm(self.ask(version, passage))

    def lift(self, restriction: Restriction) -> Restriction:
        return self.confirm(
            restricting.ask_to_lift(
                restriction=restriction,
                reason="The order was lifted",
                by=self.town.monitoring,
                at=self.town.now(),
            )
        )

    def keep_file(self, version: Version, at: datetime, data: bytes = b"%PDF words") -> Rendition:
        """A stored file of a version, as a machine with Pango would have made it."""
        keep_bytes(data, storage_name(sha256_of(data)))
        return Rendition.objects.create(
            submission=version.submission,
            format="pdf",
            language="en-GB",
            sha256=sha256_of(data),
            name=f"{version.document.slug}-{version.number}.pdf",
            media_type="application/pdf",
            size=len(data),
            pages=1,
            built_at=at,
        )
