"""The day on which a plan first was clearly better has a column, and stays once it is said."""

from django.db import migrations, models

from salesgym.together import together

# Judgements so far keep the day in their inputs alone.
TOLD = """
UPDATE plans_forecast SET improved_on = (inputs ->> 'improved_on')::date
WHERE verdict = 'improved' AND inputs ->> 'improved_on' IS NOT NULL;
"""

STANDS = """
CREATE FUNCTION plans_improved_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.improved_on IS DISTINCT FROM OLD.improved_on THEN
        PERFORM plans_refuse('improved_stands', 'plans_forecast');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER improved_stands BEFORE UPDATE ON plans_forecast
    FOR EACH ROW WHEN (OLD.improved_on IS NOT NULL) EXECUTE FUNCTION plans_improved_stands();
"""

MAY_CHANGE = """
DROP TRIGGER improved_stands ON plans_forecast;
DROP FUNCTION plans_improved_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0019_nothing_open_in_closed_plans")]

    operations = together([
        migrations.AddField("forecast", "improved_on", models.DateField(null=True)),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "forecast",
            models.CheckConstraint(
                condition=models.Q(("improved_on", None), ("verdict", "improved"), _connector="OR"),
                name="whoever_improved_is_said_to_have",
            ),
        ),
        migrations.RunSQL(STANDS, MAY_CHANGE),
    ])
