"""Four more skills with four drills each, a rubric for all eight, and what the first drills lacked."""

from django.db import migrations

from plans.content import loading


def add(apps, schema_editor):
    loading.add_missing(apps, version=1)


def remove(apps, schema_editor):
    """Take away what no plan refers to: the database refuses the rest."""
    Skill, Drill, Behavior = (apps.get_model("plans", name) for name in ("Skill", "Drill", "Behavior"))
    drills = [row["key"] for row in loading.shipped("drills", 1)["drill"] if "how" in row]
    Drill.objects.filter(key__in=drills).delete()
    Drill.objects.update(behavior=None, two_minutes="", not_when="", setting="alone")
    skills = loading.shipped("skills", 1)["skill"]
    Behavior.objects.filter(skill__key__in=[row["key"] for row in skills]).delete()
    Skill.objects.filter(key__in={row["skill"] for row in loading.shipped("drills", 1)["drill"] if "how" in row}).delete()


class Migration(migrations.Migration):
    dependencies = [("plans", "0032_drill_settings"), ("numbers", "0002_standard_metrics")]

    operations = [migrations.RunPython(add, remove)]
