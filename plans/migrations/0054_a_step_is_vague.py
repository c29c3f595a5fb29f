"""A rep says that a step is vague: nobody signs before the answer, and what was said stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together

RULES = """
CREATE FUNCTION plans_ask_about_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The plan is locked, so that a signature that comes at the same time sees the question. Not the agreement: who may
    -- not change a row may not lock it either.
    PERFORM 1 FROM plans_plan plan JOIN plans_agreement agreement ON agreement.plan_id = plan.id
        WHERE agreement.id = NEW.agreement_id FOR NO KEY UPDATE OF plan;
    IF NOT EXISTS (
        SELECT 1 FROM plans_agreement agreement JOIN plans_plan plan ON plan.id = agreement.plan_id
        WHERE agreement.id = NEW.agreement_id AND plan.rep_id = NEW.asked_by_id
            AND plan.status IN ('proposed', 'active', 'paused', 'in_review')
            AND NOT EXISTS (
                SELECT 1 FROM plans_agreement later
                WHERE later.plan_id = agreement.plan_id AND later.number > agreement.number
            )
    ) THEN
        PERFORM plans_refuse('a_step_is_asked_about_by_its_rep', 'plans_stepquestion');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_step_is_asked_about_by_its_rep BEFORE INSERT ON plans_stepquestion
    FOR EACH ROW EXECUTE FUNCTION plans_ask_about_step();

CREATE FUNCTION plans_keep_step_question() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.settled_at IS NOT NULL
       OR to_jsonb(NEW) - '{answer,settled_by_id,settled_at}'::text[]
          IS DISTINCT FROM to_jsonb(OLD) - '{answer,settled_by_id,settled_at}'::text[]
    THEN
        PERFORM plans_refuse('what_was_said_of_a_step_stays', 'plans_stepquestion');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER what_was_said_of_a_step_stays BEFORE UPDATE OR DELETE ON plans_stepquestion
    FOR EACH ROW EXECUTE FUNCTION plans_keep_step_question();
CREATE TRIGGER records_are_never_emptied BEFORE TRUNCATE ON plans_stepquestion
    FOR EACH STATEMENT EXECUTE FUNCTION plans_keep_record();

CREATE FUNCTION plans_sign_what_is_clear() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM plans_plan plan JOIN plans_agreement agreement ON agreement.plan_id = plan.id
        WHERE agreement.id = NEW.agreement_id FOR NO KEY UPDATE OF plan;
    IF EXISTS (SELECT 1 FROM plans_stepquestion WHERE agreement_id = NEW.agreement_id AND settled_at IS NULL) THEN
        PERFORM plans_refuse('nobody_signs_before_the_answer', 'plans_signature');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_signs_before_the_answer BEFORE INSERT ON plans_signature
    FOR EACH ROW EXECUTE FUNCTION plans_sign_what_is_clear();
"""

UNDO = """
DROP TRIGGER nobody_signs_before_the_answer ON plans_signature;
DROP TRIGGER records_are_never_emptied ON plans_stepquestion;
DROP TRIGGER what_was_said_of_a_step_stays ON plans_stepquestion;
DROP TRIGGER a_step_is_asked_about_by_its_rep ON plans_stepquestion;
DROP FUNCTION plans_sign_what_is_clear, plans_keep_step_question, plans_ask_about_step;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0053_cost_figures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='StepQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('step', models.CharField(max_length=400)),
                ('asked_at', models.DateTimeField()),
                ('unclear', models.TextField(max_length=1000, verbose_name='what is unclear')),
                ('answer', models.TextField(blank=True, max_length=1000, verbose_name='what the step means')),
                ('settled_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'plan.started', 'plan.begins_later', 'amendment.proposed', 'amendment.declined', 'amendment.taken_back', 'amendment.overtaken', 'plan.amended', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'start.changed', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.handed_on', 'mentor.taken_back', 'mentor.ended', 'programme.changed', 'check_in.held', 'check_in.missed', 'check_in.moved', 'check_in.called_off', 'check_in.promise_kept', 'check_in.promise_reopened', 'check_in.promise_given_up', 'status.changed', 'plan.in_review', 'plan.runs_on', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'practice.logged', 'practice.undone', 'scoring.added', 'step.questioned', 'step.answered', 'file.added', 'file.removed', 'promise_file.added', 'promise_file.removed', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.AddField(
            model_name='stepquestion',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='plans.agreement'),
        ),
        migrations.AddField(
            model_name='stepquestion',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stepquestion',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='stepquestion',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('agreement', 'position'), name='one_open_question_per_step'),
        ),
        migrations.AddConstraint(
            model_name='stepquestion',
            constraint=models.CheckConstraint(condition=models.Q(('unclear', ''), _negated=True), name='a_question_says_what_is_unclear'),
        ),
        migrations.AddConstraint(
            model_name='stepquestion',
            constraint=models.CheckConstraint(condition=models.Q(('position__range', (1, 5))), name='a_question_names_a_step'),
        ),
        migrations.AddConstraint(
            model_name='stepquestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='a_settled_question_says_by_whom'),
        ),
        migrations.RunSQL(RULES, UNDO),
    ])
