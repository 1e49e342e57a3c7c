"""Keeping the groups of the portal in step with the table of roles."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model

from policies.domain.roles import Ability, Role, holds
from policies.models import (
    Attachment,
    Body,
    Certificate,
    Comment,
    Confirmation,
    Consultation,
    Contact,
    Council,
    Decision,
    Delegation,
    Document,
    EarlierAddress,
    FormatRequest,
    GuidanceItem,
    ImpactAssessment,
    Invitation,
    LawReference,
    Message,
    OptionConsidered,
    PageProblem,
    PlannedPublication,
    Post,
    PostHolding,
    RelatedDocument,
    Rendition,
    Response,
    Restriction,
    Review,
    ReviewTrigger,
    Route,
    Section,
    SecurityEvent,
    Stage,
    StatusChange,
    Submission,
    User,
    Version,
)

_READ = (
    Council, Body, Contact, Post, LawReference, Document, Version, Section, GuidanceItem,
    RelatedDocument, EarlierAddress, Route, Stage, Submission, Decision, Confirmation,
    Certificate, StatusChange, Rendition, Comment, ImpactAssessment, OptionConsidered,
    Attachment, Consultation, Invitation, Response, Delegation, Review, ReviewTrigger,
    PlannedPublication, Message,
)  # fmt: skip
_KEPT: dict[Ability, tuple[tuple[type[Model], tuple[str, ...]], ...]] = {
    Ability.WRITE: (
        (Document, ("add", "change")),
        (Version, ("add", "change")),
        (Section, ("add", "change", "delete")),
        (GuidanceItem, ("add", "change", "delete")),
        (RelatedDocument, ("add", "change", "delete")),
        (Contact, ("add", "change")),
        (EarlierAddress, ("add",)),
    ),
    Ability.KEEP_SETTINGS: (
        (Council, ("add", "change")),
        (Body, ("add", "change")),
        (Post, ("add", "change")),
        (PostHolding, ("view", "add", "change")),
    ),
    Ability.KEEP_PEOPLE: ((User, ("view", "add", "change")), (Group, ("view",))),
    Ability.KEEP_ROUTES: (
        (Route, ("add", "change")),
        (Stage, ("add", "change", "delete")),
    ),
    Ability.KEEP_DELEGATIONS: ((Delegation, ("add", "change")),),
    Ability.KEEP_REVIEWS: ((ReviewTrigger, ("add",)),),
    Ability.ANSWER_READERS: ((FormatRequest, ("view",)), (PageProblem, ("view",))),
    Ability.RESTRICT: ((Restriction, ("view",)),),
    Ability.READ_SECURITY_EVENTS: ((SecurityEvent, ("view",)),),
    Ability.KEEP_LAW_REGISTER: ((LawReference, ("add", "change")),),
}


def permissions_of(role: Role) -> set[tuple[type[Model], str]]:
    """Return what the group of a role may do in the admin, as pairs of model and verb."""
    granted: set[tuple[type[Model], str]] = set()
    if holds([role], Ability.READ_DRAFTS):
        granted |= {(model, "view") for model in _READ}
    for ability, models in _KEPT.items():
        if holds([role], ability):
            granted |= {(model, verb) for model, verbs in models for verb in verbs}
    return granted


@transaction.atomic
def set_up_roles() -> list[Group]:
    """Make one group for each role, with exactly the permissions of the table. Idempotent."""
    groups = []
    rows = Permission.objects.select_related("content_type").order_by()
    kept = {(row.content_type.app_label, row.codename): row for row in rows}
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role.label)
        group.permissions.set(kept[name] for name in _named(permissions_of(role)))
        groups.append(group)
    return groups


def roles_amiss() -> list[str]:
    """Return the names of the roles whose group is missing or has other permissions than the table
    gives it, as after a release that brought new ones."""
    groups = Group.objects.prefetch_related("permissions__content_type")
    held = {
        group.name: {(one.content_type.app_label, one.codename) for one in group.permissions.all()}
        for group in groups
    }
    return [role.label for role in Role if held.get(role.label) != _named(permissions_of(role))]


def _named(granted: set[tuple[type[Model], str]]) -> set[tuple[str, str]]:
    return {(model._meta.app_label, f"{verb}_{model._meta.model_name}") for model, verb in granted}
