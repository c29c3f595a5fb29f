"""What Django's models cannot say: the cache table, a tree without cycles, dates without overlaps."""

from django.db import migrations

CACHE_TABLE = """
CREATE TABLE cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX cache_expires ON cache (expires);
"""

# The lock: two moves at once could each be free of cycles and make one together.
TEAM_TREE = """
CREATE FUNCTION people_team_refuse_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('people_team_tree'));
    IF EXISTS (
        WITH RECURSIVE above AS (
            SELECT id, parent_id FROM people_team WHERE id = NEW.parent_id
            UNION
            SELECT team.id, team.parent_id FROM people_team team JOIN above ON team.id = above.parent_id
        )
        SELECT 1 FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'team_tree_has_no_cycle',
            TABLE = 'people_team', MESSAGE = 'team_tree_has_no_cycle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER team_tree_has_no_cycle BEFORE INSERT OR UPDATE OF parent_id ON people_team
    FOR EACH ROW EXECUTE FUNCTION people_team_refuse_cycle();
"""

# A range of one id stands for the id: plain gist knows no equality without an extension.
OVERLAPS = """
ALTER TABLE people_membership ADD CONSTRAINT one_team_per_person_and_day EXCLUDE USING gist (
    int8range(person_id, person_id, '[]') WITH &&, daterange(starts_on, ends_on, '[]') WITH &&
);
ALTER TABLE people_leave ADD CONSTRAINT leaves_of_a_person_do_not_overlap EXCLUDE USING gist (
    int8range(person_id, person_id, '[]') WITH &&, daterange(starts_on, ends_on, '[]') WITH &&
);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunSQL(CACHE_TABLE, "DROP TABLE cache"),
        migrations.RunSQL(
            TEAM_TREE,
            "DROP TRIGGER team_tree_has_no_cycle ON people_team; DROP FUNCTION people_team_refuse_cycle()",
        ),
        migrations.RunSQL(
            OVERLAPS,
            """
            ALTER TABLE people_membership DROP CONSTRAINT one_team_per_person_and_day;
            ALTER TABLE people_leave DROP CONSTRAINT leaves_of_a_person_do_not_overlap
            """,
        ),
    ]
