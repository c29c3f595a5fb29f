"""The draft that goes on from a plan that was extended: the same focus with new dates, signed anew."""

from datetime import datetime, timedelta

from plans.actions import draft_basis, history, observation
from plans.calculations.formal_end import extension_of
from plans.calculations.timeline.step_runs import RUN_WEEKS
from plans.models import Diagnosis, Event, Milestone, Outcome, Plan
from plans.queries.calendar import local_day
from plans.queries.formal_end import days_left
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import User


def open_for(plan: Plan, by: User, at: datetime) -> Plan:
    """Open a draft of the same kind and focus with new dates: half as long as this plan, 4 weeks or more.

    Of a formal plan no more than six weeks, nor than its days leave. Its weeks count on from the first day of the plan
    it extends.
    """
    first_day = monday(local_day(at)) + timedelta(weeks=1)
    lasted = plan.ends_on - plan.starts_on if plan.ends_on and plan.starts_on else timedelta(weeks=12)
    left = days_left(plan) if plan.kind == Plan.Kind.FORMAL else None
    successor = Plan.objects.create(
        rep=plan.rep,
        kind=plan.kind,
        manager=by,
        mentor_wish=_last_mentor(plan),
        skill=plan.skill,
        metric=plan.metric,
        window_weeks=plan.window_weeks,
        baseline=plan.baseline,
        baseline_numerator=plan.baseline_numerator,
        baseline_denominator=plan.baseline_denominator,
        baseline_weeks=plan.baseline_weeks,
        baseline_until=plan.baseline_until,
        target=plan.target,
        worth=plan.worth,
        headline=plan.headline,
        why=plan.why,
        starts_on=first_day,
        counts_from=plan.counts_since,
        ends_on=first_day + extension_of(lasted, days_left=left),
        created_at=at,
        predecessor=plan,
    )
    _copy_children(plan, successor)
    draft_basis.keep(successor, on=local_day(at))
    detail = {"predecessor": plan.pk, "focus": str(plan.skill), "result": Outcome.Result.EXTENDED}
    history.record(plan=successor, actor=by, event=Event.DRAFT_OPENED, at=at, detail=detail)
    return successor


def _last_mentor(plan: Plan) -> User | None:
    last = (
        plan.mentorships.exclude(answered_at=None).order_by("-answered_at").select_related("mentor").first()
    )
    return last.mentor if last is not None and last.ended_at is not None else None


def _copy_children(plan: Plan, successor: Plan) -> None:
    """Copy the diagnosis with what was seen, the programme, and the missed steps, whose new dates are evenly spread."""
    if told := Diagnosis.objects.filter(plan=plan).first():
        told.pk, told.plan = None, successor
        told.save(force_insert=True)
    observation.put_down(successor, observation.stored(plan))
    for item in plan.programme.order_by("position"):
        item.pk, item.plan = None, successor
        item.save(force_insert=True)
    open_steps = list(plan.milestones.filter(status=Milestone.Status.MISSED).order_by("position"))
    if not open_steps or successor.starts_on is None or successor.ends_on is None:
        return
    days = (successor.ends_on - successor.starts_on).days
    for position, step in enumerate(open_steps, start=1):
        due_on = successor.starts_on + timedelta(days=days * position // len(open_steps))
        Milestone.objects.create(
            plan=successor,
            position=position,
            title=step.title,
            measure=step.measure,
            metric=step.metric,
            target=step.target,
            due_on=due_on,
            run_weeks=_run_of(step),
        )


def _run_of(step: Milestone) -> int | None:
    """The run of a step, which its copy keeps; the usual one where it was signed under the earlier rule."""
    return step.run_weeks or (RUN_WEEKS[0] if step.measure == Milestone.Measure.METRIC else None)
