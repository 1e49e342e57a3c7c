"""The page of a submission: made again in a new layout, with what was written meanwhile."""

import pytest

from policies.actions import articles
from policies.formats import article
from policies.models import Article, PageStamp
from tests.factories import Town


def stamp_of(document) -> int:
    return PageStamp.objects.get(document=document).changes


@pytest.mark.django_db(transaction=True)
def test_the_pages_of_an_older_layout_are_made_again_outside_any_transaction():
    town = Town()
    version = town.make_in_force(town.make_document())
    before = stamp_of(version.document)
    Article.objects.update(edition=article.EDITION - 1, html="As it was.")
    assert articles.remake_articles() == 1
    made = Article.objects.get(submission=version.submission)
    assert (made.edition, "As it was." in made.html) == (article.EDITION, False)
    assert stamp_of(version.document) == before + 1
    assert articles.remake_articles() == 0
    assert stamp_of(version.document) == before + 1


@pytest.mark.django_db
def test_what_is_written_while_the_pages_are_made_again_is_not_lost(town, in_force, monkeypatch):
    Article.objects.update(edition=article.EDITION - 1)
    take_turn = articles.take_turn

    def wait_for_a_colleague(document):
        Article.objects.update(conforming={"amendments": "Who is bound."})
        return take_turn(document)

    monkeypatch.setattr(articles, "take_turn", wait_for_a_colleague)
    assert articles.remake_articles() == 1
    assert Article.objects.get(submission=in_force.submission).conforming == {
        "amendments": "Who is bound."
    }
