"""A plan may be formal."""

from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):
    dependencies = [("plans", "0056_what_is_behind_it")]

    operations = together([
        migrations.AlterField(
            model_name="plan",
            name="kind",
            field=models.CharField(
                choices=[("coaching", "coaching"), ("formal", "formal")], default="coaching", max_length=8
            ),
        ),
        migrations.RemoveConstraint(model_name="plan", name="plan_kind_is_known"),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["coaching", "formal"])), name="plan_kind_is_known"
            ),
        ),
    ])
