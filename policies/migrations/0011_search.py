"""What is searched: the public sections, their guidance items and laws, and the index of them."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = "policies_publicsection"
SQLITE = [
    f"CREATE VIRTUAL TABLE policies_search_{tier} USING fts5("
    f"heading, words, content='{TABLE}', content_rowid='id',"
    " tokenize='porter unicode61 remove_diacritics 2')"
    for tier in ("in_force", "earlier")
]
# Snowball's English without its list of words to leave out: a phrase keeps its small words.
POSTGRESQL = [
    "CREATE TEXT SEARCH DICTIONARY policies_english (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION policies_search (COPY = pg_catalog.english)",
    "ALTER TEXT SEARCH CONFIGURATION policies_search"
    " ALTER MAPPING REPLACE pg_catalog.english_stem WITH policies_english",
    f"ALTER TABLE {TABLE} ADD COLUMN searched tsvector",
    f"CREATE INDEX public_sections_in_force ON {TABLE} USING gin (searched) WHERE is_in_force",
    f"CREATE INDEX public_sections_earlier ON {TABLE} USING gin (searched) WHERE NOT is_in_force",
]
AWAY = {
    "sqlite": [f"DROP TABLE policies_search_{tier}" for tier in ("in_force", "earlier")],
    "postgresql": [
        f"ALTER TABLE {TABLE} DROP COLUMN searched",
        "DROP TEXT SEARCH CONFIGURATION policies_search",
        "DROP TEXT SEARCH DICTIONARY policies_english",
    ],
}


def make_index(apps, schema_editor):
    """Make the index in the way of this database; the clock fills it."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL if is_postgresql else SQLITE:
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    """Drop the index; it can be made again from the submissions."""
    for statement in AWAY[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("policies", "0010_translations")]

    operations = [
        migrations.CreateModel(
            name="IndexedWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=60, unique=True)),
            ],
            options={
                "ordering": ["word"],
            },
        ),
        migrations.CreateModel(
            name="PublicSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                ("is_in_force", models.BooleanField()),
                (
                    "position",
                    models.PositiveSmallIntegerField(help_text="0 is the text as a whole."),
                ),
                ("anchor", models.CharField(blank=True, max_length=20)),
                ("key", models.CharField(blank=True, max_length=40)),
                ("title", models.TextField(verbose_name="title of the text")),
                ("audience", models.TextField(blank=True)),
                ("heading", models.TextField()),
                ("words", models.TextField(blank=True)),
                (
                    "html",
                    models.TextField(
                        blank=True, help_text="Of sections that define words, and no others."
                    ),
                ),
                (
                    "topics",
                    models.TextField(blank=True, help_text="Of the law relied on, between bars."),
                ),
                ("contacts", models.JSONField(default=list)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policies.submission",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_sections",
                        to="policies.version",
                    ),
                ),
            ],
            options={
                "ordering": ["version_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="PublicLawUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80)),
                ("topic", models.CharField(blank=True, db_index=True, max_length=80)),
                (
                    "said",
                    models.JSONField(
                        default=dict, help_text="The copy of the row, as the public may read."
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="law_uses",
                        to="policies.publicsection",
                    ),
                ),
            ],
            options={
                "ordering": ["code", "section"],
            },
        ),
        migrations.CreateModel(
            name="PublicItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.TextField(verbose_name="title of the text")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("do", "Do"),
                            ("dont", "Don’t"),
                            ("tip", "Tip"),
                            ("risk", "Risk"),
                            ("benefit", "Benefit"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("reason", models.TextField(blank=True)),
                ("is_key_point", models.BooleanField(default=False)),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="policies.publicsection",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "section", "position"],
            },
        ),
        migrations.AddIndex(
            model_name="publicsection",
            index=models.Index(
                condition=models.Q(("is_in_force", True), ("position", 0)),
                fields=["audience"],
                name="public_texts",
            ),
        ),
        migrations.AddIndex(
            model_name="publicsection",
            index=models.Index(
                condition=models.Q(("is_in_force", True)),
                fields=["key", "title", "position"],
                name="public_sections_by_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicsection",
            constraint=models.UniqueConstraint(
                fields=("version", "language", "position"), name="one_public_section_of_a_position"
            ),
        ),
        migrations.AddIndex(
            model_name="publiclawuse",
            index=models.Index(fields=["code", "section"], name="public_law_uses_by_code"),
        ),
        migrations.AddIndex(
            model_name="publicitem",
            index=models.Index(
                fields=["kind", "title", "section", "position"], name="public_items_by_kind"
            ),
        ),
        migrations.RunPython(make_index, drop_index),
    ]
