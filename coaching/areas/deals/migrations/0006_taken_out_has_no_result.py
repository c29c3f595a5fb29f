"""A deal of the CRM that was taken out counts nowhere, so a result that followed it goes until it is back."""

from django.db import migrations

FOLLOW = """
CREATE OR REPLACE FUNCTION deals_follow_crm() RETURNS trigger LANGUAGE plpgsql AS $$
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
  UPDATE deals_coacheddeal AS coached SET result = follows.result, closed_on = follows.closed_on
  FROM told CROSS JOIN LATERAL (
    SELECT CASE WHEN {is_none} THEN 'set_aside' ELSE told.stage END AS result,
           CASE WHEN {is_none} THEN NULL ELSE told.closed_on END AS closed_on
  ) AS follows
  WHERE coached.deal_id = told.id AND coached.rep_id = told.owner_id AND coached.follows_crm
    AND (coached.result <> follows.result OR coached.closed_on IS DISTINCT FROM follows.closed_on);
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("deals", "0005_follows_the_crm"), ("numbers", "0015_deals_taken_out")]

    operations = [
        migrations.RunSQL(
            FOLLOW.format(is_none="told.stage = 'open' OR told.taken_out_at IS NOT NULL"),
            FOLLOW.format(is_none="told.stage = 'open'"),
        )
    ]
