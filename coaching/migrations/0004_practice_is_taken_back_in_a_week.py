"""A workout is taken back by the one who logged it, on its own plan, and within seven days."""

from django.db import migrations

CHECK = """
CREATE FUNCTION coaching_check_correction_of_practice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM coaching_practiceentry entry
        WHERE entry.id = NEW.corrects_id AND entry.rep_id = NEW.rep_id AND entry.plan_id = NEW.plan_id
            AND NEW.logged_at <= entry.logged_at + interval '7 days'
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'practice_is_taken_back_in_a_week',
            TABLE = 'coaching_practiceentry', MESSAGE = 'practice_is_taken_back_in_a_week';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER practice_is_taken_back_in_a_week BEFORE INSERT ON coaching_practiceentry
    FOR EACH ROW WHEN (NEW.corrects_id IS NOT NULL) EXECUTE FUNCTION coaching_check_correction_of_practice();
"""

FREE = """
DROP TRIGGER practice_is_taken_back_in_a_week ON coaching_practiceentry;
DROP FUNCTION coaching_check_correction_of_practice();
"""


class Migration(migrations.Migration):
    dependencies = [("coaching", "0003_comments_that_close")]

    operations = [migrations.RunSQL(CHECK, FREE)]
