"""The officer's desk beside a bare admin site: a save, a preview, and the queries of its pages."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import reverse
from measuring import compared, queries_of, show

from policies.actions import drafting, text
from policies.domain import markdown
from policies.domain.content import fingerprint
from policies.domain.roles import Role
from policies.models import (
    Document,
    GuidanceItem,
    Section,
    Submission,
    User,
    Version,
    guards,
)

WORDS = 2500


# The peer is what Django gives for a few lines: a form for the same fields with the same items
# inline, saved by the same signed-in person into the same tables, under the same middleware and
# the same triggers, with the history row that the model itself keeps and Django's own log entry.
# What the desk does besides is its work: it waits for the document's turn, asks whether the text
# is a draft and the person may write, refuses to write past a colleague, counts the author in,
# and says in the history why. Neither answer renders a page: both lead to one.
class BareItems(admin.StackedInline):
    model = GuidanceItem
    fields = ["kind", "text", "reason", "is_key_point", "position"]


class BareSections(admin.ModelAdmin):
    inlines = [BareItems]
    fields = ["printed_number", "heading", "level", "key", "body", "laws"]


bare_desk = admin.AdminSite("bare")
bare_desk.register(Section, BareSections)


def compare(rounds: int) -> None:
    """Print the tables of the desk, on the drafts of the demonstration."""
    author = User.objects.filter(groups__name=Role.AUTHOR.label, is_active=True).first()
    client = Client()
    client.force_login(author)
    draft = Version.objects.get(document__slug="social-media-policy", status="draft")
    section = draft.sections.filter(items__isnull=False, laws__isnull=False).first()
    saving(client, section, rounds)
    previewing(client, section, rounds)
    counting(client, author)


def saving(client: Client, section: Section, rounds: int) -> None:
    """A sentence is added and taken away again, so that every round begins alike."""
    kept = section.as_content()
    longer = replace(kept, markdown=f"{kept.markdown}\n\nAsk before you share.")
    there = _posted(section, longer.markdown, opened_as=fingerprint(kept))
    back = _posted(section, kept.markdown, opened_as=fingerprint(longer))

    def saved_at(address: str) -> None:
        for data in (there, back):
            answer = client.post(address, data)
            if answer.status_code != 302:
                raise SystemExit(f"{address} did not save: {answer.status_code}")

    page = "policies_section_change"
    bare, desk = (reverse(f"{site}:{page}", args=[section.pk]) for site in ("bare", "admin"))
    figures = compared(
        {"bare admin": lambda: saved_at(bare), "the desk": lambda: saved_at(desk)},
        rounds,
        2,
    )
    show("A section saved, there and back", figures, "bare admin", "goal 1.5")


def _posted(section: Section, body: str, *, opened_as: str = "") -> dict[str, object]:
    """What a browser posts from the page of a section."""
    items = list(section.items.all())
    data: dict[str, object] = {
        "printed_number": section.printed_number,
        "heading": section.heading,
        "level": section.level,
        "key": section.key,
        "body": body,
        "laws": [law.pk for law in section.laws.all()],
        "opened_as": opened_as,
        "items-TOTAL_FORMS": len(items),
        "items-INITIAL_FORMS": len(items),
    }
    for place, item in enumerate(items):
        row = {"id": item.pk, "section": section.pk, "kind": item.kind, "text": item.text,
               "reason": item.reason, "position": item.position}  # fmt: skip
        row |= {"is_key_point": "on"} if item.is_key_point else {}
        data |= {f"items-{place}-{name}": value for name, value in row.items()}
    return data


def previewing(client: Client, section: Section, rounds: int) -> None:
    """The whole policy and more, as the text of one section."""
    parts = [part.body for part in section.version.sections.all()]
    long = "\n\n".join(parts)
    while len(long.split()) < WORDS:
        long += "\n\n" + "\n\n".join(parts)
    body = " ".join(long.split(" ")[:WORDS])
    address = reverse("admin:policies_section_change", args=[section.pk])
    data = {**_posted(section, body, opened_as=fingerprint(section.as_content())), "_preview": "1"}
    figures = compared(
        {
            "its Markdown alone": lambda: markdown.as_html(body),
            "the page with its preview": lambda: client.post(address, data),
        },
        rounds,
        2,
    )
    show(f"A preview of {len(body.split())} words", figures, "its Markdown alone", "goal 150 ms")


def counting(client: Client, author: User) -> None:
    """The pages on which a draft is edited: of a document with two versions, and with twenty."""
    document = Document.objects.get(slug="social-media-guidance")
    draft = drafting.start_version(document=document, by=author, at=datetime.now(UTC))
    section = draft.sections.first()
    text.save_section(section=section, by=author, at=datetime.now(UTC))
    addresses = {
        "version": reverse("admin:policies_version_change", args=[draft.pk]),
        "section": reverse("admin:policies_section_change", args=[section.pk]),
        "submit": reverse("admin:policies_version_submit", args=[draft.pk]),
    }
    print()
    counts: dict[int, dict[str, int]] = {}
    for size in (2, 20):
        add_superseded(document, size - document.versions.count())
        for address in addresses.values():
            client.get(address)
        counts[size] = {name: queries_of(client, there) for name, there in addresses.items()}
        listed = ", ".join(f"{name} {count}" for name, count in counts[size].items())
        print(f"Queries of the pages of a draft, {size} versions: {listed}")
    print("They stay the same." if counts[2] == counts[20] else "They GROW.")


def add_superseded(document: Document, number: int) -> None:
    """Put older versions behind the one in force, past the guards: only their number matters."""
    guards.uninstall(connection)
    for minor in range(1, number + 1):
        version = Version.objects.create(
            document=document,
            major=0,
            minor=minor,
            status="discarded",
            title=document.title,
            author_post=document.owner_post,
        )
        version.submission = Submission.objects.create(
            version=version, canonical=b"{}", sha256="0" * 64, by_id=1, at=datetime.now(UTC)
        )
        version.in_force_from = date(2000, 1, 1) + timedelta(days=30 * minor)
        version.in_force_until = version.in_force_from + timedelta(days=30)
        version.status = "superseded"
        version.save()
    guards.install(connection)
