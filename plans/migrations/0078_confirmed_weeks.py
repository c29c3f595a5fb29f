"""Typed numbers of a formal plan's weeks count in it once the side that did not type them has confirmed them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What decides about a plan: its own number and those of its steps, with what they are made of, and the quality beside what
# a step counts. And the typed numbers of the plan's weeks that nobody of the other side has confirmed as they are today;
# `hides` are the numbers that are made of each. A week that begins before the plan belongs to the time before it.
WAITING = """
CREATE FUNCTION plans_deciding_metrics(plan bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    WITH asked AS (
        SELECT metric_id AS id FROM plans_plan WHERE plans_plan.id = plan
        UNION SELECT metric_id FROM plans_milestone WHERE plan_id = plan
    )
    SELECT part FROM numbers_metric AS metric
    CROSS JOIN LATERAL unnest(ARRAY[coalesce(metric.numerator_id, metric.id), metric.denominator_id]) AS part
    WHERE part IS NOT NULL AND (
        metric.id IN (SELECT id FROM asked)
        OR metric.denominator_id IN (
            SELECT counted.id FROM asked JOIN numbers_metric AS counted USING (id) WHERE counted.kind = 'count'
        )
    )
$$;
CREATE FUNCTION plans_waiting_weeks(plan bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'metric', told.metric_id, 'week', told.week_start, 'value', told.value::text, 'by', told.entered_by_id,
        'at', told.entered_at,
        'hides', ARRAY(SELECT id FROM numbers_metric WHERE told.metric_id IN (id, numerator_id, denominator_id))
    ) ORDER BY told.week_start, told.metric_id), '[]'::jsonb)
    FROM plans_plan AS formal JOIN numbers_weeklyvalue AS told ON told.rep_id = formal.rep_id
    WHERE formal.id = plan AND formal.kind = 'formal' AND formal.activated_at IS NOT NULL
      AND told.source = 'typed'
      AND told.week_start BETWEEN coalesce(formal.counts_from, formal.starts_on) AND formal.ends_on
      AND told.metric_id IN (SELECT plans_deciding_metrics(plan))
      AND NOT EXISTS (
          SELECT 1 FROM plans_confirmedweek AS said JOIN plans_plan AS confirmed ON confirmed.id = said.plan_id
          WHERE confirmed.rep_id = formal.rep_id
            AND (said.metric_id, said.week_start, said.value, said.typed_by_id, said.typed_at)
              = (told.metric_id, told.week_start, told.value, told.entered_by_id, told.entered_at)
      )
$$;
"""

CONFIRMED = """
CREATE FUNCTION plans_confirm_week() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    formal plans_plan;
BEGIN
    SELECT * INTO formal FROM plans_plan WHERE id = NEW.plan_id FOR NO KEY UPDATE;
    IF (NEW.typed_by_id = formal.rep_id) = (NEW.confirmed_by_id = formal.rep_id) THEN
        PERFORM plans_refuse('the_other_side_confirms', 'plans_confirmedweek');
    END IF;
    IF formal.status = 'closed' OR NOT EXISTS (
        SELECT 1 FROM jsonb_to_recordset(plans_waiting_weeks(formal.id))
            AS told(metric bigint, week date, value numeric, by bigint, at timestamptz)
        WHERE (told.metric, told.week, told.value, told.by, told.at)
            = (NEW.metric_id, NEW.week_start, NEW.value, NEW.typed_by_id, NEW.typed_at)
    ) THEN
        PERFORM plans_refuse('what_waits_is_confirmed', 'plans_confirmedweek');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER the_other_side_confirms_what_waits BEFORE INSERT ON plans_confirmedweek
    FOR EACH ROW EXECUTE FUNCTION plans_confirm_week();
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_confirmedweek
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();
CREATE TRIGGER records_are_never_emptied BEFORE TRUNCATE ON plans_confirmedweek
    FOR EACH STATEMENT EXECUTE FUNCTION plans_keep_record();
"""

UNDO = """
DROP TRIGGER the_other_side_confirms_what_waits ON plans_confirmedweek;
DROP FUNCTION plans_confirm_week, plans_waiting_weeks, plans_deciding_metrics;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('numbers', '0027_staged_owners'),
        ('plans', '0077_looks_by_thirds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ConfirmedWeek',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week_start', models.DateField()),
                ('value', models.DecimalField(decimal_places=2, max_digits=14)),
                ('typed_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField()),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('metric', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='numbers.metric')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmed_weeks', to='plans.plan')),
                ('typed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('plan', 'metric', 'week_start', 'typed_at', 'value'), name='each_typed_number_is_confirmed_once'),
                    models.CheckConstraint(condition=models.Q(('typed_by', models.F('confirmed_by')), _negated=True), name='nobody_confirms_what_they_typed'),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'approval.submitted', 'approval.returned', 'approval.taken_back', 'approval.given', 'record.read', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'agreement.received', 'agreement.declined', 'agreement.unanswered', 'plan.started', 'plan.begins_later', 'amendment.proposed', 'amendment.received', 'amendment.declined', 'amendment.taken_back', 'amendment.overtaken', 'plan.amended', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'start.changed', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.handed_on', 'mentor.taken_back', 'mentor.ended', 'programme.changed', 'check_in.held', 'check_in.missed', 'check_in.moved', 'check_in.called_off', 'check_in.promise_kept', 'check_in.promise_reopened', 'check_in.promise_given_up', 'status.changed', 'plan.reviewed', 'plan.in_review', 'plan.runs_on', 'override.asked', 'override.given', 'override.declined', 'outcome.announced', 'outcome.taken_back', 'outcome.overtaken', 'outcome.outdated', 'appeal.written', 'appeal.answered', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'number.imported', 'number.confirmed', 'practice.logged', 'practice.undone', 'scoring.added', 'step.questioned', 'step.answered', 'statement.written', 'evidence.shared', 'file.added', 'file.removed', 'promise_file.added', 'promise_file.removed', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.RunSQL([WAITING, CONFIRMED], UNDO),
    ]
