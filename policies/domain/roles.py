"""The roles of a council in this portal, and what each may do: the one table of permissions.

A reader is whoever has not signed in and needs no row here. One person may hold several
roles; holding two never lets anyone decide, confirm or publish text that they wrote.
"""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """A post's part in the life of a document."""

    MEMBER = "member"
    AUTHOR = "author"
    CORPORATE_OFFICER = "corporate_officer"
    MONITORING_OFFICER = "monitoring_officer"
    SECTION_151_OFFICER = "section_151_officer"
    PORTFOLIO_HOLDER = "portfolio_holder"
    DEMOCRATIC_SERVICES_CLERK = "democratic_services_clerk"
    CONFIRMING_OFFICER = "confirming_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role as a sentence names it."""
        return _LABELS.get(self, self.value.replace("_", " ").title())


_LABELS = {Role.SECTION_151_OFFICER: "Section 151 Officer"}


class Ability(StrEnum):
    """Something a role lets a person do that is not a move of the lifecycle."""

    READ_FOR_MEMBERS = "read_for_members"
    READ_DRAFTS = "read_drafts"
    WRITE = "write"
    ENTER_DECISION = "enter_decision"
    CONFIRM_DECISION = "confirm_decision"
    CERTIFY = "certify"
    CALL_IN = "call_in"
    KEEP_REPORT = "keep_report"
    RECORD_COMMENT = "record_comment"
    KEEP_ROUTES = "keep_routes"
    KEEP_DELEGATIONS = "keep_delegations"
    DECIDE_ALONE = "decide_alone"
    KEEP_REVIEWS = "keep_reviews"
    ANSWER_READERS = "answer_readers"
    KEEP_FILES = "keep_files"
    RESTRICT = "restrict"
    KEEP_SETTINGS = "keep_settings"
    KEEP_PEOPLE = "keep_people"
    KEEP_LAW_REGISTER = "keep_law_register"
    CHECK_TRANSLATION = "check_translation"
    READ_SECURITY_EVENTS = "read_security_events"


_OFFICERS = frozenset(Role) - {Role.MEMBER}

ABILITIES: dict[Ability, frozenset[Role]] = {
    Ability.READ_FOR_MEMBERS: frozenset(Role),
    Ability.READ_DRAFTS: _OFFICERS,
    Ability.WRITE: frozenset({Role.AUTHOR, Role.CORPORATE_OFFICER}),
    Ability.ENTER_DECISION: frozenset({Role.DEMOCRATIC_SERVICES_CLERK}),
    Ability.CONFIRM_DECISION: frozenset({Role.CONFIRMING_OFFICER}),
    Ability.CERTIFY: frozenset({Role.MONITORING_OFFICER}),
    Ability.CALL_IN: frozenset({Role.DEMOCRATIC_SERVICES_CLERK}),
    Ability.KEEP_REPORT: frozenset({Role.AUTHOR, Role.CORPORATE_OFFICER}),
    Ability.RECORD_COMMENT: frozenset({Role.CORPORATE_OFFICER, Role.DEMOCRATIC_SERVICES_CLERK}),
    Ability.KEEP_ROUTES: frozenset({Role.CORPORATE_OFFICER}),
    Ability.KEEP_DELEGATIONS: frozenset({Role.DEMOCRATIC_SERVICES_CLERK}),
    Ability.DECIDE_ALONE: frozenset(
        {Role.CORPORATE_OFFICER, Role.MONITORING_OFFICER, Role.SECTION_151_OFFICER}
    ),
    Ability.KEEP_REVIEWS: frozenset({Role.CORPORATE_OFFICER}),
    Ability.ANSWER_READERS: frozenset({Role.CORPORATE_OFFICER, Role.DEMOCRATIC_SERVICES_CLERK}),
    Ability.KEEP_FILES: frozenset({Role.CORPORATE_OFFICER, Role.DEMOCRATIC_SERVICES_CLERK}),
    Ability.RESTRICT: frozenset({Role.MONITORING_OFFICER, Role.ADMINISTRATOR}),
    Ability.KEEP_SETTINGS: frozenset({Role.ADMINISTRATOR}),
    Ability.KEEP_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Ability.KEEP_LAW_REGISTER: frozenset({Role.CORPORATE_OFFICER, Role.MONITORING_OFFICER}),
    Ability.READ_SECURITY_EVENTS: frozenset({Role.AUDITOR, Role.ADMINISTRATOR}),
    Ability.CHECK_TRANSLATION: _OFFICERS - {Role.AUDITOR, Role.ADMINISTRATOR},
}


def roles_named(roles: Iterable[Role]) -> str:
    """Return these roles as a sentence names them: “the Author or the Corporate Officer”."""
    names = [f"the {role.label}" for role in Role if role in set(roles)]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def holds(roles: Iterable[Role], ability: Ability) -> bool:
    """Return whether one of these roles gives this ability."""
    return not ABILITIES[ability].isdisjoint(roles)
