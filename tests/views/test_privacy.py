"""The notice says all that is held and for how long; whoever finds a hole learns whom to tell."""

import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db.models import CharField, EmailField, TextField

from policies.domain import privacy
from policies.models.subscription import CONFIRM_WITHIN

# Mailboxes of posts and of the council are nobody’s own.
OF_POSTS = {"Council.other_formats_email", "Post.email", "Contact.email"}
# What these rows say besides: which page, what became of it, when.
NOT_PERSONAL = {
    "FormatRequest.reference", "FormatRequest.asked", "FormatRequest.status",
    "FormatRequest.reason", "PageProblem.reference", "PageProblem.path", "PageProblem.outcome",
    "Message.key", "Invitation.token_sha256", "ImportedFile.sha256", "ImportedFile.title",
    "ImportedFile.kind", "Attachment.sha256", "Attachment.media_type", "SecurityEvent.kind",
    "SignInLink.purpose", "SignInLink.token_sha256",
}  # fmt: skip


def kept_words() -> set[str]:
    """Every column that can hold an e-mail address, and every word beside one that is held."""
    named = {field for holding in privacy.HOLDINGS for field in holding.fields}
    models = {field.partition(".")[0] for field in named}
    return {
        f"{model.__name__.removeprefix('Historical')}.{field.name}"
        for model in apps.get_app_config("policies").get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, EmailField)
        or (model.__name__ in models and isinstance(field, CharField | TextField))
    }


def test_every_column_that_holds_personal_data_is_in_the_table():
    named = {field for holding in privacy.HOLDINGS for field in holding.fields}
    assert kept_words() - named - OF_POSTS - NOT_PERSONAL == set()


def test_every_column_of_the_table_is_kept():
    for name in {field for holding in privacy.HOLDINGS for field in holding.fields}:
        model, _, field = name.partition(".")
        assert apps.get_model("policies", model)._meta.get_field(field)


@pytest.mark.django_db
class TestTheNotice:
    def test_it_says_what_is_held_for_how_long_and_whom_to_ask(self, client, town, settings):
        settings.DATA_PROTECTION_CONTACT = "dpo@brackenmoor.example"
        town.council.letter_days_kept = 45
        town.council.save()
        page = client.get("/privacy/").content.decode()
        assert page.count("<h3>") == len(privacy.HOLDINGS)
        assert "Erased 45 days after we closed your request." in page
        assert "{days}" not in page
        assert 'href="mailto:dpo@brackenmoor.example"' in page
        assert "Brackenmoor Borough Council answers for the personal data" in page

    def test_without_a_contact_it_says_so_instead_of_nothing(self, client, town):
        page = client.get("/privacy/").content.decode()
        assert "has not entered here yet whom to ask" in page

    def test_it_is_kept_like_every_public_page_and_changes_with_the_council(self, client, town):
        before = client.get("/privacy/")
        assert before["Cache-Control"].startswith("public, max-age=60")
        assert not before.cookies
        tag = {"if-none-match": before["ETag"]}
        assert client.get("/privacy/", headers=tag).status_code == 304
        town.council.letter_days_kept = 7
        town.council.save()
        assert client.get("/privacy/", headers=tag).status_code == 200

    def test_every_page_leads_to_it(self, client, town):
        for address in ("/", "/nothing/", "/accessibility/"):
            assert 'href="/privacy/"' in client.get(address).content.decode()

    def test_what_it_says_of_subscriptions_is_what_the_clock_does(self):
        (held,) = [one for one in privacy.HOLDINGS if "Subscription.email" in one.fields]
        days = int(re.search(r"after (\d+) days", held.kept)[1])
        assert timedelta(days=days) == CONFIRM_WITHIN


@pytest.mark.django_db
class TestSecurityTxt:
    ADDRESS = "/.well-known/security.txt"

    def named(self, settings, until: date) -> None:
        settings.SECURITY_CONTACT = "mailto:security@brackenmoor.example"
        settings.SECURITY_CONTACT_UNTIL = until

    def test_it_names_the_contact_and_until_when(self, client, settings):
        self.named(settings, date(2999, 5, 31))
        answer = client.get(self.ADDRESS)
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.content.decode().splitlines() == [
            "Contact: mailto:security@brackenmoor.example",
            "Expires: 2999-05-31T23:59:59Z",
            "Preferred-Languages: en, cy",
            f"Canonical: {settings.PUBLIC_ADDRESS}{self.ADDRESS}",
        ]

    def test_an_old_contact_is_not_given_out(self, client, settings):
        self.named(settings, date(2026, 1, 1))
        assert client.get(self.ADDRESS).status_code == 404

    def test_without_a_contact_there_is_no_file(self, client, settings):
        settings.SECURITY_CONTACT = ""
        assert client.get(self.ADDRESS).status_code == 404
