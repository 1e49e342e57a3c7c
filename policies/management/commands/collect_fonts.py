"""Makes the fonts that browsers fetch from those that are installed here."""

from django.conf import settings
from django.core.management.base import BaseCommand

from policies.formats.web_fonts import collect


class Command(BaseCommand):
    """Run it once when the portal is set up, before ``collectstatic``. Safe to run again."""

    help = "Makes web fonts for Urdu and Bengali from the installed fonts (fonts-noto-core)."

    def handle(self, *args, **options):
        for family in collect(settings.FONTS_DIR):
            self.stdout.write(
                f"{family} is not installed: readers see the font of their own device. "
                "An administrator can install fonts-noto-core."
            )
