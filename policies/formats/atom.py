"""News of documents as a feed that reading programs ask for (RFC 4287)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

# XML 1.0, section 2.2: no document may carry these, however they are written.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One piece of news. ``identity`` stays the same for good; ``words`` are plain."""

    identity: str
    title: str
    address: str
    words: str
    at: datetime


def render_atom(
    entries: Iterable[FeedEntry],
    *,
    title: str,
    address: str,
    page: str,
    author: str,
    begun_at: datetime,
) -> bytes:
    """Return the feed of these entries, in their order, as UTF-8.

    ``address`` is the feed’s own, and its identity; ``page`` is the page that it goes with.
    ``begun_at`` is when a feed without an entry was last changed.
    """
    from django.utils.feedgenerator import Atom1Feed

    class Feed(Atom1Feed):
        def latest_post_date(self) -> datetime:
            return super().latest_post_date() if self.items else begun_at

    feed = Feed(
        title=_allowed(title),
        link=page,
        description="",
        language="en-GB",
        feed_url=address,
        feed_guid=address,
        author_name=_allowed(author),
    )
    for entry in entries:
        feed.add_item(
            title=_allowed(entry.title),
            link=entry.address,
            # Django marks summaries as HTML.
            description=escape(_allowed(entry.words), quote=False),
            unique_id=entry.identity,
            pubdate=entry.at,
            updateddate=entry.at,
        )
    written: str = feed.writeString("utf-8")
    return written.encode()


def _allowed(words: str) -> str:
    return _NOT_IN_XML.sub("", words)
