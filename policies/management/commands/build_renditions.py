"""Builds the files that published versions lack and tries the texts in review: part of the clock.

Publishing never waits for a file. This command, run every minute or so, makes what is
missing; a file that cannot be made is reported and tried again at the next run.
"""

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from policies.actions import rendering
from policies.actions.articles import remake_articles
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
        missing = rendering.versions_without_files(timezone.now())
        to_try = rendering.submissions_to_try()
        if options["dry_run"]:
            for submission, name in missing:
                self.stdout.write(f"{submission.version}: {name}")
            for submission in to_try:
                self.stdout.write(f"{submission.version}: trial rendering")
            return
        quiet = options["verbosity"] == 0
        remade = remake_articles()
        if remade and not quiet:
            self.stdout.write(f"{remade} pages were made again in the new layout.")
        for submission in tqdm(to_try, desc="Trial renderings", disable=quiet or not to_try):
            rendering.try_rendering(submission=submission, at=timezone.now())
        failures = self._build(missing, quiet)
        if not quiet:
            self.stdout.write(f"{len(missing) - len(failures)} files built.")
        for failure in failures:
            self.stderr.write(failure)

    def _build(self, missing, quiet) -> list[str]:
        failures = []
        for submission, name in tqdm(missing, desc="Files", disable=quiet or not missing):
            try:
                rendering.rendition_of(
                    submission=submission, format_name=name, at=timezone.now(), patience=0
                )
            except RenderingRefused as refusal:
                failures.append(f"{submission.version}, {name}: {refusal}")
        return failures
