"""The first sixteen drills get the form of the later ones, and two change places, where nobody has written them anew.

"Ask for the meeting" is of From talk to meeting, and "send me something" of Prospecting calls, whose rubric asks for it.
"""

from importlib import import_module

from django.db import migrations

from plans.content import loading

first = import_module("plans.migrations.0003_standard_skills")
they = import_module("plans.migrations.0028_drills_say_they")
COLUMNS = ("key", "name", "short_name", "cue", "repetitions", "minutes", "how")


def by_key(version):
    return {row["key"]: row for row in loading.shipped("drills", version)["drill"]}


def as_they_were():
    """The drills of version 1, the first sixteen with their words from earlier migrations."""
    drills = by_key(1)
    for said in (dict(zip(COLUMNS, row)) for rows in first.DRILLS.values() for row in rows):
        for before, after in they.SAID:
            said["how"] = said["how"].replace(before, after)
        drills[said["key"]] |= said
    return drills


def renew(apps, schema_editor):
    loading.replace_unedited(apps, before=as_they_were(), after=by_key(2))


def put_back(apps, schema_editor):
    loading.replace_unedited(apps, before=by_key(2), after=as_they_were())


class Migration(migrations.Migration):
    dependencies = [("plans", "0042_invitation_taken_back")]

    operations = [migrations.RunPython(renew, put_back)]
