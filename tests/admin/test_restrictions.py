"""Hiding by law at the desk: one of the two roles asks, the other answers, nobody else looks."""

from pathlib import Path

import pytest

from policies.actions import submitting, text
from policies.models import Restriction, Section
from tests.admin.browser import CHROMIUM, check, sign_in
from tests.admin.posting import post_from, words_of
from tests.restricted import NOTICE, Restricting

PASSAGE = "applies to all members"
ANSWERS = {
    "passage": PASSAGE,
    "ground": "court-order",
    "notice": NOTICE,
    "reason": "Order 12 of the county court",
}
SEALED = "so its exact words are under seal"


@pytest.fixture
def law(town):
    return Restricting(town)


def test_one_asks_and_the_other_confirms(at_desk, town, in_force, address, page_of):
    monitoring, administrator = at_desk(town.monitoring), at_desk(town.administrator)
    ask = address("restriction_ask", in_force.pk)
    assert f'href="{ask}"' in monitoring.get(page_of(in_force)).content.decode()
    asked = post_from(monitoring, ask, **ANSWERS)
    restriction = Restriction.objects.get()
    assert asked.redirect_chain[-1][0] == address("restriction_change", restriction.pk)
    words = words_of(asked)
    assert "Waits for the other of the two roles" in words
    assert "… This policy applies to **all** members. …" in words
    answer = address("restriction_answer", restriction.pk)
    assert monitoring.get(answer).status_code == 403
    waiting = administrator.get("/admin/").content.decode()
    assert "Hide by law: Social media policy 1.0" in waiting
    assert f'href="{answer}"' in waiting
    assert PASSAGE not in waiting
    waiting = monitoring.get("/admin/").content.decode()
    assert "Hide by law: Social media policy 1.0" in waiting
    assert f'href="{answer}"' not in waiting
    assert "Hide by law" not in at_desk(town.officer).get("/admin/").content.decode()
    confirmed = post_from(administrator, answer, answer="confirm")
    assert "Confirmed, " in words_of(confirmed)
    assert f'href="{address("restriction_lift", restriction.pk)}"' in confirmed.content.decode()
    assert "See the notice" not in words_of(confirmed)
    assert "Hide by law" not in administrator.get("/admin/").content.decode()
    assert in_force.restrictions.hidden() != ()


def test_it_is_asked_and_confirmed_that_it_be_lifted(at_desk, town, law, in_force, address):
    restriction = law.restrict(in_force, PASSAGE)
    lift = address("restriction_lift", restriction.pk)
    asked = post_from(at_desk(town.administrator), lift, reason="The order was lifted")
    assert "Show again: a passage" in words_of(asked)
    lifting = Restriction.objects.exclude(pk=restriction.pk).get()
    post_from(at_desk(town.monitoring), address("restriction_answer", lifting.pk), answer="confirm")
    assert in_force.restrictions.hidden() == ()


def test_reasons_stand_on_the_page_with_what_was_typed(at_desk, town, in_force, address):
    ask = address("restriction_ask", in_force.pk)
    page = post_from(at_desk(town.monitoring), ask, **ANSWERS | {"passage": "Not in the text"})
    assert "These words do not stand in the submitted text" in words_of(page)
    assert "Not in the text" in page.content.decode()
    page = post_from(at_desk(town.monitoring), ask, **ANSWERS | {"passage": ""})
    assert "tick that the whole version is hidden" in words_of(page)
    assert not Restriction.objects.exists()


def test_another_version_that_says_the_same_is_one_step_away(at_desk, town, law, in_force, address):
    successor = town.make_successor(in_force)
    asked = law.ask(successor, PASSAGE)
    desk = at_desk(town.monitoring)
    page = desk.get(address("restriction_change", asked.pk))
    assert "Restrict version 1.0 too" in words_of(page)
    ask = f"{address('restriction_ask', in_force.pk)}?like={asked.pk}"
    post_from(desk, ask)
    other = Restriction.objects.get(version=in_force)
    assert (other.passage, other.ground, other.notice, other.reason) == (
        asked.passage, asked.ground, asked.notice, asked.reason,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["author", "officer", "clerk", "confirmer", "auditor", "member"])
def test_nobody_else_sees_what_is_hidden(at_desk, town, law, in_force, address, page_of, who):
    restriction = law.restrict(in_force, PASSAGE)
    desk = at_desk(getattr(town, who))
    for page in (
        address("restriction_changelist"),
        address("restriction_change", restriction.pk),
        address("restriction_ask", in_force.pk),
        address("restriction_answer", restriction.pk),
        address("restriction_lift", restriction.pk),
    ):
        assert desk.get(page).status_code in (302, 403)
    section = in_force.sections.first()
    for page in (
        address("section_change", section.pk),
        address("section_simple_history", section.pk, section.history.first().pk),
        address("version_history", in_force.pk),
    ):
        assert desk.get(page).status_code in (302, 403)
    assert "restriction/" not in desk.get("/admin/").content.decode()
    bytes_page = desk.get(address("submission_bytes", in_force.submission_id))
    assert bytes_page.status_code in (302, 403)
    assert b"members" not in bytes_page.content
    if who != "member":
        assert SEALED in bytes_page.content.decode()
        reading = desk.get(address("version_read", in_force.pk))
        assert "see the notice" in words_of(reading)
        assert PASSAGE not in words_of(reading)


@pytest.mark.parametrize("who", ["author", "officer", "auditor"])
def test_the_description_and_its_history_are_sealed_too(
    at_desk, town, law, in_force, address, page_of, who
):
    words = "what the law asks of them"
    desk = at_desk(getattr(town, who))
    state = address("version_simple_history", in_force.pk, in_force.history.first().pk)
    for page in (page_of(in_force), state):
        assert words in words_of(desk.get(page))
    law.restrict(in_force, words)
    law.restrict(in_force, "Private groups")
    page = desk.get(page_of(in_force))
    assert page.status_code == 200
    assert words not in words_of(page)
    assert "Private groups" not in words_of(page)
    assert "How members use social media, and [Removed by law on" in words_of(page)
    assert desk.get(state).status_code == 403
    assert desk.post(page_of(in_force), {"summary": "Mine"}).status_code == 403
    assert town.fresh(in_force).summary.endswith("asks of them.")
    monitoring = at_desk(town.monitoring)
    assert words in words_of(monitoring.get(page_of(in_force)))
    assert monitoring.get(state).status_code == 200


@pytest.mark.parametrize("name", ["version", "submission", "decision", "statuschange"])
def test_no_list_names_a_text_by_hidden_words_nor_finds_it_by_them(
    at_desk, town, law, in_force, address, name
):
    where = address(f"{name}_changelist")
    asked = {"q": "media"}
    author, monitoring = at_desk(town.author), at_desk(town.monitoring)
    assert "Social media policy" in words_of(author.get(where, asked))
    law.restrict(in_force, "media policy")
    listed = words_of(author.get(where))
    assert "Social [Removed by law on" in listed
    assert "media policy" not in listed
    assert author.get(where, asked).context["cl"].result_count == 0
    assert monitoring.get(where, asked).context["cl"].result_count > 0


def test_a_section_that_was_removed_before_is_under_seal_with_its_version(
    at_desk, town, law, draft, address
):
    section = town.write_section(draft, "Sanctions", "It applies to all members here.")
    removed = section.pk
    text.remove_section(section=section, by=town.author, at=town.now())
    submitting.submit_version(version=draft, by=town.author, at=town.now())
    state = Section.history.filter(id=removed).first()
    page = address("section_simple_history", removed, state.pk)
    assert at_desk(town.auditor).get(page).status_code == 200
    law.restrict(town.fresh(draft), PASSAGE)
    assert at_desk(town.auditor).get(page).status_code == 403
    assert at_desk(town.monitoring).get(page).status_code == 200


@pytest.mark.parametrize("who", ["monitoring", "administrator"])
def test_the_two_roles_open_the_sealed_bytes(at_desk, town, law, in_force, address, who):
    law.restrict(in_force, PASSAGE)
    page = at_desk(getattr(town, who)).get(address("submission_bytes", in_force.submission_id))
    assert page.content == bytes(in_force.submission.canonical)
    section = in_force.sections.first()
    for page in (address("section_change", section.pk), address("version_history", in_force.pk)):
        assert at_desk(getattr(town, who)).get(page).status_code == 200


def test_what_is_not_restricted_is_not_sealed(at_desk, town, in_force, address):
    section = in_force.sections.first()
    for page in (address("section_change", section.pk), address("version_history", in_force.pk)):
        assert at_desk(town.auditor).get(page).status_code == 200


@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="Chromium is not installed here.")
@pytest.mark.django_db(transaction=True)
def test_the_pages_work_for_everyone(desk, town, law, in_force, address):
    standing = law.restrict(in_force, PASSAGE)
    asked = law.ask(in_force, "Think before you post")
    sign_in(desk, town.administrator)
    check(desk, address("restriction_changelist"), "restrictions")
    check(desk, address("restriction_change", standing.pk), "restriction")
    check(desk, address("restriction_ask", in_force.pk), "restriction-ask")
    check(desk, address("restriction_answer", asked.pk), "restriction-answer")
    check(desk, address("restriction_lift", standing.pk), "restriction-lift")
    check(desk, address("version_changelist"), "versions")
    check(desk, address("version_retention"), "retention")
