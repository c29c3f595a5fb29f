"""The drills that came along speak of a buyer and of a colleague as "they", where nobody has written them anew."""

from django.db import migrations

SAID = (
    ("let the buyer put a number to it himself.", "let buyers put a number to it themselves."),
    ("A label shows the buyer that he was heard,", "A label shows buyers that they were heard,"),
    ("What he forgets, cut.", "What they forget, cut."),
    ("who spoke next and what he said.", "who spoke next and what they said."),
    ("Who decides his limits in the room, decides them under pressure.", "Limits set in the room are set under pressure."),
    ("who will ask, and what would he want to hear?", "who will ask, and what would they want to hear?"),
)


def say_they(apps, schema_editor):
    for drill in apps.get_model("plans", "Drill").objects.all():
        how = drill.how
        for before, after in SAID:
            how = how.replace(before, after)
        if how != drill.how:
            drill.how = how
            drill.save(update_fields=["how"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0027_strength_answer")]

    operations = [migrations.RunPython(say_they, migrations.RunPython.noop)]
