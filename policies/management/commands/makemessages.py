"""Django's own command, told never to guess: a sentence that changed is written anew."""

from django.core.management.commands import makemessages


class Command(makemessages.Command):
    """Collect the words of pages and files into the catalogues. ``script/words`` calls it."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
