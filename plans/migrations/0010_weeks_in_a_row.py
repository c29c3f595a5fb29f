"""A plan says how its steps are reached, and a step how many weeks in a row it takes."""

from django.db import migrations, models
from django.db.models import F, Q

from salesgym.together import together


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_rewards_name_their_currency")]
    operations = together([
        migrations.AddField(
            "plan",
            "counting",
            models.CharField(
                max_length=6,
                choices=[
                    ("window", "a window of weeks that ends inside the plan"),
                    ("runs", "weeks in a row, all inside the plan"),
                ],
                default="runs",
            ),
        ),
        migrations.AddField("plan", "counts_from", models.DateField(null=True)),
        migrations.AddField("milestone", "run_weeks", models.PositiveSmallIntegerField(null=True)),
        migrations.AddConstraint(
            "plan",
            models.CheckConstraint(condition=Q(counting__in=["window", "runs"]), name="counting_is_known"),
        ),
        migrations.AddConstraint(
            "plan",
            models.CheckConstraint(
                condition=Q(counts_from=None) | Q(counts_from__lte=F("starts_on")),
                name="weeks_count_from_before_the_start",
            ),
        ),
        migrations.AddConstraint(
            "milestone",
            models.CheckConstraint(
                condition=Q(run_weeks=None) | Q(measure="metric", run_weeks__range=(1, 26)),
                name="a_run_is_1_to_26_weeks_of_a_number",
            ),
        ),
    ])
