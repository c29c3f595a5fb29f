"""A report of lost deals alone: its wins are unknown, and never zero."""

from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):
    dependencies = [("numbers", "0022_undo_is_work")]
    operations = together([
        migrations.RemoveConstraint(model_name="untoldweeks", name="what_is_untold_is_known"),
        migrations.AlterField(
            model_name="untoldweeks",
            name="what",
            field=models.CharField(
                choices=[
                    ("losses", "lost deals"),
                    ("wins", "won deals"),
                    ("openings", "open deals"),
                    ("closings", "closed deals"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="untoldweeks",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["losses", "wins", "openings", "closings"])),
                name="what_is_untold_is_known",
            ),
        ),
    ])
