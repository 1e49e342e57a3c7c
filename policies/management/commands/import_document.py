"""Reads documents as councils have them, shows what was found, and makes a draft of each.

Nothing vanishes: what is no section, no control field and no page furniture is listed as
unplaced, and what was left out is listed with the reason.
"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from policies.actions.importing import import_draft
from policies.domain.content import Kind
from policies.domain.errors import Refusal, SourceRefused
from policies.domain.roles import Ability, Role
from policies.intake.reading import read_file
from policies.models import User


class Command(BaseCommand):
    help = "Reads Word, HTML, Markdown or text files and makes a draft of each, with findings."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Show findings, make nothing.")
        parser.add_argument("--report", type=Path, metavar="FILE.json")
        parser.add_argument("--slug", default="", help="The document's address; for one file.")
        parser.add_argument("--title", default="", help="The title, instead of the one found.")
        parser.add_argument("--kind", choices=[kind.value for kind in Kind])
        parser.add_argument("--by", default="", help="Who imports: the name of an author.")

    def handle(self, *args, **options):
        files = options["files"]
        if len(files) > 1 and (options["slug"] or options["title"]):
            raise CommandError("--slug and --title are for one file at a time.")
        kind = Kind(options["kind"]) if options["kind"] else None
        reports, unreadable = {}, []
        for file in tqdm(files, desc="Documents", disable=len(files) == 1):
            try:
                imported = read_file(file, kind=kind, title=options["title"])
            except SourceRefused as refusal:
                unreadable.append(f"{file}: {refusal}")
                continue
            reports[str(file)] = imported.as_report()
            self._show(file, imported, verbosity=options["verbosity"])
            if not options["dry_run"]:
                self._make_draft(file, imported, options)
        self._write_report(options["report"], reports)
        if unreadable:
            raise CommandError("\n".join(unreadable))

    def _show(self, file, imported, *, verbosity):
        if not verbosity:
            return
        self.stdout.write(f"\n{file}: {imported.kind}, “{imported.title}”")
        for section in imported.sections:
            indent = "  " * section.level
            self.stdout.write(f"{indent}{section.number} {section.heading}".rstrip())
        for finding in imported.findings:
            self.stdout.write(f"  line {finding.line}: {finding.message} [{finding.code}]")
        for passage in imported.unplaced:
            first, last = passage.lines
            self.stdout.write(f"  unplaced, lines {first}–{last}: {passage.text}")
        if imported.dropped:
            self.stdout.write(f"  {len(imported.dropped)} passages left out: see --report.")

    def _make_draft(self, file, imported, options):
        if imported.is_committee_report:
            self.stdout.write(
                f"{file} is a committee report, so no draft was made. "
                "If it is to be read as a policy or guidance, say so with --kind."
            )
            return
        try:
            version = import_draft(
                imported=imported,
                slug=options["slug"],
                by=_importer(options["by"]),
                at=timezone.now(),
            )
        except Refusal as refusal:
            self.stdout.write(f"{file}: no draft was made.")
            for reason in refusal.reasons:
                self.stdout.write(f"  {reason}")
            return
        self.stdout.write(
            f"Draft {version.number} of “{version.title}” was made: "
            f"/admin/policies/version/{version.pk}/change/"
        )

    def _write_report(self, target, reports):
        if target is None:
            return
        written = next(iter(reports.values())) if len(reports) == 1 else reports
        Path(target).write_text(json.dumps(written, ensure_ascii=False, indent=2), encoding="utf-8")


def _importer(name: str) -> User:
    """The person whose draft this will be: the one named, or the first author."""
    if name:
        person = User.objects.filter(username=name, is_active=True).first()
        if person is None or not person.can(Ability.WRITE):
            raise SourceRefused(f"“{name}” is not the name of an author with an open account.")
        return person
    author = User.objects.filter(groups__name=Role.AUTHOR.label, is_active=True).first()
    if author is None:
        raise SourceRefused("There is no author yet. Say with --by whose draft it will be.")
    return author
