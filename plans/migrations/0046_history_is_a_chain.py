"""The events of a plan become a chain of digests, and no table of records can be emptied."""

from django.db import migrations, models

from salesgym.together import together

CHAIN = """
CREATE FUNCTION plans_link(before text, plan bigint, number integer, event text, actor bigint, at timestamptz,
    detail_sha256 text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(concat_ws(E'\\n', before, plan, number, event, COALESCE(actor::text, ''),
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), detail_sha256), 'UTF8')), 'hex')
$$;
CREATE FUNCTION plans_chain() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE last record;
BEGIN
    SELECT seq, hash INTO last FROM plans_history WHERE plan_id = NEW.plan_id ORDER BY seq DESC LIMIT 1;
    IF NEW.seq <> COALESCE(last.seq, 0) + 1 THEN
        PERFORM plans_refuse('history_has_no_gaps', 'plans_history');
    END IF;
    NEW.detail_sha256 := encode(sha256(convert_to(NEW.detail::text, 'UTF8')), 'hex');
    NEW.prev_hash := COALESCE(last.hash, repeat('0', 64));
    NEW.hash := plans_link(NEW.prev_hash, NEW.plan_id, NEW.seq, NEW.event, NEW.actor_id, NEW.at, NEW.detail_sha256);
    RETURN NEW;
END $$;
"""

# Row by row in the order of the numbers: each digest needs the one before it. Before the trigger stands.
EARLIER_EVENTS = """
ALTER TABLE plans_history DISABLE TRIGGER records_never_change;
DO $$
DECLARE
    event record;
    before text;
    of_plan bigint;
    detail_digest text;
BEGIN
    FOR event IN SELECT * FROM plans_history ORDER BY plan_id, seq LOOP
        IF of_plan IS DISTINCT FROM event.plan_id THEN
            of_plan := event.plan_id;
            before := repeat('0', 64);
        END IF;
        detail_digest := encode(sha256(convert_to(event.detail::text, 'UTF8')), 'hex');
        UPDATE plans_history SET detail_sha256 = detail_digest, prev_hash = before,
            hash = plans_link(before, event.plan_id, event.seq, event.event, event.actor_id, event.at, detail_digest)
            WHERE id = event.id RETURNING hash INTO before;
    END LOOP;
END $$;
ALTER TABLE plans_history ENABLE TRIGGER records_never_change;
"""

TRIGGERS = """
CREATE TRIGGER history_is_a_chain BEFORE INSERT ON plans_history FOR EACH ROW EXECUTE FUNCTION plans_chain();
"""

# The tables whose rows never change. A row trigger does not see TRUNCATE, which would empty them at once.
RECORDS = (
    "plans_history",
    "plans_agreement",
    "plans_signature",
    "plans_outcome",
    "plans_lookback",
    "plans_workoutagain",
    "plans_scoring",
    "plans_behaviorscore",
)
NEVER_EMPTIED = "".join(
    f"CREATE TRIGGER records_are_never_emptied BEFORE TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION plans_keep_record();\n"
    for table in RECORDS
)
UNDO = "".join(f"DROP TRIGGER records_are_never_emptied ON {table};\n" for table in RECORDS)


class Migration(migrations.Migration):
    dependencies = [("plans", "0045_start_changed")]

    operations = together([
        *(
            migrations.AddField(
                model_name="history",
                name=name,
                field=models.CharField(db_default="", editable=False, max_length=64),
            )
            for name in ("detail_sha256", "prev_hash", "hash")
        ),
        migrations.RunSQL(CHAIN, "DROP FUNCTION plans_chain, plans_link;"),
        migrations.RunSQL(EARLIER_EVENTS, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, "DROP TRIGGER history_is_a_chain ON plans_history;"),
        migrations.RunSQL(NEVER_EMPTIED, UNDO),
        migrations.AddConstraint(
            model_name="history",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("detail_sha256__regex", "^[0-9a-f]{64}$"),
                    ("hash__regex", "^[0-9a-f]{64}$"),
                    ("prev_hash__regex", "^[0-9a-f]{64}$"),
                ),
                name="history_carries_digests",
            ),
        ),
    ])
