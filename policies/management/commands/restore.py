"""Fills an empty installation from an archive of ``backup``, on SQLite or PostgreSQL.

The archive is looked through first, byte by byte; then everything is put in, read back and
compared in one transaction. Stop the web server and the clock meanwhile.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from policies.actions import backups
from policies.domain.errors import BackupRefused, StoreFull


class Command(BaseCommand):
    help = "Fills an empty installation from an archive, or refuses and changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--check", action="store_true", help="Look the archive through; restore nothing."
        )

    def handle(self, *args, **options):
        quiet = options["verbosity"] == 0
        try:
            archive = self._looked_through(options["file"].absolute(), quiet)
            if not options["check"]:
                self._restore(archive, quiet)
        except (BackupRefused, StoreFull) as refusal:
            raise CommandError("\n".join(refusal.reasons)) from refusal
        except OSError as error:
            raise CommandError(f"Nothing was restored: {error.strerror}.") from error
        self._tell(archive, quiet, done="is whole" if options["check"] else "was restored")

    def _looked_through(self, path, quiet):
        size = path.stat().st_size if path.is_file() else 0
        bar = tqdm(total=size, desc="Checking", unit="B", unit_scale=True, disable=quiet)
        with bar:
            return backups.look_through(path, on_progress=bar.update)

    def _restore(self, archive, quiet):
        total = archive.manifest.rows + archive.manifest.files.count
        with tqdm(total=total, desc="Restoring", unit=" rows", disable=quiet) as bar:
            backups.restore_backup(archive=archive, on_progress=bar.update)

    def _tell(self, archive, quiet, *, done):
        manifest = archive.manifest
        if not quiet:
            self.stdout.write(
                f"{archive.path} {done}. Rows: {manifest.rows}. Files: {manifest.files.count}. "
                f"Saved on {manifest.made_at} by release {manifest.portal}."
            )
        if manifest.files.absent:
            self.stderr.write(
                f"Files that were missing when it was made: {len(manifest.files.absent)}. "
                "manage.py build_renditions --check lists them."
            )
