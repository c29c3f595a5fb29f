"""What was practiced stays as it was logged: undo is a row of its own."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION coaching_refuse_change_of_practice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'practice_is_append_only',
        TABLE = 'coaching_practiceentry', MESSAGE = 'practice_is_append_only';
END $$;
CREATE TRIGGER practice_is_append_only BEFORE UPDATE OR DELETE ON coaching_practiceentry
    FOR EACH ROW EXECUTE FUNCTION coaching_refuse_change_of_practice();
"""

FREE = """
DROP TRIGGER practice_is_append_only ON coaching_practiceentry;
DROP FUNCTION coaching_refuse_change_of_practice();
"""


class Migration(migrations.Migration):
    dependencies = [("coaching", "0001_initial")]

    operations = [migrations.RunSQL(APPEND_ONLY, FREE)]
