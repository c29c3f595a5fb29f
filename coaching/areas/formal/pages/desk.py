"""What the desk of HR says: what waits, and each formal plan with what is due and late on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.areas.formal.pages.held import kept_words, talks_words
from coaching.areas.formal.queries.desk import DeskPlan, Overridden
from plans.calculations import reviews
from plans.models import Commitment, Plan
from plans.pages.promises import by_side
from plans.queries.formal_record import Kind
from plans.queries.waits_for_hr import WaitsForHR
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
class Reason:
    """One thing that HR has overridden: on whose plan, what was missing, why, and who did it when."""

    rep: User
    url: str
    missing: str
    reason: str
    by: str


# So many of what waits stand on the page; the others are one click away.
MOST_WAITS = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole page."""

    title: str
    waits: Sequence[Wait]
    open: Sequence[Line]
    closed: Sequence[Line]
    overridden: Sequence[Reason]

    @property
    def first(self) -> Sequence[Wait]:
        """What waits and is most urgent."""
        return self.waits[:MOST_WAITS]

    @property
    def more(self) -> Sequence[Wait]:
        return self.waits[MOST_WAITS:]

    @property
    def heading(self) -> str:
        return ngettext("One formal plan", "%(count)s formal plans, nearest date first", len(self.open)) % {
            "count": len(self.open)
        }


def desk(plans: Sequence[DeskPlan], *, reader: User, on: date) -> Desk:
    """The desk of this HR partner on this day."""
    waits = [*_approvals(plans), *_asked(plans, on), *_late(plans, on), *_outcomes(plans, on)]
    lines = sorted((_line(one, on) for one in plans), key=lambda line: (line.day or date.max, line.rep.name))
    return Desk(
        title=_title(len(waits), reader),
        waits=waits,
        open=[line for line in lines if not line.is_closed],
        closed=[line for line in lines if line.is_closed],
        overridden=[_reason(one.plan, said) for one in plans for said in one.overridden],
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


def _asked(plans: Sequence[DeskPlan], on: date) -> list[Wait]:
    """What managers and employees ask HR for: appeals first, by the day on which they are due."""
    asked = [(said.due_on or date.max, said.at, one.plan, said) for one in plans for said in one.waits]
    return [_wait(plan, said, on) for *_when, plan, said in sorted(asked, key=itemgetter(0, 1))]


def _wait(plan: Plan, said: WaitsForHR, on: date) -> Wait:
    told = {"name": said.by, "day": date_format(localtime(said.at), "l j F"), "rep": plan.rep}
    if said.kind == Kind.APPEAL:
        told["due"] = date_format(said.due_on, "l j F") if said.due_on else ""
        text = _("Written on %(day)s. The answer is due on %(due)s.") % told
        if said.due_on and said.due_on < on:
            text = _("Written on %(day)s. The answer was due on %(due)s.") % told
        url = reverse("formal:answer_appeal", args=[plan.pk])
        return Wait("pen-line", "clay", _("%(name)s appeals") % told, text, _("Read and answer"), url)
    return Wait(
        "circle-question-mark",
        "lake",
        _("%(name)s asks you to override: %(rep)s") % told,
        _("Asked on %(day)s, about what stands against not met.") % told,
        _("Read and decide"),
        reverse("formal:override", args=[plan.pk]),
    )


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


def _outcomes(plans: Sequence[DeskPlan], on: date) -> list[Wait]:
    return [
        Wait(
            "flag",
            "leaf",
            _outcome_words(one.plan, on),
            _("%(name)s writes it.") % {"name": one.plan.manager},
            _("Take a look"),
            url_of(one.plan),
        )
        for one in plans
        if one.plan.status == Plan.Status.IN_REVIEW and one.final_from is None
    ]


def _outcome_words(plan: Plan, on: date) -> str:
    told = {"name": plan.rep, "day": day_words(plan.review_due_on)}
    if plan.review_due_on is not None and plan.review_due_on < on:
        return _("%(name)s's outcome was due on %(day)s") % told
    return _("%(name)s's outcome is due on %(day)s") % told


def _line(one: DeskPlan, on: date) -> Line:
    plan, sides = one.plan, by_side(one.promises)
    day, what = _next(one, on)
    return Line(
        rep=plan.rep,
        manager=_("with %(name)s") % {"name": plan.manager},
        focus=str(plan.skill or ""),
        state=_("Outcome shown") if one.final_from else state_words(plan, on),
        own=_side(plan, sides.own, on),
        ours=_side(plan, sides.ours, on),
        talks=talks_words(one.talks),
        when=day_words(day),
        what=what,
        url=url_of(plan),
        day=day,
        is_closed=not plan.is_open,
    )


def _reason(plan: Plan, said: Overridden) -> Reason:
    by = {"name": said.by, "day": date_format(localtime(said.at), "j F Y")}
    return Reason(plan.rep, url_of(plan), said.missing, said.reason, _("%(name)s, %(day)s") % by)


def state_words(plan: Plan, on: date) -> str:
    """Where the plan stands: Week 4 of 12."""
    if plan.status == Plan.Status.DRAFT:
        return _("Not yet before the rep")
    if plan.status == Plan.Status.PROPOSED:
        return _("Before the rep")
    if plan.status != Plan.Status.ACTIVE or plan.starts_on is None or plan.ends_on is None:
        return str(plan.get_status_display()).capitalize()
    if plan.starts_on > on:
        return _("Begins %(day)s") % {"day": date_format(plan.starts_on, "j F")}
    weeks = max(((plan.ends_on - plan.starts_on).days + 6) // 7, 1)
    week = min((on - plan.starts_on).days // 7 + 1, weeks)
    return _("Week %(week)s of %(weeks)s") % {"week": week, "weeks": weeks}


def _next(one: DeskPlan, on: date) -> tuple[date | None, str]:
    plan = one.plan
    if not plan.is_open:
        result = plan.outcome.get_result_display() if hasattr(plan, "outcome") else _("ended")
        return (localtime(plan.closed_at).date() if plan.closed_at else None), str(result)
    if plan.status == Plan.Status.DRAFT:
        is_open = one.asked is not None and one.asked.is_open
        return plan.starts_on, _("first day, if you approve it") if is_open else _("first day, approved")
    if one.final_from is not None:
        return localtime(one.final_from).date(), _("outcome final")
    if plan.status == Plan.Status.IN_REVIEW:
        return plan.review_due_on, _("outcome due")
    ahead = next((step for step in one.steps if step.status == step.Status.AHEAD), None)
    looks = (
        reviews.next_after(plan.starts_on, plan.ends_on, on=on) if plan.starts_on and plan.ends_on else None
    )
    day = ahead.due_on if ahead is not None else plan.ends_on
    if looks is not None and plan.is_working and (day is None or looks < day):
        return looks, _("look at the plan")
    if ahead is None:
        return day, _("last day")
    return day, _("step %(number)s") % {"number": ahead.position}


def _side(plan: Plan, promises: Sequence[Commitment], on: date) -> Side:
    late = [_was_due(one) for one in _overdue(promises, on)] if plan.is_working else []
    return Side(kept_words(promises, on, is_open=plan.is_open), late)


def _overdue(promises: Sequence[Commitment], on: date) -> list[Commitment]:
    return [one for one in promises if one.delivered_on is None and one.due_on < on]


def _was_due(promise: Commitment) -> str:
    return _("%(what)s, was due %(day)s") % {"what": promise.what, "day": date_format(promise.due_on, "j M")}
