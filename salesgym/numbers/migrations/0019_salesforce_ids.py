"""Salesforce's IDs of 18 letters are those of 15: stored deals get the one form that files are read in since.

Where both forms had come in, a deal stood twice. It stays once, as its newest file says. Its files can be undone one after
the other as if each had changed one deal, whichever form it had, and the weeks of its owners are counted again.
"""

from django.db import migrations

from salesgym.numbers.calculations.importing.cells.salesforce_id import in_one_form

LONG_ONES = """
SELECT external_id FROM numbers_deal WHERE external_id ~ %(form)s
UNION SELECT external_id FROM numbers_stageddeal WHERE external_id ~ %(form)s
UNION SELECT before->>'external_id' FROM numbers_importchange
WHERE deal_id IS NOT NULL AND before->>'external_id' ~ %(form)s
"""
FORM = "^[A-Za-z0-9]{15}[A-Z0-5]{3}$"

FORMS = """
CREATE TEMPORARY TABLE id_forms ON COMMIT DROP AS
SELECT * FROM unnest(%(long)s::text[], %(short)s::text[]) AS one(long, short)
"""

TWICE = """
CREATE TEMPORARY TABLE deals_twice ON COMMIT DROP AS
SELECT least(one.id, other.id) AS kept, greatest(one.id, other.id) AS gone
FROM id_forms JOIN numbers_deal AS one ON one.external_id = id_forms.long
JOIN numbers_deal AS other ON other.source_id = one.source_id AND other.external_id = id_forms.short
"""

# All that files made of either one, in the order in which they came in, and last what it is now. A file that had both
# forms counts once.
STATES = """
CREATE TEMPORARY TABLE deal_states ON COMMIT DROP AS
WITH both_forms AS (
    SELECT kept, kept AS id, FALSE AS is_gone FROM deals_twice UNION ALL SELECT kept, gone, TRUE FROM deals_twice
), told AS (
    SELECT kept, is_gone, to_jsonb(deal) AS said FROM both_forms JOIN numbers_deal AS deal USING (id)
    UNION ALL
    SELECT kept, is_gone, change.before FROM both_forms JOIN numbers_importchange AS change ON change.deal_id = both_forms.id
), once AS (
    SELECT DISTINCT ON (kept, said->>'origin_id') kept, is_gone, said, (said->>'origin_id')::bigint AS file_id
    FROM told ORDER BY kept, said->>'origin_id', is_gone
)
SELECT kept, is_gone, file_id, lag(said) OVER chain AS before, row_number() OVER chain AS place,
       lead(kept) OVER chain IS NULL AS is_last
FROM once LEFT JOIN numbers_import AS file ON file.id = file_id
WHERE file.id IS NOT NULL OR file_id IS NULL
WINDOW chain AS (PARTITION BY kept ORDER BY file.imported_at NULLS FIRST, file_id NULLS FIRST)
"""

MERGE = (
    """
    INSERT INTO numbers_recount (rep_id)
    SELECT DISTINCT deal.owner_id FROM deals_twice JOIN numbers_deal AS deal ON deal.id IN (kept, gone)
    ON CONFLICT DO NOTHING
    """,
    "DELETE FROM numbers_importchange WHERE deal_id IN (SELECT kept FROM deals_twice UNION ALL SELECT gone FROM deals_twice)",
    """
    INSERT INTO numbers_importchange (file_id, deal_id, months, before)
    SELECT file_id, kept, 0, jsonb_set(before, '{id}', to_jsonb(kept)) FROM deal_states
    WHERE place > 1 ORDER BY kept, place
    """,
    """
    UPDATE numbers_deal AS known
    SET owner_id = newer.owner_id, name = newer.name, stage = newer.stage, amount_minor = newer.amount_minor,
        currency = newer.currency, opened_on = newer.opened_on, closed_on = newer.closed_on,
        origin_id = newer.origin_id, taken_out_at = newer.taken_out_at, taken_out_by_id = newer.taken_out_by_id
    FROM deals_twice JOIN numbers_deal AS newer ON newer.id = gone
    JOIN deal_states USING (kept)
    WHERE known.id = kept AND deal_states.is_last AND deal_states.is_gone
    """,
    "UPDATE numbers_stageddeal SET known_id = kept FROM deals_twice WHERE known_id = gone",
    "DELETE FROM numbers_deal WHERE id IN (SELECT gone FROM deals_twice)",
)

SHORTEN = (
    "UPDATE numbers_deal SET external_id = short FROM id_forms WHERE external_id = long",
    "UPDATE numbers_stageddeal SET external_id = short FROM id_forms WHERE external_id = long",
    """
    UPDATE numbers_importchange SET before = jsonb_set(before, '{external_id}', to_jsonb(short)) FROM id_forms
    WHERE deal_id IS NOT NULL AND before->>'external_id' = long
    """,
)


def shorten(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(LONG_ONES, {"form": FORM})
        forms = [(long, short) for (long,) in cursor.fetchall() if (short := in_one_form(long)) != long]
        if not forms:
            return
        cursor.execute(FORMS, {"long": [long for long, _short in forms], "short": [short for _long, short in forms]})
        # Without figures of its tables the database may hold each ID against each deal.
        cursor.execute("ANALYZE id_forms, numbers_deal, numbers_stageddeal, numbers_importchange")
        cursor.execute(TWICE)
        cursor.execute("ANALYZE deals_twice")
        for statement in (STATES, *MERGE, *SHORTEN):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("numbers", "0018_count_undated_wins")]
    operations = [migrations.RunPython(shorten, migrations.RunPython.noop)]
