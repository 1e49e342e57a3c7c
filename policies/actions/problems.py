"""What keeps a text from being submitted or published: its faults, its route, what law hides."""

from collections.abc import Iterator

from policies.actions.equaltexts import problems_of_equal_texts
from policies.actions.routing import route_for
from policies.domain.checks import is_minor
from policies.domain.content import VersionContent
from policies.domain.hiding import occurs_in, public_content
from policies.domain.numbering import ChangeClass
from policies.domain.problems import problems_of_draft
from policies.domain.restriction import problem_of_hidden_words
from policies.domain.routes import Route, problems_in_route
from policies.domain.stages import StageKind
from policies.models import Restriction, Version


def problems_of(version: Version, content: VersionContent) -> tuple[str, ...]:
    """Return what keeps a draft from being submitted, or an approved text from being published.

    These are words that are hidden by law elsewhere, faults of the text, and of its route; and
    of an approved text, languages that stand equal and were not decided with it.
    """
    if not (version.is_draft or version.is_approved):
        return ()
    hidden = _hidden_elsewhere(version, content)
    if version.is_approved:
        return (*hidden, *problems_of_equal_texts(version))
    route = route_for(version)
    named = f"The route “{route.name}” cannot be taken. "
    return (
        *problems_of_draft(content),
        *hidden,
        *(named + problem for problem in problems_in_route(route)),
        *_about_the_lighter_route(version, content, route),
    )


def _about_the_lighter_route(
    version: Version, content: VersionContent, route: Route
) -> Iterator[str]:
    """Calling a change minor must not by itself lead it past the bodies (rule B3).

    An officer who decides under a delegation is held to it there, or gives a recorded override.
    """
    document = version.document
    in_force = document.versions.in_force().first()
    is_minor_route = version.change_class == ChangeClass.MINOR.value and document.minor_route
    by_officer = any(stage.kind is StageKind.DELEGATED for stage in route.deciding_stages)
    if not is_minor_route or by_officer or in_force is None:
        return
    found = is_minor(in_force.submission.content, content)
    if found:
        yield (
            "It is called a minor change, and takes the route for those, but it is not minor: "
            f"{' '.join(found)} Call it a substantive change."
        )


def _hidden_elsewhere(version: Version, content: VersionContent) -> tuple[str, ...]:
    """Which words of this text are hidden by law in another version of the document."""
    rows = Restriction.objects.standing().filter(version__document=version.document)
    restrictions = list(rows.exclude(passage="").select_related("version"))
    if not restrictions:
        return ()
    shown = public_content(content, version.restrictions.hidden())
    found = [one.version for one in restrictions if occurs_in(shown, one.passage)]
    return tuple(dict.fromkeys(problem_of_hidden_words(str(one.number)) for one in found))
