"""Builds the files that published versions lack and tries the texts in review: part of the clock.

Publishing never waits for a file. `run_due` builds them too; this command does nothing else and
shows how far it has come. A file that cannot be made is reported and tried again at the next run.
"""

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from policies.actions.articles import remake_articles
from policies.actions.building import jobs_waiting
from policies.domain.errors import RenderingRefused
from policies.models import guards


class Command(BaseCommand):
    help = "Builds the files that published versions lack and tries the texts in review."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what is missing and build nothing."
        )

    def handle(self, *args, **options):
        absent = guards.missing(connection)
        if absent:
            self.stderr.write(
                f"{len(absent)} guards of the record are missing. Run: manage.py migrate"
            )
        jobs = jobs_waiting(timezone.now())
        if options["dry_run"]:
            for job in jobs:
                self.stdout.write(job.name)
            return
        quiet = options["verbosity"] == 0
        remade = remake_articles()
        if remade and not quiet:
            self.stdout.write(f"{remade} pages were made again in the new layout.")
        failures = []
        for job in tqdm(jobs, desc="Files", disable=quiet or not jobs):
            try:
                job.build(at=timezone.now())
            except RenderingRefused as refusal:
                failures.append(f"{job.name}: {refusal}")
        if not quiet:
            self.stdout.write(f"{len(jobs) - len(failures)} files built.")
        for failure in failures:
            self.stderr.write(failure)
