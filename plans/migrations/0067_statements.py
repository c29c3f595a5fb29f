"""The rep of a formal plan adds to its record, and what they wrote stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RULES = """
CREATE FUNCTION plans_add_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM plans_plan WHERE id = NEW.plan_id AND rep_id = NEW.author_id AND kind = 'formal'
            AND proposed_at IS NOT NULL AND status <> 'draft'
            AND (status <> 'closed' OR NEW.written_at <= closed_at + interval '30 days')
    ) THEN
        PERFORM plans_refuse('the_rep_adds_to_a_formal_record', 'plans_statement');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER the_rep_adds_to_a_formal_record BEFORE INSERT ON plans_statement
    FOR EACH ROW EXECUTE FUNCTION plans_add_statement();
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_statement
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();
CREATE TRIGGER records_are_never_emptied BEFORE TRUNCATE ON plans_statement
    FOR EACH STATEMENT EXECUTE FUNCTION plans_keep_record();
"""

UNDO = """
DROP FUNCTION plans_add_statement CASCADE;
DROP TRIGGER records_never_change ON plans_statement;
DROP TRIGGER records_are_never_emptied ON plans_statement;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0066_amendments_received'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=20000, verbose_name='statement')),
                ('written_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'agreement.received', 'agreement.declined', 'agreement.unanswered', 'plan.started', 'plan.begins_later', 'amendment.proposed', 'amendment.received', 'amendment.declined', 'amendment.taken_back', 'amendment.overtaken', 'plan.amended', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'start.changed', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.handed_on', 'mentor.taken_back', 'mentor.ended', 'programme.changed', 'check_in.held', 'check_in.missed', 'check_in.moved', 'check_in.called_off', 'check_in.promise_kept', 'check_in.promise_reopened', 'check_in.promise_given_up', 'status.changed', 'plan.in_review', 'plan.runs_on', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'practice.logged', 'practice.undone', 'scoring.added', 'step.questioned', 'step.answered', 'statement.written', 'evidence.shared', 'file.added', 'file.removed', 'promise_file.added', 'promise_file.removed', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.AddField(
            model_name='statement',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statement',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='plans.plan'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('text__regex', '\\S')), name='a_statement_says_something'),
        ),
        migrations.RunSQL(RULES, UNDO),
    ]
