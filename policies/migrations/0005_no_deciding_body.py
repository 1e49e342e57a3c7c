from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0004_deciding_bodies_become_routes'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='document',
            name='deciding_body',
        ),
        migrations.RemoveField(
            model_name='historicaldocument',
            name='deciding_body',
        ),
    ]
