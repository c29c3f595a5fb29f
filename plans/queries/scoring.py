"""What was scored with a skill's rubric: the behaviors it asks for, and a rep's scores over time."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from django.db.models import Avg, Window

from plans.models import Behavior, BehaviorScore, Plan, Scoring, Skill
from salesgym.people.models import User

PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Scored:
    """One scoring: `mean` of its `behaviors`, from 1 to 5, and `scores` by the id of each of them."""

    pk: int
    how: Scoring.How
    occasion: Scoring.Occasion
    by: User
    scored_on: date
    scored_at: datetime
    mean: Decimal
    scores: Mapping[int, int]
    behaviors: Sequence[Behavior]
    note: str

    @property
    def is_own(self) -> bool:
        """Whether the rep scored themselves: shown, and never counted for a step."""
        return self.how == Scoring.How.SELF


def rubric(skill: Skill) -> list[Behavior]:
    """The behaviors that a new scoring asks for, in their order; one query."""
    return list(Behavior.objects.asked().filter(skill=skill))


def scores_over_time(plan: Plan, *, for_user: User) -> list[Scored]:
    """The scores of the plan's rep in the plan's skill that this person may read, oldest first; one query.

    The parties read those of earlier plans too, a mentor those of this plan alone.
    """
    seen = Scoring.objects.visible_to(for_user).filter(rep=plan.rep_id, skill=plan.skill_id)
    found = (
        BehaviorScore.objects.filter(scoring__in=seen)
        .annotate(mean=Window(Avg("score"), partition_by="scoring"))
        .select_related("scoring__scored_by", "behavior")
        .order_by("scoring__scored_at", "scoring", "behavior__position", "behavior")
    )
    return [_scored(list(given)) for _pk, given in groupby(found, key=attrgetter("scoring_id"))]


def counted_scores(plans: Collection[Plan]) -> dict[int, list[tuple[date, Decimal]]]:
    """The scores that count for steps, by the plan's id: day and mean, oldest first; one query.

    Those of a mentor or a manager in the plan's skill, from the day on which its weeks begin to count to its last one.
    """
    skills = {plan.skill_id for plan in plans}
    found = (
        Scoring.objects.by_another()
        .filter(rep__in={plan.rep_id for plan in plans}, skill__in=skills)
        .annotate(mean=Avg("scores__score"))
        .order_by("scored_on", "pk")
        .values_list("rep", "skill", "scored_on", "mean")
    )
    by_rep: dict[tuple[int, int | None], list[tuple[date, Decimal]]] = defaultdict(list)
    for rep, skill, day, mean in found:
        if mean is not None:
            by_rep[rep, skill].append((day, Decimal(str(mean)).quantize(PLACES)))
    return {
        plan.pk: [one for one in by_rep[plan.rep_id, plan.skill_id] if _counts(plan, one[0])]
        for plan in plans
    }


def _counts(plan: Plan, day: date) -> bool:
    begins, ends = plan.counts_since, plan.ends_on
    return begins is not None and ends is not None and begins <= day <= ends


def _scored(given: Sequence[BehaviorScore]) -> Scored:
    scoring = given[0].scoring
    return Scored(
        pk=scoring.pk,
        how=Scoring.How(scoring.how),
        occasion=Scoring.Occasion(scoring.occasion),
        by=scoring.scored_by,
        scored_on=scoring.scored_on,
        scored_at=scoring.scored_at,
        mean=Decimal(str(vars(given[0])["mean"])).quantize(PLACES),
        scores={one.behavior_id: one.score for one in given},
        behaviors=[one.behavior for one in given],
        note=scoring.note,
    )
