"""The web page's text: its order, its headings, and that nothing typed can become markup."""

import re
from html.parser import HTMLParser

import pytest

from policies.domain.content import Contact, ItemKind, RelatedDocument
from policies.formats import article
from tests.formats import samples


class Reading(HTMLParser):
    """The ids, headings, links and tags of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.levels, self.hrefs, self.tags, self.names = [], [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "a":
            self.hrefs.append(attributes["href"])
        if attributes.get("role") == "region":
            self.names.append(attributes["aria-label"])
        if "aria-labelledby" in attributes:
            self.names.append(attributes["aria-labelledby"])


def test_key_points_come_first_and_the_control_block_last():
    html = article.render(samples.policy())
    order = ["Key points", "Contents", ">1</span> Introduction", "Who to ask", "About this doc"]
    places = [html.index(words) for words in order]
    assert places == sorted(places)


def test_a_text_without_key_points_contacts_or_laws_has_no_empty_headings():
    content = samples.policy(
        sections=(samples.section("1", "Introduction"),), contacts=(), related=(), laws=()
    )
    html = article.render(content)
    for words in ("Key points", "Who to ask", "Related documents", "<details"):
        assert words not in html


def test_a_text_without_sections_has_no_contents_list():
    html = article.render(samples.policy(sections=(), laws=()))
    assert "Contents" not in html
    assert "About this document" in html


def test_ids_are_unique_even_if_two_sections_share_a_lineage():
    twins = (samples.section("1", "Scope"), samples.section("1", "Scope"))
    page = Reading(article.render(samples.policy(sections=twins)))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.names) <= set(page.ids)
    anchors = [href for href in page.hrefs if href.startswith("#")]
    assert {href[1:] for href in anchors} <= set(page.ids)


@pytest.mark.parametrize(
    "levels", [(1, 2, 3), (1, 3, 2, 5), (3, 1, 4), (2, 2), (1, 2, 3, 4, 5, 6, 7)]
)
def test_headings_start_at_two_and_skip_no_level(levels):
    sections = tuple(
        samples.section(str(n), f"Part {n}", "#### Deep\n\nText", level=level, items=samples.ITEMS)
        for n, level in enumerate(levels)
    )
    page = Reading(article.render(samples.policy(sections=sections)))
    before = 1
    for level in page.levels:
        assert 2 <= level <= before + 1
        before = level


def test_what_an_author_typed_is_escaped_or_cleaned():
    nasty = '<script>alert("1")</script>'
    content = samples.policy(
        title=nasty,
        author_post=nasty,
        sections=(
            samples.section(
                nasty,
                nasty,
                f"{nasty}\n\n[x](javascript:alert(1)) <img src=x onerror=alert(1)>\n\n"
                "| a |\n| --- |\n| b |\n",
                items=(samples.item(ItemKind.DO, nasty, nasty),),
            ),
        ),
        contacts=(Contact(name=nasty, purpose=nasty, email=nasty, telephone=nasty),),
        related=(RelatedDocument(title=nasty, address="javascript:alert(1)"),),
    )
    html = article.render(content)
    page = Reading(html)
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert not [href for href in page.hrefs if "script" in href]
    assert "&lt;script&gt;" in html


def test_dos_and_donts_are_two_headed_lists_and_not_pairs():
    html = article.render(samples.policy())
    assert html.index("<h3>Do</h3>") < html.index("<h3>Don’t</h3>") < html.index("<h3>Tips</h3>")
    assert "Why: Residents trust a name." in html
    assert '<strong class="kind">Do:</strong>' in html[: html.index("Contents")]


def test_an_unconfirmed_law_has_no_link_and_says_so():
    html = article.render(samples.policy())
    assert "Read Defamation Act 2013, section 1" in html
    assert "Checked on 3 May 2026" in html
    assert "England, Wales and Scotland" in html
    assert "an-address-that-nobody-confirmed" not in html
    assert html.count("An officer has not yet confirmed this entry.") == 1


def test_a_confirmed_law_without_an_address_says_when_it_was_checked():
    law = samples.law(address="")
    content = samples.policy(sections=(samples.section("1", "Law", laws=(law.code,)),), laws=(law,))
    html = article.render(content)
    assert "legislation.gov.uk" not in html
    assert "Checked on 3 May 2026" in html


def test_a_law_that_no_section_names_is_still_shown():
    content = samples.policy(sections=(samples.section("1", "Introduction"),))
    html = article.render(content)
    assert "Other law that this text relies on" in html
    assert "Equality Act 2010, section 149" in html


def test_each_table_scrolls_by_itself_under_a_name_of_its_own():
    page = Reading(
        article.render(samples.policy(sections=(samples.section("1", "T", samples.TABLE * 2),)))
    )
    assert len(page.names) == len(set(page.names))
    assert "Table 1, 1 T" in page.names


def test_contacts_can_be_called_and_written_to():
    html = article.render(samples.policy())
    assert '<bdi dir="ltr"><a href="tel:01632960123">01632 960 123</a></bdi>' in html
    assert 'href="mailto:monitoring.officer@example.org"' in html


def test_the_control_block_leaves_out_what_is_empty():
    html = article.render(samples.policy(keywords=(), classification="", language="gd"))
    control = html[html.index('<dl class="control">') :]
    assert "Keywords" not in control
    assert "Classification" not in control
    assert "<dd>gd</dd>" in control
    assert "<div" not in control[: control.index("</dl>")]


def test_a_section_without_a_heading_can_still_be_found():
    html = article.render(samples.policy(sections=(samples.section("", ""),)))
    assert "Without a heading" in html
