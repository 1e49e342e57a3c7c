"""Makes a large collection on an empty installation, for measuring how the portal grows."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from policies.actions import collection
from policies.actions.backups import reasons_against_filling
from policies.actions.demonstration.council import make_law_register
from policies.domain.errors import Refusal

# Those of the demonstration: a policy as councils have them, and the law that it relies on.
TEXT = "fixtures/demonstration/social-media-policy-2.2.md"
MOST_DOCUMENTS = 100_000


class Command(BaseCommand):
    help = "Makes a council with many documents. For measuring; it refuses where there is data."

    def add_arguments(self, parser):
        parser.add_argument("--documents", type=int, default=1000, metavar="N")
        parser.add_argument("--versions", type=int, default=20, metavar="N")

    def handle(self, *args, **options):
        documents, versions = options["documents"], options["versions"]
        if not 1 <= documents <= MOST_DOCUMENTS:
            raise CommandError(f"Say with --documents how many, 1 to {MOST_DOCUMENTS}.")
        reasons = [*reasons_against_filling()]
        if reasons:
            raise CommandError("\n".join(reasons))
        quiet, at = options["verbosity"] == 0, timezone.now()
        try:
            pattern = self._pattern(versions, at)
        except Refusal as refusal:
            raise CommandError("\n".join(refusal.reasons)) from refusal
        with tqdm(total=documents, initial=1, desc="Documents", disable=quiet) as bar:
            collection.add_copies(
                pattern=pattern, number=1, copies=documents - 1, on_progress=bar.update
            )
        if not quiet:
            self.stdout.write(
                f"{documents} documents of {versions} versions were made. Their officer, "
                "collection-officer, signs in after: manage.py changepassword collection-officer"
            )

    def _pattern(self, versions, at):
        with transaction.atomic():
            officer = collection.make_small_council(at=at)
            make_law_register(settings.BASE_DIR / "fixtures")
            return collection.make_pattern(
                number=1, versions=versions, text=settings.BASE_DIR / TEXT, by=officer, at=at
            )
