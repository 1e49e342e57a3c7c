"""The security events that no other record holds."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0016_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signed-in", "Signed in"),
                            ("sign-in-failed", "Sign-in failed"),
                            ("signed-out", "Signed out"),
                            ("account-made", "Account made"),
                            ("account-changed", "Account changed"),
                            ("password-changed", "Password changed"),
                            ("sign-in-link-sent", "Link to set a password sent"),
                            ("second-factor-set", "Second factor set"),
                            ("second-factor-removed", "Second factor removed"),
                            ("recovery-codes-made", "Recovery codes made"),
                            ("council-account", "Council account"),
                            ("roles-changed", "Roles changed"),
                            ("personal-data-given-out", "Personal data given out"),
                            ("personal-data-erased", "Personal data erased"),
                            ("events-exported", "This log exported"),
                        ],
                        max_length=24,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("network", models.CharField(blank=True, max_length=43)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
    ]
