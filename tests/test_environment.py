"""A production start: refused with everything that is wrong, and sound when nothing is."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from policies import apps

HOUSE = Path(__file__).resolve().parent.parent
KEY = "a1B2c3D4e5F6g7H8i9J0-k1L2m3N4o5P6q7R8s9T0-u1V2w3X4y5Z6"
SOUND = {
    "DJANGO_SECRET_KEY": KEY,
    "DJANGO_ALLOWED_HOSTS": "policies.brackenmoor.example",
    "PORTAL_PUBLIC_ADDRESS": "https://policies.brackenmoor.example",
}


def started(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the portal in a process with this environment and no other."""
    return subprocess.run(
        [sys.executable, HOUSE / "manage.py", *(command or ("check",))],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def problems(**environment: str) -> list[str]:
    run = started(**environment)
    assert run.returncode != 0
    for value in environment.values():
        assert len(value) < 8 or value not in run.stderr, "a value is shown"
    return [line[2:] for line in run.stderr.splitlines() if line.startswith("* ")]


def test_an_empty_environment_is_told_all_that_is_missing():
    missing = [problem.split(" is missing. ")[0] for problem in problems()]
    assert missing == ["DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS", "PORTAL_PUBLIC_ADDRESS"]


def test_every_wrong_value_is_told_at_once_and_none_is_shown():
    found = problems(
        DJANGO_DEBUG="perhaps",
        DJANGO_SECRET_KEY="$ecret-but-short",
        DJANGO_ALLOWED_HOSTS="*",
        PORTAL_PUBLIC_ADDRESS="http://policies.brackenmoor.example",
        DATABASE_URL="mysql://portal:swordfish@db/portal",
        EMAIL_URL="carrier-pigeon://loft",
        PORTAL_PACE_CACHE_URL="abacus://beads",
        PORTAL_BRAILLE_CELLS="forty",
        DJANGO_HSTS_SECONDS="-1",
        PORTAL_SECURITY_CONTACT_UNTIL="next spring",
        DJANGO_SECRET_KEY_FALLBACKS_FILE="/nowhere/key",
        PORTAL_BRAILLE_LINES="0",
        PORTAL_SECOND_FACTOR="sometimes",
    )
    assert sorted(problem.split()[0] for problem in found) == [
        "DATABASE_URL", "DJANGO_ALLOWED_HOSTS", "DJANGO_DEBUG", "DJANGO_HSTS_SECONDS",
        "DJANGO_SECRET_KEY", "DJANGO_SECRET_KEY_FALLBACKS_FILE", "EMAIL_URL",
        "PORTAL_BRAILLE_CELLS", "PORTAL_BRAILLE_LINES", "PORTAL_PACE_CACHE_URL",
        "PORTAL_PUBLIC_ADDRESS", "PORTAL_SECOND_FACTOR", "PORTAL_SECURITY_CONTACT_UNTIL",
    ]  # fmt: skip
    assert all(problem.endswith((".", "587", "folder", "postgres://", "https://"))
               for problem in found)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({"PORTAL_MAIL_FROM": "the council"}, "Write an e-mail address."),
        ({"PORTAL_SECURITY_CONTACT": "security@council.example"}, "It must begin with mailto:"),
        ({"PORTAL_OIDC_SERVER": "http://login.council.example"}, "It must begin with https://"),
        (
            {"PORTAL_OIDC_SERVER": "https://login.council.example/common/v2.0"},
            "Name the council’s own tenant.",
        ),
    ],
)
def test_what_can_be_read_but_would_not_do(value, told):
    (name,) = value
    found = [one for one in problems(**SOUND | value) if one.startswith(name)]
    assert any(told in one for one in found)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://other.example", "has a name that DJANGO_ALLOWED_HOSTS does not let in"),
        ("policies.brackenmoor.example", "Write https:// and the name"),
        ("https://policies.brackenmoor.example/portal", "without a path"),
    ],
)
def test_an_address_that_would_be_printed_wrongly_in_files(address, told):
    (found,) = problems(**SOUND | {"PORTAL_PUBLIC_ADDRESS": address})
    assert told in found


def test_a_sound_production_start_passes_djangos_own_checks(tmp_path):
    """Secrets come from files, with the line end that editors put there."""
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    environment = {name: value for name, value in SOUND.items() if name != "DJANGO_SECRET_KEY"}
    run = started(
        "check", "--deploy", "--fail-level", "WARNING",
        DJANGO_SECRET_KEY_FILE=str(tmp_path / "key"),
        PORTAL_PACE_CACHE_URL="dbcache://portal_pace",
        DATABASE_URL=f"sqlite:///{tmp_path}/portal.sqlite3",
        **environment,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (
        0,
        "System check identified no issues (0 silenced).\n",
    ), run.stderr


def test_forms_that_each_process_counts_for_itself_are_noticed(settings):
    settings.CACHES = {"pace": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert [found.id for found in apps.check_pace(None)] == ["policies.W004"]
    settings.CACHES = {"pace": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}}
    assert list(apps.check_pace(None)) == []


@pytest.mark.parametrize(
    ("until", "noticed"), [(None, True), (date(2026, 1, 1), True), (date(2999, 1, 1), False)]
)
def test_a_contact_for_security_that_has_run_out_is_noticed(settings, until, noticed):
    settings.SECURITY_CONTACT = "mailto:security@brackenmoor.example"
    settings.SECURITY_CONTACT_UNTIL = until
    assert bool(list(apps.check_security_contact(None))) is noticed
