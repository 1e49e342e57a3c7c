"""What changed between published versions: for whoever may read them, and nobody else."""

import re
from html import unescape

import pytest
from django.core.cache import caches
from django.test import Client

from policies.actions import deciding, publishing, submitting, text
from policies.domain.content import ItemKind
from policies.models import Version
from tests.restricted import NOTICE, Restricting

HOME = "/documents/social-media/"
COMPARED = f"{HOME}compare/1.0/2.0/"


@pytest.fixture
def reader() -> Client:
    return Client()


def words_of(response) -> str:
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", "", unescape(main)).split())


def section_of(version: Version, heading: str):
    return version.sections.get(heading=heading)


def publish(town, version: Version) -> Version:
    submitting.submit_version(version=version, by=town.author, at=town.now())
    decision = town.enter_decision(town.fresh(version))
    deciding.confirm_decision(decision=decision, by=town.confirmer, at=town.now())
    publishing.publish_version(version=town.fresh(version), by=town.officer, at=town.now())
    return town.fresh(version)


@pytest.fixture
def second(town, in_force) -> Version:
    """A second version: one section reworded, one removed, one added, an item of another kind."""
    town.wait(days=30)
    draft = town.make_draft(in_force.document, change_reason="The code of conduct changed.")
    scope = section_of(draft, "Scope")
    scope.body = "This policy binds all members, and [the code](https://code.example/) too."
    text.save_section(section=scope, by=town.author, at=town.now())
    text.remove_section(section=section_of(draft, "Private groups"), by=town.author, at=town.now())
    item = section_of(draft, "Dos and don’ts").items.get(kind=ItemKind.DO.value)
    item.kind = ItemKind.TIP.value
    text.save_item(item=item, by=town.author, at=town.now())
    town.write_section(draft, "Elections", "The council says nothing of candidates.")
    return publish(town, draft)


@pytest.fixture
def third(town, second) -> Version:
    """A third version that moves one section and says nothing new in the others."""
    town.wait(days=30)
    draft = town.make_draft(second.document, change_reason="Members asked for another order.")
    text.move_section(
        section=section_of(draft, "Elections"), up=True, by=town.author, at=town.now()
    )
    return publish(town, draft)


def test_the_page_says_first_which_versions_and_what_became_of_each_section(reader, second):
    words = words_of(reader.get(COMPARED))
    assert "Version 1.0 is not in force. It was in force from 2 March 2026 until" in words
    assert "Version 2.0 is in force. It has been since" in words
    for told in (
        "Scope: reworded",
        "Private groups: removed",
        "Dos and don’ts: 1 guidance item changed",
        "Elections: added",
        "now “Tip”, before “Do”",
        "removed: Anything may be shared. (end)",
        "added: The council says nothing of candidates. (end)",
    ):
        assert told in words
    assert words.index("In short") < words.index("removed: Anything may be shared.")


def test_a_changed_section_names_the_version_the_reason_and_the_decision(reader, second):
    page = reader.get(COMPARED).content.decode()
    scope = section_of(second, "Scope").as_content()
    part = page[page.index(f'<section class="changed" id="{scope.anchor}"') :]
    words = " ".join(re.sub(r"<[^>]+>", "", unescape(part[: part.index("</section>")])).split())
    assert "Changed by version 2.0, in force from 1 April 2026: why, and who decided" in words
    assert "Why: The code of conduct changed." in words
    assert "Approved by the Standards Committee on 1 April 2026 (Minute 12)." in words


def test_across_several_versions_each_section_names_those_that_changed_it(reader, third):
    page = reader.get(f"{HOME}compare/1.0/3.0/").content.decode()
    by_section = {}
    for part in page.split('<section class="changed" id="')[1:]:
        name = unescape(re.sub(r"<[^>]+>|removed:|added:|\(end\)", "", part.split("</h2>")[0]))
        changed = re.findall(r"Changed by version (\d\.\d)", part[: part.index("</section>")])
        by_section[name.split(">", 1)[1].strip()] = changed
    assert by_section["Scope"] == ["2.0"]
    assert by_section["Elections"] == ["2.0", "3.0"]
    assert "Members asked for another order." in page


def test_either_order_and_the_same_version_are_answered(reader, second):
    backwards = words_of(reader.get(f"{HOME}compare/2.0/1.0/"))
    assert "Elections: removed" in backwards
    assert "Private groups: added" in backwards
    assert "Compare them the other way round" in backwards
    same = reader.get(f"{HOME}compare/2.0/2.0/")
    assert "Nothing differs: both say the same, word for word." in words_of(same)
    assert b"<ins>" not in same.content


def test_what_is_not_published_is_not_compared(reader, town, second):
    town.make_draft(second.document)
    for address in ("2.0/3.0", "9.9/2.0", "2.0/02.0", "2.0/x"):
        assert reader.get(f"{HOME}compare/{address}/").status_code == 404
    assert reader.get("/documents/none/compare/1.0/2.0/").status_code == 404
    assert "3.0" not in words_of(reader.get(f"{HOME}compare/"))


def test_a_version_for_members_is_compared_for_members_alone(reader, town, in_force):
    town.wait(days=1)
    publication = Version.Publication.MEMBERS
    town.make_in_force(in_force.document, publication=publication, title="A secret name")
    for address in (COMPARED, f"{HOME}compare/2.0/1.0/"):
        assert reader.get(address)["Location"].startswith("/sign-in/")
    assert "secret" not in reader.get(f"{HOME}compare/").content.decode()
    member = Client()
    member.force_login(town.member)
    response = member.get(COMPARED)
    assert "A secret name" in words_of(response)
    assert "no-store" in response["Cache-Control"]
    assert reader.get(COMPARED).status_code == 302


def test_it_is_cached_for_everyone_and_answers_304(reader, second, django_assert_num_queries):
    response = reader.get(COMPARED)
    assert response["Cache-Control"].startswith("public, max-age=60")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    with django_assert_num_queries(1):
        assert reader.get(COMPARED).content == response.content
        etag = response["ETag"]
    with django_assert_num_queries(1):
        assert reader.get(COMPARED, headers={"if-none-match": etag}).status_code == 304


def test_making_it_takes_as_many_queries_for_two_versions_as_for_three(
    reader, third, django_assert_num_queries
):
    for address in (f"{HOME}compare/2.0/3.0/", f"{HOME}compare/1.0/3.0/"):
        caches["pages"].clear()
        with django_assert_num_queries(4):
            assert reader.get(address).status_code == 200


class TestChoosing:
    def test_the_two_latest_are_chosen_and_lead_to_their_comparison(self, reader, second):
        page = reader.get(f"{HOME}compare/").content.decode()
        chosen = re.findall(r'<option value="([\d.]+)" selected', page)
        assert chosen == ["1.0", "2.0"]
        response = reader.get(f"{HOME}compare/?from=1.0&to=2.0")
        assert response["Location"] == COMPARED

    @pytest.mark.parametrize("asked", ["from=1.0", "from=&to=", "from=99999.1&to=1.0", "to=';--"])
    def test_what_is_no_version_is_asked_again(self, reader, second, asked):
        response = reader.get(f"{HOME}compare/?{asked}")
        assert response.status_code == 400
        assert "Choose two versions from the lists." in words_of(response)
        assert "no-store" in response["Cache-Control"]

    def test_of_a_single_version_it_says_so(self, reader, in_force):
        assert "There is only version 1.0 so far" in words_of(reader.get(f"{HOME}compare/"))


class TestTheHistoryOfASection:
    def history(self, reader, version: Version, heading: str):
        anchor = section_of(version, heading).as_content().anchor
        return reader.get(f"{HOME}sections/{anchor.removeprefix('s-')}/")

    def test_it_says_since_when_the_present_wording_stands(self, reader, third):
        response = self.history(reader, third, "Scope")
        words = words_of(response)
        assert (
            "This section has read as it does now since 1 April 2026, when version 2.0 came into "
            "force." in words
        )
        assert "Why: The code of conduct changed." in words
        assert "Approved by the Standards Committee on 1 April 2026 (Minute 12)." in words
        assert "As it stood in the first version here, 1.0" in words
        page = response.content.decode()
        assert f'href="{COMPARED}#' in page
        assert page.index("Version 2.0, in force") < page.index("As it stood in the first")

    def test_a_removed_section_says_when_it_went(self, reader, in_force, second):
        words = words_of(self.history(reader, in_force, "Private groups"))
        assert "This section was removed by version 2.0, from 1 April 2026 on." in words
        assert "removed: Anything may be shared. (end)" in words

    def test_one_that_no_version_has_is_not_found(self, reader, second):
        for lineage in ("0" * 12, "x" * 12, "0" * 32):
            assert reader.get(f"{HOME}sections/{lineage}/").status_code == 404

    def test_a_section_of_a_draft_is_not_found(self, reader, town, second):
        draft = town.make_draft(second.document)
        town.write_section(draft, "To come", "Nobody knows yet.")
        assert self.history(reader, draft, "To come").status_code == 404

    def test_every_section_of_the_text_leads_to_its_history(self, reader, second):
        for address in (HOME, f"{HOME}versions/1.0/"):
            page = reader.get(address).content.decode()
            links = re.findall(r'href="(/documents/social-media/sections/[0-9a-f]{12}/)"', page)
            assert len(links) == page.count('class="anchor"') == 3
            assert 'aria-label="When did this change? Scope"' in page
        assert all(reader.get(link).status_code == 200 for link in links)


def test_the_page_of_a_version_leads_to_what_changed_since_the_one_before(reader, second):
    assert f'href="{COMPARED}">What changed since 1.0</a>' in reader.get(HOME).content.decode()
    first = reader.get(f"{HOME}versions/1.0/").content.decode()
    assert "What changed since" not in first


class TestHiddenByLaw:
    def test_what_is_hidden_is_in_no_comparison_and_the_notice_is(self, reader, town, second):
        section = TestTheHistoryOfASection()
        assert "Anything may be shared" in words_of(reader.get(COMPARED))
        assert b"Anything" in section.history(reader, town_first(second), "Private groups").content
        Restricting(town).restrict(town_first(second), "Anything may be shared")
        for address in (COMPARED, f"{HOME}compare/2.0/1.0/"):
            words = words_of(reader.get(address))
            assert "Anything may" not in words
            assert NOTICE in words
        history = section.history(reader, town_first(second), "Private groups")
        assert b"Anything" not in history.content

    def test_a_version_that_is_hidden_whole_is_not_compared(self, reader, town, second):
        Restricting(town).restrict(town_first(second), "")
        words = words_of(reader.get(COMPARED))
        assert "They cannot be compared" in words
        assert NOTICE in words
        assert "Elections" not in words
        assert reader.get(f"{HOME}compare/2.0/2.0/").status_code == 200


def town_first(version: Version) -> Version:
    return version.document.versions.get(major=1)
