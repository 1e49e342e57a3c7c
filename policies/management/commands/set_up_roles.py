"""Makes the groups of the portal's roles, with the permissions of the one table in code."""

from django.core.management.base import BaseCommand

from policies.actions.people import set_up_roles


class Command(BaseCommand):
    help = "Makes one group for each role, with exactly its permissions. Safe to run again."

    def handle(self, *args, **options):
        groups = set_up_roles()
        if options["verbosity"]:
            self.stdout.write(f"{len(groups)} roles are set up.")
