"""The numbers that leads said and no steward has looked at count as none, from this version on."""

from django.db import migrations


def wait(apps, schema_editor):
    made = apps.get_model("gather", "MadeTeam").objects.filter(checked_at=None)
    rows = apps.get_model("people", "TeamParent").objects.filter(said_people__isnull=False)
    rows.filter(team_id__in=list(made.values_list("team_id", flat=True))).update(waits=True)


class Migration(migrations.Migration):
    dependencies = [("gather", "0010_last_days"), ("people", "0006_sizes_wait_for_a_steward")]
    operations = [migrations.RunPython(wait, migrations.RunPython.noop)]
