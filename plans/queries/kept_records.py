"""Rows that never change once they are written, as the history has to know them: each with its digest in an event."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from plans.calculations.chain import text_sha256, values_sha256
from plans.models import (
    BehaviorScore,
    ConfirmedWeek,
    Event,
    Evidence,
    LookBack,
    Scoring,
    StepQuestion,
)

# In place of who wrote a row that does not say it: its event alone does.
ANYBODY = -1
# By the plan and the id that the event names: who wrote it, when, and what its event has to say as well.
Rows = dict[tuple[object, ...], tuple[int | None, datetime, Mapping[str, object]]]

OF_A_LOOK = (
    "weeks",
    "verdict",
    "milestone_id",
    "mark",
    "half",
    "value",
    "numerator",
    "denominator",
    "chance",
    "first_week",
    "last_week",
)


@dataclass(frozen=True)
class Kept:
    """The events that name such rows, by which word of their detail, and all rows there are."""

    events: tuple[Event, ...]
    name: str
    rows: Callable[[], Rows]

    def key_of(self, detail: Mapping[str, object]) -> tuple[object, ...]:
        """What follows the plan in the key of the row that this event names."""
        return (detail.get(self.name),)


def look_digests(look: LookBack) -> dict[str, object]:
    """What the event of a look keeps of it beside its id."""
    return {"look_sha256": values_sha256([getattr(look, name) for name in OF_A_LOOK])}


def score_digests(scoring: Scoring, scores: Mapping[int, int]) -> dict[str, object]:
    """What the event of scores keeps of them: its words apart from the scores, so that the words can be erased alone."""
    values = [scoring.rep_id, scoring.skill_id, scoring.how, scoring.occasion, scoring.scored_on]
    for behavior, given in sorted(scores.items()):
        values += [behavior, given]
    return {"scores_sha256": values_sha256(values), "note_sha256": text_sha256(scoring.note)}


def _looks() -> Rows:
    """Those that say something: of one that came too early there is no event."""
    looks = LookBack.objects.exclude(verdict=LookBack.Verdict.TOO_EARLY)
    return {
        (look.plan_id, look.pk): (None, look.looked_at, look_digests(look))
        for look in looks.iterator(chunk_size=2000)
    }


def _scores() -> Rows:
    """Those that were given on a plan."""
    given: dict[int, dict[int, int]] = defaultdict(dict)
    rows = BehaviorScore.objects.values_list("scoring", "behavior", "score")
    for scoring_id, behavior, score in rows.iterator():
        given[scoring_id][behavior] = score
    scorings = Scoring.objects.filter(plan__isnull=False)
    return {
        (one.plan_id, one.pk): (one.scored_by_id, one.scored_at, score_digests(one, given[one.pk]))
        for one in scorings.iterator(chunk_size=2000)
    }


def _asked() -> Rows:
    columns = ("agreement__plan", "pk", "asked_by", "asked_at", "unclear")
    return {
        (plan_id, pk): (by, at, {"unclear_sha256": text_sha256(unclear)})
        for plan_id, pk, by, at, unclear in StepQuestion.objects.values_list(*columns).iterator()
    }


def _answered() -> Rows:
    columns = ("agreement__plan", "pk", "settled_by", "settled_at", "answer")
    return {
        (plan_id, pk): (by, at, {"answer_sha256": text_sha256(answer)})
        for plan_id, pk, by, at, answer in StepQuestion.objects.exclude(answer="").values_list(*columns)
        if at is not None
    }


def _evidence() -> Rows:
    columns = ("plan", "pk", "rep", "shared_at", "text", "happened_on")
    return {
        (plan_id, pk): (by, at, {"text_sha256": text_sha256(text), "happened_on": day.isoformat()})
        for plan_id, pk, by, at, text, day in Evidence.objects.exclude(plan=None).values_list(*columns)
        if at is not None
    }


def number_told(confirmed: ConfirmedWeek) -> dict[str, object]:
    """What the event of a confirmed number says of it: there is no text in it, so that it stands there as it is."""
    return {
        "metric": confirmed.metric_id,
        "week": confirmed.week_start.isoformat(),
        "value": f"{confirmed.value:.2f}",
        "typed_by": confirmed.typed_by_id,
        "typed_at": confirmed.typed_at.astimezone(UTC).isoformat(),
    }


def _confirmed() -> Rows:
    return {
        (one.plan_id, one.pk): (one.confirmed_by_id, one.confirmed_at, number_told(one))
        for one in ConfirmedWeek.objects.iterator(chunk_size=2000)
    }


LOOKS = Kept((Event.GAIN_HELD, Event.GAIN_SLIPPED), "look", _looks)
SCORES = Kept((Event.SCORING_ADDED,), "scoring", _scores)
QUESTIONS = Kept((Event.STEP_QUESTIONED,), "question", _asked)
ANSWERS = Kept((Event.STEP_ANSWERED,), "question", _answered)
EVIDENCE = Kept((Event.EVIDENCE_SHARED,), "evidence", _evidence)
CONFIRMED = Kept((Event.NUMBER_CONFIRMED,), "confirmed", _confirmed)
