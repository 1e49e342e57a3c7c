import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0007_calendar_secret'),
    ]

    operations = [
        migrations.AddField(
            model_name='council',
            name='format_targets',
            field=models.JSONField(blank=True, default=dict, help_text='Working days to send each other format, by its name.'),
        ),
        migrations.AddField(
            model_name='council',
            name='letter_days_kept',
            field=models.PositiveSmallIntegerField(default=90, help_text='Counted from the day on which a request for a format or a report of a problem is closed. Then the clock erases them.', verbose_name='days for which readers’ names and addresses are kept'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='format_targets',
            field=models.JSONField(blank=True, default=dict, help_text='Working days to send each other format, by its name.'),
        ),
        migrations.AddField(
            model_name='historicalcouncil',
            name='letter_days_kept',
            field=models.PositiveSmallIntegerField(default=90, help_text='Counted from the day on which a request for a format or a report of a problem is closed. Then the clock erases them.', verbose_name='days for which readers’ names and addresses are kept'),
        ),
        migrations.CreateModel(
            name='FormatRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=12, unique=True)),
                ('asked', models.CharField(choices=[('large-print', 'Large print on paper'), ('print', 'An ordinary print on paper'), ('braille', 'Braille on paper'), ('audio-cd', 'Audio on CD'), ('easy-read', 'Easy Read'), ('bsl', 'British Sign Language'), ('language', 'Another language'), ('other', 'Something else')], max_length=16, verbose_name='format')),
                ('which', models.CharField(blank=True, max_length=200, verbose_name='which one')),
                ('name', models.CharField(blank=True, max_length=200)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('postal_address', models.TextField(blank=True)),
                ('words', models.TextField(blank=True, verbose_name='what the reader says besides')),
                ('asked_at', models.DateTimeField()),
                ('due_on', models.DateField(verbose_name='target')),
                ('status', models.CharField(choices=[('received', 'Received'), ('in_hand', 'In hand'), ('sent', 'Sent'), ('refused', 'Cannot be provided')], default='received', max_length=8)),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, verbose_name='why it cannot be provided')),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='format_requests', to='policies.version')),
            ],
            options={
                'verbose_name': 'request for another format',
                'verbose_name_plural': 'requests for another format',
                'ordering': ['due_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('taken_at__isnull', True), ('taken_by__isnull', True)), models.Q(('taken_at__isnull', False), ('taken_by__isnull', False)), _connector='OR'), name='format_request_taken_by_and_at'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('status__in', ['received', 'in_hand'])), models.Q(models.Q(('status__in', ['received', 'in_hand']), _negated=True), ('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='format_request_closed_by_and_at'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='format_request_refused_with_a_reason'), models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('closed_at__isnull', False), ('email', ''), ('name', ''), ('postal_address', ''), ('which', ''), ('words', '')), _connector='OR'), name='format_request_erased_is_erased')],
            },
        ),
        migrations.CreateModel(
            name='PageProblem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=12, unique=True)),
                ('path', models.CharField(blank=True, max_length=500, verbose_name='page')),
                ('words', models.TextField(blank=True, verbose_name='what is wrong')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('reported_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.TextField(blank=True, verbose_name='what was done')),
                ('erased_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='page_problems', to='policies.document')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.post', verbose_name='owner post')),
            ],
            options={
                'verbose_name': 'problem with a page',
                'verbose_name_plural': 'problems with pages',
                'ordering': ['reported_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('outcome', '')), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='page_problem_closed_by_at_and_outcome'), models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('closed_at__isnull', False), ('email', ''), ('words', '')), _connector='OR'), name='page_problem_erased_is_erased')],
            },
        ),
    ]
