"""The shared cache is down: everyone reads, writes and signs in, and the limits stand."""

import logging

import pytest
from django.core.cache import caches

from policies.models import PageProblem
from policies.views.letters import pace
from policyportal.counts import counting_in
from policyportal.environment import Environment
from tests.admin.posting import post_from, words_of
from tests.signing_in.people import gives_password

pytestmark = pytest.mark.django_db
REPORT = "/report-a-problem/"


@pytest.fixture(params=["table", "folder"])
def cache_down(request, settings, tmp_path, caplog):
    """A cache of each kind that is not there: no table, or a file where its folder was."""
    (tmp_path / "file").write_text("no folder")
    address = {
        "table": "dbcache://no_such_table",
        "folder": f"filecache://{tmp_path}/file",
    }[request.param]
    down = counting_in(Environment().cache_url_config(address))
    settings.CACHES = {**settings.CACHES, **down}
    caplog.set_level(logging.CRITICAL)
    yield
    caches["pace"].clear()


def test_everyone_goes_on_and_the_limits_stand(client, town, in_force, cache_down):
    assert client.get("/documents/social-media/").status_code == 200
    for number in range(pace.MOST_FROM_ONE):
        page = post_from(client, REPORT, words=f"Link {number} leads nowhere.")
        assert page.status_code == 200, words_of(page)
    assert PageProblem.objects.count() == pace.MOST_FROM_ONE
    assert post_from(client, REPORT, words="One more.").status_code == 429
    asked_for_a_code = gives_password(client, town.officer)
    assert asked_for_a_code.status_code == 200
    assert client.session["_auth_user_id"] == str(town.officer.pk)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["parts"]["cache"]) == (503, "wrong")
