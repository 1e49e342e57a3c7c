"""What changed since the version in force, and whether that is more than a minor change.

Learned from councils: one member noticed what a new draft no longer said, so the desk lists
the sections removed; and a delegated minor amendment may not change a duty (B3).
"""

import re
from collections import Counter
from collections.abc import Iterator

from policies.domain.checks.draft import Draft
from policies.domain.checks.duties import DutyChange, duty_changes
from policies.domain.checks.plain_text import read_section
from policies.domain.checks.remark import Remark, shortened
from policies.domain.content import Section, VersionContent
from policies.domain.outline import label_for

MOST_WORDS_CHANGED = 0.2
# A change here touches the law, a sanction or who is bound, and so returns to the body.
_SUBSTANTIVE_KEYS = ("scope", "legal", "complaints-and-breach")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def remarks(draft: Draft) -> Iterator[Remark]:
    """Yield advice on the sections removed and the duties changed since the version in force.

    Codes: “removed-section”, “duty-changed”. Nothing without a version in force.
    """
    if draft.in_force is None:
        return
    yield from _removed(draft.in_force, draft.content)
    names = {text.lineage: text.where for text in draft.sections}
    for change in duty_changes(draft.in_force, draft.content):
        yield Remark(
            code="duty-changed",
            sentence=f"{names[change.lineage](change.line)}: {_in_words(change)} "
            "Make sure that this is meant, and say it in the change summary.",
            blocks=False,
            lineage=change.lineage,
            line=change.line,
            passage=shortened(change.after or change.before),
        )


def _removed(before: VersionContent, after: VersionContent) -> Iterator[Remark]:
    kept = {section.lineage for section in after.sections}
    headings = {section.heading.casefold().strip() for section in after.sections}
    for section in before.sections:
        if section.lineage in kept:
            continue
        advice = "If that is meant, say so in the change summary."
        if section.heading.casefold().strip() in headings:
            advice = (
                "A new section has the same heading, but links to the old one and the comparison "
                "will not find it. Restore the old section and write in that."
            )
        yield Remark(
            code="removed-section",
            sentence=f"“{shortened(section.title, 80)}” is in version {before.number}, in force, "
            f"and not in this text. {advice}",
            blocks=False,
            passage=shortened(section.title),
        )


def _in_words(change: DutyChange) -> str:
    before, after = _named(change.duties_before), _named(change.duties_after)
    if not change.before:
        return f"a new sentence with {after}: {_quoted(change.after)}"
    if not change.after:
        return f"a sentence with {before} is gone: {_quoted(change.before)}"
    return (
        f"{before or 'no word of duty'} became {after or 'no word of duty'}. Before: "
        f"{_quoted(change.before)} After: {_quoted(change.after)}"
    )


def _quoted(sentence: str) -> str:
    words = shortened(sentence)
    return f"“{words}”" if words.endswith((".", "!", "?", "…")) else f"“{words}”."


def _named(duties: tuple[str, ...]) -> str:
    return ", ".join(f"“{duty}”" for duty in duties)


def is_minor(before: VersionContent, after: VersionContent) -> tuple[str, ...]:
    """Return every reason why the change between these versions is not minor; none if it is.

    Not minor (B3, “Minor or substantive”): a section added or removed; a word of duty changed;
    the kind, audience or coverage changed; the words of a scope, legal or sanctions section
    changed; more than a fifth of all words changed.
    """
    return tuple(_against_minor(before, after))


def _against_minor(before: VersionContent, after: VersionContent) -> Iterator[str]:
    old = {section.lineage: section for section in before.sections}
    new = {section.lineage: section for section in after.sections}
    for lineage, section in new.items():
        if lineage not in old:
            yield f"The section “{shortened(section.title, 80)}” is new."
    for lineage, section in old.items():
        if lineage not in new:
            yield f"The section “{shortened(section.title, 80)}” was removed."
    if before.kind is not after.kind:
        yield f"It was {before.kind.value} and is {after.kind.value} now."
    for label, was, now in (
        ("who it is for", before.audience, after.audience),
        ("whom it binds", before.coverage, after.coverage),
    ):
        if _words(was) != _words(now):
            yield f"It says anew {label}: “{shortened(was, 60)}” became “{shortened(now, 60)}”."
    for change in duty_changes(before, after):
        yield f"In “{shortened(change.heading, 80)}”, {_in_words(change)}"
    for lineage, section in new.items():
        key = section.key if section.key in _SUBSTANTIVE_KEYS else old.get(lineage, section).key
        if lineage in old and key in _SUBSTANTIVE_KEYS and _differ(old[lineage], section):
            yield (
                f"“{shortened(section.title, 80)}” was changed, and it is tagged "
                f"“{label_for(key)}”, which is never a minor matter."
            )
    share = share_changed(before, after)
    if share > MOST_WORDS_CHANGED:
        yield f"{round(share * 100)} % of the words changed; a minor change is 20 % or less."


def _differ(old: Section, new: Section) -> bool:
    is_same = _words_of(old) == _words_of(new) and set(old.laws) == set(new.laws)
    kinds = [(item.kind, _words(item.text)) for item in new.items]
    return not is_same or [(item.kind, _words(item.text)) for item in old.items] != kinds


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _words_of(section: Section) -> list[str]:
    return _words(read_section(section, 0).plain)


def share_changed(before: VersionContent, after: VersionContent) -> float:
    """Return the share of words changed, 0 to 1: added or removed, whichever is more.

    Words are counted section by section, so that moving a passage elsewhere counts as change
    and turning a sentence round does not.
    """
    old, new = _counted(before), _counted(after)
    most = max(old.total(), new.total(), 1)
    return max((new - old).total(), (old - new).total()) / most


def _counted(content: VersionContent) -> Counter[tuple[str, str]]:
    counts = Counter(("", word) for word in _words(f"{content.title} {content.summary}"))
    for section in content.sections:
        counts.update((section.lineage, word) for word in _words_of(section))
    return counts
