"""Files of the same columns are of the same list, whatever kind of file they are; a lead may say that one is not."""

import hashlib
import json

from django.db import migrations, models


def without_the_kind(apps, schema_editor):
    drafts = apps.get_model("gather", "Draft")
    for draft in drafts.objects.exclude(signature="").iterator():
        names = sorted(str(column["name"]) for column in draft.inspection.get("columns", ()))
        draft.signature = hashlib.sha256(json.dumps(names).encode()).hexdigest()
        draft.save(update_fields=["signature"])


class Migration(migrations.Migration):

    dependencies = [("gather", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="apart",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="draft",
            name="state",
            field=models.CharField(
                choices=[
                    ("uploaded", "uploaded"),
                    ("mapped", "columns mapped"),
                    ("chosen", "behaviours chosen"),
                    ("started", "import started"),
                ],
                default="uploaded",
                max_length=12,
            ),
        ),
        migrations.RunPython(without_the_kind, migrations.RunPython.noop),
    ]
