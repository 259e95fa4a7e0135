"""A citation may show the gap itself: each knows its gap, and need not have a step."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def know_the_gap(apps, schema_editor):
    """Each citation so far is of its step's gap."""
    citation, step = apps.get_model("gaps", "Citation"), apps.get_model("gaps", "Step")
    of_step = step.objects.filter(id=OuterRef("step_id")).values("gap_id")[:1]
    citation.objects.filter(gap=None).update(gap_id=Subquery(of_step))


class Migration(migrations.Migration):

    dependencies = [("gaps", "0002_concerns")]

    operations = [
        migrations.AddField(
            model_name="citation",
            name="gap",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="gaps.gap"),
        ),
        migrations.RunPython(know_the_gap, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="citation",
            name="gap",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="gaps.gap"),
        ),
        migrations.AlterField(
            model_name="citation",
            name="step",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="gaps.step"),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(condition=models.Q(("step__isnull", True)), fields=("gap", "kind", "ref"), name="shown_once_by_the_same"),
        ),
    ]
