"""The demonstration council: it loads once, and stays off real data."""

from collections import Counter
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from policies.models import User


def load(**options) -> str:
    out = StringIO()
    call_command("load_demonstration", stdout=out, **options)
    return out.getvalue()


def everything() -> Counter[str]:
    return Counter({one.__name__: one.objects.count() for one in apps.get_models()})


def test_it_loads_once_and_prints_who_can_sign_in(db, settings):
    settings.DEBUG = True
    load(verbosity=0)
    before = everything()
    said = load(verbosity=1)
    assert everything() == before
    assert said.startswith("It was loaded before.")
    for name in User.objects.values_list("username", flat=True):
        assert f"  {name} " in said
    assert "deputy-monitoring-officer   Monitoring Officer" in said


def test_it_refuses_where_a_council_works_or_outside_development(town, settings):
    town.council.name = "Heatherby Town Council"
    town.council.save()
    before = everything()
    with pytest.raises(CommandError, match="development only"):
        load()
    settings.DEBUG = True
    with pytest.raises(CommandError, match=r"serves Heatherby Town Council\. Nothing was loaded"):
        load()
    assert everything() == before
