"""The mails of coaching: steps and their dates, workouts, promises, what is said, and the digests."""

from datetime import UTC, datetime, time, timedelta

from coaching.actions import reminder
from plans.models import Mentorship, Milestone, Plan
from salesgym.kinds import Policy
from salesgym.notices.models import Outbox
from salesgym.numbers.models import EarlySignal, Metric, TeamWeek
from salesgym.people.models import Team
from tests.access.mail_rows import MANAGERS, Refs, Row, of, said, with_thing
from tests.access.world import World, canary
from tests.factories.coaching import CommentFactory

REMINDED_FOR = timedelta(days=3)


def _second(world: World) -> Milestone:
    return Milestone.objects.get(plan=world.plans["active"], position=2)


def _of_second(world: World, at: datetime) -> Refs:
    step = _second(world)
    return {"milestone": step.pk, "plan": step.plan_id}


def _on_day(days: int) -> object:
    """In the middle of a day so near to the second step's date."""
    return lambda world, at: datetime.combine(_second(world).due_on + timedelta(days=days), time(15), UTC)


def _near_the_end(world: World, at: datetime) -> datetime:
    return datetime.combine(world.plans["active"].ends_on - timedelta(days=14), time(15), UTC)


def _waited(world: World, at: datetime) -> Refs:
    """Eight days after what the rep wrote to the mentor nobody has answered."""
    plan, wrote = world.plans["active"], at - timedelta(days=8)
    Mentorship.objects.filter(plan=plan).update(answered_at=wrote - timedelta(days=1))
    CommentFactory(plan=plan, body=canary("comment", "active"), created_at=wrote)
    reminder.plan_unanswered_words(at=at)
    return Outbox.objects.filter(kind="coaching.practice_unanswered").latest("pk").ref_ids


def _offered(world: World, at: datetime) -> Refs:
    pairing = world.things["invitation"]["accepted"]
    Mentorship.objects.filter(pk=pairing.pk).update(offered=world.people["other_mentor"], offered_at=at)
    return {"plan": pairing.plan_id, "mentorship": pairing.pk}


def _silent(world: World, at: datetime) -> Refs:
    plan = world.plans["active"]
    Plan.objects.filter(pk=plan.pk).update(last_practice_on=at.date() - timedelta(days=14))
    return {"plan": plan.pk}


def _promised(world: World, at: datetime) -> Refs:
    return {"support": world.things["support"]["active"].pk, "plan": world.plans["active"].pk, "late": 1}


def _promise_is_late(world: World, at: datetime) -> datetime:
    return datetime.combine(world.things["support"]["active"].due_on + timedelta(days=10), time(15), UTC)


def _signal(world: World, at: datetime) -> Refs:
    return {"signal": EarlySignal.objects.waiting().get(rep=world.reps["active"]).pk}


def _stale(world: World, at: datetime) -> Refs:
    """The newest week of the team lies a month back."""
    week = at.date() - timedelta(days=at.weekday() + 28)
    meetings = Metric.objects.get(key="meetings")
    TeamWeek.objects.create(
        team=Team.objects.get(name="North"), metric=meetings, week_start=week, total=50, reps=5
    )
    return {}


STEP = {"policy": Policy.AT_LEAST_ONCE, "lifetime": REMINDED_FOR}
# Whoever plans a digest says when the next one is due, which ends its life.
DIGEST = {"policy": Policy.AT_MOST_ONCE}
ROWS = {
    "coaching.milestone_due": Row(
        "a step is due in 7, 3 and 1 days, and today",
        lambda world, at: {**_of_second(world, at), "lead": 7},
        said("7 days to your next step", "Active, step 2 of Skill", "Active Rep"),
        goes_out=_on_day(-7),
        **STEP,
    ),
    "coaching.milestone_overdue": Row(
        "a step is overdue, once",
        _of_second,
        said("A word about your step", "Active Rep, step 2 of Skill", "Active Rep")
        | said("A step to talk about", "Active Rep, step 2 of Skill", *MANAGERS),
        also=("Mentor",),
        goes_out=_on_day(1),
        **STEP,
    ),
    "coaching.plan_ending": Row(
        "a plan ends in 14 days",
        of("active"),
        said("The last weeks of your plan", "Active Rep, Skill", "Active Rep")
        | said("The last weeks of a plan", "Active Rep, Skill", *MANAGERS, "Mentor"),
        lifetime=REMINDED_FOR,
        goes_out=_near_the_end,
    ),
    "coaching.practice_silent": Row(
        "practice silent for five working days",
        _silent,
        said("Your next workout", "Active, a good day for a workout.", "Active Rep"),
        **STEP,
    ),
    "coaching.practice_unanswered": Row(
        "practice unanswered for 3 days",
        _waited,
        said("A mentee waits for a word of yours", "Active waits for a word of yours.", "Mentor"),
        **STEP,
    ),
    "coaching.second_mentor_offered": Row(
        "then a second mentor is offered",
        _offered,
        said("Somebody could help as a mentor too", "Ask Other as well?", "Active Rep", *MANAGERS),
    ),
    "coaching.role_play_scored": Row(
        "a role-play is scored",
        with_thing("scoring", "scoring", "active"),
        said("New scores on your plan", "Former scored you on Skill", "Active Rep"),
        also=(*MANAGERS, "Mentor"),
    ),
    "coaching.promise_due": Row(
        "promised support is due, and late",
        _promised,
        said("A promise of yours", "Your promise to Active was due", "Manager"),
        goes_out=_promise_is_late,
        **STEP,
    ),
    "coaching.comment": Row(
        "a comment, batched for 15 minutes",
        of("active"),
        said("New words on a plan you are part of", "Active wrote on their plan.", *MANAGERS, "Mentor"),
        policy=Policy.AT_MOST_ONCE,
    ),
    "coaching.rep_digest": Row(
        "the rep's digest",
        lambda world, at: {},
        said("Your week", "Active, this is your week.", "Active Rep"),
        also=("Asked Rep", "Peer", "Review Rep", "Shown Rep", "Formal Rep", "Paused Rep"),
        **DIGEST,
    ),
    "coaching.mentor_digest": Row(
        "the mentor's digest",
        lambda world, at: {},
        said("Your mentees' week", "Mentor, how your mentees are doing.", "Mentor"),
        also=("Other Mentor",),
        **DIGEST,
    ),
    "coaching.manager_digest": Row(
        "the manager's digest",
        lambda world, at: {},
        said("Your team's week", "Manager, 5 things need you.", "Manager"),
        also=("Away",),
        **DIGEST,
    ),
    "numbers.stale": Row(
        "numbers are older than eight days",
        _stale,
        said(
            "Newer numbers, please",
            "Nobody has brought these numbers for more than a week:",
            "Manager",
            "Deputy",
        ),
        lifetime=REMINDED_FOR,
    ),
    "numbers.early_signal": Row(
        "an early signal, to the manager only",
        _signal,
        said("A number is worth a look", "", *MANAGERS),
    ),
}
