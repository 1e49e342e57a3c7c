"""What nobody may find out by going round the tables: searching, guessing, comparing, following
links, asking again for what somebody else has read."""

import re
from hashlib import sha256
from html import unescape
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.utils import timezone

from policies.models import Council, ImportedFile, Rendition, Submission
from tests.permissions import public
from tests.permissions.places import address_of
from tests.permissions.scene import READER, Scene
from tests.permissions.walking import words_in
from tests.permissions.words import not_for

# Nobody can read these by signing in as a member.
OUTSIDE = (READER, "M")


def page_without(words: str, response) -> str:
    """A page with these words, which its address has, taken out."""
    page = unquote(unescape(words_in(response)))
    return re.sub(r"date: [^']*|\d+ ms", "", page).replace(words.lower(), "…")


@pytest.mark.parametrize("letter", OUTSIDE)
def test_a_search_for_what_is_not_theirs_is_like_one_for_what_is_nowhere(scene, letter):
    browser, faults = scene.clients[letter], []
    for word in sorted(not_for(letter)):
        nowhere = "q" * len(word)
        for more in ("", "&versions=all"):
            found = page_without(word, browser.get(f"/search/?q={word}{more}"))
            nothing = page_without(nowhere, browser.get(f"/search/?q={nowhere}{more}"))
            if _without_tag(found) != _without_tag(nothing):
                faults.append(f"/search/?q={word}{more}")
        slip = word[:3] + word[4:]
        if word in words_in(browser.get(f"/search/?q={slip}&versions=all")):
            faults.append(f"{slip} was taken for {word}")
    assert not faults, "\n".join(faults)


def _without_tag(page: str) -> str:
    return re.sub(r"etag': '[^']*'", "", page)


def test_what_is_for_everyone_is_found(scene):
    """Else the test above would pass on a search that finds nothing."""
    browser = scene.clients[READER]
    assert "policy on marigold" in words_in(browser.get("/search/?q=marigold"))
    assert "marigold" in words_in(browser.get("/search/?q=marigld"))


@pytest.mark.parametrize("letter", OUTSIDE)
def test_what_is_not_theirs_looks_as_if_there_were_none(scene, letter):
    """Page and headers, for every way of asking; so nobody learns that there is a draft. What a
    page proposes is like its address, whatever is there, and has a test of its own."""
    browser, faults = scene.clients[letter], []
    hidden = [word for word, who in public.TEXTS.items() if who is public.NOBODY]
    for word in [*hidden, "hellebore"]:
        slug = scene.shelf[word].document.slug
        if slug == "open":
            continue
        for route in sorted(_about_documents()):
            address = address_of(route, word, scene)
            nothing = "q" * len(slug)
            none = address.replace(slug, nothing)
            for headers in ({}, {"if-none-match": "*"}):
                there = page_without(slug, browser.get(address, headers=headers))
                nowhere = page_without(nothing, browser.get(none, headers=headers))
                if _unproposed(there) != _unproposed(nowhere):
                    faults.append(f"{address} differs from {none}")
    assert not faults, "\n".join(faults)


def _unproposed(page: str) -> str:
    return re.sub(r"<h2>did you look.*?</ul>\n|content-length': '\d+'", "", page, flags=re.DOTALL)


def _about_documents() -> set[str]:
    return {
        *public.PAGES_OF_A_DOCUMENT,
        *public.PAGES_OF_A_VERSION,
        *public.ONLY_FOR_EVERYONE,
        *public.ONLY_VERSIONS_FOR_EVERYONE,
        f"{public.DOCUMENT}on/",
        f"{public.DOCUMENT}on/<written>/certificate.pdf",
    }


def test_no_tag_can_be_worked_out_from_what_everybody_knows(scene):
    """“Not modified” of a page that is not there would tell that it is."""
    stamp = Council.objects.get().changed_at
    for slug in ("drafted", "inmost", "inner"):
        address = f"/documents/{slug}/"
        known = [
            f"{settings.RELEASE}|{address}|{changes}|{stamp}|{timezone.localdate()}"
            for changes in range(12)
        ]
        tags = ", ".join(f'"{sha256(one.encode()).hexdigest()[:32]}"' for one in known)
        answer = scene.clients[READER].get(address, headers={"if-none-match": tags})
        assert answer.status_code != 304, address


@pytest.mark.parametrize("letter", OUTSIDE)
def test_a_hash_of_what_is_not_theirs_is_that_of_nothing(scene, letter):
    """Checking a hash says nothing of drafts, of texts for some, of files as they came."""
    browser = scene.clients[letter]
    unknown = "0" * 64
    nothing = page_without(unknown, browser.get(f"/verify/?sha256={unknown}"))
    for made in _hashes_not_for_everyone(scene):
        found = page_without(made, browser.get(f"/verify/?sha256={made}"))
        assert _without_tag(found) == _without_tag(nothing)
        for name in ("open-1.0.pdf", "policy.md", "assessment.pdf"):
            assert browser.get(f"/files/{made}/{name}").status_code == 404


def _hashes_not_for_everyone(scene: Scene) -> set[str]:
    submissions = Submission.objects.exclude(
        version__publication="public", version__in_force_from__isnull=False
    )
    files = Rendition.objects.exclude(submission__version__publication="public")
    return {
        *submissions.values_list("sha256", flat=True),
        *files.values_list("sha256", flat=True),
        *ImportedFile.objects.values_list("sha256", flat=True),
        scene.assessment.attachment.sha256,
    }


@pytest.mark.parametrize("letter", OUTSIDE)
def test_a_page_that_is_not_there_proposes_nothing_that_is_not_theirs(scene, letter):
    for word in sorted(not_for(letter)):
        slip = f"policy-on-{word[:3]}{word[4:]}"
        for address in (f"/documents/{slip}/", f"/{slip}/", f"/cy/documents/{slip}/"):
            answer = scene.clients[letter].get(address)
            assert answer.status_code == 404
            assert word not in words_in(answer), address


_LINKS = re.compile(
    r"""(?:href|src|action)="([^"#?]+)|<loc>([^<]+)|"(?:address|text|details)": "([^"]+)"""
)
# Making a file takes a second, and other tests read each: here only what is stored is read.
_MADE = re.compile(r"\.(?:pdf|brf|epub|zip|docx|txt|md|css|svg|js|png|ico)$")


@pytest.mark.parametrize("letter", OUTSIDE)
def test_no_link_leads_to_a_word_that_is_not_theirs(scene, letter):
    browser, faults = scene.clients[letter], []
    waiting = ["/", "/sitemap.xml", "/register.json", "/register.atom", "/members/"]
    seen = set(waiting)
    while waiting:
        address = waiting.pop()
        answer = browser.get(address)
        said = words_in(answer)
        faults += [f"{address}: {word}" for word in not_for(letter) if word in said]
        for found in _LINKS.findall(answer.content.decode()) if not answer.streaming else ():
            path = unescape("".join(found)).removeprefix(settings.PUBLIC_ADDRESS)
            path = path.removeprefix("http://testserver")
            is_ours = path.startswith("/") and not path.startswith(("/admin/", "/cy/", "/sign-"))
            if is_ours and path not in seen and not _MADE.search(path):
                seen.add(path)
                waiting.append(path)
    assert not faults, "\n".join(faults)
    assert {"/documents/open/compare/1.0/2.0/", "/documents/open/versions/1.0/"} <= seen
    assert ("/documents/inner/" in seen) == (letter == "M")
