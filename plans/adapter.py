"""What plans add to the hooks of numbers: the facts of a query in the words of a page."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from plans.models import Plan
from plans.pages import numbers
from plans.permissions import can_compare_money
from plans.queries import after_signals, money_gap, resting, touched
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.imports.touched import Line
from salesgym.numbers.queries.signals.after_signals import PlanOpened
from salesgym.people.models import User


def moved_by_numbers(user: User, rep_ids: Collection[int], first_week: date | None) -> list[Line]:
    """The steps that are looked at again when numbers of these reps come in. No query without reps."""
    if not rep_ids:
        return []
    found = touched.milestones(user, rep_ids, first_week)
    return numbers.step_lines(found, Sayers(found.currency))


def stands_on_numbers(
    user: User, rep_ids: Collection[int], first_day: date | None, last_day: date | None
) -> list[Line]:
    """The starts of signed plans that hold weeks of these days. No query without reps or days."""
    if not rep_ids or first_day is None or last_day is None:
        return []
    return numbers.start_lines(touched.starts(user, rep_ids, first_day, last_day))


def plans_of_reps(user: User, rep_ids: Collection[int]) -> dict[int, list[PlanOpened]]:
    """The plans of these reps that this person manages, by rep, the oldest first. One query."""
    plans = after_signals.plans_of(user, rep_ids)
    return {rep_id: [numbers.opened(plan) for plan in several] for rep_id, several in plans.items()}


def money_against_middle(user: User, rep: User, metrics: Mapping[str, Metric], on: date) -> dict[int, int]:
    """What each rate of the rep's funnel brings a quarter against the middle of their role, for who manages the rep;
    nothing for others. Three queries; none for the rep."""
    return money_gap.money_of_rates(rep, metrics, on=on) if can_compare_money(user, rep) else {}


def reason_to_keep(rep_ids: Collection[int], since: datetime) -> str:
    """Why these reps' numbers stay, where a plan rests on them since then; empty where none does."""
    return numbers.rest_words() if resting.rests_on_numbers(rep_ids, since) else ""


def people_with_plan(person_ids: Collection[int]) -> set[int]:
    """Which of these people have an open plan, as anybody who sees them may know. A draft is known to those who manage the
    rep alone, so it does not count."""
    plans = Plan.objects.open().exclude(status=Plan.Status.DRAFT).filter(rep__in=person_ids)
    return set(plans.values_list("rep", flat=True))
