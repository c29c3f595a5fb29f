"""A plan for every rep of the bench: signed, in its sixth week, with steps, rewards, practice and comments."""

import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from coaching.management.bench import world
from coaching.management.bench.rows import write
from coaching.management.bench.world import Span
from coaching.models import Comment, PracticeEntry
from plans.calculations.status import PUSH_UNDER
from plans.models import (
    Agreement,
    Commitment,
    Drill,
    Forecast,
    Milestone,
    Plan,
    ProgrammeItem,
    Reward,
    Signature,
    Skill,
)

PLAN = (
    *("id", "rep", "manager", "mentor", "status", "wizard_step", "skill", "headline", "why", "metric"),
    *("baseline", "baseline_numerator", "baseline_denominator", "baseline_weeks", "baseline_until"),
    *("target", "worth", "starts_on", "ends_on", "created_at", "proposed_at", "activated_at"),
    *("review_due_on", "last_practice_on"),
)
STEP = (
    *("id", "plan", "position", "metric", "target", "due_on", "run_weeks", "status", "reached_on"),
    "reached_by",
    *("reached_value", "verified_on", "verified_by"),
)
ENTRY = (
    *("plan", "rep", "drill", "client_id", "practiced_at", "practiced_on", "repetitions", "minutes"),
    *("feeling", "note", "logged_at"),
)
WORTH = json.dumps({"commission": "3912", "currency": "USD", "commission_rate": "0.1", "weeks": 13})
LIFT = 0.06
RUN_WEEKS = 4


def grow(span: Span) -> None:
    """Write the plans of this span, with their steps, terms, practice and comments."""
    skills = {skill.key: skill for skill in Skill.objects.filter(key__in=world.SKILLS)}
    drills = {key: _drill(key) for key in world.SKILLS}
    write(Plan, PLAN, (_plan(span, number, skills[world.skill_of(number)]) for number in span.numbers))
    write(
        Milestone,
        STEP,
        (step for n in span.numbers for step in _steps(span, n, skills[world.skill_of(n)].metric_id)),
    )
    _terms(span, drills)
    write(
        PracticeEntry,
        ENTRY,
        (entry for n in span.numbers for entry in _practice(span, n, drills[world.skill_of(n)])),
    )
    write(
        Comment,
        ("plan", "author", "body", "client_id", "created_at"),
        (remark for number in span.numbers for remark in _talk(span, number)),
    )


def draft(span: Span) -> None:
    """Write the one draft, which is at the page with the slider."""
    skill = Skill.objects.get(key=world.SKILLS[0])
    row = (world.DRAFT_PLAN, world.DRAFT_REP, world.DRAFT_MANAGER, None, "draft", 3, skill.pk)
    figures = ("Good questions.", "One thing.", skill.metric_id, "0.22", 54, 247, 13, _until(span), "0.28")
    dates = ("{}", None, None, span.at, None, None, None, None)
    write(Plan, PLAN, [(*row, *figures, *dates)])


def _drill(skill: str) -> int:
    return Drill.objects.filter(skill__key=skill).order_by("position").values_list("pk", flat=True)[0]


def _status(number: int) -> str:
    """In each team one plan waits for the manager's signature, and one is in review."""
    return {18: "proposed", 19: "in_review"}.get((number - 1) % world.TEAM_SIZE, "active")


def _until(span: Span) -> date:
    return span.starts_on - timedelta(days=1)


def _plan(span: Span, number: int, skill: Skill) -> tuple[Any, ...]:
    status, rate = _status(number), world.baseline_of(number)
    tried = 247
    agreed = None if status == "proposed" else span.at - timedelta(weeks=world.WEEKS_IN)
    ends_on = span.starts_on + timedelta(weeks=world.PLAN_WEEKS, days=-3)
    return (
        *(number, world.rep_of(number), world.manager_of(world.team_of(number)), _mentor(number), status, 6),
        *(
            skill.pk,
            "You make people feel at ease.",
            "Two deeper questions in each meeting.",
            skill.metric_id,
        ),
        *(f"{rate:.4f}", round(rate * tried), tried, 13, _until(span), f"{rate + LIFT:.4f}", WORTH),
        *(span.starts_on, ends_on, span.at - timedelta(weeks=6), span.at - timedelta(weeks=6), agreed),
        *(ends_on + timedelta(days=7) if status == "in_review" else None, None if not agreed else span.on),
    )


def _mentor(number: int) -> int | None:
    """The mentor of every second rep is the rep before them; the others have none."""
    return world.rep_of(number - 1) if number % 2 == 0 else None


def _steps(span: Span, number: int, metric: int) -> Iterator[tuple[Any, ...]]:
    rate, manager = world.baseline_of(number), world.manager_of(world.team_of(number))
    is_agreed = _status(number) != "proposed"
    for position, share in enumerate(world.STEPS, start=1):
        due_on = span.starts_on + timedelta(weeks=4 * position, days=-3)
        target = f"{rate + LIFT * share:.4f}"
        row = (10 * number + position, number, position, metric, target, due_on, RUN_WEEKS)
        if position == 1 and is_agreed:
            yield (*row, "verified", due_on, "numbers", target, due_on, manager)
        else:
            yield (*row, "ahead", None, "", None, None, None)


def _terms(span: Span, drills: dict[str, int]) -> None:
    """Write rewards, promises, programmes, agreements, signatures and forecasts."""
    write(Reward, ("milestone", "what", "currency", "given_by", "earned_at"), _each(span, _rewards))
    write(Commitment, ("id", "plan", "what", "promised_by", "due_on"), _each(span, _support))
    write(
        ProgrammeItem,
        ("plan", "drill", "position", "when"),
        ((number, drills[world.skill_of(number)], 1, "before lunch") for number in span.numbers),
    )
    write(
        Agreement, ("id", "plan", "number", "text", "sha256", "proposed_by", "created_at"), _each(span, _text)
    )
    write(Signature, ("agreement", "party", "signer", "signed_at"), _each(span, _signatures))
    fields = (
        *("plan", "worked_out_at", "known_to", "status", "milestone", "by_date", "by_end", "real"),
        *("expected", "is_pushed"),
    )
    write(Forecast, fields, _each(span, _forecast))


def _each(span: Span, rows_of: Any) -> Iterator[tuple[Any, ...]]:
    for number in span.numbers:
        yield from rows_of(span, number)


def _rewards(span: Span, number: int) -> Iterator[tuple[Any, ...]]:
    manager, is_agreed = world.manager_of(world.team_of(number)), _status(number) != "proposed"
    for position in (1, 2, 3):
        earned = span.at if position == 1 and is_agreed else None
        yield (10 * number + position, f"Reward {position}", "USD", manager, earned)


def _support(span: Span, number: int) -> Iterator[tuple[Any, ...]]:
    manager = world.manager_of(world.team_of(number))
    yield (10 * number + 1, number, "Two calls together", manager, span.on + timedelta(days=4))


def _text(span: Span, number: int) -> Iterator[tuple[Any, ...]]:
    manager = world.manager_of(world.team_of(number))
    yield (number, number, 1, "The terms.", "0" * 64, manager, span.at - timedelta(weeks=6))


def _signatures(span: Span, number: int) -> Iterator[tuple[Any, ...]]:
    at = span.at - timedelta(weeks=world.WEEKS_IN)
    yield (number, "rep", world.rep_of(number), at)
    if _status(number) != "proposed":
        yield (number, "manager", world.manager_of(world.team_of(number)), at)


def _forecast(span: Span, number: int) -> Iterator[tuple[Any, ...]]:
    rate, draw = world.baseline_of(number), world.chance("forecast", number)
    chance = f"{draw.random():.4f}"
    is_pushed = float(chance) < PUSH_UNDER
    status = "needs_a_push" if is_pushed else "on_track"
    if _status(number) != "active":
        status = "waiting_to_start" if _status(number) == "proposed" else "in_review"
    known_to = span.mondays[-1] + timedelta(days=6)
    real = f"{draw.random():.4f}"
    yield (
        *(number, span.at, known_to, status, 10 * number + 2, chance, chance, real, f"{rate:.4f}"),
        is_pushed,
    )


def _practice(span: Span, number: int, drill: int) -> Iterator[tuple[Any, ...]]:
    """Five workouts in each week, from yesterday back."""
    for place in range(world.PRACTICE):
        weeks, day = divmod(place, 5)
        on = span.on - timedelta(days=7 * weeks + day + 1)
        at = _moment(on, 9)
        key = uuid.uuid5(uuid.NAMESPACE_OID, f"{number}-{place}")
        yield (number, world.rep_of(number), drill, key, at, on, 4, 8, 3 + place % 3, "", at)


def _talk(span: Span, number: int) -> Iterator[tuple[Any, ...]]:
    manager = world.manager_of(world.team_of(number))
    for place, author in enumerate((manager, world.rep_of(number), manager, world.rep_of(number))):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"{number}-{place}")
        yield (number, author, f"Remark {place}.", key, span.at - timedelta(days=place + 1))


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
