from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("policies", "0008_format_requests")]
    operations = []
