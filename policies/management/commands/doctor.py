"""Looks at an installation, part by part, and says what is fine and what to do."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from policies.actions.health import EXAMINATION, examine


class Command(BaseCommand):
    help = "Checks this installation and says what to do. It ends with 1 if something is wrong."
    # It reports what these would say, and goes on where they would stop it.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--wrong-only", action="store_true", help="Say only what is wrong.")

    def handle(self, *args, **options):
        ills = 0
        styles = {"fine": self.style.SUCCESS, "note": self.style.WARNING, "wrong": self.style.ERROR}
        for name, finding in examine(EXAMINATION, at=timezone.now()):
            ills += finding.is_wrong
            if finding.is_wrong or not options["wrong_only"]:
                standing = styles[finding.standing](f"{finding.standing:<6}")
                self.stdout.write(f"{standing} {name:<21} {finding.sentence}")
        if ills:
            things = "1 thing is" if ills == 1 else f"{ills} things are"
            raise CommandError(f"{things} wrong. See above what to do.")
        if not options["wrong_only"]:
            self.stdout.write("This installation is well.")
