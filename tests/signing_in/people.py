"""What somebody at a browser does to sign in, and the codes that their telephone shows."""

import hmac
import time
from base64 import b32decode
from html import unescape
from re import findall, search

from django.test import Client, TestCase

from policies.models import Message
from tests.factories import PASSWORD


def code_of(key: str, at: float | None = None) -> str:
    """The code that an app shows for a key (RFC 6238)."""
    counter = int((at or time.time()) // 30).to_bytes(8)
    digest = hmac.digest(b32decode(key), counter, "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def gives_password(client: Client, person, password: str = PASSWORD, then: str = "/admin/"):
    """Sign in by name and password; return the page that it leads to."""
    answers = {"login": person.username, "password": password, "next": then}
    return client.post("/sign-in/", answers, follow=True)


def sets_up_app(client: Client) -> tuple[str, list[str]]:
    """Set up an app that makes codes; return its key and the recovery codes that are shown."""
    key = search(r'<code class="key">(\w+)<', client.get("/account/app/").content.decode())[1]
    # What allauth does once it is committed belongs to the same press of the button.
    with TestCase.captureOnCommitCallbacks(execute=True):
        led = client.post("/account/app/", {"code": code_of(key)})
    return key, findall(r"<li><code>([^<]+)</code>", client.get(led["Location"]).content.decode())


def signs_in_fully(client: Client, person) -> str:
    """Sign in for the first time and set up an app; return its key."""
    gives_password(client, person)
    return sets_up_app(client)[0]


def let_pass(client: Client, seconds: float) -> None:
    """Let so much time have passed since this browser proved who is there."""
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds
    session.save()


def link_in(message: Message) -> str:
    """The path of the link in a message."""
    return search(r"http://[^/]+(/sign-in/link/\S+)", message.body)[1]


def is_signed_in(client: Client) -> bool:
    """Whether the page for members opens."""
    return client.get("/members/").status_code == 200


def words_in(response) -> str:
    """The page as a reader sees it, in one line."""
    return " ".join(unescape(response.content.decode()).split())
