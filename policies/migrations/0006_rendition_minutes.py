from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0005_no_deciding_body'),
    ]

    operations = [
        migrations.AddField(
            model_name='rendition',
            name='minutes',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
    ]
