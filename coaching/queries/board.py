"""A manager's team on one page: what needs him, the next check-points, a row for each rep."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import PracticeEntry
from coaching.pages import words
from coaching.pages.board import row as board_row
from coaching.pages.board.row import Row
from coaching.queries import needs as needs_you
from coaching.queries import rep_signals, standing
from coaching.queries.needs import Need
from coaching.queries.shell import Facts, OpenPlan
from plans.models import Mentorship, Milestone, Plan
from plans.queries.pace import AllSeries
from plans.queries.steps import by_plan
from salesgym.compiled import compiled
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import Metric
from salesgym.numbers.pages import attainment as attainment_words
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries import attainment, scorecard
from salesgym.people.models import Membership, Organization, User

SERIES_WEEKS = 26
FINISHED_DAYS = 90
NEXT_SHOWN = 3
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class CheckPoint:
    """The next dated step of somebody on the team."""

    name: str
    url: str
    words: str
    due_on: date
    in_words: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the page prints."""

    needs: list[Need]
    minutes: int
    rows: list[Row]
    next: list[CheckPoint]
    people: int
    with_plan: int
    numbers_to: date | None

    @property
    def people_words(self) -> str:
        said = {"count": words.counted(self.people)}
        return ngettext("%(count)s person, one focus", "%(count)s people, one focus each", self.people) % said

    @property
    def shown_needs(self) -> list[Need]:
        return self.needs[: needs_you.MOST_SHOWN]

    @property
    def more_needs(self) -> int:
        return max(len(self.needs) - needs_you.MOST_SHOWN, 0)


def board(user: User, facts: Facts, *, chosen: int | None, on: date, at: datetime) -> Board:
    """The board of everybody in the teams this person manages today, or in one of them.

    Five queries, however many people, one of them for all metrics: what the frame knows already (`facts`) is
    not asked again. Who needs the manager stands first, see `board_row.ORDER`.
    """
    team_ids = [int(team["pk"]) for team in facts.teams]
    reps = _reps(user, team_ids if chosen is None else [chosen], on=on)
    _name_mentees(reps, facts.plans)
    metrics = scorecard.metrics_by_id()
    plans_by_rep = _latest_by_rep(_plans(reps, facts, metrics, on=on))
    steps = _steps(plans_by_rep.values(), metrics)
    shown = list(plans_by_rep.values())
    series = scorecard.weekly_series(
        [plan.rep_id for plan in shown],
        standing.metrics_of(shown, [one for several in steps.values() for one in several]),
        until=on,
        weeks=SERIES_WEEKS,
    )
    say = Sayers(facts.currency)
    signals = {rep.pk: rep_signals.of(rep, facts.signals) for rep in reps}
    open_plans = [plan for plan in shown if plan.is_open]
    needs = needs_you.queue(
        open_plans,
        lambda plan: steps[plan.pk],
        lambda plan: plan.asked_name.split()[0],  # type: ignore[attr-defined]
        [signal for rep in reps for signal in signals[rep.pk]],
        say=say,
    )
    return Board(
        needs=needs,
        minutes=sum(need.minutes for need in needs[: needs_you.MOST_SHOWN]),
        rows=_rows(reps, plans_by_rep, steps, series, signals, say=say, on=on, at=at),
        next=_next(open_plans, steps, say=say, on=on),
        people=len(reps),
        with_plan=len(open_plans),
        numbers_to=scorecard.known_to(series.values()),
    )


def _rows(
    reps: Sequence[User],
    plans: Mapping[int, Plan],
    steps: Mapping[int, list[Milestone]],
    series: AllSeries,
    signals: Mapping[int, Any],
    *,
    say: Sayers,
    on: date,
    at: datetime,
) -> list[Row]:
    rows = [
        replace(
            board_row.build(
                rep, plans.get(rep.pk), steps, series, _practiced(rep), signals[rep.pk], say=say, on=on
            ),
            attainment=_attainment(rep, at=at),
        )
        for rep in reps
    ]
    return sorted(rows, key=lambda row: row.order)


def _practiced(rep: User) -> set[date]:
    """This week's days with a workout, which came with the rep."""
    return set(rep.practiced)  # type: ignore[attr-defined] # annotated by _reps


def _attainment(rep: User, *, at: datetime) -> str:
    """How much of his number is in, in a few words."""
    found = attainment.read_at(rep.pk, rep.attainment_facts, at=at)  # type: ignore[attr-defined] # annotated by _reps
    return attainment_words.short(found.parts[0]) if found else ""


def _reps(user: User, team_ids: Collection[int], *, on: date) -> list[User]:
    """The people of these teams, each with what his row needs of him: number, work days, this week's practice."""
    span, start = attainment.span_of(on), monday(on)
    # The index knows the times, and no zone is two days away.
    since = datetime.combine(start - timedelta(days=2), time(), UTC)
    return _people_of(
        user.pk,
        team_ids=tuple(team_ids),
        on=span.on,
        first=span.first,
        end=span.end,
        monday=start,
        sunday=start + timedelta(days=6),
        since=since,
    )


@compiled
def _people_of(
    user_id: int,
    *,
    team_ids: tuple[int, ...],
    on: date,
    first: date,
    end: date,
    monday: date,
    sunday: date,
    since: datetime,
) -> QuerySet[User]:
    place = Membership.objects.today().filter(person=OuterRef("pk"))
    week = PracticeEntry.objects.standing().filter(
        rep=OuterRef("pk"), practiced_on__range=(monday, sunday), practiced_at__gte=since
    )
    reps = User.objects.in_teams(team_ids).exclude(pk=user_id).active()
    return (
        attainment.with_facts(reps, attainment.Span(on, first, end))
        .annotate(
            work_days=Coalesce(
                NullIf(Subquery(place.values("team__work_days")[:1]), Value("")),
                Subquery(Organization.objects.values("work_days")[:1]),
                Value("12345"),
            ),
            practiced=ArraySubquery(week.values("practiced_on")),
        )
        .order_by("name", "pk")
    )


def _plans(reps: Sequence[User], facts: Facts, metrics: Mapping[int, Metric], *, on: date) -> list[Plan]:
    """The open plan of each rep and those that ran and closed lately, newest last, with what waits on them."""
    people = {rep.pk: rep for rep in reps}
    found = _open_or_finished(tuple(people), finished_since=on - timedelta(days=FINISHED_DAYS))
    waiting = {plan.pk: plan.needs for plan in facts.plans}
    for plan in found:
        plan.rep, plan.metric = people[plan.rep_id], metrics.get(plan.metric_id or 0)
        needs_you.take(plan, waiting.get(plan.pk, {}))
    return found


@compiled
def _open_or_finished(rep_ids: tuple[int, ...], *, finished_since: date) -> QuerySet[Plan]:
    lately = Q(status=Plan.Status.CLOSED, activated_at__isnull=False, closed_at__date__gte=finished_since)
    asked = Mentorship.objects.filter(plan=OuterRef("pk"), status=Mentorship.Status.ASKED)
    plans = Plan.objects.filter(~Q(status=Plan.Status.CLOSED) | lately, rep__in=rep_ids)
    return (
        plans.annotate(
            asked_name=Coalesce(Subquery(asked.values("mentor__name")[:1]), Value("")),
            result=F("outcome__result"),
            final_value=F("outcome__value"),
        )
        .select_related("mentor", "skill", "forecast")
        .defer("forecast__inputs")
        .order_by(F("closed_at").asc(nulls_last=True))
    )


def _name_mentees(reps: Sequence[User], plans: Sequence[OpenPlan]) -> None:
    """Give each rep `mentors`: the names of those whose open plan he helps with."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for plan in plans:
        if plan.mentor_id:
            found[plan.mentor_id].append(plan.name)
    for rep in reps:
        rep.mentors = sorted(found[rep.pk])  # type: ignore[attr-defined] # read by board_row


def _latest_by_rep(plans: Sequence[Plan]) -> dict[int, Plan]:
    return {plan.rep_id: plan for plan in plans}


def _steps(plans: Any, metrics: Mapping[int, Metric]) -> Mapping[int, list[Milestone]]:
    rows = Milestone.objects.filter(plan__in=[plan.pk for plan in plans]).select_related("reward")
    steps = list(rows.order_by("position"))
    for step in steps:
        step.metric = metrics.get(step.metric_id or 0)
    return by_plan(steps)


def _next(
    plans: Sequence[Plan], steps: Mapping[int, list[Milestone]], *, say: Sayers, on: date
) -> list[CheckPoint]:
    """The next due step of each running plan, the nearest first."""
    found = []
    for plan in plans:
        if plan.status != Plan.Status.ACTIVE:
            continue
        step = next((one for one in steps[plan.pk] if one.status == Milestone.Status.AHEAD), None)
        if step is not None and step.due_on >= on:
            found.append(
                CheckPoint(
                    plan.rep.first_name,
                    reverse("coaching:plan_page", args=[plan.pk]),
                    words.step_name(step, say),
                    step.due_on,
                    _in_days(step.due_on, on=on),
                )
            )
    return sorted(found, key=lambda point: point.due_on)[:NEXT_SHOWN]


def _in_days(due_on: date, *, on: date) -> str:
    days = (due_on - on).days
    if days == 0:
        return _("today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def title(found: Board, *, first_name: str, hour: int) -> str:
    """Good morning, Dana. Four things need you."""
    said = {"greeting": words.greeting(hour), "name": first_name}
    if not found.people:
        return _("%(greeting)s, %(name)s.") % said
    if not found.needs:
        return _("%(greeting)s, %(name)s. Nothing needs you right now.") % said
    said["things"] = ngettext(
        "%(count)s thing needs you.", "%(count)s things need you.", len(found.needs)
    ) % {"count": words.counted(len(found.needs))}
    return _("%(greeting)s, %(name)s. %(things)s") % said
