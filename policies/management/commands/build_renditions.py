"""Builds the files that published versions lack and tries the texts in review: part of the clock.

Publishing never waits for a file. `run_due` builds them too; this command does nothing else and
shows how far it has come. A file that cannot be made is reported and tried again at the next run.
With --check it builds nothing and looks again at every file that is stored.
"""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from policies import formats
from policies.actions import rechecking
from policies.actions.articles import remake_articles
from policies.actions.building import jobs_again, jobs_waiting
from policies.domain.errors import sentence_about
from policies.models import guards


class Command(BaseCommand):
    help = "Builds the files that published versions lack, or checks those that are stored."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what is missing and build nothing."
        )
        parser.add_argument(
            "--check", action="store_true", help="Look again at every stored file; build nothing."
        )
        parser.add_argument(
            "--again",
            choices=list(formats.FORMATS),
            help="Make the files of this format again, as successors of those that are offered.",
        )
        parser.add_argument("--because", default="", help="Why, for the record: with --again.")

    def handle(self, *args, **options):
        quiet = options["verbosity"] == 0
        if options["check"]:
            return self._check(quiet)
        absent = guards.missing(connection)
        if absent:
            self.stderr.write(
                f"{len(absent)} guards of the record are missing. Run: manage.py migrate"
            )
        jobs = self._jobs(options["again"], options["because"].strip())
        if options["dry_run"]:
            return self.stdout.writelines(f"{job.name}\n" for job in jobs)
        remade = remake_articles()
        if remade and not quiet:
            self.stdout.write(f"{remade} pages were made again in the new layout.")
        return self._build(jobs, quiet)

    def _jobs(self, again, because):
        if not again:
            return jobs_waiting(timezone.now())
        if not because:
            raise CommandError("Say with --because why the files are made again.")
        return jobs_again(again, because)

    def _build(self, jobs, quiet):
        """Build one after another; whatever fails is told at the end and keeps no other back."""
        failures = []
        for job in tqdm(jobs, desc="Files", disable=quiet or not jobs):
            try:
                job.build(at=timezone.now())
            except Exception as error:
                failures.append(f"{job.name}: {sentence_about(error)}")
        if not quiet:
            self.stdout.write(f"{len(jobs) - len(failures)} files built.")
        for failure in failures:
            self.stderr.write(failure)

    def _check(self, quiet):
        total, faulty = rechecking.files_to_check(), 0
        checked = rechecking.check_files()
        for file in tqdm(checked, desc="Stored files", total=total, disable=quiet or not total):
            faulty += bool(file.faults)
            for fault in file.faults:
                self.stderr.write(f"{file.name} ({file.sha256[:12]}…): {fault}")
        if faulty:
            raise CommandError(f"{faulty} of {total} stored files have faults. See above.")
        if not quiet:
            self.stdout.write(f"{total} stored files are there, whole and sound.")
