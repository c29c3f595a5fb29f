"""Mails about the dates of a plan: a step that is due, one whose date has passed, the plan's last weeks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coaching.models import Comment
from coaching.pages import words
from coaching.queries import reminder, standing
from coaching.queries.personal_day import personal_day
from plans.calculations.drawing import staircase
from plans.emails.letter import may_open_plan
from plans.models import Milestone, Plan
from plans.pages.figures import level, step_figure
from plans.queries.pace import step_numbers
from plans.queries.step_lines import weeks_read
from salesgym.kinds import LIFE_OF_REMINDERS, Group, Kind, Policy, Rendered
from salesgym.notices.emails import absolute, render
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries import scorecard
from salesgym.people.models import Organization, User

Refs = Mapping[str, int]


def _milestone(refs: Refs) -> Milestone | None:
    found = Milestone.objects.select_related(
        "plan__rep", "plan__mentor", "plan__skill", "plan__metric__numerator", "plan__forecast", "metric__numerator", "metric__denominator", "reward"
    )  # fmt: skip
    return found.filter(pk=refs["milestone"]).first()


def _is_climbing(recipient: User, refs: Refs, at: datetime) -> bool:
    """The step is still ahead on a running plan that this person may open."""
    return (
        Milestone.objects.filter(
            pk=refs["milestone"], status=Milestone.Status.AHEAD, plan__status=Plan.Status.ACTIVE
        ).exists()
        and Plan.objects.visible_to(recipient).filter(pk=refs["plan"]).exists()
    )


def due_is_wanted(recipient: User, refs: Refs, at: datetime) -> bool:
    """Not when the step was reached, moved, or a nearer reminder has taken this one's place."""
    steps = Milestone.objects.filter(pk=refs["milestone"], plan__rep=recipient)
    milestone = steps.only("due_on").first()
    if milestone is None or not _is_climbing(recipient, refs, at):
        return False
    left = (milestone.due_on - personal_day(recipient.time_zone, at)).days
    return reminder.lead_of(left) == refs["lead"]


def milestone_due(recipient: User, refs: Refs, at: datetime) -> Rendered:
    """The step, the climb so far, today's drill, and the mentor's last word."""
    milestone = _milestone(refs)
    if milestone is None:
        raise LookupError("the milestone is gone")
    plan = milestone.plan
    today = personal_day(recipient.time_zone, at)
    say = Sayers(Organization.objects.current().currency)
    context = {
        "milestone": milestone,
        "plan": plan,
        "days": (milestone.due_on - today).days,
        "goal": _goal(milestone, say),
        "url": absolute(reverse("coaching:today")),
        "item": plan.programme.select_related("drill").order_by("position").first(),
        "comment": _last_word(plan),
        **_climb(milestone, today, say),
    }
    return render("milestone_due", recipient=recipient, kind="coaching.milestone_due", context=context)


def _goal(step: Milestone, say: Sayers) -> str:
    """What the step asks for, with its unit: 26%, 60 conversations a week, 500 conversations in all."""
    if step.measure == Milestone.Measure.DONE:
        return words.step_name(step.plan, step, say)
    goal = step_figure(step, step.target, say)
    is_count = step.measure == Milestone.Measure.COUNT
    return gettext("%(goal)s in all") % {"goal": goal} if is_count else goal


def _climb(milestone: Milestone, today: date, say: Sayers) -> dict[str, Any]:
    """Where the rep stands by the step's own measure, what would reach it, and the staircase.

    `more` is empty for a step behind another one that is still open: what is left is worked out for the nearest.
    """
    plan = milestone.plan
    steps = list(plan.milestones.select_related("metric__numerator", "reward").order_by("position"))
    metrics = standing.metrics_of([plan], steps)
    series = scorecard.weekly_series([plan.rep_id], metrics, until=today, weeks=weeks_read([plan], on=today))
    found = standing.of(plan, steps, series, on=today)
    is_next = found.step is not None and found.step.pk == milestone.pk
    value, _start = step_numbers(plan, steps, milestone, series)
    is_count = milestone.measure == Milestone.Measure.COUNT
    counted = say(milestone.metric).named.now(value) if is_count else ""
    is_own = milestone.measure == Milestone.Measure.METRIC and milestone.metric_id == plan.metric_id
    return {
        "drawing": _staircase(plan, steps, found, today, say),
        # At the mark in the drawing stands the number of the step that is climbed.
        "mark": say(found.step.metric).now(found.value) if found.step else "",
        "now": level(value, milestone.metric, say) if is_own else "",
        "start": say(plan.metric).now(plan.baseline),
        "counted": counted,
        "more": words.way_to_go(found, say, is_own=True) if is_next else "",
        "percent": found.percent if is_next else None,
    }


def _staircase(
    plan: Plan, steps: Sequence[Milestone], found: standing.Standing, today: date, say: Sayers
) -> staircase.Staircase:
    starts_on = plan.starts_on or today
    return staircase.build(
        baseline=plan.baseline,
        current=found.plan_value,
        started_on=starts_on,
        on=today,
        lower_is_better=bool(plan.metric and plan.metric.lower_is_better),
        base=staircase.Step(
            None, starts_on, label=say(plan.metric).now(plan.baseline), short=gettext("Start")
        ),
        steps=[
            staircase.Step(
                step.target if step.measure == Milestone.Measure.METRIC else None,
                step.due_on,
                label=words.step_label(step, say),
                short=words.step_when(step),
                note=gettext("in all") if step.measure == Milestone.Measure.COUNT else "",
                is_reached=step.is_reached,
                share=float(found.share) if found.step and found.step.pk == step.pk else None,
            )
            for step in steps
        ],
    )


def _last_word(plan: Plan) -> Comment | None:
    if plan.mentor_id is None:
        return None
    said = Comment.objects.standing().filter(plan=plan, author=plan.mentor).select_related("author")
    return said.order_by("-created_at").first()


def milestone_overdue(recipient: User, refs: Refs, at: datetime) -> Rendered:
    """The step whose date has passed, in other words for the rep than for others."""
    milestone = _milestone(refs)
    if milestone is None:
        raise LookupError("the milestone is gone")
    context = {
        "milestone": milestone,
        "plan": milestone.plan,
        "step": words.step_name(milestone.plan, milestone, Sayers(Organization.objects.current().currency)),
        "is_rep": recipient.pk == milestone.plan.rep_id,
        # The rep's calendar counts, and east of the reader its day is over while theirs is not.
        "is_over_there": milestone.due_on >= at.astimezone(recipient.zone).date(),
        "url": absolute(reverse("coaching:plan_page", args=[milestone.plan_id])),
    }
    return render(
        "milestone_overdue", recipient=recipient, kind="coaching.milestone_overdue", context=context
    )


def plan_is_running(recipient: User, refs: Refs, at: datetime) -> bool:
    """Whether the plan is running, neither paused nor in review, and this person may still open it."""
    return Plan.objects.visible_to(recipient).running().filter(pk=refs["plan"]).exists()


def plan_ending(recipient: User, refs: Refs, at: datetime) -> Rendered:
    """The last day, for the rep and for those around them."""
    plan = Plan.objects.select_related("rep", "skill").get(pk=refs["plan"])
    context = {
        "plan": plan,
        "is_rep": recipient.pk == plan.rep_id,
        "url": absolute(reverse("coaching:plan_page", args=[plan.pk])),
    }
    return render("plan_ending", recipient=recipient, kind="coaching.plan_ending", context=context)


KINDS = (
    Kind(
        name="coaching.milestone_due",
        label=_("A step is due in 7, 3 or 1 days, or today"),
        policy=Policy.AT_LEAST_ONCE,
        render=milestone_due,
        still_wanted=due_is_wanted,
        group=Group.PROGRESS,
        lifetime=LIFE_OF_REMINDERS,
    ),
    Kind(
        name="coaching.milestone_overdue",
        label=_("A step's date has passed"),
        policy=Policy.AT_LEAST_ONCE,
        render=milestone_overdue,
        still_wanted=_is_climbing,
        may_open=may_open_plan,
        group=Group.PROGRESS,
        lifetime=LIFE_OF_REMINDERS,
    ),
    Kind(
        name="coaching.plan_ending",
        label=_("A plan ends in two weeks"),
        policy=Policy.AT_LEAST_ONCE,
        render=plan_ending,
        still_wanted=plan_is_running,
        may_open=may_open_plan,
        group=Group.PROGRESS,
        lifetime=LIFE_OF_REMINDERS,
    ),
)
