from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_directives"),
    ]

    operations = [
        migrations.AddField(
            model_name="request",
            name="known",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="request",
            name="known_on",
            field=models.DateField(null=True),
        ),
    ]
