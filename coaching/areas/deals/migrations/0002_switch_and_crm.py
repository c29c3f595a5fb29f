"""The area's switch, and what happens to a deal in coaching when the CRM's deal goes."""

from django.db import migrations
from django.db.migrations.state import StateApps

# An import is undone by SQL of its own, past Django: so the database itself empties the reference, at once.
EMPTY_WHEN_GONE = """
ALTER TABLE deals_coacheddeal ADD CONSTRAINT deals_coacheddeal_deal_id_fk
    FOREIGN KEY (deal_id) REFERENCES numbers_deal (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
"""


def add_switch(apps: StateApps, schema_editor: object) -> None:
    apps.get_model("people", "AreaSwitch").objects.get_or_create(name="deals")


def remove_switch(apps: StateApps, schema_editor: object) -> None:
    apps.get_model("people", "AreaSwitch").objects.filter(name="deals").delete()


class Migration(migrations.Migration):
    dependencies = [("deals", "0001_initial"), ("people", "0007_areas")]

    operations = [
        migrations.RunSQL(
            EMPTY_WHEN_GONE, "ALTER TABLE deals_coacheddeal DROP CONSTRAINT deals_coacheddeal_deal_id_fk"
        ),
        migrations.RunPython(add_switch, remove_switch),
    ]
