from django.db import migrations, models


class Migration(migrations.Migration):
    """Outlooks made before hold no short verdicts: everything is looked at again at the next tick."""

    dependencies = [
        ("initiatives", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="outlook",
            name="short",
            field=models.JSONField(default=dict),
        ),
        migrations.RunSQL(
            "UPDATE initiatives_desiredbehaviour SET looked_at = NULL", migrations.RunSQL.noop
        ),
    ]
