"""What was verified, given or kept by mistake is taken back, and a given reward keeps its step verified."""

from django.db import migrations, models

from salesgym.together import together

KNOWN = [
    "draft.opened",
    "draft.saved",
    "draft.discarded",
    "focus.asked",
    "focus.answered",
    "focus.taken_back",
    "plan.proposed",
    "plan.taken_back",
    "plan.changes_suggested",
    "own_figure.saved",
    "agreement.signed",
    "plan.started",
    "plan.begins_later",
    "plan.paused",
    "plan.resumed",
    "milestone.reached",
    "milestone.claimed",
    "milestone.verified",
    "milestone.sent_back",
    "milestone.noted",
    "milestone.met_again",
    "milestone.taken_back",
    "milestone.unverified",
    "milestone.put_right",
    "reward.earned",
    "reward.delivered",
    "reward.put_right",
    "reward.waits",
    "reward.given_up",
    "reward.owed",
    "support.delivered",
    "support.put_right",
    "support.given_up",
    "mentor.asked",
    "mentor.accepted",
    "mentor.declined",
    "mentor.ended",
    "programme.changed",
    "status.changed",
    "plan.in_review",
    "plan.runs_on",
    "plan.closed",
    "practice.logged",
    "practice.undone",
    "comment.added",
    "comment.edited",
    "comment.withdrawn",
]

RULE = """
CREATE FUNCTION plans_given_rewards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE of_step bigint;
BEGIN
    IF TG_TABLE_NAME = 'plans_reward' THEN of_step := NEW.milestone_id; ELSE of_step := NEW.id; END IF;
    IF EXISTS (
        SELECT 1 FROM plans_reward reward JOIN plans_milestone step ON step.id = reward.milestone_id
        WHERE step.id = of_step AND reward.delivered_on IS NOT NULL AND step.status <> 'verified'
    ) THEN
        PERFORM plans_refuse('given_rewards_have_a_verified_step', 'plans_reward');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER given_rewards_have_a_verified_step AFTER INSERT OR UPDATE OF delivered_on ON plans_reward
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.delivered_on IS NOT NULL)
    EXECUTE FUNCTION plans_given_rewards();
CREATE CONSTRAINT TRIGGER given_rewards_have_a_verified_step AFTER UPDATE OF status ON plans_milestone
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.status = 'verified' AND NEW.status <> 'verified')
    EXECUTE FUNCTION plans_given_rewards();
"""

UNDO = """
DROP TRIGGER given_rewards_have_a_verified_step ON plans_milestone;
DROP TRIGGER given_rewards_have_a_verified_step ON plans_reward;
DROP FUNCTION plans_given_rewards;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0022_comments_are_edited_and_withdrawn")]

    operations = together([
        migrations.RemoveConstraint("history", "event_is_known"),
        migrations.AddConstraint(
            "history", models.CheckConstraint(condition=models.Q(event__in=KNOWN), name="event_is_known")
        ),
        migrations.RunSQL(RULE, UNDO),
    ])
