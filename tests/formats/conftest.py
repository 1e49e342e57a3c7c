"""What the tests of the formats share: finished files, each made once, and what they are of."""

import pytest
from django.conf import settings as project
from django.db import transaction
from django.test import override_settings

from policies import formats
from tests.formats import whole_texts
from tests.formats.finished import shelf

__all__ = ["shelf"]


@pytest.fixture(scope="session")
def typesetter():
    """Skip, with the sentence that the portal shows, where PDF files cannot be made."""
    reason = formats.available("pdf")
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def demonstration_texts(shelf, request):
    """What the demonstration council's files are made of, by name: all that is in force there,
    translations too, each with what its files state besides the text."""

    def loaded():
        request.getfixturevalue("django_db_setup")
        with request.getfixturevalue("django_db_blocker").unblock():
            return _demonstration(shelf.folder)

    return shelf.keep("demonstration", loaded)


def _demonstration(folder):
    """Load the demonstration, look, and take it back."""
    from policies.actions import demonstration
    from policies.actions.rendering import record_of
    from policies.models import Translation, Version

    hasher = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    quick = override_settings(PASSWORD_HASHERS=hasher, MEDIA_ROOT=str(folder / "kept"))
    with quick, transaction.atomic():
        demonstration.load(folder=project.BASE_DIR / "fixtures")
        rows = [*Version.objects.in_force(), *Translation.objects.for_public()]
        texts = {
            f"{one.public_content.slug} {one.translated_into}".strip(): (
                one.public_content,
                record_of(one),
            )
            for one in (row.submission for row in rows)
        }
        transaction.set_rollback(True)
    return texts


@pytest.fixture(scope="session")
def text(request):
    """Give a whole text by its name, with its record: one of ours or of the demonstration."""

    def named(name):
        if name in whole_texts.WHOLE:
            return whole_texts.WHOLE[name]
        return request.getfixturevalue("demonstration_texts")[name]

    return named


@pytest.fixture(scope="session")
def finished(shelf, text):
    """Give the file of a whole text in a format, by their names, made once in this run."""

    def file(name, format_name):
        content, record = text(name)
        why_not = formats.available(format_name, content.language)
        if why_not:
            pytest.skip(why_not)
        return shelf.keep(
            f"{name}-{format_name}", lambda: formats.render(format_name, content, record)
        )

    return file


@pytest.fixture(scope="session")
def files(typesetter, finished):
    """Every PDF of the sample policy, by name of format."""
    printed = (name for name, row in formats.FORMATS.items() if row.extension == "pdf")
    return {name: finished("ordinary", name) for name in printed}
