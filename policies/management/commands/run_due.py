"""Does what is due: the clock of the portal, run by a timer every minute or so.

It publishes what is planned for today, tells people what is due, sends the mail and builds the
files that are missing. It may run on two hosts at once, and again at any time.
"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from policies.actions import clock
from policies.actions.health import note_clock_run


class Command(BaseCommand):
    help = "Publishes what is planned, tells people what is due, sends mail and builds files."

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what is due and change nothing."
        )

    def handle(self, *args, **options):
        told = clock.foresee_due if options["dry_run"] else clock.run_due
        failures = done = 0
        for said in told(now=timezone.now):
            failures += said.is_failure
            done += 1
            if said.is_failure:
                self.stderr.write(said.sentence)
            elif options["verbosity"]:
                self.stdout.write(said.sentence)
        if not options["dry_run"]:
            note_clock_run(failures=failures, at=timezone.now())
        if not done and options["verbosity"]:
            self.stdout.write("Nothing is due.")
        if failures:
            times = "1 thing" if failures == 1 else f"{failures} things"
            raise CommandError(f"{times} could not be done. See above, and on the desk.")
