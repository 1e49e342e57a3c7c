"""The routes by which a council decides: ordered stages, each with its bodies or posts."""

from django.db import models
from simple_history.models import HistoricalRecords

from policies.domain import routes, stages
from policies.models.council import Body, Council, Post


class Route(models.Model):
    """Who must comment, scrutinise and decide, in which order. A submission keeps a copy."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="routes")
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True, help_text="When the council takes this route.")
    template = models.CharField(
        max_length=8, blank=True, editable=False, help_text="The template that it was made from."
    )
    is_in_use = models.BooleanField(
        "in use", default=True, help_text="Untick it when no document should take it any more."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "name"],
                name="one_route_of_a_name",
                violation_error_message="The council has a route with this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def as_taken(self) -> routes.Route:
        """The route as it stands now, as one frozen value, to be copied into a submission."""
        rows = self.stages.prefetch_related("bodies", "posts")
        return routes.Route(name=self.name, stages=tuple(row.as_taken() for row in rows))


class Stage(models.Model):
    """One stage of a route: what happens, who takes part, what it asks for."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="stages")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=12, choices=[(kind.value, kind.label) for kind in stages.StageKind]
    )
    bodies = models.ManyToManyField(Body, blank=True, related_name="stages")
    posts = models.ManyToManyField(Post, blank=True, related_name="stages")
    needed = models.CharField(
        "how many are needed",
        max_length=3,
        choices=[(needed.value, needed.label) for needed in stages.Needed],
        default=stages.Needed.ALL.value,
    )
    evidence = models.JSONField(default=list, blank=True)
    may_return = models.BooleanField("may return the text", default=True)
    within_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="How many days after publication it is due: for ratifying and reporting back.",
    )
    note = models.CharField(max_length=300, blank=True, help_text="What to mind at this stage.")
    history = HistoricalRecords(m2m_fields=[bodies, posts])

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.position}. {self.get_kind_display()}"

    def as_taken(self) -> stages.Stage:
        """This stage as a frozen value."""
        bodies = [
            stages.Party(kind=stages.PartyKind.BODY, pk=body.pk, name=body.name)
            for body in self.bodies.all()
        ]
        posts = [
            stages.Party(kind=stages.PartyKind.POST, pk=post.pk, name=post.title)
            for post in self.posts.all()
        ]
        return stages.Stage(
            position=self.position,
            kind=stages.StageKind(self.kind),
            parties=(*bodies, *posts),
            needed=stages.Needed(self.needed),
            evidence=frozenset(stages.Evidence(name) for name in self.evidence),
            may_return=self.may_return,
            within_days=self.within_days,
            note=self.note,
        )
