"""How sure we are, in words and ten dots: read from the plan's stored forecast, nothing is worked out here."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from coaching.pages import words
from coaching.pages.plan import explained
from coaching.pages.plan.weeks import counts
from plans.calculations.forecast.inputs import ForecastInputs, MissingReason, Why
from plans.calculations.forecast.sequential import Verdict
from plans.models import Forecast, Milestone, Plan
from plans.pages.forecast import why_words
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import DOTS, Sure, Worked, sure
from salesgym.numbers.pages.values import Sayer, Sayers

REVIEWS = (30, 60, 90)
LEAST_PEERS = 5
# The words of a chance ahead, from this chance on.
LIKELY, EVEN, HARD = 0.60, 0.40, 0.20


@dataclass(frozen=True, slots=True)
class Chance:
    """One question with its answer: dots, the words that carry it, what it was counted from, and the way there.

    Without `sure` nothing can be said yet, and `text` says what is missing.
    """

    title: str
    text: str
    strong: str = ""
    sure: Sure | None = None
    worked: Worked | None = None


@dataclass(frozen=True, slots=True)
class Odds:
    """What the plan page says about luck: is it real, will the step be reached, what a review would say."""

    improved: Chance
    reaching: Chance | None = None
    review: str = ""
    review_is_question: bool = False
    season: str = ""


def forecast_of(plan: Plan) -> tuple[Forecast, ForecastInputs] | None:
    """What is stored for this plan (joined by plan_page); None before the first forecast.

    A row that an earlier release wrote in another shape is none: the next night writes it anew.
    """
    stored: Forecast | None = getattr(plan, "forecast", None)
    if stored is None or not stored.inputs:
        return None
    try:
        return stored, ForecastInputs.from_json(stored.inputs)
    except (KeyError, TypeError, ValueError):
        return None


def odds(plan: Plan, step: Milestone | None, *, say: Sayers, is_rep: bool, on: date) -> Odds | None:
    """The odds of a plan that runs or ran; None before its first day, and without a number."""
    metric, starts_on = plan.metric, plan.starts_on
    if metric is None or starts_on is None or plan.activated_at is None or starts_on > on:
        return None
    known = forecast_of(plan)
    if known is None:
        return Odds(_later()) if plan.is_open else None
    stored, inputs = known
    review, is_question = _review(plan, stored, inputs, is_rep=is_rep, on=on)
    return Odds(
        improved=_improved(plan, say(metric), stored, inputs),
        reaching=_reaching(stored, inputs, step, say) if plan.is_open else None,
        review=review,
        review_is_question=is_question,
        season=season(say(metric), inputs),
    )


def _later() -> Chance:
    return Chance(
        _("Is it real?"), _("How sure we are is worked out with the next numbers, tonight at the latest.")
    )


def _improved(plan: Plan, say: Sayer, stored: Forecast, inputs: ForecastInputs) -> Chance:
    title = _("Is it real?")
    if stored.improved is None or inputs.since is None or inputs.before is None or plan.starts_on is None:
        return Chance(title, _missing(inputs.why.get("improved")))
    chance, is_lower = float(stored.improved), bool(plan.metric and plan.metric.lower_is_better)
    dots = sure(chance)
    told = {
        "since": counts(inputs.since, say),
        "day": words.day_and_month(plan.starts_on),
        "before": counts(inputs.before, say, is_short=True),
    }
    facts = _("%(since)s since %(day)s, against %(before)s before.") % told
    said = {"word": dots.word, "chance": _tenths(dots)}
    is_better = _is_better(inputs, lower=is_lower)
    strong = (
        _("%(word)s: %(chance)s that this is real") if is_better else _("%(word)s: %(chance)s that it rose")
    )
    if not is_better and is_lower:
        strong = _("%(word)s: %(chance)s that it fell")
    rest = _("and not luck.") if is_better else _("beyond what would have come back anyway.")
    return Chance(title, f"{rest} {facts}", strong % said, dots, explained.improved(say, inputs, chance))


def _tenths(dots: Sure) -> str:
    """7 in 10. The ends are never said as certain."""
    if dots.filled == 0:
        return _("under 1 in 10")
    return dots.said if dots.filled < DOTS else _("over 9 in 10")


def _is_better(inputs: ForecastInputs, *, lower: bool) -> bool:
    since = inputs.since.value if inputs.since else None
    before = inputs.before.value if inputs.before else None
    if since is None or before is None:
        return False
    return since < before if lower else since > before


def _reaching(stored: Forecast, inputs: ForecastInputs, step: Milestone | None, say: Sayers) -> Chance | None:
    """The step now on its date; None where every step is reached."""
    title = _("Will it be reached?")
    if step is None:
        return None
    if stored.milestone_id != step.pk:
        return Chance(title, _("The next step's chance is worked out with the next numbers."))
    if stored.chance is None or step.metric is None or inputs.ahead is None:
        return Chance(title, _missing(inputs.why.get("chance")))
    chance = float(stored.chance)
    dots = sure(chance)
    said = {
        "chance": _tenths(dots),
        "goal": _goal(step, step.metric, say),
        "day": words.day_and_month(step.due_on),
    }
    strong, text = _pace(chance)
    worked = explained.reaching(say(step.metric), inputs, inputs.ahead, chance)
    return Chance(title, text, strong % said, dots, worked)


def _pace(chance: float) -> tuple[str, str]:
    """The word first: even odds of 26% by 6 November at today's pace."""
    if chance >= LIKELY:
        return _("Likely, %(chance)s: %(goal)s by %(day)s"), _("at today's pace.")
    if chance >= EVEN:
        return _("Even odds of %(goal)s by %(day)s"), _("at today's pace. One good week changes this.")
    if chance >= HARD:
        return (
            _("Not quite, %(chance)s: %(goal)s by %(day)s"),
            _("at today's pace. Two good weeks change this."),
        )
    return (
        _("A long way, %(chance)s: %(goal)s by %(day)s"),
        _("at today's pace. Ask what would change the pace, or whether the step is right."),
    )


def _goal(step: Milestone, metric: Metric, say: Sayers) -> str:
    goal = say(metric).target(step.target)
    if step.measure != Milestone.Measure.COUNT:
        return goal
    return f"{goal} {words.things(metric)}"


def _missing(why: Why | None) -> str:
    """What is missing before something can be said, in a sentence."""
    return why_words(why) if why is not None else _("Not enough numbers yet.")


def _review(
    plan: Plan, stored: Forecast, inputs: ForecastInputs, *, is_rep: bool, on: date
) -> tuple[str, bool]:
    """What the review after 30, 60 and 90 days says, and whether it is a question to the plan."""
    if plan.starts_on is None or plan.status not in {Plan.Status.ACTIVE, Plan.Status.IN_REVIEW}:
        return "", False
    days = (on - plan.starts_on).days
    if days < REVIEWS[0]:
        first = plan.starts_on + timedelta(days=REVIEWS[0])
        return _("First review after 30 days, on %(day)s.") % {"day": words.day_and_month(first)}, False
    if not stored.verdict:
        why = inputs.why.get("verdict")
        is_idle = why is not None and why.reason == MissingReason.TARGET_IS_EXPECTED
        return (_target_is_expected(), True) if is_idle else ("", False)
    said = {"days": days}
    if stored.verdict == Verdict.IMPROVED:
        text = _(
            "Review after %(days)s days: improved, and so clearly that looking often does not explain it."
        )
        return text % said, False
    if stored.verdict == Verdict.NOT_MOVING:
        flat = (
            _("Review after %(days)s days: not moving. Three flat weeks may mean the plan is wrong.") % said
        )
        return f"{flat} {_question(is_rep=is_rep)}", True
    going = _("Review after %(days)s days: keep going. The numbers do not decide yet.") % said
    return f"{going} {_next_review(plan.starts_on, days)}".strip(), False


def _question(*, is_rep: bool) -> str:
    """Question the plan before the person."""
    if is_rep:
        return _("Ask first about the drill, the leads and the time you have for it.")
    return _("Ask first about the drill, the leads and the time, then about the person.")


def _next_review(starts_on: date, days: int) -> str:
    ahead = next((review for review in REVIEWS if review > days), None)
    if ahead is None:
        return ""
    day = words.day_and_month(starts_on + timedelta(days=ahead))
    return _("The next review is on %(day)s.") % {"day": day}


def _target_is_expected() -> str:
    return _(
        "The target lies where the number would have come back to anyway, so no review can tell. Aim a little further."
    )


def season(say: Sayer, inputs: ForecastInputs) -> str:
    """What everybody's number did over the same weeks; nothing under five peers, and no names."""
    peers = inputs.peers
    if peers.count < LEAST_PEERS or peers.before is None or peers.since is None:
        return ""
    said = {
        "count": peers.count,
        "before": say.round(peers.before),
        "since": say.round(peers.since),
    }
    if said["before"] == said["since"]:
        return _("Over the same weeks %(count)s others in this role stayed at %(since)s together.") % said
    return (
        _("Over the same weeks %(count)s others in this role went from %(before)s to %(since)s together.")
        % said
    )


def expected_value(plan: Plan) -> Decimal | None:
    """What would have come back without any plan; None where it is not known."""
    known = forecast_of(plan)
    return known[0].expected if known else None
