"""Terms that let a plan begin later, and the event that tells it."""

from django.conf import settings
from django.db import migrations, models

from salesgym.together import together


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0015_basis_is_frozen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.RemoveConstraint(
            model_name='history',
            name='event_is_known',
        ),
        migrations.AddField(
            model_name='agreement',
            name='may_begin_later',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name='history',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ['draft.opened', 'draft.saved', 'focus.asked', 'focus.answered', 'focus.taken_back', 'plan.proposed', 'plan.taken_back', 'plan.changes_suggested', 'own_figure.saved', 'agreement.signed', 'plan.started', 'plan.begins_later', 'plan.paused', 'plan.resumed', 'milestone.reached', 'milestone.claimed', 'milestone.verified', 'milestone.sent_back', 'milestone.noted', 'milestone.taken_back', 'reward.earned', 'reward.delivered', 'support.delivered', 'mentor.asked', 'mentor.accepted', 'mentor.declined', 'mentor.ended', 'programme.changed', 'status.changed', 'plan.in_review', 'plan.closed', 'practice.logged', 'practice.undone', 'comment.added'])), name='event_is_known'),
        ),
    ])
