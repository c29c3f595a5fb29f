"""A deal in coaching keeps the file with which it became won or lost, so that a later file is no news of it."""

import django.db.models.deletion
from django.db import migrations, models

# Until now the file that wrote the deal last was taken for the one that decided it.
REMEMBER = """
UPDATE deals_coacheddeal AS coached SET decided_with_id = deal.origin_id
FROM numbers_deal AS deal
WHERE deal.id = coached.deal_id AND deal.owner_id = coached.rep_id AND deal.stage <> 'open'
  AND deal.taken_out_at IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""

START = """
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
"""

# What the deal said to this rep before, and what it says now: won, lost, or nothing. That it goes out of the
# numbers or comes back decides nothing: the digest leaves out what is out, and an old win that is back is no news.
DECIDE = """
    UPDATE deals_coacheddeal AS coached
    SET decided_with_id = CASE WHEN told.stage <> 'open' AND told.taken_out_at IS NULL THEN told.origin_id END
    FROM told WHERE coached.deal_id = told.id AND coached.rep_id = told.owner_id;
  ELSE
    UPDATE deals_coacheddeal AS coached SET decided_with_id = CASE WHEN says.now IS NOT NULL THEN says.origin_id END
    FROM (
      SELECT one.id, told.origin_id,
             CASE WHEN told.owner_id = one.rep_id THEN nullif(told.stage, 'open') END AS now,
             CASE WHEN were.owner_id = one.rep_id THEN nullif(were.stage, 'open') END AS before
      FROM told JOIN were ON were.id = told.id JOIN deals_coacheddeal AS one ON one.deal_id = told.id
    ) AS says
    WHERE coached.id = says.id AND says.now IS DISTINCT FROM says.before;
"""

REST = """
  END IF;
  UPDATE deals_coacheddeal AS coached SET external_id = told.external_id FROM told
  WHERE coached.deal_id = told.id AND coached.external_id <> told.external_id;
  UPDATE deals_coacheddeal AS coached SET result = follows.result, closed_on = follows.closed_on
  FROM told CROSS JOIN LATERAL (
    SELECT CASE WHEN told.stage = 'open' OR told.taken_out_at IS NOT NULL THEN 'set_aside' ELSE told.stage END AS result,
           CASE WHEN told.stage = 'open' OR told.taken_out_at IS NOT NULL THEN NULL ELSE told.closed_on END AS closed_on
  ) AS follows
  WHERE coached.deal_id = told.id AND coached.rep_id = told.owner_id AND coached.follows_crm
    AND (coached.result <> follows.result OR coached.closed_on IS DISTINCT FROM follows.closed_on);
  RETURN NULL;
END $$;
"""

WATCH = """
DROP TRIGGER deals_follow_changed_deals ON numbers_deal;
CREATE TRIGGER deals_follow_changed_deals AFTER UPDATE ON numbers_deal
  REFERENCING {old} NEW TABLE AS told FOR EACH STATEMENT EXECUTE FUNCTION deals_follow_crm();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("deals", "0007_follows_another_id"),
        ("numbers", "0021_deals_out_say_why"),
    ]

    operations = [
        migrations.AddField(
            model_name="coacheddeal",
            name="decided_with",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="numbers.import",
            ),
        ),
        migrations.RunSQL(REMEMBER, migrations.RunSQL.noop),
        migrations.RunSQL(
            START + DECIDE + REST + WATCH.format(old="OLD TABLE AS were"),
            START + REST + WATCH.format(old=""),
        ),
    ]
