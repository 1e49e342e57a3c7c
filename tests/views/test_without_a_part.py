"""A machine that lacks a part: its formats are off, with a sentence wherever someone looks."""

import pytest
from django.core import checks

from policies import formats
from policies.actions import filesshown, trials
from tests import missing
from tests.admin.posting import words_of

PAGE = "/documents/social-media/versions/1.0/"
STEM = f"{PAGE}social-media-1.0"


@pytest.fixture(params=missing.PARTS)
def lacking(request, town, in_force, in_review_elsewhere, monkeypatch, tmp_path):
    """The formats that a machine without this part lacks, and what its administrator is told."""
    with monkeypatch.context() as patch:
        missing.hide(request.param, patch, tmp_path)
        yield missing.PARTS[request.param]
    missing.forget()


@pytest.fixture
def in_review_elsewhere(town):
    return town.make_in_review(town.make_document(slug="other", title="Other"), title="Other")


def test_page_desk_and_check_say_what_to_install_and_the_other_formats_stay(
    client, in_force, in_review_elsewhere, lacking
):
    names, advice = lacking
    off = {name for name in formats.FORMATS if formats.available(name)}
    assert off == names
    page = words_of(client.get(PAGE))
    assert page.count(advice) == page.count("is not available here.") == len(names)
    shown = filesshown.files_of(in_force.submission)
    assert sum(advice in sentence for sentence in shown.sentences) == len(names)
    assert {one.format.name for one in shown.files if advice in " ".join(one.sentences)} == names
    told = [one.msg for one in checks.run_checks() if one.id == "policies.W002"]
    for name in names:
        label = formats.FORMATS[name].label
        assert any(one.startswith(f"{label}: ") and advice in one for one in told)
    assert {one.split(": ")[0] for one in told} == {formats.FORMATS[name].label for name in names}


def test_a_reader_who_asks_for_the_file_is_told_and_can_still_read(client, in_force, lacking):
    names, advice = lacking
    for name in names:
        row = formats.FORMATS[name]
        answer = client.get(f"{STEM}{row.suffix}.{row.extension}")
        assert answer.status_code == 503
        assert advice in words_of(answer)
    assert client.get(f"{STEM}.txt").status_code == 302


def test_a_trial_does_without_it_and_blames_no_text(town, in_review_elsewhere, lacking):
    names, _ = lacking
    [waiting] = trials.submissions_to_try()
    tried = {row.name for row in trials._formats_to_try(waiting)}
    assert tried == {n for n, f in formats.FORMATS.items() if not f.is_slow} - names
