"""From an empty database to a policy that members read, and to the same policy restored elsewhere.

Everything goes as on a council’s own host: commands, gunicorn behind nginx, second factors, letters
with links. Nobody looks into a database.
"""

import re
from datetime import date
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path

import docx
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.admin.posting import fields_of, post_from, words_of
from tests.intake.word_files import saved
from tests.production.browsing import FrontBrowser
from tests.production.kept import empty_database, sqlite_file
from tests.serving.host import ADDRESS, Host
from tests.signing_in.people import gives_password, sets_up_app

PASSWORD = "heron-over-the-moss-52"
HOME = "/documents/social-media/"
AT = f"{HOME}versions/1.0/"
FORMATS = 14


class Person:
    """Somebody with a name, a password and a browser."""

    def __init__(self, host: Host, username: str, place: int = 2) -> None:
        self.username = username
        self.browser = FrontBrowser(host, place)

    def takes_up(self, link: str) -> "Person":
        """Set a password by the link of the invitation."""
        page = post_from(self.browser, link, password=PASSWORD)
        assert "Your password is set" in words_of(page), words_of(page)
        return self

    def signs_in(self) -> "Person":
        """Give the name and the password, and set up a second factor where one is asked."""
        self.browser.get("/sign-in/")
        page = gives_password(self.browser, self, PASSWORD)
        if page.request["PATH_INFO"] == "/account/":
            sets_up_app(self.browser)
        assert "Sign out" in words_of(self.browser.get("/members/")), words_of(page)
        return self

    def sends(self, address: str, **answers) -> str:
        """Fill in the form of a page and send it; return the address that it leads to."""
        page = post_from(self.browser, address, **answers)
        assert page.redirect_chain, f"{address}: {words_of(page)}"
        return page.redirect_chain[-1][0]

    def chooses(self, address: str, field: str, label: str) -> str:
        """The value with which the form of a page names what it shows by this label."""
        page = self.browser.get(address)
        select = re.search(rf'<select name="{field}".*?</select>', page.content.decode(), re.DOTALL)
        assert select, f"{address} asks no {field}: {words_of(page)}"
        return re.search(rf'value="(\d+)"[^>]*>\s*{re.escape(label)}', select[0])[1]


class Installation:
    """A host with a database and a folder of its own, and what its people do there."""

    def __init__(self, folder: Path, database: str) -> None:
        folder.mkdir()
        self.letters = folder / "letters"
        self.host = Host(
            folder,
            DATABASE_URL=database,
            PORTAL_PACE_CACHE_URL="dbcache://portal_pace",
            EMAIL_URL=f"filemail:///{self.letters}",
            PORTAL_MAIL_FROM="policies@brackenmoor.example",
        )
        self.host.manage("migrate", "--verbosity", "0")
        self.host.manage("createcachetable")

    def is_well(self) -> None:
        """Its doctor says so, once its clock has run."""
        self.host.manage("run_due")
        assert "This installation is well." in self.host.manage("doctor")

    def link_for(self, name: str) -> str:
        """The link in the letter that this person was sent."""
        for path in self.letters.iterdir():
            for one in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n"):
                letter = message_from_bytes(one, policy=policy.default)
                if f"{name}@" in str(letter["To"]):
                    return re.search(rf"{ADDRESS}(/sign-in/link/\S+)", letter.get_content())[1]
        raise AssertionError(f"No letter to {name}.")


def a_word_file() -> bytes:
    """A policy as an officer has it."""
    document = docx.Document()
    document.add_paragraph("Social media policy", style="Title")
    for heading, words in (
        ("Scope", "This policy applies to all members of Brackenmoor."),
        ("Private groups", "Anything that is said in a private group may be shared."),
    ):
        document.add_paragraph(heading, style="Heading 1")
        document.add_paragraph(words)
    return saved(document)


def people_of(installation: Installation) -> dict[str, Person]:
    """The council is set up at the desk, and everyone is invited, comes in and signs in."""
    host = installation.host
    host.manage(
        "createsuperuser", "--noinput", "--username", "first", "--email", "first@council.example",
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )  # fmt: skip
    first = Person(host, "first").signs_in()
    desk = "/admin/policies/"
    first.sends(f"{desk}council/add/", name="Brackenmoor Borough Council", short_name="Brackenmoor")
    first.sends(f"{desk}body/add/", name="Full Council", kind="council")
    posts = {"Governance Adviser": "author", "Corporate Officer": "officer"}
    for title in posts:
        first.sends(f"{desk}post/add/", title=title)
    roles = {
        "author": "Author",
        "officer": "Corporate Officer",
        "clerk": "Democratic Services Clerk",
        "confirmer": "Confirming Officer",
        "member": "Member",
    }
    for name, role in roles.items():
        page = first.browser.get(f"{desk}user/add/").content.decode()
        group = re.search(rf'value="(\d+)"[^>]*>\s*{role}<', page)[1]
        invited = {"username": name, "email": f"{name}@brackenmoor.example", "groups": [group]}
        first.sends(f"{desk}user/add/", **invited)
    for title, name in posts.items():
        at = f"{desk}postholding/add/"
        post, person = first.chooses(at, "post", title), first.chooses(at, "person", name)
        first.sends(at, post=post, person=person, held_from="2020-05-01")
    host.manage("run_due")
    return {
        name: Person(host, name, place).takes_up(installation.link_for(name)).signs_in()
        for place, name in enumerate(roles, start=3)
    }


def publish(people: dict[str, Person]) -> None:
    """A Word file is brought in, routed, decided, confirmed and published at the desk."""
    author, officer, clerk = people["author"], people["officer"], people["clerk"]
    desk = "/admin/policies/"
    at = f"{desk}route/add/"
    officer.sends(at, name="Council decides", start_from="R8")
    at = f"{desk}document/add/"
    route, owner = author.chooses(at, "route", "Council"), author.chooses(at, "owner_post", "Corp")
    author.sends(
        at, title="Social media policy", slug="social-media", reference="BBC-1", route=route,
        owner_post=owner,
    )  # fmt: skip
    (document,) = set(
        re.findall(
            r"/admin/policies/document/(\d+)/", str(author.browser.get(f"{desk}document/").content)
        )
    )
    upload = SimpleUploadedFile("policy.docx", a_word_file())
    at = f"{desk}document/{document}/bring-in/"
    fields = fields_of(author.browser.get(at)) | {"file": upload}
    review = author.browser.post(at, fields, follow=True)
    assert review.redirect_chain, words_of(review)
    version = author.sends(review.redirect_chain[-1][0], kind="policy", _put="1")
    version = version.removesuffix("change/")
    author.sends(
        f"{version}change/", summary="How members use social media.", audience="Elected members",
        coverage="All members", change_summary="The first in the portal.",
        change_reason="It was brought in from a file.",
    )  # fmt: skip
    author.sends(f"{version}submit/")
    body = clerk.chooses(f"{version}enter-decision/", "body", "Full Council")
    clerk.sends(
        f"{version}enter-decision/", body=body, outcome="approved",
        decided_on=date.today().isoformat(), minute_reference="FC/7", agenda_item="9",
        resolution="RESOLVED: that the policy be adopted.",
    )  # fmt: skip
    people["confirmer"].sends(f"{version}confirm/")
    officer.sends(f"{version}publish/")


def everything_read(host: Host) -> dict[str, bytes]:
    """The page, its exact words and every file of it, as anybody gets them, by their addresses."""
    reader = FrontBrowser(host)
    page = reader.get(HOME)
    assert reader.get(HOME, headers={"If-None-Match": page["ETag"]}).status_code == 304
    read = {HOME: page.content, AT: reader.get(AT).content}
    for address in sorted(
        set(re.findall(rf'href="({AT}social-media-1\.0[^"]*)"', str(read[HOME])))
    ):
        answer = reader.get(address, follow=True)
        assert answer.status_code == 200, address
        read[address] = answer.content
        if answer.redirect_chain:
            assert sha256(answer.content).hexdigest() in answer.redirect_chain[-1][0]
    return read


def test_from_an_empty_database_to_the_same_policy_elsewhere(tmp_path, django_db_blocker):
    with django_db_blocker.unblock(), empty_database(tmp_path, "journey") as database:
        first = Installation(tmp_path / "first", database)
        first.host.manage("set_up_roles")
        assert "no issues" in first.host.manage("check", "--deploy", "--fail-level", "INFO")
        with first.host:
            people = people_of(first)
            publish(people)
            first.is_well()
            read = everything_read(first.host)
            assert len(read) > FORMATS
            assert b"private group" in read[HOME]
            assert b"FC/7" in read[HOME]
            member = people["member"].browser
            assert "Social media policy" in words_of(member.get("/members/"))
            assert member.get("/admin/", follow=True).status_code == 403
            archive = tmp_path / "portal.tar"
            first.host.manage("backup", archive)
        with empty_database(tmp_path, "elsewhere") as elsewhere:
            # On SQLite both are files, and one is enough.
            for address in sorted({elsewhere, sqlite_file(tmp_path, "elsewhere")}):
                there = Installation(tmp_path / address.partition(":")[0], address)
                there.host.manage("restore", archive)
                there.is_well()
                with there.host:
                    assert everything_read(there.host) == read
                    Person(there.host, "member").signs_in()
