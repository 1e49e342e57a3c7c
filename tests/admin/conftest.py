"""Officers at the desk: a signed-in client for each, and the addresses of its pages."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.fixture
def at_desk():
    """A client signed in as this person."""

    def signed_in(person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def address():
    """The address of a page of the desk."""

    def of(name: str, *args) -> str:
        return reverse(f"admin:policies_{name}", args=args)

    return of


@pytest.fixture
def page_of(address):
    """The address of a version’s own page."""

    def of(version) -> str:
        return address("version_change", version.pk)

    return of
