"""Brings the database up to date and loads the demonstration council, in one process.

One process, because starting Django costs more than what there is to do on a prepared checkout.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyportal.settings")

import django
from django.core.management import CommandError, call_command

django.setup()
call_command("migrate", verbosity=0, skip_checks=True)
call_command("collect_fonts", skip_checks=True)
try:
    call_command("load_demonstration", skip_checks=True)
except CommandError as refusal:
    # A council's own data is here: it is served as it is.
    print(refusal)
