"""A rep keeps evidence of their own: private until it is shared with a plan, and unchanged from then on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together

EVIDENCE = """
CREATE FUNCTION plans_keep_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.plan_id IS NOT NULL THEN
        PERFORM plans_refuse('shared_evidence_stays', 'plans_evidence');
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.rep_id <> OLD.rep_id THEN
        PERFORM plans_refuse('evidence_stays_with_its_rep', 'plans_evidence');
    END IF;
    IF NEW.plan_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM plans_plan WHERE id = NEW.plan_id AND rep_id = NEW.rep_id
            AND status IN ('proposed', 'active', 'paused', 'in_review')
    ) THEN
        PERFORM plans_refuse('evidence_is_shared_with_an_open_plan_of_its_rep', 'plans_evidence');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER shared_evidence_stays BEFORE INSERT OR UPDATE OR DELETE ON plans_evidence
    FOR EACH ROW EXECUTE FUNCTION plans_keep_evidence();
CREATE TRIGGER records_are_never_emptied BEFORE TRUNCATE ON plans_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION plans_keep_record();
"""

FITS = """
CREATE OR REPLACE FUNCTION plans_attachment_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Locked, so that of two who add at once the second one counts the first one's file.
    PERFORM 1 FROM plans_milestone WHERE id = NEW.milestone_id FOR NO KEY UPDATE;
    PERFORM 1 FROM plans_commitment WHERE id = NEW.commitment_id FOR NO KEY UPDATE;
{lock}    IF (
        SELECT count(*) FROM plans_attachment
        WHERE removed_at IS NULL AND (milestone_id = NEW.milestone_id OR commitment_id = NEW.commitment_id{also})
    ) >= 5 THEN
        PERFORM plans_refuse('five_files_at_most', 'plans_attachment');
    END IF;
    RETURN NEW;
END $$;
"""

KEEPS = """
CREATE OR REPLACE FUNCTION plans_keep_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{shared}    IF TG_OP = 'DELETE' THEN
        IF NOT EXISTS (SELECT 1 FROM plans_commitment WHERE id = OLD.commitment_id AND kind = 'talk'){private} THEN
            PERFORM plans_refuse('files_are_removed_and_never_change', 'plans_attachment');
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.removed_at IS NOT NULL
       OR to_jsonb(NEW) - '{{removed_at,removed_by_id}}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{{removed_at,removed_by_id}}'::text[]
    THEN
        PERFORM plans_refuse('files_are_removed_and_never_change', 'plans_attachment');
    END IF;
    RETURN NEW;
END $$;
"""

# Files of evidence: counted and deleted like the others, and as they are once it is shared.
LOCK = """    PERFORM 1 FROM plans_evidence WHERE id = NEW.evidence_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM plans_evidence WHERE id = NEW.evidence_id AND plan_id IS NOT NULL) THEN
        PERFORM plans_refuse('files_of_shared_evidence_stay', 'plans_attachment');
    END IF;
"""
SHARED = """    IF EXISTS (SELECT 1 FROM plans_evidence WHERE id = OLD.evidence_id AND plan_id IS NOT NULL) THEN
        PERFORM plans_refuse('files_of_shared_evidence_stay', 'plans_attachment');
    END IF;
"""
ALSO, PRIVATE = " OR evidence_id = NEW.evidence_id", " AND OLD.evidence_id IS NULL"

RULES = EVIDENCE + FITS.format(lock=LOCK, also=ALSO) + KEEPS.format(shared=SHARED, private=PRIVATE)
UNDO = (
    FITS.format(lock="", also="")
    + KEEPS.format(shared="", private="")
    + """
DROP TRIGGER records_are_never_emptied ON plans_evidence;
DROP TRIGGER shared_evidence_stays ON plans_evidence;
DROP FUNCTION plans_keep_evidence;
"""
)


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0054_a_step_is_vague'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_on', models.DateField(verbose_name='day')),
                ('text', models.TextField(max_length=2000, verbose_name='what happened')),
                ('written_at', models.DateTimeField()),
                ('shared_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'evidence',
            },
        ),
        migrations.RemoveConstraint(
            model_name='attachment',
            name='a_file_belongs_to_one_thing',
        ),
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'plan.started', 'plan.begins_later', 'amendment.proposed', 'amendment.declined', 'amendment.taken_back', 'amendment.overtaken', 'plan.amended', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'start.changed', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.handed_on', 'mentor.taken_back', 'mentor.ended', 'programme.changed', 'check_in.held', 'check_in.missed', 'check_in.moved', 'check_in.called_off', 'check_in.promise_kept', 'check_in.promise_reopened', 'check_in.promise_given_up', 'status.changed', 'plan.in_review', 'plan.runs_on', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'practice.logged', 'practice.undone', 'scoring.added', 'step.questioned', 'step.answered', 'evidence.shared', 'file.added', 'file.removed', 'promise_file.added', 'promise_file.removed', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='plan',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='rep',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attachment',
            name='evidence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='plans.evidence'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('commitment__isnull', False), ('evidence', None), ('milestone', None)), models.Q(('commitment', None), ('evidence', None), ('milestone__isnull', False)), models.Q(('commitment', None), ('evidence__isnull', False), ('milestone', None)), _connector='OR'), name='a_file_belongs_to_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='evidence_says_what_happened'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('plan', None), ('shared_at', None)), models.Q(('plan__isnull', False), ('shared_at__isnull', False)), _connector='OR'), name='shared_evidence_has_its_plan_and_time'),
        ),
        migrations.RunSQL(RULES, UNDO),
    ])
