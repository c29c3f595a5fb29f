"""Files on a step or a promise: five at most, and a row that says for good what it was; and their events."""

import django.db.models.deletion
import plans.models.attachment
import uuid
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together

RULES = """
CREATE FUNCTION plans_attachment_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Locked, so that of two who add at once the second one counts the first one's file.
    PERFORM 1 FROM plans_milestone WHERE id = NEW.milestone_id FOR NO KEY UPDATE;
    PERFORM 1 FROM plans_commitment WHERE id = NEW.commitment_id FOR NO KEY UPDATE;
    IF (
        SELECT count(*) FROM plans_attachment
        WHERE removed_at IS NULL AND (milestone_id = NEW.milestone_id OR commitment_id = NEW.commitment_id)
    ) >= 5 THEN
        PERFORM plans_refuse('five_files_at_most', 'plans_attachment');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER five_files_at_most BEFORE INSERT ON plans_attachment
    FOR EACH ROW EXECUTE FUNCTION plans_attachment_fits();

CREATE FUNCTION plans_keep_attachment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF NOT EXISTS (SELECT 1 FROM plans_commitment WHERE id = OLD.commitment_id AND kind = 'talk') THEN
            PERFORM plans_refuse('files_are_removed_and_never_change', 'plans_attachment');
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.removed_at IS NOT NULL
       OR to_jsonb(NEW) - '{removed_at,removed_by_id}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{removed_at,removed_by_id}'::text[]
    THEN
        PERFORM plans_refuse('files_are_removed_and_never_change', 'plans_attachment');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER files_are_removed_and_never_change BEFORE UPDATE OR DELETE ON plans_attachment
    FOR EACH ROW EXECUTE FUNCTION plans_keep_attachment();
"""

UNDO = """
DROP TRIGGER files_are_removed_and_never_change ON plans_attachment;
DROP TRIGGER five_files_at_most ON plans_attachment;
DROP FUNCTION plans_keep_attachment, plans_attachment_fits;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0036_check_in_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(storage=plans.models.attachment.AttachmentStorage(), upload_to=plans.models.attachment.random_name, verbose_name='file')),
                ('name', models.CharField(max_length=120)),
                ('content_type', models.CharField(max_length=40)),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('client_id', models.UUIDField(default=uuid.uuid4)),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'plan.started', 'plan.begins_later', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.ended', 'programme.changed', 'check_in.held', 'check_in.missed', 'check_in.moved', 'check_in.called_off', 'check_in.promise_kept', 'status.changed', 'plan.in_review', 'plan.runs_on', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'practice.logged', 'practice.undone', 'scoring.added', 'file.added', 'file.removed', 'promise_file.added', 'promise_file.removed', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files_added', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='attachment',
            name='commitment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='plans.commitment'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='milestone',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='plans.milestone'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='removed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(fields=('added_by', 'client_id'), name='a_file_is_stored_once'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('commitment__isnull', False), ('milestone', None)), models.Q(('commitment', None), ('milestone__isnull', False)), _connector='OR'), name='a_file_belongs_to_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('content_type__in', ['application/pdf', 'image/png', 'image/jpeg', 'image/webp'])), name='content_type_of_a_file_is_known'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('size__range', (1, 10485760))), name='a_file_is_not_empty_and_at_most_10_mb'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('file', ''), _negated=True)), name='a_file_has_its_names'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_by', None)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='a_removed_file_says_by_whom'),
        ),
        migrations.RunSQL(RULES, UNDO),
    ])
