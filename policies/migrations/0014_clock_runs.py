"""When the clock last ran: what the readiness page and the doctor ask."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0013_earlier_addresses")]
    operations = [
        migrations.CreateModel(
            name="ClockRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ended_at", models.DateTimeField()),
                ("failures", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="one_row_of_the_clock"
                    )
                ],
            },
        ),
    ]
