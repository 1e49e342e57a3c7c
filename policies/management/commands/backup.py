"""Saves the whole record, database and files, in one archive, while everybody works on.

The archive holds what the portal holds: people's names and addresses, drafts, what is hidden by
law. It is readable by its owner alone; keep it as you keep the database.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from policies.actions import backups
from policies.domain.errors import BackupRefused

_MOST_NAMED = 10


class Command(BaseCommand):
    help = "Saves the database and the files in one archive. It never overwrites a file."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args, **options):
        quiet, path = options["verbosity"] == 0, options["file"].absolute()
        total = 0 if quiet else backups.things_to_save()
        try:
            with tqdm(total=total, desc="Saving", unit=" rows", disable=quiet) as bar:
                saved = backups.save_backup(path=path, at=timezone.now(), on_progress=bar.update)
        except BackupRefused as refusal:
            raise CommandError("\n".join(refusal.reasons)) from refusal
        except OSError as error:
            raise CommandError(f"{path} was not written: {error.strerror}.") from error
        if not quiet:
            self.stdout.write(f"{path} was written. Rows: {saved.rows}. Files: {saved.files}.")
        if saved.absent:
            self._tell_of(saved.absent)

    def _tell_of(self, absent):
        for name in absent[:_MOST_NAMED]:
            self.stderr.write(f"{name} is missing or altered.")
        files = "1 stored file" if len(absent) == 1 else f"{len(absent)} stored files"
        raise CommandError(
            f"The backup was made without {files} that the record names. "
            "Put them back from an earlier backup; manage.py build_renditions --check lists all."
        )
