from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0006_rendition_minutes'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='calendar_secret',
            field=models.CharField(blank=True, default='', editable=False, max_length=43),
        ),
    ]
