import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0008_format_requests'),
    ]

    operations = [
        migrations.AddField(
            model_name='message',
            name='leave_address',
            field=models.URLField(blank=True, max_length=500),
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('language', models.CharField(default='en-gb', max_length=12)),
                ('asked_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subscriptions', to='policies.document')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('email', 'document'), name='one_subscription'), models.UniqueConstraint(condition=models.Q(('document__isnull', True)), fields=('email',), name='one_subscription_to_everything'), models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('confirmed_at__gte', models.F('asked_at')), _connector='OR'), name='subscription_confirmed_after_it_was_asked_for')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='notice', serialize=False, to='policies.statuschange')),
                ('last', models.PositiveBigIntegerField(default=0)),
                ('told', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
    ]
