"""A coaching plan that was not met ends in further help or a new focus, never in another role or leaving.

Outcomes that are written stay as they are: a record never changes. The trigger looks at new ones alone.
"""

from django.db import migrations, models

from salesgym.together import together

NAMES_IT = "not_met_names_the_next_step"

RULE = """
CREATE FUNCTION plans_coaching_ends_in_help() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.next_step IN ('other_role', 'leaving')
       AND EXISTS (SELECT 1 FROM plans_plan WHERE id = NEW.plan_id AND kind = 'coaching')
    THEN
        PERFORM plans_refuse('coaching_ends_in_help', 'plans_outcome');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER coaching_ends_in_help BEFORE INSERT ON plans_outcome
    FOR EACH ROW EXECUTE FUNCTION plans_coaching_ends_in_help();
"""

UNDO = """
DROP TRIGGER coaching_ends_in_help ON plans_outcome;
DROP FUNCTION plans_coaching_ends_in_help;
"""


class Migration(migrations.Migration):

    dependencies = [("plans", "0028_drills_say_they")]

    operations = together([
        migrations.AlterField(
            model_name="outcome",
            name="next_step",
            field=models.CharField(
                blank=True,
                choices=[
                    ("further_help", "further help"),
                    ("new_focus", "a new focus"),
                    ("other_role", "another role"),
                    ("leaving", "leaving"),
                ],
                max_length=12,
            ),
        ),
        migrations.RemoveConstraint(model_name="outcome", name=NAMES_IT),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("next_step__in", ["further_help", "new_focus", "other_role", "leaving"]),
                        ("result", "not_met"),
                    ),
                    models.Q(models.Q(("result", "not_met"), _negated=True), ("next_step", "")),
                    _connector="OR",
                ),
                name=NAMES_IT,
            ),
        ),
        migrations.RunSQL(RULE, UNDO),
    ])
