"""Whom somebody has helped as a mentor: what moved meanwhile, what held, and how often they were thanked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from coaching.models import Comment, PairLine
from coaching.queries import desk, response
from plans.models import LookBack, Mentorship, Plan
from salesgym.people.models import User

# More than anybody mentors in a working life, two at a time.
MOST_LISTED = 200
# Weeks of sheets: some years of two pairs at a time.
MOST_WRITTEN = 500


@dataclass(frozen=True, slots=True)
class Helped:
    """One pairing: whether it runs, the plan's number when it last was theirs to see, and what came of it.

    `value` is today's while it runs. With the plan's end the mentor's access ends: its last number, and whether the
    gain held, are there only for whoever stayed to the end and may open the closed plan today, as the rep's manager.
    `replies` are the rep's quick ones meanwhile: they thank, or say that something is tried. `written` is what this
    person themselves wrote on the sheets of a pair that is over, the last week first: the rep's half is closed to them.
    """

    pairing: Mentorship
    is_running: bool
    value: Decimal | None
    is_held: bool
    replies: Sequence[str] = ()
    written: Sequence[PairLine] = ()

    @property
    def plan(self) -> Plan:
        return self.pairing.plan


@dataclass(frozen=True, slots=True)
class MenteesFacts:
    """Those who are helped now first, then the others, the last one first; and how long an answer usually takes."""

    helped: list[Helped]
    usual: timedelta | None


@dataclass(frozen=True, slots=True)
class Given:
    """How many people somebody has helped as a mentor, and how many of their gains held."""

    people: int
    held: int


def mentees_facts(user: User, *, on: date) -> MenteesFacts:
    """Everybody this person has mentored; about ten queries, however many they are."""
    pairings = list(
        _pairings(user)
        .select_related("plan__rep", "plan__skill", "plan__metric", "plan__outcome")
        .order_by("-answered_at", "-pk")[:MOST_LISTED]
    )
    mentored, _series = desk.mentored_plans(user, on=on)
    now = {one.plan.pk: one.standing.plan_value for one in mentored}
    replies, written = _replies(pairings), _written(pairings, user)
    helped = [_helped(one, now, replies[one.pk], written[one.pk]) for one in pairings]
    return MenteesFacts(sorted(helped, key=lambda one: not one.is_running), response.usual_of(now))


def given(user: User) -> Given:
    """What this person has given as a mentor, in one query."""
    counted = _pairings(user).aggregate(
        people=Count("plan__rep", distinct=True),
        held=Count(
            "plan",
            distinct=True,
            filter=Q(has_held=True, is_seen=True, ended_at__gte=F("plan__closed_at")),
        ),
    )
    return Given(**counted)


def _pairings(user: User) -> QuerySet[Mentorship]:
    """Those that this person said yes to, each with whether the gain of its plan held and they see the plan today."""
    held = LookBack.objects.filter(plan=OuterRef("plan"), verdict=LookBack.Verdict.HELD)
    said_yes = Mentorship.objects.filter(
        mentor=user, status__in=[Mentorship.Status.ACCEPTED, Mentorship.Status.ENDED]
    )
    seen = Plan.objects.visible_to(user).filter(pk=OuterRef("plan"))
    return said_yes.filter(answered_at__isnull=False).annotate(has_held=Exists(held), is_seen=Exists(seen))


def _helped(
    pairing: Mentorship,
    now: dict[int, Decimal | None],
    replies: Sequence[str],
    written: Sequence[PairLine],
) -> Helped:
    plan = pairing.plan
    is_running = pairing.status == Mentorship.Status.ACCEPTED and plan.pk in now
    reads_end = vars(pairing)["is_seen"] and _stayed(pairing)
    outcome = getattr(plan, "outcome", None)
    at_the_end = outcome.value if reads_end and outcome is not None else None
    return Helped(
        pairing,
        is_running,
        now[plan.pk] if is_running else at_the_end,
        is_held=reads_end and vars(pairing)["has_held"],
        replies=replies,
        written=() if is_running else written,
    )


def _stayed(pairing: Mentorship) -> bool:
    """Whether they were the mentor until the plan closed."""
    ended_at, closed_at = pairing.ended_at, pairing.plan.closed_at
    return ended_at is not None and closed_at is not None and ended_at >= closed_at


def _replies(pairings: Sequence[Mentorship]) -> defaultdict[int, list[str]]:
    """By pairing the quick replies of the rep while it ran. One query."""
    by_plan = {one.plan_id: one for one in reversed(pairings)}
    rows = Comment.objects.standing().filter(plan__in=by_plan, author=F("plan__rep"), closes=True)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for plan_id, body, at in rows.values_list("plan", "body", "created_at"):
        pairing = by_plan[plan_id]
        began, ended = pairing.answered_at, pairing.ended_at
        if began is not None and began <= at and (ended is None or at <= ended):
            found[pairing.pk].append(body)
    return found


def _written(pairings: Sequence[Mentorship], user: User) -> defaultdict[int, list[PairLine]]:
    """By pairing, the latest of each plan, what this person wrote as the mentor on its sheets. One query."""
    by_plan = {one.plan_id: one for one in reversed(pairings)}
    lines = PairLine.objects.filter(author=user, check_in__led_by=user, check_in__plan__in=by_plan)
    found: defaultdict[int, list[PairLine]] = defaultdict(list)
    for line in lines.select_related("check_in").order_by("-check_in__sheet_week", "pk")[:MOST_WRITTEN]:
        plan_id = line.check_in.plan_id
        if plan_id is not None:
            found[by_plan[plan_id].pk].append(line)
    return found
