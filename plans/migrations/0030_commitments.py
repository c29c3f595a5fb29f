"""Promised support becomes the one table of what is owed: promises of check-ins stand beside those of plans."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

from salesgym.together import together

# Both functions name the table in their text, which a renamed table does not change by itself.
LEFT_OPEN = """
CREATE OR REPLACE FUNCTION plans_left_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM plans_milestone step WHERE step.plan_id = NEW.id AND step.status = 'unverified'
            AND NOT plans_tells_of(NEW.id, 'milestone.unverified', jsonb_build_object('milestone', step.id))
        UNION ALL
        SELECT 1 FROM plans_reward reward JOIN plans_milestone step ON step.id = reward.milestone_id
        WHERE step.plan_id = NEW.id AND reward.earned_at IS NOT NULL AND reward.delivered_on IS NULL
            AND NOT plans_tells_of(NEW.id, 'reward.owed', jsonb_build_object('milestone', step.id))
        UNION ALL
        SELECT 1 FROM {table} promise WHERE promise.plan_id = NEW.id AND promise.delivered_on IS NULL
            AND NOT plans_tells_of(NEW.id, 'support.given_up', jsonb_build_object('support', promise.id))
    ) THEN
        PERFORM plans_refuse('what_is_left_open_is_told', 'plans_plan');
    END IF;
    RETURN NULL;
END $$;
"""

FREEZE = """
CREATE OR REPLACE FUNCTION plans_freeze_support() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT plans_is_draft(CASE WHEN TG_OP = 'INSERT' THEN NEW.plan_id ELSE OLD.plan_id END) THEN
        IF TG_OP <> 'UPDATE'
           OR (NEW.plan_id, NEW.what, NEW.promised_by_id) IS DISTINCT FROM (OLD.plan_id, OLD.what, OLD.promised_by_id)
           OR (NEW.due_on IS DISTINCT FROM OLD.due_on AND NOT plans_dates_may_move())
        THEN
            PERFORM plans_refuse('terms_are_frozen', '{table}');
        END IF;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


def _functions(table: str) -> str:
    return LEFT_OPEN.replace("{table}", table) + FREEZE.replace("{table}", table)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("plans", "0029_coaching_ends_in_help"),
    ]

    operations = together([
        migrations.RenameModel("Support", "Commitment"),
        migrations.RunSQL(_functions("plans_commitment"), _functions("plans_support")),
        migrations.AddField(
            "commitment",
            "kind",
            models.CharField(
                choices=[("support", "promised with a plan"), ("talk", "promised in a check-in")],
                db_default="support",
                default="support",
                max_length=8,
            ),
        ),
        migrations.AddField(
            "commitment",
            "promised_to",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="promises_received",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "commitment", "cue", models.CharField(blank=True, max_length=120, verbose_name="when")
        ),
        migrations.AddField("commitment", "given_up_on", models.DateField(blank=True, null=True)),
        migrations.AlterField(
            "commitment",
            "plan",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="support",
                to="plans.plan",
            ),
        ),
        migrations.AlterField(
            "commitment",
            "promised_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="promises_made",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who",
            ),
        ),
        migrations.AddConstraint(
            "commitment",
            models.CheckConstraint(
                condition=Q(kind__in=["support", "talk"]), name="commitment_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            "commitment",
            models.CheckConstraint(
                condition=Q(kind="support", plan__isnull=False, promised_to=None)
                | (~Q(kind="support") & Q(plan=None, promised_to__isnull=False, promised_by__isnull=False)),
                name="support_hangs_on_a_plan_and_talk_on_people",
            ),
        ),
        migrations.AddConstraint(
            "commitment",
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(given_up_on=None), name="what_is_kept_is_not_given_up"
            ),
        ),
    ])
