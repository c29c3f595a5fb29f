"""HR approves the exact text of a formal plan: before that nobody is asked to sign it, and who takes part approves nothing."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together

RULES = """
CREATE FUNCTION plans_ask_hr() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.answer <> '' OR NOT EXISTS (
        SELECT 1 FROM plans_plan WHERE id = NEW.plan_id AND kind = 'formal' AND status = 'draft')
    THEN
        PERFORM plans_refuse('hr_is_asked_about_formal_drafts', 'plans_approval');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hr_is_asked_about_formal_drafts BEFORE INSERT ON plans_approval
    FOR EACH ROW EXECUTE FUNCTION plans_ask_hr();

CREATE FUNCTION plans_keep_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked plans_plan;
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.answer <> ''
       OR to_jsonb(NEW) - '{answer,answered_by_id,answered_at,comment,leave_reason}'::text[]
          IS DISTINCT FROM to_jsonb(OLD) - '{answer,answered_by_id,answered_at,comment,leave_reason}'::text[]
    THEN
        PERFORM plans_refuse('a_text_before_hr_is_answered_once', 'plans_approval');
    END IF;
    IF NEW.answer NOT IN ('approved', 'returned') THEN
        RETURN NEW;
    END IF;
    SELECT * INTO asked FROM plans_plan WHERE id = NEW.plan_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT 1 FROM people_user WHERE id = NEW.answered_by_id AND is_hr_partner AND is_active)
       OR NEW.answered_by_id IN (asked.rep_id, asked.manager_id, NEW.submitted_by_id)
       OR NEW.answered_by_id IS NOT DISTINCT FROM asked.mentor_id
       OR NEW.answered_by_id IS NOT DISTINCT FROM asked.mentor_wish_id
       OR EXISTS (
            SELECT 1 FROM people_management management
            JOIN people_membership membership ON membership.team_id = management.team_id
            WHERE management.person_id = NEW.answered_by_id AND membership.person_id = asked.rep_id
                AND management.ends_on IS NULL AND membership.ends_on IS NULL)
    THEN
        PERFORM plans_refuse('nobody_approves_a_plan_they_take_part_in', 'plans_approval');
    END IF;
    -- A day of slack: the day is one of UTC here.
    IF NEW.answer = 'approved' AND NEW.leave_reason = '' AND EXISTS (
        SELECT 1 FROM people_leave WHERE person_id = asked.rep_id
            AND starts_on < NEW.answered_at::date AND ends_on > NEW.answered_at::date - 90)
    THEN
        PERFORM plans_refuse('a_plan_after_a_leave_has_hrs_reason', 'plans_approval');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_text_before_hr_is_answered_once BEFORE UPDATE OR DELETE ON plans_approval
    FOR EACH ROW EXECUTE FUNCTION plans_keep_approval();
CREATE TRIGGER records_are_never_emptied BEFORE TRUNCATE ON plans_approval
    FOR EACH STATEMENT EXECUTE FUNCTION plans_keep_record();

CREATE FUNCTION plans_approved_by_hr() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given plans_approval;
    lasts integer := NEW.ends_on - COALESCE(NEW.counts_from, NEW.starts_on) + 1;
BEGIN
    IF NEW.status IN ('draft', 'closed')
       OR (TG_OP = 'UPDATE' AND OLD.status <> 'draft')
    THEN
        RETURN NEW;
    END IF;
    SELECT approval.* INTO given FROM plans_approval approval
        WHERE approval.plan_id = NEW.id AND approval.answer = 'approved' AND approval.sha256 = (
            SELECT sha256 FROM plans_agreement WHERE plan_id = NEW.id ORDER BY number DESC LIMIT 1)
        ORDER BY approval.number DESC LIMIT 1;
    IF given.id IS NULL THEN
        PERFORM plans_refuse('hr_approves_a_formal_plan', 'plans_plan');
    END IF;
    IF lasts > 180 THEN
        PERFORM plans_refuse('a_formal_plan_lasts_at_most_180_days', 'plans_plan');
    END IF;
    IF lasts < 90 AND given.length_reason = '' THEN
        PERFORM plans_refuse('a_short_formal_plan_has_a_reason', 'plans_plan');
    END IF;
    IF EXISTS (
        SELECT 1 FROM plans_diagnosis WHERE plan_id = NEW.id AND causes && '{leads,tools,territory}'::varchar[])
    THEN
        PERFORM plans_refuse('what_is_the_systems_is_no_formal_plan', 'plans_plan');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hr_approves_a_formal_plan BEFORE INSERT OR UPDATE ON plans_plan
    FOR EACH ROW WHEN (NEW.kind = 'formal') EXECUTE FUNCTION plans_approved_by_hr();

CREATE FUNCTION plans_sign_what_hr_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM plans_agreement agreement JOIN plans_plan plan ON plan.id = agreement.plan_id
        WHERE agreement.id = NEW.agreement_id AND plan.kind = 'formal' AND plan.status IN ('draft', 'proposed')
            AND NOT EXISTS (
                SELECT 1 FROM plans_approval approval
                WHERE approval.plan_id = plan.id AND approval.answer = 'approved'
                    AND approval.sha256 = agreement.sha256))
    THEN
        PERFORM plans_refuse('nobody_signs_what_hr_has_not_approved', 'plans_signature');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_signs_what_hr_has_not_approved BEFORE INSERT ON plans_signature
    FOR EACH ROW EXECUTE FUNCTION plans_sign_what_hr_approved();
"""

UNDO = """
DROP TRIGGER nobody_signs_what_hr_has_not_approved ON plans_signature;
DROP TRIGGER hr_approves_a_formal_plan ON plans_plan;
DROP TRIGGER records_are_never_emptied ON plans_approval;
DROP TRIGGER a_text_before_hr_is_answered_once ON plans_approval;
DROP TRIGGER hr_is_asked_about_formal_drafts ON plans_approval;
DROP FUNCTION plans_sign_what_hr_approved, plans_approved_by_hr, plans_keep_approval, plans_ask_hr;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0059_rules_of_a_formal_end'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('submitted_at', models.DateTimeField()),
                ('length_reason', models.TextField(blank=True, max_length=2000, verbose_name='why it is shorter')),
                ('luck_reason', models.TextField(blank=True, max_length=2000, verbose_name='why it is opened all the same')),
                ('answer', models.CharField(blank=True, choices=[('', 'waits for HR'), ('approved', 'approved'), ('returned', 'returned'), ('taken_back', 'taken back')], default='', max_length=10)),
                ('answered_at', models.DateTimeField(null=True)),
                ('comment', models.TextField(blank=True, max_length=2000, verbose_name='what to change')),
                ('leave_reason', models.TextField(blank=True, max_length=2000, verbose_name='why so soon after a leave')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='plans.plan')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'number'), name='approvals_count_up_per_plan'), models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('plan',), name='one_text_waits_for_hr_per_plan'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='approval_has_a_digest'), models.CheckConstraint(condition=models.Q(('answer__in', ['', 'approved', 'returned', 'taken_back'])), name='approval_answer_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='an_answered_approval_says_by_whom'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'returned'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='a_returned_text_says_what_to_change')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'approval.submitted', 'approval.returned', 'approval.taken_back', 'approval.given', 'record.read', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'plan.started', 'plan.begins_later', 'amendment.proposed', 'amendment.declined', 'amendment.taken_back', 'amendment.overtaken', 'plan.amended', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'start.changed', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.handed_on', 'mentor.taken_back', 'mentor.ended', 'programme.changed', 'check_in.held', 'check_in.missed', 'check_in.moved', 'check_in.called_off', 'check_in.promise_kept', 'check_in.promise_reopened', 'check_in.promise_given_up', 'status.changed', 'plan.in_review', 'plan.runs_on', 'override.asked', 'override.given', 'override.declined', 'outcome.announced', 'outcome.taken_back', 'outcome.overtaken', 'statement.written', 'appeal.written', 'appeal.answered', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'practice.logged', 'practice.undone', 'scoring.added', 'step.questioned', 'step.answered', 'evidence.shared', 'file.added', 'file.removed', 'promise_file.added', 'promise_file.removed', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.RunSQL(RULES, UNDO),
    ])
