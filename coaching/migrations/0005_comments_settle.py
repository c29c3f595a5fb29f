"""A comment may be edited or withdrawn for 15 minutes by the database's clock; after that it stands."""

from django.db import migrations, models

from salesgym.together import together

SETTLE = """
CREATE FUNCTION coaching_settle_comment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE rule text := NULL;
BEGIN
    IF (NEW.plan_id, NEW.milestone_id, NEW.practice_id, NEW.author_id, NEW.client_id, NEW.created_at)
       IS DISTINCT FROM
       (OLD.plan_id, OLD.milestone_id, OLD.practice_id, OLD.author_id, OLD.client_id, OLD.created_at)
    THEN
        rule := 'a_comment_keeps_its_place_and_author';
    ELSIF OLD.withdrawn_at IS NOT NULL THEN
        rule := 'a_withdrawn_comment_stays_withdrawn';
    ELSIF statement_timestamp() > OLD.created_at + interval '15 minutes' THEN
        rule := 'a_comment_stands_after_15_minutes';
    END IF;
    IF rule IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, TABLE = 'coaching_comment',
            MESSAGE = rule;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comments_settle BEFORE UPDATE ON coaching_comment
    FOR EACH ROW EXECUTE FUNCTION coaching_settle_comment();
"""

FREE = """
DROP TRIGGER comments_settle ON coaching_comment;
DROP FUNCTION coaching_settle_comment();
"""


class Migration(migrations.Migration):
    dependencies = [("coaching", "0004_practice_is_taken_back_in_a_week")]

    operations = together([
        migrations.AddField("comment", "edited_at", models.DateTimeField(null=True)),
        migrations.AddField("comment", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("comment", "a_comment_says_something"),
        migrations.AddConstraint(
            "comment",
            models.CheckConstraint(
                condition=models.Q(("body", ""), ("withdrawn_at__isnull", False))
                | (~models.Q(("body", "")) & models.Q(("withdrawn_at", None))),
                name="a_comment_says_something",
            ),
        ),
        migrations.RunSQL(SETTLE, FREE),
    ])
