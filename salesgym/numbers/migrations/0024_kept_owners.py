"""A closed deal can keep its owner although its file names another: it then moves only with the mark that says so."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together

# Whoever moves a kept deal takes the mark away, or names another owner from whom it was kept, in the same statement or
# before it. So an import that forgets to ask cannot move it.
KEPT_STANDS = """
CREATE FUNCTION numbers_hold_kept_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'kept_owner_stands',
        TABLE = 'numbers_deal', MESSAGE = 'kept_owner_stands';
END $$;
CREATE TRIGGER kept_owner_stands BEFORE UPDATE OF owner_id ON numbers_deal FOR EACH ROW
    WHEN (OLD.kept_from_id IS NOT NULL AND NEW.owner_id <> OLD.owner_id AND NEW.kept_from_id = OLD.kept_from_id)
    EXECUTE FUNCTION numbers_hold_kept_owner();
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("numbers", "0023_untold_wins"),
    ]

    operations = together([
        migrations.AddField(
            model_name="deal",
            name="kept_from",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="stageddeal",
            name="file_owner",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="deal",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept_from", None), models.Q(("stage", "open"), _negated=True), _connector="OR"),
                name="only_closed_deals_are_kept",
            ),
        ),
        migrations.RunSQL(
            KEPT_STANDS,
            "DROP TRIGGER kept_owner_stands ON numbers_deal; DROP FUNCTION numbers_hold_kept_owner()",
        ),
    ])
