"""The number of a plan that ended well is looked at once more; where it slipped, its workout is taken up again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together


RULES = """
CREATE FUNCTION plans_look_back_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM plans_outcome WHERE plan_id = NEW.plan_id AND result IN ('met', 'met_in_part')
    ) OR NOT EXISTS (
        SELECT 1 FROM plans_milestone WHERE id = NEW.milestone_id AND plan_id = NEW.plan_id AND measure = 'metric'
    ) THEN
        PERFORM plans_refuse('a_look_back_follows_a_good_ending', 'plans_lookback');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_look_back_follows_a_good_ending BEFORE INSERT ON plans_lookback
    FOR EACH ROW EXECUTE FUNCTION plans_look_back_fits();
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_lookback
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();

CREATE FUNCTION plans_workout_again_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM plans_lookback WHERE id = NEW.look_id AND verdict = 'slipped') THEN
        PERFORM plans_refuse('an_old_workout_follows_a_slip', 'plans_workoutagain');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER an_old_workout_follows_a_slip BEFORE INSERT ON plans_workoutagain
    FOR EACH ROW EXECUTE FUNCTION plans_workout_again_fits();
CREATE TRIGGER records_never_change BEFORE UPDATE OR DELETE ON plans_workoutagain
    FOR EACH ROW EXECUTE FUNCTION plans_keep_record();
"""

UNDO = """
DROP TRIGGER records_never_change ON plans_workoutagain;
DROP TRIGGER an_old_workout_follows_a_slip ON plans_workoutagain;
DROP TRIGGER records_never_change ON plans_lookback;
DROP TRIGGER a_look_back_follows_a_good_ending ON plans_lookback;
DROP FUNCTION plans_workout_again_fits, plans_look_back_fits;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0025_a_rep_asks_for_a_plan'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='LookBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weeks', models.PositiveSmallIntegerField()),
                ('verdict', models.CharField(choices=[('held', 'held'), ('slipped', 'slipped'), ('too_early', 'too early to tell')], max_length=9)),
                ('mark', models.DecimalField(decimal_places=4, max_digits=14)),
                ('half', models.DecimalField(decimal_places=4, max_digits=14)),
                ('value', models.DecimalField(decimal_places=4, max_digits=14, null=True)),
                ('numerator', models.DecimalField(decimal_places=2, max_digits=14)),
                ('denominator', models.DecimalField(decimal_places=2, max_digits=14)),
                ('chance', models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                ('first_week', models.DateField()),
                ('last_week', models.DateField()),
                ('looked_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='WorkoutAgain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('until', models.DateField()),
                ('taken_up_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'plan.started', 'plan.begins_later', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.ended', 'programme.changed', 'status.changed', 'plan.in_review', 'plan.runs_on', 'plan.closed', 'gain.held', 'gain.slipped', 'gain.workout_taken_up', 'practice.logged', 'practice.undone', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.AddField(
            model_name='lookback',
            name='milestone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.milestone'),
        ),
        migrations.AddField(
            model_name='lookback',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks_back', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='workoutagain',
            name='look',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='workout', to='plans.lookback'),
        ),
        migrations.AddConstraint(
            model_name='lookback',
            constraint=models.UniqueConstraint(fields=('plan', 'weeks'), name='one_look_back_per_plan_and_time'),
        ),
        migrations.AddConstraint(
            model_name='lookback',
            constraint=models.CheckConstraint(condition=models.Q(('weeks__in', [4, 13])), name='looks_back_after_4_and_13_weeks'),
        ),
        migrations.AddConstraint(
            model_name='lookback',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', 'too_early'), models.Q(('chance__gte', '0.8'), ('chance__isnull', False), ('value__isnull', False), ('verdict', 'held')), models.Q(('chance__isnull', False), ('chance__lte', '0.2'), ('value__isnull', False), ('verdict', 'slipped')), _connector='OR'), name='a_look_back_follows_from_its_chance'),
        ),
        migrations.AddConstraint(
            model_name='lookback',
            constraint=models.CheckConstraint(condition=models.Q(('chance', None), ('chance__range', (0, 1)), _connector='OR'), name='chance_of_a_look_back_is_0_to_1'),
        ),
        migrations.AddConstraint(
            model_name='lookback',
            constraint=models.CheckConstraint(condition=models.Q(('first_week__lte', models.F('last_week'))), name='a_look_back_has_its_weeks_in_order'),
        ),
        migrations.AddConstraint(
            model_name='workoutagain',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('starts_on'))), name='an_old_workout_ends_after_it_starts'),
        ),
        migrations.RunSQL(RULES, UNDO),
    ])
