"""A document named its one deciding body; now it takes a route, so each body becomes a route of
one stage. The history says so."""

from django.db import migrations
from django.utils import timezone

WHY = "The deciding body became a route of one stage"


def make_routes(apps, schema_editor):
    Document = apps.get_model("policies", "Document")
    for document in Document.objects.filter(deciding_body__isnull=False):
        document.route = route_of(apps, document.deciding_body)
        document.save()
        write_history(apps, document, "~")


def route_of(apps, body):
    Route, Stage = apps.get_model("policies", "Route"), apps.get_model("policies", "Stage")
    name = f"Decided by {body.name}"[:120]
    route = Route.objects.filter(council=body.council, name=name).first()
    if route is None:
        route = Route.objects.create(council=body.council, name=name)
        write_history(apps, route, "+")
        stage = Stage.objects.create(route=route, position=1, kind="decide")
        stage.bodies.add(body)
        write_history(apps, stage, "+")
    return route


def write_history(apps, row, kind):
    history = apps.get_model("policies", f"Historical{row._meta.object_name}")
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.local_fields}
    history.objects.create(
        **kept, history_date=timezone.now(), history_type=kind, history_change_reason=WHY
    )


class Migration(migrations.Migration):

    dependencies = [
        ("policies", "0003_ways_of_deciding"),
    ]

    operations = [migrations.RunPython(make_routes, migrations.RunPython.noop)]
