"""A formal plan is announced as not met once its check-ins were held, or HR has overridden that they were not."""

from django.db import migrations

# The same as coaching.queries.missed_talks.
RULE = """
CREATE FUNCTION formal_missed_talks(plan bigint, until timestamptz) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM coaching_checkin talk
    JOIN plans_plan ends ON ends.id = plan AND ends.rep_id = talk.rep_id
    CROSS JOIN (SELECT time_zone FROM people_organization LIMIT 1) organization
    LEFT JOIN coaching_rhythm rhythm ON rhythm.id = talk.rhythm_id
    WHERE talk.kind = 'line' AND talk.sheet_week IS NULL
      AND talk.planned_for >= ends.starts_on::timestamp AT TIME ZONE organization.time_zone
      AND talk.planned_for <= until - interval '7 days'
      AND (
        (talk.called_off_at IS NULL AND talk.lead_confirmed_at IS NULL)
        OR (
            talk.called_off_by_id IS NOT NULL AND talk.called_off_by_id <> talk.rep_id AND rhythm.ended_at IS NULL
            AND NOT EXISTS (
                SELECT 1 FROM coaching_checkin held
                WHERE held.rep_id = talk.rep_id AND held.kind = 'line'
                    AND held.rep_confirmed_at IS NOT NULL AND held.lead_confirmed_at IS NOT NULL
                    AND date_trunc('week', held.planned_for AT TIME ZONE organization.time_zone)
                        = date_trunc('week', talk.planned_for AT TIME ZONE organization.time_zone)
            )
        )
      )
      AND NOT EXISTS (
        SELECT 1 FROM plans_pause pause WHERE pause.plan_id = plan
            AND (talk.planned_for AT TIME ZONE organization.time_zone)::date
                BETWEEN pause.starts_on AND coalesce(pause.ends_on, 'infinity'::date)
      )
$$;
CREATE FUNCTION formal_hold_check_ins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT plans_is_overridden(NEW.plan_id, 'check_ins') AND formal_missed_talks(NEW.plan_id, NEW.announced_at) > 0 THEN
        PERFORM plans_refuse('check_ins_are_held_first', 'plans_announcedoutcome');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_ins_are_held_first BEFORE INSERT ON plans_announcedoutcome
    FOR EACH ROW EXECUTE FUNCTION formal_hold_check_ins();
"""

UNDO = """
DROP TRIGGER check_ins_are_held_first ON plans_announcedoutcome;
DROP FUNCTION formal_hold_check_ins, formal_missed_talks;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("formal", "0002_hr_texts"),
        ("coaching", "0010_check_ins_that_may_wait"),
        ("plans", "0059_rules_of_a_formal_end"),
    ]

    operations = [migrations.RunSQL(RULE, UNDO)]
