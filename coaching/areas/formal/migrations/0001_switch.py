"""The area comes with its switch off: HR switches it on."""

from django.db import migrations


def bring_switch(apps, schema_editor):
    apps.get_model("people", "AreaSwitch").objects.get_or_create(name="formal", defaults={"is_on": False})


def take_switch(apps, schema_editor):
    apps.get_model("people", "AreaSwitch").objects.filter(name="formal").delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0007_areas")]
    operations = [migrations.RunPython(bring_switch, take_switch)]
