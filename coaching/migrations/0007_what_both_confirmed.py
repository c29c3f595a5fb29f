"""What both confirmed never changes: neither the talk, nor what was promised in it. Keeping a promise stays possible."""

from django.db import migrations

RULES = """
CREATE FUNCTION coaching_refuse(rule text, of_table text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = of_table, MESSAGE = rule;
END $$;

CREATE FUNCTION coaching_keep_held_talk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.rep_confirmed_at IS NOT NULL AND OLD.lead_confirmed_at IS NOT NULL THEN
        IF TG_OP = 'DELETE' OR
           (NEW.rep_id, NEW.kind, NEW.led_by_id, NEW.plan_id, NEW.planned_for, NEW.minutes, NEW.started_at,
            NEW.ended_at, NEW.notes, NEW.lead_confirmed_at, NEW.lead_confirmed_by_id, NEW.rep_confirmed_at)
           IS DISTINCT FROM
           (OLD.rep_id, OLD.kind, OLD.led_by_id, OLD.plan_id, OLD.planned_for, OLD.minutes, OLD.started_at,
            OLD.ended_at, OLD.notes, OLD.lead_confirmed_at, OLD.lead_confirmed_by_id, OLD.rep_confirmed_at)
           OR (OLD.seen_differently <> '' AND NEW.seen_differently <> OLD.seen_differently)
           OR (OLD.answer <> '' AND NEW.answer <> OLD.answer)
        THEN
            PERFORM coaching_refuse('what_both_confirmed_stays', 'coaching_checkin');
        END IF;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER what_both_confirmed_stays BEFORE UPDATE OR DELETE ON coaching_checkin
    FOR EACH ROW EXECUTE FUNCTION coaching_keep_held_talk();

CREATE FUNCTION coaching_keep_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM coaching_talkpromise made JOIN coaching_checkin talk ON talk.id = made.check_in_id
        WHERE made.commitment_id = OLD.id AND talk.rep_confirmed_at IS NOT NULL AND talk.lead_confirmed_at IS NOT NULL
    ) AND (TG_OP = 'DELETE' OR
           (NEW.kind, NEW.promised_to_id, NEW.promised_by_id, NEW.cue, NEW.what, NEW.due_on)
           IS DISTINCT FROM (OLD.kind, OLD.promised_to_id, OLD.promised_by_id, OLD.cue, OLD.what, OLD.due_on))
    THEN
        PERFORM coaching_refuse('what_both_confirmed_stays', 'plans_commitment');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER what_both_confirmed_stays BEFORE UPDATE OR DELETE ON plans_commitment
    FOR EACH ROW WHEN (OLD.kind = 'talk') EXECUTE FUNCTION coaching_keep_promise();
"""

FREE = """
DROP TRIGGER what_both_confirmed_stays ON plans_commitment;
DROP TRIGGER what_both_confirmed_stays ON coaching_checkin;
DROP FUNCTION coaching_keep_promise, coaching_keep_held_talk, coaching_refuse;
"""


class Migration(migrations.Migration):
    dependencies = [("coaching", "0006_check_ins"), ("plans", "0030_commitments")]

    operations = [migrations.RunSQL(RULES, FREE)]
