"""How sure we are, in words and ten dots: read from the plan's stored judgement, nothing is worked out here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from coaching.pages.plan import explained
from coaching.pages.plan import review as review_words
from coaching.pages.plan.weeks import counts
from plans.calculations.forecast.inputs import ForecastInputs, StepChances, Why
from plans.models import Forecast, Milestone, Plan
from plans.pages.fair_words import said_of
from plans.pages.forecast import why_words
from plans.pages.status import QUIET_UNDER
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import Sure, Worked, sure, tenths
from salesgym.numbers.pages.values import Sayer, Sayers

# The words of a chance ahead, from this chance on.
LIKELY, EVEN = 0.60, 0.40


@dataclass(frozen=True, slots=True)
class Chance:
    """One question with its answer: dots, the words that carry it, what it was counted from, and the way there.

    Without `sure` the words stand alone: nothing can be said yet, and `text` says what is missing, or the chance
    waits behind `label`. A label beside `sure` holds the other, smaller chance.
    """

    title: str
    text: str
    strong: str = ""
    sure: Sure | None = None
    worked: Worked | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Odds:
    """What the plan page says about luck: is it real, will the step be reached, what a review would say.

    `fair` is what both signed about the steps: how often luck alone reaches the last, and what the plan can show.
    """

    improved: Chance
    reaching: Chance | None = None
    review: str = ""
    review_is_question: bool = False
    season: str = ""
    fair: Worked | None = None


def forecast_of(plan: Plan) -> tuple[Forecast, ForecastInputs] | None:
    """What is stored for this plan (joined by plan_page); None before the first judgement.

    A row that an earlier release wrote in another shape is none: the next night writes it anew.
    """
    stored: Forecast | None = getattr(plan, "forecast", None)
    if stored is None or not stored.inputs:
        return None
    try:
        return stored, ForecastInputs.from_json(stored.inputs)
    except (KeyError, TypeError, ValueError):
        return None


def odds(
    plan: Plan,
    step: Milestone | None,
    steps: Sequence[Milestone] = (),
    *,
    qualities: Sequence[Metric] = (),
    next_weeks: str = "",
    say: Sayers,
    is_rep: bool,
    on: date,
) -> Odds | None:
    """The odds of a plan that runs or ran, each with how it was worked out, and what stands beside them.

    None before its first day, and without a number. `step` is the next of the plan's `steps`, `qualities` what is
    paired with those that count. `next_weeks` is what the next weeks take, in words; a rep reads it in the place of a
    small chance.
    """
    metric = plan.metric
    if metric is None or not _has_begun(plan, on):
        return None
    known = forecast_of(plan)
    if known is None:
        return Odds(_later()) if plan.is_open else None
    stored, inputs = known
    review, is_question = review_words.of(plan, stored, is_rep=is_rep, on=on)
    reaching = None
    if plan.is_open and step is not None:
        reaching = _reaching(inputs, step, say, next_weeks if is_rep else "", is_rep=is_rep, on=on)
        reaching = _explained(reaching, inputs, step, _pair_of(plan, step, qualities), say, on=on)
    return Odds(
        improved=_improved(say(metric), stored, inputs),
        reaching=reaching,
        review=review,
        review_is_question=is_question,
        season=season(say(metric), inputs),
        fair=_fair(plan, steps, say),
    )


def in_short(
    plan: Plan, step: Milestone | None, *, next_weeks: str, say: Sayers, is_rep: bool, on: date
) -> Odds | None:
    """The same two chances as `odds` has, without how they came about."""
    if plan.metric is None or not _has_begun(plan, on):
        return None
    known = forecast_of(plan)
    if known is None:
        return Odds(_later()) if plan.is_open else None
    stored, inputs = known
    reaching = None
    if plan.is_open and step is not None:
        reaching = _reaching(inputs, step, say, next_weeks if is_rep else "", is_rep=is_rep, on=on)
    return Odds(_improved_in_short(stored, inputs), reaching)


def _has_begun(plan: Plan, on: date) -> bool:
    return plan.starts_on is not None and plan.activated_at is not None and plan.starts_on <= on


def _fair(plan: Plan, steps: Sequence[Milestone], say: Sayers) -> Worked | None:
    lines = said_of(plan, say, steps).lines
    return Worked(tuple(lines)) if lines else None


def _later() -> Chance:
    return Chance(
        _("Is it real?"), _("How sure we are is worked out with the next numbers, tonight at the latest.")
    )


def _improved(say: Sayer, stored: Forecast, inputs: ForecastInputs) -> Chance:
    short, since = _improved_in_short(stored, inputs), inputs.since
    if short.sure is None or since is None or since.first_on is None or inputs.before is None:
        return short
    told = {
        "since": counts(since, say),
        "day": words.day_and_month(since.first_on),
        "before": counts(inputs.before, say, is_short=True),
    }
    facts = _("%(since)s since %(day)s, against %(before)s before.") % told
    return replace(short, text=facts, worked=explained.improved(say, inputs, float(stored.real or 0)))


def _improved_in_short(stored: Forecast, inputs: ForecastInputs) -> Chance:
    title, since = _("Is it real?"), inputs.since
    if stored.real is None or since is None or since.first_on is None or inputs.before is None:
        return Chance(title, _missing(inputs.why.get("real")))
    chance = float(stored.real)
    dots = sure(chance)
    strong = _("%(word)s, %(chance)s:") % {"word": dots.word, "chance": tenths(chance)}
    return Chance(title, _("more than luck."), strong, dots)


def _pair_of(plan: Plan, step: Milestone, qualities: Sequence[Metric]) -> Metric | None:
    """The quality that this step waits for; none by the rule of plans that were signed earlier."""
    if not plan.counts_runs or step.metric is None:
        return None
    return next((one for one in qualities if one.is_made_per(step.metric)), None)


def _reaching(
    inputs: ForecastInputs, step: Milestone, say: Sayers, next_weeks: str, *, is_rep: bool, on: date
) -> Chance:
    """The step now, by its date and by the plan's end; of these a rep reads one under .5 only behind the label."""
    title = _("Will it be reached?")
    found = inputs.of(step.pk)
    if found is None:
        return Chance(title, _("The next step's chance is worked out with the next numbers."))
    if found.by_date is None or found.by_end is None or step.metric is None:
        return Chance(title, _missing(found.why))
    strong, text = _chance_words(found, step, step.metric, say, on=on)
    shown = found.by_end if step.due_on < on else found.by_date
    if not is_rep or shown >= QUIET_UNDER:
        return Chance(title, text, strong, sure(shown))
    label = _("How sure is this?")
    if found.by_end < QUIET_UNDER:
        open_step = _("Still open: %(goal)s.") % {"goal": _goal(step, step.metric, say)}
        return Chance(title, next_weeks or open_step, label=label)
    strong, text = _end_words(found.by_end, _goal(step, step.metric, say))
    return Chance(title, text, strong, sure(found.by_end), label=label)


def _explained(
    chance: Chance, inputs: ForecastInputs, step: Milestone, pair: Metric | None, say: Sayers, *, on: date
) -> Chance:
    """The chance of a step with how it was worked out; behind a label also the chance itself."""
    found = inputs.of(step.pk)
    if found is None or found.by_date is None or found.by_end is None or step.metric is None:
        return chance
    worked = explained.reaching(say(step.metric), step, found, pair, on=on)
    if chance.label:
        strong, text = _chance_words(found, step, step.metric, say, on=on)
        worked = Worked((f"{strong} {text}".strip(), *worked.lines), worked.source)
    return replace(chance, worked=worked)


def _chance_words(
    found: StepChances, step: Milestone, metric: Metric, say: Sayers, *, on: date
) -> tuple[str, str]:
    """Likely, 7 in 10: 26% by 6 November. And after it: 8 in 10 by the plan's end.

    Once the date has passed, the chance is the one by the plan's end.
    """
    by_date, by_end = found.by_date or 0.0, found.by_end or 0.0
    said = {"goal": _goal(step, metric, say), "day": words.day_and_month(step.due_on)}
    if step.due_on < on:
        return _end_words(by_end, said["goal"])
    strong = _word_of(by_date) % {"chance": tenths(by_date)}
    if tenths(by_end) == tenths(by_date):
        return strong, _("%(goal)s by %(day)s.") % said
    end = tenths(by_end)
    said["end"] = end[:1].upper() + end[1:]
    return strong, _("%(goal)s by %(day)s. %(end)s by the plan's end.") % said


def _end_words(by_end: float, goal: str) -> tuple[str, str]:
    """About even, 5 in 10: 26% by the plan's end."""
    return _word_of(by_end) % {"chance": tenths(by_end)}, _("%(goal)s by the plan's end.") % {"goal": goal}


def _word_of(chance: float) -> str:
    """How a chance of what lies ahead is called, with a place for the chance."""
    if chance >= LIKELY:
        return _("Likely, %(chance)s:")
    return _("About even, %(chance)s:") if chance >= EVEN else _("Not likely yet, %(chance)s:")


def _goal(step: Milestone, metric: Metric, say: Sayers) -> str:
    goal = say(metric).target(step.target)
    if step.measure != Milestone.Measure.COUNT:
        return goal
    return f"{goal} {words.things(metric)}"


def _missing(why: Why | None) -> str:
    """What is missing before something can be said, in a sentence."""
    return why_words(why) if why is not None else _("Not enough numbers yet.")


def season(say: Sayer, inputs: ForecastInputs) -> str:
    """What everybody's number did over the same weeks; nothing under five of them, and no names."""
    peers = inputs.peers
    if peers.before is None or peers.since is None or not peers.is_enough:
        return ""
    said = {
        "count": words.counted(peers.count),
        "before": say.round(peers.before),
        "since": say.round(peers.since),
    }
    if said["before"] == said["since"]:
        text = ngettext(
            "%(count)s colleague stayed at %(since)s in the same weeks.",
            "%(count)s colleagues stayed at %(since)s in the same weeks.",
            peers.count,
        )
        return text % said
    text = ngettext(
        "%(count)s colleague went from %(before)s to %(since)s in the same weeks. That is taken out.",
        "%(count)s colleagues went from %(before)s to %(since)s in the same weeks. That is taken out.",
        peers.count,
    )
    return text % said
