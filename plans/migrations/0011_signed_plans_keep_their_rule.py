"""Plans that were proposed keep the rule of their text. Drafts get the rule of weeks in a row, four for each step."""

from django.db import migrations

# A draft's own page gives its steps other runs when it is saved; four weeks fit before every date that was allowed.
FORWARD = """
UPDATE plans_plan SET counting = 'window' WHERE status <> 'draft';
UPDATE plans_milestone step SET run_weeks = 4
  FROM plans_plan plan
 WHERE plan.id = step.plan_id AND plan.status = 'draft' AND step.measure = 'metric';
"""
BACKWARD = """
UPDATE plans_milestone step SET run_weeks = NULL
  FROM plans_plan plan
 WHERE plan.id = step.plan_id AND plan.status = 'draft';
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_weeks_in_a_row")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
