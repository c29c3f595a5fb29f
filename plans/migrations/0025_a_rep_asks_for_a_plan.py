"""A rep asks for a plan: one wish waits at a time, and once it is answered it never changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from salesgym.together import together


KEEP_ANSWERS = """
CREATE FUNCTION plans_keep_wish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'open' OR (NEW.rep_id, NEW.skill_id, NEW.sentence, NEW.asked_at)
        IS DISTINCT FROM (OLD.rep_id, OLD.skill_id, OLD.sentence, OLD.asked_at)
    THEN
        PERFORM plans_refuse('a_wish_and_its_answer_never_change', 'plans_planwish');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER wishes_never_change BEFORE UPDATE ON plans_planwish
    FOR EACH ROW EXECUTE FUNCTION plans_keep_wish();
"""

UNDO = """
DROP TRIGGER wishes_never_change ON plans_planwish;
DROP FUNCTION plans_keep_wish;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0024_draft_copied'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='PlanWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sentence', models.CharField(max_length=300, verbose_name='in one sentence')),
                ('asked_at', models.DateTimeField()),
                ('status', models.CharField(choices=[('open', 'open'), ('drafted', 'answered with a draft'), ('answered', 'answered with a sentence'), ('taken_back', 'taken back')], default='open', max_length=10)),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='your answer')),
                ('answered_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.copied', 'draft.saved', 'draft.discarded', 'focus.asked', 'focus.answered', 'focus.taken_back', 'wish.taken_up', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'plan.started', 'plan.begins_later', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.met_again', 'milestone.taken_back', 'milestone.unverified', 'milestone.put_right', 'reward.earned', 'reward.delivered', 'reward.put_right', 'reward.waits', 'reward.given_up', 'reward.owed', 'support.delivered', 'support.put_right', 'support.given_up', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.ended', 'programme.changed', 'status.changed', 'plan.in_review', 'plan.runs_on', 'plan.closed', 'practice.logged', 'practice.undone', 'comment.added', 'comment.edited', 'comment.withdrawn'])), name='event_is_known'),
        ),
        migrations.AddField(
            model_name='planwish',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='planwish',
            name='plan',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='plans.plan'),
        ),
        migrations.AddField(
            model_name='planwish',
            name='rep',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_wishes', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='planwish',
            name='skill',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.skill'),
        ),
        migrations.AddConstraint(
            model_name='planwish',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('rep',), name='one_open_wish_per_rep'),
        ),
        migrations.AddConstraint(
            model_name='planwish',
            constraint=models.CheckConstraint(condition=models.Q(('sentence', ''), _negated=True), name='a_wish_says_why'),
        ),
        migrations.AddConstraint(
            model_name='planwish',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None), ('plan', None), ('status', 'open')), models.Q(('answer', ''), ('answered_by__isnull', False), ('plan__isnull', False), ('status', 'drafted'), ('answered_at__isnull', False)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('plan', None), ('status', 'answered'), models.Q(('answer', ''), _negated=True)), models.Q(('answer', ''), ('answered_at__isnull', False), ('answered_by', None), ('plan', None), ('status', 'taken_back')), _connector='OR'), name='a_wish_is_answered_in_one_way'),
        ),
        migrations.RunSQL(KEEP_ANSWERS, UNDO),
    ])
