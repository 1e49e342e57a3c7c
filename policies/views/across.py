"""Pages across all public texts in force: advice, risks, the law, words, and all at a glance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from policies.domain.content import ItemKind
from policies.domain.hiding import public_words
from policies.formats.wording import mail_link, telephone_link, written_places
from policies.models import (
    Council,
    LawReference,
    PublicItem,
    PublicLawUse,
    PublicSection,
    Restriction,
)
from policies.models.glance import before_posting
from policies.views.about_all import page_about_all

ON_A_PAGE = 100


@dataclass(slots=True)
class Law:
    """A law as the texts in force say it, how it stands in the register now, and who relies on it.

    ``row`` is None once the register has it no more.
    """

    said: dict[str, str]
    places: str
    row: LawReference | None
    has_ended: bool
    successor: str
    uses: list[PublicLawUse] = field(default_factory=list)


@require_safe
def dos_and_donts(request: HttpRequest) -> HttpResponse:
    """Every do and every don't, text by text."""
    return _items(request, "dos_and_donts", ItemKind.DO, ItemKind.DONT, ItemKind.TIP)


@require_safe
def risks(request: HttpRequest) -> HttpResponse:
    """Every risk and every benefit, text by text."""
    return _items(request, "risks", ItemKind.RISK, ItemKind.BENEFIT)


def _items(request: HttpRequest, name: str, *kinds: ItemKind) -> HttpResponse:
    def show(council: Council | None, _day: date) -> HttpResponse:
        page = page_of_rows(request, PublicItem.objects.of_kinds(*kinds))
        texts = [
            (section, _by_kind(list(items), kinds))
            for section, items in groupby(page.object_list, key=lambda item: item.section)
        ]
        context = {"council": council, "page": page, "sections": texts}
        return render(request, f"policies/{name}.html", context)

    return page_about_all(request, show, asked=(request.GET.get("page", ""),))


def _by_kind(
    items: Sequence[PublicItem], kinds: Sequence[ItemKind]
) -> list[tuple[str, list[PublicItem]]]:
    of_kind = [(kind, [item for item in items if item.kind == kind.value]) for kind in kinds]
    return [(kind.value, found) for kind, found in of_kind if found]


def page_of_rows(request: HttpRequest, rows: QuerySet) -> Page:
    """Return the page of these rows that was asked for; raise Http404 if there is none."""
    try:
        return Paginator(rows, ON_A_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404(gettext("There is no such page.")) from error


@require_safe
def laws(request: HttpRequest) -> HttpResponse:
    """Each law that a text in force relies on, and the sections that do."""
    register = {law.code: law for law in LawReference.objects.select_related("superseded_by")}
    stands = [
        (law.pk, law.in_force_to, law.superseded_by_id, law.checked_on) for law in register.values()
    ]

    def show(council: Council | None, day: date) -> HttpResponse:
        page = page_of_rows(request, PublicLawUse.objects.in_force())
        found = _laws(page.object_list, register, day)
        context = {"council": council, "page": page, "laws": found}
        return render(request, "policies/laws.html", context)

    # The register moves on without a new version of any text.
    return page_about_all(request, show, asked=(request.GET.get("page", ""), stands))


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """What words mean: the sections of texts in force that define them."""

    def show(council: Council | None, _day: date) -> HttpResponse:
        page = page_of_rows(request, PublicSection.objects.defining())
        return render(request, "policies/words.html", {"council": council, "page": page})

    return page_about_all(request, show, asked=(request.GET.get("page", ""),))


@require_safe
def at_a_glance(request: HttpRequest) -> HttpResponse:
    """What to know before posting, and whom to ask: on a phone, or on one sheet."""

    def show(council: Council | None, day: date) -> HttpResponse:
        glance = before_posting()
        people = [
            {
                **contact,
                "mail": mail_link(contact["email"]),
                "call": telephone_link(contact["telephone"]),
            }
            for contact in glance.contacts
        ]
        context = {"council": council, "glance": glance, "people": people, "day": day}
        return render(request, "policies/at_a_glance.html", context)

    return page_about_all(request, show)


def _laws(
    uses: Sequence[PublicLawUse], register: Mapping[str, LawReference], day: date
) -> list[Law]:
    hidden = Restriction.objects.hidden()
    found = []
    for code, of_law in groupby(uses, key=lambda use: use.code):
        row, relying = register.get(code), list(of_law)
        successor = row.superseded_by if row else None
        said = relying[-1].said
        found.append(
            Law(
                said=said,
                places=written_places(said["jurisdictions"]),
                row=row,
                has_ended=row is not None and row.has_ended_on(day),
                successor=public_words(str(successor), hidden) if successor else "",
                uses=relying,
            )
        )
    return found
