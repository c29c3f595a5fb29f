"""The weekly digests: what each person is told of."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet

from coaching.models import CheckIn, PracticeEntry
from coaching.queries import digest_talks, standing, talk_asks, talk_needs
from coaching.queries import needs as needs_you
from coaching.queries import owed as owing
from coaching.queries import wishes as wished
from coaching.queries.digest_due import DAYS_A_WEEK, kind_of, last_moment
from coaching.queries.needs import PlanNeeds
from coaching.queries.owed import Owed
from coaching.queries.standing import Standing
from coaching.queries.talk_asks import TalkAsk
from coaching.queries.talk_needs import NOTHING, TalkNeeds
from coaching.queries.wishes import Wish
from plans.models import Commitment, Milestone, Plan, ProgrammeItem
from plans.queries.calendar import local_day
from plans.queries.days_off import days_off
from plans.queries.step_lines import weeks_read
from salesgym import hooks
from salesgym.notices.queries.delivery import last_sent
from salesgym.numbers.queries import scorecard
from salesgym.numbers.queries.attainment import Attainment, attainment
from salesgym.people.models import Management, Membership, User

# What is older is no news any more, for whoever had their digest off, or was away, for longer.
OLDEST_NEWS = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """One plan as a digest tells of it. `attainment` is for the rep and the rep's managers alone."""

    plan: Plan
    steps: Sequence[Milestone]
    standing: Standing
    practice_days: int
    programme: Sequence[ProgrammeItem]
    attainment: Attainment | None = None


@dataclass(frozen=True, slots=True)
class DigestLine:
    """What an area tells of a rep: their name, one line in words, the page that it is about, and when it became known."""

    name: str
    text: str
    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """What one person is told of: plans, and for a manager what waits on each plan of their people, and the plans
    that those without one ask for.
    """

    plans: Sequence[DigestPlan]
    waiting: Sequence[PlanNeeds] = ()
    wishes: Sequence[Wish] = ()
    owed: Sequence[Owed] = ()
    talks: Sequence[TalkAsk] = ()
    talk_needs: TalkNeeds = NOTHING
    coming: Sequence[CheckIn] = ()
    promises: Sequence[Commitment] = ()
    news: Sequence[DigestLine] = ()


def of_reps(person_ids: Sequence[int], *, at: datetime) -> dict[int, DigestFacts]:
    """The digest of each rep with a running plan."""
    plans = Plan.objects.working().filter(rep__in=person_ids)
    lines = _with_attainment(_plans(plans, at=at), at=at)
    coming = digest_talks.coming(person_ids, at=at)
    owed = digest_talks.owed_by(person_ids, on=local_day(at))
    return {
        line.plan.rep_id: DigestFacts(
            [line], coming=coming.get(line.plan.rep_id, ()), promises=owed.get(line.plan.rep_id, ())
        )
        for line in lines
    }


def of_mentors(person_ids: Sequence[int], *, at: datetime) -> dict[int, DigestFacts]:
    """The digest of each mentor: their mentees. What a mentor may not see is not in it."""
    mentored: dict[int, list[DigestPlan]] = defaultdict(list)
    plans = Plan.objects.working().filter(mentor__in=person_ids)
    for line in _plans(plans, at=at):
        mentored[line.plan.mentor_id or 0].append(line)
    owed = digest_talks.owed_by(mentored, on=local_day(at))
    return {person: DigestFacts(lines, promises=owed.get(person, ())) for person, lines in mentored.items()}


def of_managers(person_ids: Sequence[int], *, at: datetime) -> dict[int, DigestFacts]:
    """The digest of each manager: what waits on the plans of their people, and where everybody stands."""
    reps = _reps_of(person_ids)
    everybody = set().union(*reps.values()) if reps else set()
    on = local_day(at)
    plans = needs_you.with_needs(Plan.objects.open().filter(rep__in=everybody), needs_you.times(on=on, at=at))
    lines = _with_attainment(_plans(plans, at=at), at=at)
    counts = needs_you.judged([line.plan for line in lines], on=on)
    wishes, owed, talks = wished.of_reps(everybody), owing.of_reps(everybody), talk_asks.of_reps(everybody)
    waits = talk_needs.of_reps(everybody, at=at)
    coming, late = digest_talks.coming(everybody, at=at), digest_talks.late_of(everybody, on=on)
    news = _news(reps, at=at)
    digests = {}
    for person_id in person_ids:
        own = [line for line in lines if line.plan.rep_id in reps[person_id]]
        waiting = [needs_you.of(line.plan, counts[line.plan.pk], line.steps) for line in own]
        shown = [line for line in own if line.plan.status != Plan.Status.DRAFT]
        asks = [wish for wish in wishes if wish.rep in reps[person_id]]
        due = [one for one in owed if one.rep in reps[person_id]]
        spoken = [one for one in talks if one.rep in reps[person_id]]
        talks_of = (
            waits.of(reps[person_id]),
            [talk for rep in reps[person_id] for talk in coming.get(rep, ())],
            [one for rep in reps[person_id] for one in late.get(rep, ())],
            news.get(person_id, ()),
        )
        has_more = any(talks_of[1:]) or talks_of[0].count > 0
        if shown or asks or due or spoken or has_more or any(any(one.counts.values()) for one in waiting):
            digests[person_id] = DigestFacts(shown, waiting, asks, due, spoken, *talks_of)
    return digests


def _news(reps: Mapping[int, Collection[int]], *, at: datetime) -> Mapping[int, Sequence[DigestLine]]:
    """What areas tell each of these managers of their reps, since the digest that told them last."""
    since = _told_until(reps, at=at)
    told: dict[int, list[DigestLine]] = defaultdict(list)
    everybody = set().union(*reps.values())
    for source in hooks.digest_lines if everybody else ():
        lines = source(everybody, min(since.values()), at)
        for manager, own in reps.items():
            told[manager] += [
                one for rep in sorted(own) for one in lines.get(rep, ()) if one.at > since[manager]
            ]
    return told


def _told_until(manager_ids: Collection[int], *, at: datetime) -> Mapping[int, datetime]:
    """Up to when the digest that each of these managers got last told them; for who got none, a week before the moment of
    this one. A digest tells up to the moment it is sent, however late that is. Two queries.
    """
    sent = last_sent(kind_of("manager"), manager_ids)
    told = {person: max(moment, at - OLDEST_NEWS) for person, moment in sent.items()}
    others = User.objects.filter(pk__in=[person for person in manager_ids if person not in told])
    for person in others.only("time_zone", "digest_weekday", "digest_hour"):
        moment = last_moment(person.time_zone, person.digest_weekday, person.digest_hour, at=at)
        told[person.pk] = moment - timedelta(days=DAYS_A_WEEK)
    return told


def _reps_of(manager_ids: Sequence[int]) -> dict[int, set[int]]:
    teams: dict[int, set[int]] = defaultdict(set)
    for team, person in (
        Management.objects.today().filter(person__in=manager_ids).values_list("team", "person")
    ):
        teams[team].add(person)
    reps: dict[int, set[int]] = defaultdict(set)
    members = Membership.objects.today_in(teams)
    for team, person in members.values_list("team", "person"):
        for manager in teams[team] - {person}:
            reps[manager].add(person)
    return reps


def _plans(plans: QuerySet[Plan], *, at: datetime) -> list[DigestPlan]:
    """These plans with their numbers, in five queries however many they are."""
    rows = list(
        plans.select_related("rep", "mentor", "skill", "metric__numerator", "metric__denominator", "forecast")
        .defer("forecast__inputs")
        .annotate(days_off=days_off())
        .prefetch_related("milestones__metric__numerator", "milestones__reward", "programme__drill")
        .order_by("rep__name")
    )
    on = local_day(at)
    steps = {plan.pk: _steps(plan) for plan in rows}
    metrics = standing.metrics_of(rows, [step for each in steps.values() for step in each])
    series = scorecard.weekly_series(
        [plan.rep_id for plan in rows], metrics, until=on, weeks=weeks_read(rows, on=on)
    )
    days = _practice_days(rows, at=at)
    return [
        DigestPlan(
            plan=plan,
            steps=steps[plan.pk],
            standing=standing.of(plan, steps[plan.pk], series, on=on),
            practice_days=days.get(plan.pk, 0),
            programme=sorted(plan.programme.all(), key=lambda item: item.position),
        )
        for plan in rows
    ]


def _with_attainment(lines: Sequence[DigestPlan], *, at: datetime) -> list[DigestPlan]:
    """These plans with how much of each rep's number is in, for the rep and the rep's managers."""
    read = attainment([line.plan.rep_id for line in lines], on=local_day(at))
    return [replace(line, attainment=read.get(line.plan.rep_id)) for line in lines]


def _steps(plan: Plan) -> list[Milestone]:
    return sorted(plan.milestones.all(), key=lambda step: step.position)


def _practice_days(plans: Iterable[Plan], *, at: datetime) -> Mapping[int, int]:
    """On how many of the last seven days each plan was practiced. Days are those of the rep, who may be ahead. One query."""
    today = {plan.pk: at.astimezone(plan.rep.zone).date() for plan in plans}
    if not today:
        return {}
    week = timedelta(days=DAYS_A_WEEK)
    entries = PracticeEntry.objects.standing().filter(
        plan__in=today, practiced_on__gt=min(today.values()) - week, practiced_on__lte=max(today.values())
    )
    return Counter(
        plan
        for plan, on in entries.order_by().values_list("plan", "practiced_on").distinct()
        if today[plan] - week < on <= today[plan]
    )
