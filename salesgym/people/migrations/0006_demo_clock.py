"""The demo's clock, kept away from everybody else's data."""

from django.db import migrations, models

# The first rule keeps the row out of an installation with people of its own; the second keeps what was lived in order.
KEEP = """
CREATE FUNCTION people_keep_demo_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people_user WHERE is_sample) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'demo_clock_is_for_the_sample',
            TABLE = 'people_democlock', MESSAGE = 'demo_clock_is_for_the_sample';
    ELSIF TG_OP = 'UPDATE' AND NEW.days < OLD.days THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'demo_clock_goes_on',
            TABLE = 'people_democlock', MESSAGE = 'demo_clock_goes_on';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER people_keep_demo_clock BEFORE INSERT OR UPDATE ON people_democlock
    FOR EACH ROW EXECUTE FUNCTION people_keep_demo_clock();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_false_alarms")]

    operations = [
        migrations.CreateModel(
            name="DemoClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("days", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_demo_clock")]
            },
        ),
        migrations.RunSQL(
            KEEP,
            "DROP TRIGGER people_keep_demo_clock ON people_democlock; DROP FUNCTION people_keep_demo_clock()",
        ),
    ]
