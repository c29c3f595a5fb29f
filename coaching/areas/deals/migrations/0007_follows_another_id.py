"""A deal in coaching keeps up with the ID of the CRM's deal, so that it finds the deal again after an undone import."""

from django.db import migrations

from salesgym.numbers.calculations.importing.cells.salesforce_id import in_one_form

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
  {follow_id}
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
FOLLOW_ID = """
  UPDATE deals_coacheddeal AS coached SET external_id = told.external_id FROM told
  WHERE coached.deal_id = told.id AND coached.external_id <> told.external_id;
"""

# The numbers' migration before this one gave deals another ID, and of two that were the same it left one.
CATCH_UP = (
    """
    UPDATE deals_coacheddeal AS coached SET external_id = deal.external_id FROM numbers_deal AS deal
    WHERE deal.id = coached.deal_id AND deal.external_id <> coached.external_id
    """,
    """
    UPDATE deals_coacheddeal SET external_id = short
    FROM unnest(%(long)s::text[], %(short)s::text[]) AS one(long, short) WHERE deal_id IS NULL AND external_id = long
    """,
    """
    UPDATE deals_coacheddeal AS coached SET deal_id = deal.id FROM numbers_deal AS deal
    WHERE coached.external_id = ANY(%(short)s) AND coached.deal_id IS NULL AND NOT coached.is_typed
      AND deal.source_id = coached.source_id AND deal.external_id = coached.external_id
      AND (coached.slot IS NULL OR NOT EXISTS (
        SELECT FROM deals_coacheddeal AS newer
        WHERE newer.rep_id = coached.rep_id AND newer.slot IS NOT NULL AND newer.id <> coached.id
          AND (newer.deal_id = deal.id
               OR (newer.source_id = coached.source_id AND newer.external_id = coached.external_id
                   AND newer.id > coached.id))))
    """,
    # Results follow: the trigger does that for every deal that is written, as it stands.
    """
    UPDATE numbers_deal SET external_id = external_id
    WHERE external_id = ANY(%(short)s) AND id IN (SELECT deal_id FROM deals_coacheddeal WHERE follows_crm)
    """,
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
)


def catch_up(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT external_id FROM deals_coacheddeal WHERE source_id IS NOT NULL")
        forms = [(known, in_one_form(known)) for (known,) in cursor.fetchall()]
        details = {"long": [known for known, _short in forms], "short": [short for _known, short in forms]}
        for statement in CATCH_UP:
            cursor.execute(statement, details)


class Migration(migrations.Migration):
    dependencies = [("deals", "0006_taken_out_has_no_result"), ("numbers", "0019_salesforce_ids")]

    operations = [
        migrations.RunSQL(FOLLOW.format(follow_id=FOLLOW_ID), FOLLOW.format(follow_id="")),
        migrations.RunPython(catch_up, migrations.RunPython.noop),
    ]
