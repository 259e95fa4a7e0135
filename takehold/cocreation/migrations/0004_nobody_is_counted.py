"""By how many somebody is named is not kept any more; what is told of the few together moves to the whole."""

from typing import Any

from django.db import migrations

SURE = 0.8


def together(apps: Any, _editor: Any) -> None:
    for canvass in apps.get_model("cocreation", "Canvass").objects.filter(result__isnull=False):
        if "reached" in canvass.result:
            stays = list(canvass.named.filter(chosen=True).values_list("stays", flat=True))
            canvass.result |= {"of_few": len(stays), "steady": min(stays, default=0.0) >= SURE}
            canvass.save(update_fields=["result"])


class Migration(migrations.Migration):
    dependencies = [("cocreation", "0003_whom_people_turn_to")]

    operations = [
        migrations.RunPython(together, migrations.RunPython.noop),
        migrations.AlterModelOptions(name="named", options={}),
        migrations.RemoveField(model_name="named", name="band"),
        migrations.RemoveField(model_name="named", name="stays"),
    ]
