"""An outcome that was shown is not final where a manager's file changed the plan's weeks afterwards."""

from django.db import migrations, models

RULE = """
CREATE FUNCTION plans_read_files_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM plans_history
        WHERE plan_id = NEW.plan_id AND event = 'number.imported' AND at > NEW.announced_at
    ) THEN
        PERFORM plans_refuse('what_a_file_changed_is_read_first', 'plans_announcedoutcome');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER what_a_file_changed_is_read_first BEFORE UPDATE OF final_at ON plans_announcedoutcome FOR EACH ROW
    WHEN (OLD.final_at IS NULL AND NEW.final_at IS NOT NULL) EXECUTE FUNCTION plans_read_files_first();
"""

UNDO = """
DROP TRIGGER what_a_file_changed_is_read_first ON plans_announcedoutcome;
DROP FUNCTION plans_read_files_first;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0078_confirmed_weeks'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'approval.submitted', 'approval.returned', 'approval.taken_back', 'approval.given', 'record.read', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'agreement.received', 'agreement.declined', 'agreement.unanswered', 'plan.started', 'plan.begins_later', 'amendment.proposed', 'amendment.received', 'amendment.declined', 'amendment.taken_back', 'amendment.overtaken', 'plan.amended', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'start.changed', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.handed_on', 'mentor.taken_back', 'mentor.ended', 'programme.changed', 'check_in.held', 'check_in.missed', 'check_in.moved', 'check_in.called_off', 'check_in.promise_kept', 'check_in.promise_reopened', 'check_in.promise_given_up', 'status.changed', 'plan.reviewed', 'plan.in_review', 'plan.runs_on', 'override.asked', 'override.given', 'override.declined', 'outcome.announced', 'outcome.taken_back', 'outcome.overtaken', 'outcome.outdated', 'appeal.written', 'appeal.answered', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'number.imported', 'number.confirmed', 'practice.logged', 'practice.undone', 'scoring.added', 'step.questioned', 'step.answered', 'statement.written', 'evidence.shared', 'file.added', 'file.removed', 'promise_file.added', 'promise_file.removed', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.RunSQL(RULE, UNDO),
    ]
