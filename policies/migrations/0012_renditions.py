import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("policies", "0011_search")]
    operations = [
        migrations.RemoveConstraint(model_name="rendition", name="replaced_with_a_reason"),
        migrations.AddField(
            model_name="rendition",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rendition",
            name="maker",
            field=models.CharField(
                choices=[
                    ("computer", ""),
                    ("read", "read by a person"),
                    ("proof-read", "proof-read by a person"),
                    ("prepared", "prepared by a person"),
                ],
                default="computer",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="rendition",
            name="post",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.CheckConstraint(
                condition=models.Q(replaces__isnull=True, by__isnull=True, reason="")
                | ~models.Q(replaces__isnull=True, by__isnull=True) & ~models.Q(reason=""),
                name="replaced_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="rendition",
            constraint=models.CheckConstraint(
                condition=models.Q(maker="computer", by__isnull=True)
                | ~models.Q(maker="computer") & models.Q(by__isnull=False),
                name="made_by_a_person_kept_by_an_officer",
            ),
        ),
    ]
