"""The rubric of a skill, and the scores given with it, which never change and fit what they score."""

import django.db.models.constraints
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together

RULES = """
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_scoring
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_behaviorscore
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();

CREATE FUNCTION plans_scoring_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM plans_plan WHERE id = NEW.plan_id AND rep_id <> NEW.rep_id) THEN
        PERFORM plans_refuse('scores_are_of_the_plans_rep', 'plans_scoring');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scores_are_of_the_plans_rep BEFORE INSERT ON plans_scoring
    FOR EACH ROW EXECUTE FUNCTION plans_scoring_fits();

CREATE FUNCTION plans_behavior_score_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM plans_scoring scoring JOIN plans_behavior behavior ON behavior.skill_id = scoring.skill_id
        WHERE scoring.id = NEW.scoring_id AND behavior.id = NEW.behavior_id
    ) THEN
        PERFORM plans_refuse('scores_are_of_the_skills_rubric', 'plans_behaviorscore');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER scores_are_of_the_skills_rubric BEFORE INSERT ON plans_behaviorscore
    FOR EACH ROW EXECUTE FUNCTION plans_behavior_score_fits();
"""

UNDO = """
DROP TRIGGER scores_are_of_the_skills_rubric ON plans_behaviorscore;
DROP TRIGGER scores_are_of_the_plans_rep ON plans_scoring;
DROP TRIGGER records_never_change ON plans_behaviorscore;
DROP TRIGGER records_never_change ON plans_scoring;
DROP FUNCTION plans_behavior_score_fits, plans_scoring_fits;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0030_commitments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='Behavior',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, unique=True, verbose_name='key')),
                ('name', models.CharField(max_length=120, verbose_name='what a listener hears or sees')),
                ('anchor_1', models.CharField(max_length=240, verbose_name='what 1 looks like')),
                ('anchor_3', models.CharField(max_length=240, verbose_name='what 3 looks like')),
                ('anchor_5', models.CharField(max_length=240, verbose_name='what 5 looks like')),
                ('is_about_buyer', models.BooleanField(default=False, verbose_name='about what the buyer does')),
                ('position', models.PositiveSmallIntegerField(verbose_name='order on pages')),
                ('is_active', models.BooleanField(default=True, verbose_name='asked in new scores')),
            ],
            options={
                'verbose_name': 'behavior',
                'verbose_name_plural': 'rubric: behaviors',
            },
        ),
        migrations.CreateModel(
            name='BehaviorScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Scoring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('self', 'by themselves'), ('mentor', 'by the mentor'), ('manager', 'by the manager')], max_length=7)),
                ('occasion', models.CharField(choices=[('role_play', 'role-play'), ('call', 'call')], max_length=9, verbose_name='what was scored')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='one thing that worked, one thing to try')),
                ('client_id', models.UUIDField(default=uuid.uuid4)),
                ('scored_at', models.DateTimeField()),
                ('scored_on', models.DateField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'plan.started', 'plan.begins_later', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.ended', 'programme.changed', 'status.changed', 'plan.in_review', 'plan.runs_on', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'practice.logged', 'practice.undone', 'scoring.added', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.AddField(
            model_name='behavior',
            name='skill',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='behaviors', to='plans.skill'),
        ),
        migrations.AddField(
            model_name='behaviorscore',
            name='behavior',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.behavior'),
        ),
        migrations.AddField(
            model_name='scoring',
            name='plan',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scorings', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='scoring',
            name='rep',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scorings', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='scoring',
            name='scored_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='scoring',
            name='skill',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.skill'),
        ),
        migrations.AddField(
            model_name='behaviorscore',
            name='scoring',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='plans.scoring'),
        ),
        migrations.AddConstraint(
            model_name='behavior',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('skill', 'position'), name='one_behavior_per_place'),
        ),
        migrations.AddConstraint(
            model_name='behavior',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('anchor_1', ''), _negated=True), models.Q(('anchor_3', ''), _negated=True), models.Q(('anchor_5', ''), _negated=True)), name='a_behavior_says_what_1_3_and_5_look_like'),
        ),
        migrations.AddIndex(
            model_name='scoring',
            index=models.Index(fields=['rep', 'skill', 'scored_on'], name='scores_of_a_rep_over_time'),
        ),
        migrations.AddConstraint(
            model_name='scoring',
            constraint=models.UniqueConstraint(fields=('scored_by', 'client_id'), name='a_scoring_is_stored_once'),
        ),
        migrations.AddConstraint(
            model_name='scoring',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', 'self'), ('scored_by', models.F('rep'))), models.Q(('how__in', ['mentor', 'manager']), models.Q(('scored_by', models.F('rep')), _negated=True)), _connector='OR'), name='a_scoring_says_who_gave_it'),
        ),
        migrations.AddConstraint(
            model_name='scoring',
            constraint=models.CheckConstraint(condition=models.Q(('how', 'manager'), ('how', 'self'), ('plan__isnull', False), _connector='OR'), name='a_mentor_scores_on_a_plan'),
        ),
        migrations.AddConstraint(
            model_name='scoring',
            constraint=models.CheckConstraint(condition=models.Q(('occasion__in', ['role_play', 'call'])), name='occasion_is_known'),
        ),
        migrations.AddConstraint(
            model_name='behaviorscore',
            constraint=models.UniqueConstraint(fields=('scoring', 'behavior'), name='each_behavior_is_scored_once'),
        ),
        migrations.AddConstraint(
            model_name='behaviorscore',
            constraint=models.CheckConstraint(condition=models.Q(('score__range', (1, 5))), name='a_score_is_1_to_5'),
        ),
        migrations.RunSQL(RULES, UNDO),
    ])
