"""The officer of the soak: writes, routes and publishes version after version, by the actions."""

from datetime import UTC, datetime, time, timedelta
from time import monotonic, sleep

from django.utils import timezone
from soak_truth import Told, Truth

from policies.actions import publishing, submitting, text
from policies.domain.content import ItemKind
from policies.domain.lifecycle import Outcome
from policies.models import Document, Version
from tests.factories import Town

# As long as a policy is: about 2,500 words in 11 sections.
SECTIONS = 11
SENTENCES = 20
# Letters alone, because a token parts its figures from them.
NAMES = ("media", "filming", "gifts", "email", "conduct", "travel", "phones", "letters")


class Officer:
    """Publishes a version of each document in turn, a day of the record after the other."""

    def __init__(self, truth: Truth, *, documents: int, publications: int) -> None:
        self.truth, self.published = truth, 0
        self.errors: list[str] = []
        self.town = Town()
        # A document has one version a day, and none in the future.
        self.noon = datetime.combine(timezone.localdate(), time(12), tzinfo=UTC)
        self.noon -= timedelta(days=publications + documents + 2)
        self.town.at = self.noon
        self.documents = [
            self.town.make_document(slug=name, title=f"{name} policy") for name in NAMES[:documents]
        ]
        self.numbers = dict.fromkeys(NAMES[:documents], 0)
        for document in self.documents:
            self.publish(document)

    def publish_until(self, until: float, *, every: float) -> None:
        """Publish at this pace, and note whatever is refused or fails."""
        due = monotonic()
        # Where the machine is too slow for the pace, nothing is made up for.
        while (due := max(due + every, monotonic())) < until:
            sleep(max(due - monotonic(), 0))
            try:
                self.publish(self.documents[self.published % len(self.documents)])
            except Exception as error:
                self.errors.append(f"The officer could not publish: {error!r}")

    def publish(self, document: Document) -> None:
        """Write the next version of a document, let it be decided, and put it in force."""
        self.noon += timedelta(days=1)
        self.town.at = self.noon
        self.numbers[document.slug] += 1
        told = Told(document.slug, self.numbers[document.slug], 0)
        version = self._written(document, told)
        submitting.submit_version(version=version, by=self.town.author, at=self.town.now())
        version = self.town.decide(self.town.fresh(version), self.town.body, Outcome.APPROVED)
        assert str(version.number) == told.number
        shown = self.truth.begins(told)
        version = publishing.publish_version(
            version=version, by=self.town.officer, at=self.town.now()
        )
        self.truth.is_done(
            shown, sha256=version.submission.sha256, day=version.in_force_from.isoformat()
        )
        self.published += 1

    def _written(self, document: Document, told: Told) -> Version:
        """A draft that says in each of its parts which version it is."""
        version = self.town.make_draft(
            document,
            title=f"Policy {told.token}",
            summary=f"What members do, in the words of {told.token}.",
            change_class="major",
        )
        if told.major == 1:
            for n in range(version.sections.count(), SECTIONS):
                self.town.write_section(version, f"Part {n}", "Words.")
        for n, section in enumerate(version.sections.all(), start=1):
            section.heading = f"Part {n} of {told.token}"
            section.body = "\n\n".join(
                f"Members keep to rule {sentence} of part {n} in **{told.token}** at all times."
                for sentence in range(1, SENTENCES)
            )
            text.save_section(section=section, by=self.town.author, at=self.town.now())
            for item in section.items.filter(kind__in=[ItemKind.DO, ItemKind.DONT]):
                item.text = f"Keep to {told.token}."
                text.save_item(item=item, by=self.town.author, at=self.town.now())
        return version
