from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.AddIndex(
            model_name="line",
            index=models.Index(fields=["actor", "sequence"], name="audit_line_actor"),
        ),
    ]
