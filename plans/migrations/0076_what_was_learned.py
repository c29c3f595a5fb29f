"""What was learned stands with the outcome of a plan, and is announced with a formal one's "not met"."""

from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION plans_final_is_the_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.final_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM plans_outcome
        WHERE plan_id = NEW.plan_id AND result = 'not_met' AND decided_at = NEW.final_at%s
    ) THEN
        PERFORM plans_refuse('what_is_final_is_the_outcome', 'plans_announcedoutcome');
    END IF;
    RETURN NULL;
END $$;
"""


def learned() -> models.TextField:
    return models.TextField(blank=True, db_default="", max_length=2000, verbose_name="what was learned")


class Migration(migrations.Migration):
    dependencies = [("plans", "0067_amendments_received")]
    operations = [
        migrations.AddField("outcome", "learned", learned()),
        migrations.AddField("announcedoutcome", "learned", learned()),
        migrations.RunSQL(FUNCTION % " AND learned = NEW.learned", FUNCTION % ""),
    ]
