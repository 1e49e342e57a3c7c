"""Loads an invented council with its people, law register, documents and history.

Everything goes through the actions, as it would at a desk. The people share one password that
is printed, so the command is for trying the portal and never for a council's own installation:
it refuses where there is other data, or outside development.
"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from policies.actions import demonstration


class Command(BaseCommand):
    help = "Loads the demonstration council. Safe to run again; refuses where other data is."

    def handle(self, *args, **options):
        if not settings.DEBUG:
            raise CommandError(
                "The demonstration has a known password and is for development only. "
                "Set DJANGO_DEBUG=1 if this is a machine for trying the portal."
            )
        other = demonstration.other_council()
        if other:
            raise CommandError(f"This installation serves {other}. Nothing was loaded.")
        quiet = options["verbosity"] == 0
        loaded = demonstration.load(folder=settings.BASE_DIR / "fixtures", show_progress=not quiet)
        if quiet:
            return
        self.stdout.write(
            "The demonstration council was loaded." if loaded else "It was loaded before."
        )
        self.stdout.write(f"Sign in at /admin/ with the password {demonstration.PASSWORD}:")
        for name, role in demonstration.sign_ins():
            self.stdout.write(f"  {name:<28}{role}")
