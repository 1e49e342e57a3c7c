"""Writes the security events of some days to a file or the standard output, the oldest first.

Run it from a timer to keep them on another host, too: whoever breaks into this one cannot change
what was taken there. That events were taken is an event of its own.
"""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from policies.actions.securityevents import export_events
from policies.domain.securityevents import Sought
from policies.formats.securityevents import FORMS


class Command(BaseCommand):
    help = "Writes the security events: sign-ins, failures, moves, decisions, changes of rights."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        for name, dest, said in (
            ("--from", "first_day", "The first day, as 2026-05-03."),
            ("--until", "last_day", "The last day, as 2026-05-03."),
        ):
            parser.add_argument(name, dest=dest, type=date.fromisoformat, metavar="DATE", help=said)
        parser.add_argument("--format", choices=sorted(FORMS), default="jsonl")

    def handle(self, *args, **options):
        sought = Sought(first_day=options["first_day"], last_day=options["last_day"])
        written, _ = FORMS[options["format"]]
        file = options["file"]
        if file is None:
            self.stdout.writelines(written(_taken(sought)))
            return
        try:
            with file.open("x", encoding="utf-8", newline="") as opened:
                # It says who came when, and is for whoever reads logs alone.
                file.chmod(0o600)
                opened.writelines(written(_taken(sought)))
        except OSError as error:
            raise CommandError(f"{file} was not written: {error.strerror}.") from error


def _taken(sought):
    return export_events(sought=sought, by=None, at=timezone.now())
