"""What the demonstration council did, act by act in the order of time.

Each line of the diary names an act, who did it and when; the rest are the words that the act
asks for, under the names that the action has for them.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tqdm import tqdm

from policies.actions import (
    calling_in,
    commenting,
    consulting,
    deciding,
    deciding_alone,
    delegating,
    drafting,
    equaltexts,
    granting,
    planning,
    publishing,
    reporting,
    reviewing,
    submitting,
)
from policies.actions.demonstration.documents import Shelf
from policies.domain.dates import LONDON
from policies.domain.lifecycle import Outcome
from policies.domain.numbering import VersionNumber
from policies.domain.reviews import ReviewOutcome, TriggerKind
from policies.models import (
    Body,
    Comment,
    Consultation,
    Decision,
    Delegation,
    Document,
    ImpactAssessment,
    Post,
    Route,
    User,
    Version,
)

Act = Callable[..., object]
Read = Callable[[Any], object]


def play(diary: Path, shelf: Shelf, *, show_progress: bool = False) -> None:
    """Do everything that the diary says, in the order of time."""
    lines = [
        {**line, "document": slug}
        for slug, lines in json.loads(diary.read_text()).items()
        for line in lines
    ]
    acts = _acts(shelf)
    lines.sort(key=lambda line: line["at"])
    for line in tqdm(lines, desc="Acts", disable=not show_progress):
        act, choices = acts[line.pop("act")]
        act(**_read(line, choices))


def _acts(shelf: Shelf) -> dict[str, tuple[Act, Mapping[str, Read]]]:
    """Each act by its name in the diary, with those of its words that are a choice of a few."""
    outcome = {"outcome": Outcome}
    assessed = {"subject": ImpactAssessment.Subject, "outcome": ImpactAssessment.Outcome}
    none: Mapping[str, Read] = {}
    return {
        "record from paper": (shelf.record_from_paper, none),
        "write": (shelf.write, none),
        "write anew": (shelf.write_anew, none),
        "submit": (submitting.submit_version, none),
        "recall": (submitting.recall_version, none),
        "assess": (reporting.add_impact_assessment, assessed),
        "weigh": (reporting.add_option, none),
        "open consultation": (consulting.open_consultation, none),
        "close consultation": (_close_consultation, none),
        "comment": (commenting.add_comment, {"stance": Comment.Stance}),
        "let stand": (_let_stand, none),
        "decide": (deciding.enter_decision, outcome),
        "delegate": (_delegate, none),
        "decide under delegation": (_decide_under_delegation, outcome),
        "decide urgently": (deciding_alone.decide_urgently, none),
        "confirm": (_confirm, none),
        "call in": (calling_in.call_in, none),
        "release": (_release, none),
        "translate": (shelf.translate, none),
        "check translation": (_check_translation, none),
        "publish": (publishing.publish_version, none),
        "plan": (planning.plan_publication, none),
        "record review": (reviewing.record_review, {"outcome": ReviewOutcome}),
        "call for review": (reviewing.raise_trigger, {"kind": TriggerKind}),
        "change route": (_change_route, none),
    }


def _read(line: dict[str, Any], choices: Mapping[str, Read]) -> dict[str, Any]:
    """The words of a line as the action takes them; a version stands in for its document."""
    words = {**line, "document": Document.objects.get(slug=line["document"])}
    if "version" in words:
        number = VersionNumber.parsed(words["version"])
        words["version"] = words.pop("document").versions.get(
            major=number.major, minor=number.minor
        )
    readers = {**_READERS, **choices}
    for name in readers.keys() & words.keys():
        words[name] = readers[name](words[name])
    return words


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


def _titled(title: str) -> Post:
    return Post.objects.get(title=title)


_DAYS = ("opens_on", "closes_on", "dated", "decided_on", "granted_on", "starts_on", "expires_on",
         "in_force_from", "next_review_on", "due_on", "day")  # fmt: skip
_READERS: Mapping[str, Read] = {
    **dict.fromkeys(_DAYS, date.fromisoformat),
    **dict.fromkeys(("post", "delegate_post", "consultee_post"), _titled),
    **dict.fromkeys(("body", "granted_by"), lambda name: Body.objects.get(name=name)),
    "route": lambda name: Route.objects.get(name=name),
    "by": lambda name: User.objects.get(username=name),
    "at": _moment,
}


def _close_consultation(*, version: Version, **words: Any) -> None:
    consultation = Consultation.objects.get(submission__version=version)
    consulting.close_consultation(consultation=consultation, **words)


def _let_stand(*, version: Version, post: Post, **words: Any) -> None:
    comment = Comment.objects.get(submission__version=version, post=post)
    commenting.let_stand(comment=comment, **words)


def _delegate(*, document: Document, by: User, at: datetime, **terms: Any) -> None:
    delegation = Delegation(document=document, **terms)
    delegating.keep_delegation(delegation=delegation, by=by, at=at)


def _decide_under_delegation(*, version: Version, **words: Any) -> None:
    delegation = version.document.delegations.get()
    answer = granting.answer_on(delegation, version)
    deciding_alone.decide_under_delegation(
        version=version, delegation=delegation, consultee_comment=answer, **words
    )


def _confirm(*, version: Version, **words: Any) -> None:
    decision = Decision.objects.filter(submission__version=version).latest("id")
    deciding.confirm_decision(decision=decision, **words)


def _release(*, version: Version, **words: Any) -> None:
    calling_in.release(call_in=version.call_ins.get(), **words)


def _check_translation(*, version: Version, language: str, **words: Any) -> None:
    translation = version.translations.get(language=language)
    equaltexts.check_translation(translation=translation, **words)


def _change_route(*, document: Document, route: Route, **words: Any) -> None:
    drafting.change_document(
        document=document,
        reference=document.reference,
        owner_post=document.owner_post,
        route=route,
        minor_route=document.minor_route,
        fallback_post=document.fallback_post,
        review_interval_months=document.review_interval_months,
        **words,
    )
