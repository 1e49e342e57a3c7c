from django.db import migrations, models

_EXCEPTION = {
    "blank": True,
    "help_text": "Why a sole officer publishes text of their own. Shown in public.",
}


class Migration(migrations.Migration):
    dependencies = [("policies", "0014_clock_runs")]

    operations = [
        migrations.AddField(
            "historicalplannedpublication",
            "exception",
            models.TextField(**_EXCEPTION, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "plannedpublication",
            "exception",
            models.TextField(**_EXCEPTION, default=""),
            preserve_default=False,
        ),
    ]
