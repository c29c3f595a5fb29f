"""New dates of a formal plan are received before they are answered."""

from django.db import migrations, models

from salesgym.together import together

RULE = """
CREATE FUNCTION plans_answer_what_is_received() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT kind = 'formal' FROM plans_plan WHERE id = NEW.plan_id)
       AND NOT EXISTS (SELECT 1 FROM plans_receipt WHERE amendment_id = NEW.id)
    THEN
        PERFORM plans_refuse('an_answer_comes_after_the_receipt', 'plans_amendment');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_answer_comes_after_the_receipt BEFORE UPDATE ON plans_amendment FOR EACH ROW
    WHEN (OLD.answer = '' AND NEW.answer IN ('signed', 'declined')) EXECUTE FUNCTION plans_answer_what_is_received();
"""

UNDO = """
DROP TRIGGER an_answer_comes_after_the_receipt ON plans_amendment;
DROP FUNCTION plans_answer_what_is_received;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0066_formal_signing'),
    ]

    operations = together([
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'approval.submitted', 'approval.returned', 'approval.taken_back', 'approval.given', 'record.read', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'agreement.received', 'agreement.declined', 'agreement.unanswered', 'plan.started', 'plan.begins_later', 'amendment.proposed', 'amendment.received', 'amendment.declined', 'amendment.taken_back', 'amendment.overtaken', 'plan.amended', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'start.changed', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.handed_on', 'mentor.taken_back', 'mentor.ended', 'programme.changed', 'check_in.held', 'check_in.missed', 'check_in.moved', 'check_in.called_off', 'check_in.promise_kept', 'check_in.promise_reopened', 'check_in.promise_given_up', 'status.changed', 'plan.in_review', 'plan.runs_on', 'override.asked', 'override.given', 'override.declined', 'outcome.announced', 'outcome.taken_back', 'outcome.overtaken', 'appeal.written', 'appeal.answered', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'practice.logged', 'practice.undone', 'scoring.added', 'step.questioned', 'step.answered', 'statement.written', 'evidence.shared', 'file.added', 'file.removed', 'promise_file.added', 'promise_file.removed', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.RunSQL(RULE, UNDO),
    ])
