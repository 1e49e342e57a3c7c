"""The desk as its officers use it: from the page of a version to one of its pages, and on.

A story is told once and played at either of two desks: by the test client, or in a browser where
axe looks at every page on the way.
"""

import csv
from io import StringIO

from django.test import Client
from django.urls import reverse

from policies.models import User, Version
from tests.admin.posting import post_from, words_of
from tests.factories import PASSWORD, Town
from tests.journeys.conftest import follow, then_anyone_can_use


def page_of(version: Version) -> str:
    """The address of a version’s own page at the desk."""
    return reverse("admin:policies_version_change", args=[version.pk])


def page_for(version: Version, slug: str) -> str:
    """The address of the page on which something is done with a version."""
    return reverse(f"admin:policies_version_{slug.replace('-', '_')}", args=[version.pk])


class ClientDesk:
    """Pages fetched and forms sent as a browser would, without one."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def does(self, person: User, slug: str, version: Version, **answers) -> str:
        """Go from the version’s page to this one of its pages; fill it in and send it.

        Returns the words of the page that it leads to.
        """
        address = page_for(version, slug)
        shown = self._at(person).get(page_of(version))
        assert f'href="{address}' in shown.content.decode(), words_of(shown)
        return self.sends(person, address, **answers)

    def sends(self, person: User, address: str, **answers) -> str:
        """Fill in the form of any page and send it; return the words that it leads to."""
        self.town.now()
        page = post_from(self._at(person), address, **answers)
        assert page.redirect_chain, words_of(page)
        return words_of(page)

    def is_refused(self, person: User, address: str, **answers) -> str:
        """Send the form of a page, and return what it says against it."""
        self.town.now()
        page = post_from(self._at(person), address, **answers)
        assert not page.redirect_chain, words_of(page)
        return words_of(page)

    def presses(self, person: User, address: str) -> str:
        """Press a button that asks nothing more; return the words that it leads to."""
        self.town.now()
        return words_of(self._at(person).post(address, follow=True))

    def sees(self, person: User, address: str) -> str:
        """The words of a page at the desk, be it open or closed to this person."""
        return words_of(self._at(person).get(address))

    def answers(self, link: str, **answer) -> str:
        """What a consultee reads after answering by their link."""
        reader = Client()
        sent = reader.post(link, answer)
        assert sent.status_code == 303, words_of(sent)
        return words_of(reader.get(sent["Location"]))

    def reads(self, address: str) -> str:
        """The words of a public page."""
        return words_of(Client().get(address))

    def _at(self, person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client


class BrowserDesk(ClientDesk):
    """The same in a browser, a window for each officer. What is refused is left to the client.

    axe looks at each kind of page once, and at the page that it leads to.
    """

    def __init__(self, town: Town, open_browser) -> None:
        super().__init__(town)
        self._open_browser, self._windows, self._looked_at = open_browser, {}, set()

    def does(self, person, slug, version, **answers):
        page = self._window_of(person)
        self._go_to(page, person, page_of(version))
        follow(page, page.locator(f'a[href^="{page_for(version, slug)}"]').first)
        return self._fill_in_and_press(page, slug, answers)

    def sends(self, person, address, **answers):
        page = self._window_of(person)
        self._go_to(page, person, address)
        return self._fill_in_and_press(page, address, answers)

    def answers(self, link, **answer):
        page = self._open_browser(width=390)
        page.goto(link)
        return self._fill_in_and_press(page, link, answer)

    def reads(self, address):
        page = self._open_browser(width=390)
        page.goto(address)
        then_anyone_can_use(page)
        return _words(page)

    def _window_of(self, person):
        if person.pk not in self._windows:
            self._windows[person.pk] = self._open_browser()
        return self._windows[person.pk]

    def _go_to(self, page, person, address: str) -> None:
        """Open a page of the desk, by way of signing in where that is due."""
        page.goto(address)
        if "/sign-in/" in page.url:
            self._look_once(page, "sign-in")
            page.get_by_label("Name", exact=True).fill(person.username)
            page.get_by_label("Password", exact=True).fill(PASSWORD)
            follow(page, page.get_by_role("button", name="Sign in", exact=True))

    def _fill_in_and_press(self, page, kind: str, answers) -> str:
        self.town.now()
        self._look_once(page, kind)
        for name, answer in answers.items():
            _fill_in(page.locator(f'[name="{name}"]'), answer)
        only = page.locator("main form:not(:has([name=_save])) :is(button, [type=submit])")
        follow(page, page.locator("main [name=_save]").or_(only))
        assert page.locator(".errorlist, .errornote").count() == 0, _words(page)
        self._look_once(page, f"after {kind}")
        return _words(page)

    def _look_once(self, page, kind: str) -> None:
        if kind not in self._looked_at:
            self._looked_at.add(kind)
            then_anyone_can_use(page)


def _fill_in(field, answer) -> None:
    kind = field.first.get_attribute("type")
    if kind == "radio":
        field.and_(field.page.locator(f'[value="{answer}"]')).check()
    elif kind == "checkbox":
        field.check()
    elif field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(str(answer))
    else:
        field.fill(answer)


def _words(page) -> str:
    return " ".join(page.locator("body").text_content().split())


def record_of(desk: ClientDesk, version: Version) -> list[dict[str, str]]:
    """The public approval history of a version, as its table has it.

    Its page must say the same sentences in the same order, and the page of the version lead to it.
    """
    at = f"/documents/{version.document.slug}/versions/{version.number}/"
    assert f'href="{at}approval/"' in Client().get(at).content.decode()
    table = Client().get(f"{at}approval.csv").content.decode()
    rows = list(csv.DictReader(StringIO(table, newline="")))
    page, begins = desk.reads(f"{at}approval/"), 0
    for row in rows:
        begins = page.index(row["sentence"], begins) + 1
    return rows


def told_by(rows: list[dict[str, str]]) -> list[str]:
    """The sentences of a record, in order."""
    return [row["sentence"] for row in rows]


def details_of(rows: list[dict[str, str]], beginning: str) -> str:
    """What the record gives below the one sentence with these words."""
    (row,) = (row for row in rows if beginning in row["sentence"])
    return row["details"]
