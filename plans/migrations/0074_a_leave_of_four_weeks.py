"""HR gives a reason for a formal plan soon after a leave of four weeks or more; a week's holiday asks for none."""

from django.db import migrations

# Leaves with nothing but a weekend between them are one. From a Monday to the Friday four weeks on are 26 days.
LEAVE = """
CREATE FUNCTION plans_long_leave(who bigint, day date) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT max(upper(piece) - 3)
    FROM (
        SELECT unnest(range_agg(daterange(starts_on, ends_on + 3))) AS piece FROM people_leave WHERE person_id = who
    ) pieces
    WHERE lower(piece) <= day AND upper(piece) - 3 >= day - 90 AND upper(piece) - 2 - lower(piece) >= 26
$$;
"""

KEEP = """
CREATE OR REPLACE FUNCTION plans_keep_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked plans_plan;
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.answer <> ''
       OR to_jsonb(NEW) - '{{answer,answered_by_id,answered_at,comment,leave_reason}}'::text[]
          IS DISTINCT FROM to_jsonb(OLD) - '{{answer,answered_by_id,answered_at,comment,leave_reason}}'::text[]
    THEN
        PERFORM plans_refuse('a_text_before_hr_is_answered_once', 'plans_approval');
    END IF;
    IF NEW.answer NOT IN ('approved', 'returned') THEN
        RETURN NEW;
    END IF;
    SELECT * INTO asked FROM plans_plan WHERE id = NEW.plan_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT 1 FROM people_user WHERE id = NEW.answered_by_id AND is_hr_partner AND is_active)
       OR NEW.answered_by_id IN (asked.rep_id, asked.manager_id, NEW.submitted_by_id)
       OR NEW.answered_by_id IS NOT DISTINCT FROM asked.mentor_id
       OR NEW.answered_by_id IS NOT DISTINCT FROM asked.mentor_wish_id
       OR EXISTS (
            SELECT 1 FROM people_management management
            JOIN people_membership membership ON membership.team_id = management.team_id
            WHERE management.person_id = NEW.answered_by_id AND membership.person_id = asked.rep_id
                AND management.ends_on IS NULL AND membership.ends_on IS NULL)
    THEN
        PERFORM plans_refuse('nobody_approves_a_plan_they_take_part_in', 'plans_approval');
    END IF;
    -- The day is one of UTC here: what a neighboring day would ask for is left to the app.
    IF NEW.answer = 'approved' AND NEW.leave_reason = '' AND {asks} THEN
        PERFORM plans_refuse('a_plan_after_a_leave_has_hrs_reason', 'plans_approval');
    END IF;
    RETURN NEW;
END $$;
"""

LONG = """plans_long_leave(asked.rep_id, NEW.answered_at::date - 1) IS NOT NULL
       AND plans_long_leave(asked.rep_id, NEW.answered_at::date + 1) IS NOT NULL"""
ANY = """EXISTS (
        SELECT 1 FROM people_leave WHERE person_id = asked.rep_id
            AND starts_on < NEW.answered_at::date AND ends_on > NEW.answered_at::date - 90)"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0076_what_was_learned"), ("people", "0008_what_good_looks_like")]

    operations = [
        migrations.RunSQL(
            LEAVE + KEEP.format(asks=LONG), KEEP.format(asks=ANY) + "DROP FUNCTION plans_long_leave;"
        ),
    ]
