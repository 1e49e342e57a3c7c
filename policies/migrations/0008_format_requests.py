from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("policies", "0007_calendar_secret")]
    operations = []
