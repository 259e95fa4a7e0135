from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_persons_can_be_erased")]
    operations = [
        migrations.AddField(model_name="teamparent", name="waits", field=models.BooleanField(default=False)),
    ]
