"""The readers of the soak: each asks for page after page, and proves what was shown."""

import hashlib
import json
import random
import re
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException, RemoteDisconnected

from soak_server import HEADERS
from soak_truth import Shown, Truth, told_in

# A page of a text says its version in each heading and paragraph.
FEWEST_MENTIONS = 100
SLOWEST = 60


class Reader:
    """One reader with one connection. ``seen`` holds each violation: its kind, and a sentence."""

    def __init__(self, truth: Truth, port: int, seed: int) -> None:
        self.truth, self.port, self.random = truth, port, random.Random(seed)
        self.seen: list[tuple[str, str]] = []
        self.spent: list[float] = []
        self.unmodified = 0
        self._line: HTTPConnection | None = None
        # By address: the tag of the page that this reader has, and what was in force in it.
        self._kept: dict[str, tuple[str, str]] = {}

    def read_until(self, until: float) -> None:
        """Read now this and now that."""
        kinds, weights = zip(*KINDS.items(), strict=True)
        while time.monotonic() < until:
            (kind,) = self.random.choices(kinds, weights)
            slug = self.random.choice(self.truth.slugs())
            try:
                for violation in kind(self, slug):
                    self.seen.append(violation)
            except (OSError, HTTPException, ValueError, KeyError, UnicodeDecodeError) as error:
                self._line = None
                self.seen.append(("error", f"{kind.__name__} of {slug}: {error!r}"))

    def _ask(self, address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        asked = time.monotonic()
        try:
            answer = self._asked_once(address, headers)
        except (RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            if self._line is None:
                raise
            # A connection that was kept may be closed at any moment, and whoever reads asks anew
            # (RFC 9110, 9.2.2); a fresh one must answer.
            self._line = None
            answer = self._asked_once(address, headers)
        self.spent.append(time.monotonic() - asked)
        return answer

    def _asked_once(
        self, address: str, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        line = self._line or HTTPConnection("127.0.0.1", self.port, timeout=SLOWEST)
        line.request("GET", address, headers=HEADERS | headers)
        answer = line.getresponse()
        read = answer.read()
        self._line = None if answer.will_close else line
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, read

    def _words(self, address: str) -> str:
        """The words at an address; KeyError if there is no page."""
        status, _, read = self._ask(address)
        if status != 200:
            raise KeyError(f"{address} answered {status}")
        return read.decode()

    def _one_of(self, slug: str) -> Shown:
        return self.random.choice(self.truth.published(slug))


Violations = Iterator[tuple[str, str]]


def in_force(reader: Reader, slug: str) -> Violations:
    """The page of the text in force, from the reader's own cache if the portal says so."""
    address = f"/documents/{slug}/"
    tag, kept = reader._kept.get(address, ("", ""))
    asked = time.monotonic()
    headers = {"If-None-Match": tag} if tag and reader.random.random() < 0.7 else {}
    status, told, read = reader._ask(address, **headers)
    if status == 304:
        reader.unmodified += 1
    elif status == 200:
        kept = read.decode()
        reader._kept[address] = (told["etag"], kept)
    else:
        yield "error", f"{address} answered {status}"
        return
    yield from _whole(reader, address, kept, asked)


def _whole(reader: Reader, address: str, words: str, asked: float) -> Violations:
    mentions = told_in(words)
    answered = time.monotonic()
    if len({*mentions}) != 1 or len(mentions) < FEWEST_MENTIONS:
        yield "mixed", f"{address} speaks {len(mentions)} times of {sorted({*mentions})}"
    elif f"ersion {mentions[0].number}" not in words:
        yield "mixed", f"{address} has the words of {mentions[0]} under another number"
    for one in reader.truth.is_stale({*mentions}, asked, answered):
        yield "stale", f"{address} shows {one}"


def one_version(reader: Reader, slug: str) -> Violations:
    """The lasting page of a version, in force or not: always its own words."""
    shown = reader._one_of(slug)
    address = f"/documents/{slug}/versions/{shown.told.number}/"
    asked = time.monotonic()
    words = reader._words(address)
    mentions = [one for one in told_in(words) if one == shown.told]
    later = {*told_in(words)} - {shown.told}
    if len(mentions) < FEWEST_MENTIONS or any(
        one not in reader.truth.may_be_in_force(slug, asked, time.monotonic()) for one in later
    ):
        yield "mixed", f"{address} speaks of {sorted({*told_in(words)})}"


def exact_bytes(reader: Reader, slug: str) -> Violations:
    """The canonical bytes: those with the hash that was decided on."""
    shown = reader._one_of(slug)
    address = f"/documents/{slug}/versions/{shown.told.number}/{slug}-{shown.told.number}.json"
    status, _, read = reader._ask(address)
    if status != 200:
        yield "error", f"{address} answered {status}"
    elif hashlib.sha256(read).hexdigest() != shown.sha256:
        yield "mixed", f"{address} is not what was decided on"


def a_file(reader: Reader, slug: str) -> Violations:
    """A file of a version, at the address that says its hash."""
    shown, ending = reader._one_of(slug), reader.random.choice((".txt", ".txt", ".md", ".pdf"))
    address = f"/documents/{slug}/versions/{shown.told.number}/{slug}-{shown.told.number}{ending}"
    status, told, _ = reader._ask(address)
    if status == 503 and "retry-after" in told:
        return
    if status != 302:
        yield "error", f"{address} answered {status}"
        return
    status, _, read = reader._ask(told["location"])
    if status != 200:
        yield "error", f"{told['location']} answered {status}"
    elif hashlib.sha256(read).hexdigest() not in told["location"]:
        yield "mixed", f"{told['location']} has other bytes than its hash says"
    elif ending != ".pdf" and {*told_in(read.decode())} != {shown.told}:
        yield "mixed", f"{address} speaks of {sorted({*told_in(read.decode())})}"


def a_list(reader: Reader, _slug: str) -> Violations:
    """Pages about all documents: each is named as it was in force, all of them."""
    address = reader.random.choice(
        ("/", "/register/", "/register.csv", "/register.json", "/dos-and-donts/")
    )
    asked = time.monotonic()
    words = reader._words(address)
    answered, mentions = time.monotonic(), {*told_in(words)}
    for one in reader.truth.is_stale(mentions, asked, answered):
        yield "stale", f"{address} shows {one}"
    if {one.slug for one in mentions} != {*reader.truth.slugs()}:
        yield "mixed", f"{address} leaves documents out"
    if address == "/register.json":
        for entry in json.loads(words)["documents"]:
            if entry["version"] not in {one.number for one in told_in(entry["title"])}:
                yield "mixed", f"{address} has {entry['title']} as {entry['version']}"


def a_search(reader: Reader, slug: str) -> Violations:
    """The search finds what is in force, and by its own words nothing that is no more."""
    asked = time.monotonic()
    words = reader._words(f"/search/?q=rule+{reader.random.randint(1, 19)}")
    for one in reader.truth.is_stale({*told_in(words)}, asked, time.monotonic()):
        yield "stale", f"The search shows {one}"
    newest = reader.truth.published(slug)[-1].told
    asked = time.monotonic()
    found = newest in told_in(_results(reader._words(f"/search/?q={newest.token}")))
    if not found and reader.truth.may_be_in_force(slug, asked, time.monotonic()) == [newest]:
        yield "stale", f"The search does not find {newest}"


def _results(page: str) -> str:
    """The page without the field that says again what was asked."""
    return re.sub(r"<(?:form|title)\b.*?</(?:form|title)>", "", page, flags=re.DOTALL)


def for_programs(reader: Reader, slug: str) -> Violations:
    """The answers of the API, and the feed."""
    asked = time.monotonic()
    about = json.loads(reader._words(f"/api/documents/{slug}"))
    allowed = reader.truth.may_be_in_force(slug, asked, time.monotonic())
    told = [one["number"] for one in about["versions"] if one["status"] == "in_force"]
    if len(told) != 1 or told[0] not in {one.number for one in allowed}:
        yield "stale", f"The API has {told} of {slug} in force"
    for one in about["versions"]:
        if one["number"] not in {name.number for name in told_in(one["title"])}:
            yield "mixed", f"The API has {one['title']} as {one['number']}"
    shown = reader.truth.published(slug)[-1]
    feed = reader._words(f"/documents/{slug}/feed.atom")
    if f"/versions/{shown.told.number}/" not in feed:
        yield "stale", f"The feed does not have {shown.told}"
    text = reader._words(f"/api/documents/{slug}/versions/{shown.told.number}/text")
    if {*told_in(text)} != {shown.told}:
        yield "mixed", f"The API has the text of {shown.told} as {sorted({*told_in(text)})}"


def what_was(reader: Reader, slug: str) -> Violations:
    """The history, two versions beside each other, and the text of a day."""
    newest, shown = reader.truth.published(slug)[-1], reader._one_of(slug)
    if newest.told.number not in reader._words(f"/documents/{slug}/history/"):
        yield "stale", f"The history does not have {newest.told}"
    on_day = reader._words(f"/documents/{slug}/on/{shown.day}/")
    if told_in(on_day).count(shown.told) < FEWEST_MENTIONS:
        yield "mixed", f"{slug} on {shown.day} speaks of {sorted({*told_in(on_day)})}"
    if newest.told != shown.told:
        compared = f"/documents/{slug}/compare/{shown.told.number}/{newest.told.number}/"
        others = {*told_in(reader._words(compared))} - {shown.told, newest.told}
        if others:
            yield "mixed", f"{compared} speaks of {sorted(others)} too"


# How often each is read, for one another.
KINDS: dict[Callable[[Reader, str], Violations], int] = {
    in_force: 50, one_version: 10, exact_bytes: 5, a_file: 6, a_list: 12, a_search: 8,
    for_programs: 6, what_was: 3,
}  # fmt: skip
