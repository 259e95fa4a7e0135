import django.db.models.deletion
from django.db import migrations, models

import takehold.people.models


def numbered(apps, schema_editor):
    """Everybody gets a number of their own."""
    person = apps.get_model("people", "Person")
    rows = list(person.objects.only("id"))
    for row in rows:
        row.number = takehold.people.models.random_number()
    person.objects.bulk_update(rows, ["number"], batch_size=300)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_told_stays_told")]
    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("number", models.BigIntegerField(unique=True)),
                ("on", models.DateField()),
                ("wiped_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="person",
            name="number",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(numbered, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="person",
            name="number",
            field=models.BigIntegerField(
                default=takehold.people.models.random_number, editable=False, unique=True
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="memberships",
                to="people.person",
            ),
        ),
    ]
