import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0009_subscriptions'),
    ]

    operations = [
        migrations.CreateModel(
            name='TranslatedSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('heading', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TranslationAuthorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
            ],
            options={
                'ordering': ['since', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TranslationCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.TextField(help_text='What was compared, and who reads the language.')),
                ('post', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='submission',
            name='correction',
            field=models.TextField(blank=True, help_text='Why this translation replaces the one submitted before.'),
        ),
        migrations.AddField(
            model_name='submission',
            name='translates',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='translated_as', to='policies.submission'),
        ),
        migrations.CreateModel(
            name='DecidedTranslation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certificate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='equal_translations', to='policies.certificate')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='equal_translations', to='policies.decision')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decided_as_equal', to='policies.submission')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalTranslation',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('language', models.CharField(choices=[('cy', 'Welsh'), ('ur', 'Urdu'), ('bn', 'Bengali')], max_length=12)),
                ('stands_equal', models.BooleanField(default=False, help_text='Decided on together with the text that it translates.')),
                ('translator', models.CharField(help_text='The agency or the post that translates it; never a person.', max_length=200)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('summary', models.TextField(blank=True)),
                ('audience', models.CharField(blank=True, max_length=200)),
                ('coverage', models.CharField(blank=True, max_length=300)),
                ('keywords', models.CharField(blank=True, max_length=300)),
                ('change_summary', models.TextField(blank=True)),
                ('change_reason', models.TextField(blank=True)),
                ('is_open', models.BooleanField(default=True, help_text='Whether it is being written.')),
                ('correction', models.TextField(blank=True, help_text='Why it was opened again.')),
                ('started_at', models.DateTimeField()),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(blank=True, db_constraint=False, help_text='The submission that it is made of.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='policies.submission')),
                ('started_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='policies.version')),
            ],
            options={
                'verbose_name': 'historical translation',
                'verbose_name_plural': 'historical translations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='TranslatedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('reason', models.TextField(blank=True)),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='policies.translatedsection')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalTranslatedItem',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('reason', models.TextField(blank=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('section', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='policies.translatedsection')),
            ],
            options={
                'verbose_name': 'historical translated item',
                'verbose_name_plural': 'historical translated items',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('cy', 'Welsh'), ('ur', 'Urdu'), ('bn', 'Bengali')], max_length=12)),
                ('stands_equal', models.BooleanField(default=False, help_text='Decided on together with the text that it translates.')),
                ('translator', models.CharField(help_text='The agency or the post that translates it; never a person.', max_length=200)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('summary', models.TextField(blank=True)),
                ('audience', models.CharField(blank=True, max_length=200)),
                ('coverage', models.CharField(blank=True, max_length=300)),
                ('keywords', models.CharField(blank=True, max_length=300)),
                ('change_summary', models.TextField(blank=True)),
                ('change_reason', models.TextField(blank=True)),
                ('is_open', models.BooleanField(default=True, help_text='Whether it is being written.')),
                ('correction', models.TextField(blank=True, help_text='Why it was opened again.')),
                ('started_at', models.DateTimeField()),
                ('source', models.ForeignKey(help_text='The submission that it is made of.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.submission')),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.submission')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='policies.version')),
            ],
            options={
                'ordering': ['language'],
            },
        ),
        migrations.AddField(
            model_name='translatedsection',
            name='translation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='policies.translation'),
        ),
        migrations.CreateModel(
            name='HistoricalTranslatedSection',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('lineage', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('heading', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('translation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='policies.translation')),
            ],
            options={
                'verbose_name': 'historical translated section',
                'verbose_name_plural': 'historical translated sections',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='submission',
            name='translation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='policies.translation'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction', ''), ('translates__isnull', True), ('translation__isnull', True)), models.Q(('translates__isnull', False), ('translation__isnull', False)), _connector='OR'), name='translated_from_a_submission'),
        ),
        migrations.AddField(
            model_name='translationauthorship',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='translationauthorship',
            name='translation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='authorships', to='policies.translation'),
        ),
        migrations.AddField(
            model_name='translationcheck',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='translationcheck',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='translation_checks', to='policies.submission'),
        ),
        migrations.AddIndex(
            model_name='historicaltranslation',
            index=models.Index(fields=['history_date', 'id'], name='policies_hi_history_d434d1_idx'),
        ),
        migrations.AddIndex(
            model_name='historicaltranslateditem',
            index=models.Index(fields=['history_date', 'id'], name='policies_hi_history_bbaded_idx'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(fields=('version', 'language'), name='one_translation_into_a_language', violation_error_message='This version has a translation into this language.'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.CheckConstraint(condition=models.Q(('is_open', True), ('submission__isnull', False), _connector='OR'), name='closed_translation_is_submitted'),
        ),
        migrations.AddConstraint(
            model_name='translatedsection',
            constraint=models.UniqueConstraint(fields=('translation', 'lineage'), name='one_translated_section_of_a_lineage'),
        ),
        migrations.AddIndex(
            model_name='historicaltranslatedsection',
            index=models.Index(fields=['history_date', 'id'], name='policies_hi_history_7c6fc3_idx'),
        ),
        migrations.AddConstraint(
            model_name='translationauthorship',
            constraint=models.UniqueConstraint(fields=('translation', 'person'), name='one_translation_authorship'),
        ),
    ]
