"""A deal in coaching finds the CRM's deal again, and a result that was the CRM's goes where the CRM's goes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together

REMEMBER = """
UPDATE deals_coacheddeal AS coached
SET source_id = deal.source_id, external_id = deal.external_id,
    follows_crm = coached.slot IS NULL AND deal.owner_id = coached.rep_id AND deal.stage = coached.result
        AND deal.closed_on = coached.closed_on
FROM numbers_deal AS deal WHERE deal.id = coached.deal_id;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""

# Imports write and undo deals by SQL of their own, many at once: so the database follows them itself, with one
# statement for each of theirs. Of two that were in coaching for one deal, which nothing linked, the newer one is linked.
FOLLOW = """
CREATE FUNCTION deals_follow_crm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE deals_coacheddeal AS coached SET deal_id = told.id FROM told
    WHERE coached.source_id = told.source_id AND coached.external_id = told.external_id
      AND coached.deal_id IS NULL AND NOT coached.is_typed
      AND (coached.slot IS NULL OR NOT EXISTS (
        SELECT FROM deals_coacheddeal AS newer
        WHERE newer.source_id = coached.source_id AND newer.external_id = coached.external_id
          AND newer.rep_id = coached.rep_id AND newer.slot IS NOT NULL AND newer.id > coached.id));
  END IF;
  UPDATE deals_coacheddeal AS coached
  SET result = CASE told.stage WHEN 'open' THEN 'set_aside' ELSE told.stage END, closed_on = told.closed_on
  FROM told
  WHERE coached.deal_id = told.id AND coached.rep_id = told.owner_id AND coached.follows_crm
    AND (coached.result <> told.stage OR coached.closed_on IS DISTINCT FROM told.closed_on);
  RETURN NULL;
END $$;

CREATE FUNCTION deals_take_back_results() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE deals_coacheddeal AS coached SET result = 'set_aside', closed_on = NULL FROM gone
  WHERE coached.source_id = gone.source_id AND coached.external_id = gone.external_id
    AND coached.rep_id = gone.owner_id AND coached.follows_crm;
  RETURN NULL;
END $$;

CREATE TRIGGER deals_follow_new_deals AFTER INSERT ON numbers_deal
  REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION deals_follow_crm();
CREATE TRIGGER deals_follow_changed_deals AFTER UPDATE ON numbers_deal
  REFERENCING NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION deals_follow_crm();
CREATE TRIGGER deals_follow_deleted_deals AFTER DELETE ON numbers_deal
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION deals_take_back_results();
"""

FOLLOW_NO_MORE = """
DROP TRIGGER deals_follow_new_deals ON numbers_deal;
DROP TRIGGER deals_follow_changed_deals ON numbers_deal;
DROP TRIGGER deals_follow_deleted_deals ON numbers_deal;
DROP FUNCTION deals_follow_crm();
DROP FUNCTION deals_take_back_results();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0004_deal_once_for_each_owner"),
        ("numbers", "0011_typed_beside_imported"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.AddField(
            model_name="coacheddeal",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="numbers.source",
            ),
        ),
        migrations.AddField(
            model_name="coacheddeal",
            name="external_id",
            field=models.CharField(blank=True, db_default="", max_length=64),
        ),
        migrations.AddField(
            model_name="coacheddeal",
            name="follows_crm",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="coacheddeal",
            index=models.Index(
                condition=models.Q(("source__isnull", False)),
                fields=["source", "external_id"],
                name="coached_deals_of_a_crm",
            ),
        ),
        migrations.AddConstraint(
            model_name="coacheddeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("follows_crm", False), ("slot", None), _connector="OR"),
                name="a_deal_in_coaching_has_no_result_to_follow",
            ),
        ),
        migrations.RunSQL(REMEMBER, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOW, FOLLOW_NO_MORE),
    ])
