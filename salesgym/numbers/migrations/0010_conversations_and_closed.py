"""One word for one thing: conversations are conversations, and a deal that was won or lost is closed."""

from django.db import migrations, models

# key: {field: (as it was, as it is)}
WORDS = {
    "conversations": {"short_phrase": ("talks a week", "conversations a week")},
    "decided": {
        "name": ("Deals decided", "Deals closed"),
        "short_phrase": ("decided a week", "closed a week"),
    },
}


def reword(apps, schema_editor):
    _change(apps, lambda was, now: (was, now))


def reword_back(apps, schema_editor):
    _change(apps, lambda was, now: (now, was))


def _change(apps, order):
    """What a site admin has worded anew stays as it is."""
    Metric = apps.get_model("numbers", "Metric")
    for key, fields in WORDS.items():
        for field, words in fields.items():
            before, after = order(*words)
            Metric.objects.filter(key=key, **{field: before}).update(**{field: after})


class Migration(migrations.Migration):
    dependencies = [("numbers", "0009_role_figures")]
    operations = [
        migrations.RunPython(reword, reword_back, elidable=False),
        migrations.AlterField(
            model_name="metric",
            name="short_phrase",
            field=models.CharField(
                blank=True,
                help_text="Reads after the number: 56 conversations a week, 25% become opps.",
                max_length=40,
                verbose_name="short phrase",
            ),
        ),
    ]
