"""What the desk of HR says: what waits, and each formal plan with what is due and late on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.areas.formal.queries.desk import DeskPlan
from plans.models import Commitment, Plan
from plans.pages.promises import by_side, kept, so_far
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Side:
    """What one side promised: 2 of 3 kept so far, and each promise that is late."""

    words: str
    late: Sequence[str]


@dataclass(frozen=True, slots=True)
class Line:
    """One plan in the table. `when` and `what` say what comes next."""

    rep: User
    manager: str
    focus: str
    state: str
    own: Side
    ours: Side
    talks: str
    when: str
    what: str
    url: str
    day: date | None
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that HR is asked for."""

    icon: str
    tint: str
    title: str
    text: str
    verb: str
    url: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole page."""

    title: str
    waits: Sequence[Wait]
    open: Sequence[Line]
    closed: Sequence[Line]

    @property
    def heading(self) -> str:
        return ngettext("One formal plan", "%(count)s formal plans, nearest date first", len(self.open)) % {
            "count": len(self.open)
        }


def desk(plans: Sequence[DeskPlan], *, reader: User, on: date) -> Desk:
    """The desk of this HR partner on this day."""
    waits = [*_approvals(plans), *_late(plans, on), *_outcomes(plans)]
    lines = sorted((_line(one, on) for one in plans), key=lambda line: (line.day or date.max, line.rep.name))
    return Desk(
        title=_title(len(waits), reader),
        waits=waits,
        open=[line for line in lines if not line.is_closed],
        closed=[line for line in lines if line.is_closed],
    )


def url_of(plan: Plan) -> str:
    """Where HR reads the plan."""
    return reverse("formal:read_plan", args=[plan.pk])


def day_words(day: date | None) -> str:
    """Fri 5 Feb"""
    return date_format(day, "D j M") if day else ""


def _title(count: int, reader: User) -> str:
    told = {"name": reader.first_name, "count": count}
    if not count:
        return _("Nothing waits for you, %(name)s.") % told
    return (
        ngettext("One thing waits for you, %(name)s.", "%(count)s things wait for you, %(name)s.", count)
        % told
    )


def _approvals(plans: Sequence[DeskPlan]) -> list[Wait]:
    return [
        Wait(
            "file-pen-line",
            "lake",
            _("Approve a formal plan: %(name)s") % {"name": one.plan.rep},
            _("%(name)s asked on %(day)s.")
            % {"name": one.plan.manager, "day": date_format(localtime(one.asked.submitted_at), "l j F")},
            _("Read and decide"),
            url_of(one.plan),
        )
        for one in plans
        if one.plan.status == Plan.Status.DRAFT and one.asked is not None and one.asked.is_open
    ]


def _late(plans: Sequence[DeskPlan], on: date) -> list[Wait]:
    found = []
    for one in plans:
        late = _overdue(by_side(one.promises).ours, on)
        if not late or not one.plan.is_working:
            continue
        title = ngettext(
            "Our side is late for %(name)s", "Our side is late for %(name)s, %(count)s times", len(late)
        ) % {"name": one.plan.rep, "count": len(late)}
        found.append(
            Wait("clock-alert", "clay", title, _was_due(late[0]), _("Take a look"), url_of(one.plan))
        )
    return found


def _outcomes(plans: Sequence[DeskPlan]) -> list[Wait]:
    return [
        Wait(
            "flag",
            "leaf",
            _("%(name)s's outcome is due on %(day)s")
            % {"name": one.plan.rep, "day": day_words(one.plan.review_due_on)},
            _("%(name)s writes it.") % {"name": one.plan.manager},
            _("Take a look"),
            url_of(one.plan),
        )
        for one in plans
        if one.plan.status == Plan.Status.IN_REVIEW
    ]


def _line(one: DeskPlan, on: date) -> Line:
    plan, sides = one.plan, by_side(one.promises)
    day, what = _next(one)
    return Line(
        rep=plan.rep,
        manager=_("with %(name)s") % {"name": plan.manager},
        focus=str(plan.skill or ""),
        state=state_words(plan, on),
        own=_side(sides.own, on, is_working=plan.is_working),
        ours=_side(sides.ours, on, is_working=plan.is_working),
        talks=_("%(held)s of %(due)s held") % {"held": one.talks.held, "due": one.talks.due}
        if one.talks.due
        else _("none yet"),
        when=day_words(day),
        what=what,
        url=url_of(plan),
        day=day,
        is_closed=not plan.is_open,
    )


def state_words(plan: Plan, on: date) -> str:
    """Where the plan stands: Week 4 of 12."""
    if plan.status == Plan.Status.DRAFT:
        return _("Not yet before the rep")
    if plan.status == Plan.Status.PROPOSED:
        return _("Waits for both names")
    if plan.status != Plan.Status.ACTIVE or plan.starts_on is None or plan.ends_on is None:
        return str(plan.get_status_display()).capitalize()
    if plan.starts_on > on:
        return _("Begins %(day)s") % {"day": date_format(plan.starts_on, "j F")}
    weeks = max(((plan.ends_on - plan.starts_on).days + 6) // 7, 1)
    week = min((on - plan.starts_on).days // 7 + 1, weeks)
    return _("Week %(week)s of %(weeks)s") % {"week": week, "weeks": weeks}


def _next(one: DeskPlan) -> tuple[date | None, str]:
    plan = one.plan
    if not plan.is_open:
        result = plan.outcome.get_result_display() if hasattr(plan, "outcome") else _("ended")
        return (localtime(plan.closed_at).date() if plan.closed_at else None), str(result)
    if plan.status == Plan.Status.DRAFT:
        is_open = one.asked is not None and one.asked.is_open
        return plan.starts_on, _("first day, if you approve it") if is_open else _("first day, approved")
    if plan.status == Plan.Status.IN_REVIEW:
        return plan.review_due_on, _("outcome due")
    ahead = next((step for step in one.steps if step.status == step.Status.AHEAD), None)
    if ahead is None:
        return plan.ends_on, _("last day")
    return ahead.due_on, _("step %(number)s") % {"number": ahead.position}


def _side(promises: Sequence[Commitment], on: date, *, is_working: bool) -> Side:
    if not promises:
        return Side(_("none made"), [])
    late = [_was_due(one) for one in _overdue(promises, on)] if is_working else []
    return Side(so_far(kept(promises)), late)


def _overdue(promises: Sequence[Commitment], on: date) -> list[Commitment]:
    return [one for one in promises if one.delivered_on is None and one.due_on < on]


def _was_due(promise: Commitment) -> str:
    return _("%(what)s, was due %(day)s") % {"what": promise.what, "day": date_format(promise.due_on, "j M")}
