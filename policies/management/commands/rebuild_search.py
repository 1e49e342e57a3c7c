"""Makes the search index again from the submissions. Nothing of the record is touched."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from tqdm import tqdm

from policies.actions.searching import rebuild_search
from policies.models import Version
from policies.models.search import index_of


class Command(BaseCommand):
    help = "Makes the search index again from what the public may read."

    def handle(self, *args, **options):
        if not index_of(connection).is_there():
            raise CommandError("The search index is missing. Run: manage.py migrate")
        quiet = options["verbosity"] == 0
        total = Version.objects.for_public().count()
        made = sum(1 for _ in tqdm(rebuild_search(), desc="Texts", total=total, disable=quiet))
        if not quiet:
            self.stdout.write(f"{made} texts can be found again.")
