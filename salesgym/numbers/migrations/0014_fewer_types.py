from django.db import migrations, models

from salesgym.together import together

VERDICTS = [
    ("added", "Added"),
    ("changed", "Changed"),
    ("unchanged", "Unchanged"),
    ("conflict", "Conflict"),
    ("cut_off", "Cut Off"),
    ("fewer", "Fewer"),
    ("refused", "Refused"),
    ("left_out", "Left Out"),
    ("repeated", "Repeated"),
]


class Migration(migrations.Migration):
    dependencies = [("numbers", "0013_wins_of_averages")]

    operations = together([
        migrations.AlterField(
            model_name="stageddeal",
            name="verdict",
            field=models.CharField(blank=True, choices=VERDICTS, max_length=9),
        ),
        migrations.AlterField(
            model_name="comparedvalue",
            name="verdict",
            field=models.CharField(choices=VERDICTS, max_length=9),
        ),
    ])
