"""Gives out, or erases, what is held of one person who asked for it (UK GDPR, articles 15 and 17).

Make sure first that whoever asks is who they say they are. What is given out is JSON, for the
person alone; erasing leaves the public record whole and says what stays and why.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from policies.actions import disclosing, erasing_people
from policies.domain.errors import Refusal
from policies.models import User


class Command(BaseCommand):
    help = "Gives out what is held of one person, or erases it."

    def add_arguments(self, parser):
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--email", help="The address of a reader or a consultee.")
        who.add_argument("--username", help="The user name of somebody with an account.")
        parser.add_argument("--by", required=True, help="Who deals with it: an Administrator.")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--output", type=Path, metavar="FILE.json", help="Where to write it.")
        what.add_argument("--erase", action="store_true", help="Erase it instead.")

    def handle(self, *args, **options):
        acting = {"by": _person(options["by"]), "at": timezone.now()}
        try:
            if options["erase"]:
                self.stdout.writelines(f"{said}\n" for said in _erased(options, acting))
            else:
                self._give_out(_held(options, acting), options["output"])
        except Refusal as refusal:
            raise CommandError("\n".join(refusal.reasons)) from refusal

    def _give_out(self, told, file):
        written = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        if file is None:
            self.stdout.write(written)
            return
        try:
            with file.open("x", encoding="utf-8") as opened:
                # It is about one person, and for that person alone.
                file.chmod(0o600)
                opened.write(f"{written}\n")
        except OSError as error:
            raise CommandError(f"{file} was not written: {error.strerror}.") from error


def _person(name):
    person = User.objects.filter(username=name).first()
    if person is None:
        raise CommandError(f"There is no account {name}.")
    return person


def _held(options, acting):
    if options["username"]:
        return disclosing.what_is_held_of(person=_person(options["username"]), **acting)
    return disclosing.what_is_held_under(email=options["email"], **acting)


def _erased(options, acting):
    if options["username"]:
        return erasing_people.erase_account(person=_person(options["username"]), **acting)
    return erasing_people.erase_address(email=options["email"], **acting)
