"""Workouts against result, and what stands out in the log: the second is for the rep alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from coaching.queries.opened_plan import Logged, OpenedPlan
from plans.calculations import log_patterns
from plans.calculations.practice_effect import SHUFFLES, PracticeEffect, practice_effect
from salesgym.errors import Lacking, NotEnoughYet, Refused
from salesgym.numbers.calculations.statistics.measured import Counted, is_binomial
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import Worked, not_yet
from salesgym.numbers.pages.values import things
from salesgym.numbers.queries.scorecard import Series

# Of one plan and its weeks the same figure comes out every time, so it is worked out once a week.
KEPT = 2_048
HEAP_WEEKS = 4
HUNDRED = 100
# Under this chance luck alone is said to do it seldom.
SELDOM = 0.05


@dataclass(frozen=True, slots=True)
class Effect:
    """Weeks with the agreed practice against the others, in words. Never called a cause."""

    text: str
    worked: Worked | None = None


def effect(opened: OpenedPlan, own: Series | None) -> Effect | None:
    """What the weeks with all the workouts agreed have beside the others; None where nothing was agreed.

    The agreed practice of a week is as many days as its most frequent drill asks for: one workout a day, whatever
    drills are in it. Weeks of a share alone can be compared like this.
    """
    plan, metric, lines = opened.plan, opened.plan.metric, opened.programme
    if own is None or metric is None or metric.kind != Metric.Kind.RATIO or not lines:
        return None
    weeks = [week for week in own.weeks if plan.starts_on and week.starts_on >= monday(plan.starts_on)]
    if not is_binomial(weeks) or plan.activated_at is None or not weeks:
        return None
    agreed = max(line.times for line in lines)
    days = _days(opened.log)
    counted_weeks = tuple(_counted(week) for week in weeks)
    practice = tuple(days[week.starts_on] for week in weeks)
    try:
        result = _kept(counted_weeks, practice, agreed, plan.pk)
    except Refused as refusal:
        return Effect(_not_yet(refusal))
    return Effect(_effect_words(result, metric), _worked(result, agreed))


def _days(log: Sequence[Logged]) -> Counter[date]:
    """On how many days of each week there was practice."""
    return Counter(monday(day) for day in {entry.on for entry in log})


def _counted(week: Week) -> tuple[float, float]:
    if not week.is_weighed:
        return 0.0, 0.0
    return float(week.numerator or 0), float(week.denominator or 0)


@lru_cache(maxsize=KEPT)
def _kept(
    weeks: tuple[tuple[float, float], ...], practice: tuple[int, ...], agreed: int, seed: int
) -> PracticeEffect:
    """10,000 shuffles take a while, so they are kept: the figures of a complete week stay as they are."""
    counted = [Counted(*week) for week in weeks]
    return practice_effect(weeks=counted, practice=practice, agreed=agreed, seed=seed)


def _not_yet(refusal: Refused) -> str:
    if isinstance(refusal, NotEnoughYet) and refusal.lacking is Lacking.WEEKS_WITH_LESS_PRACTICE:
        return _("All the workouts agreed, every week: so there is nothing to compare with.")
    return not_yet(refusal)


def _effect_words(result: PracticeEffect, metric: Metric) -> str:
    practiced, other = result.practiced, result.other
    with_all = ngettext(
        "In the week with all the workouts agreed: %(top)s of %(of)s %(things)s.",
        "In the %(count)s weeks with all the workouts agreed: %(top)s of %(of)s %(things)s.",
        result.practiced_weeks,
    ) % {
        "count": result.practiced_weeks,
        "top": f"{practiced.successes:.0f}",
        "of": f"{practiced.trials:.0f}",
        "things": things(metric),
    }
    with_less = ngettext(
        "In the one with less: %(top)s of %(of)s.",
        "In the %(count)s with less: %(top)s of %(of)s.",
        result.other_weeks,
    ) % {"count": result.other_weeks, "top": f"{other.successes:.0f}", "of": f"{other.trials:.0f}"}
    no_proof = _("It is no proof that the workouts did it.")
    return " ".join((with_all, with_less, _luck(result.by_luck), no_proof))


def _luck(chance: float) -> str:
    if chance < SELDOM:
        return _("Luck alone seldom does that.")
    return _("Could be luck (%(chance)s in 10).") % {"chance": max(round(chance * 10), 1)}


def _worked(result: PracticeEffect, agreed: int) -> Worked:
    side, other = result.practiced, result.other
    said = {
        "agreed": ngettext("%(count)s day", "%(count)s days", agreed) % {"count": agreed},
        "share": f"{side.successes / side.trials * HUNDRED:.0f}",
        "other": f"{other.successes / other.trials * HUNDRED:.0f}",
        "shuffles": f"{SHUFFLES:,}",
        "chance": f"{result.by_luck * HUNDRED:.0f}",
        "tell": f"{result.could_tell * HUNDRED:.0f}",
    }
    lines = (
        _("All the workouts agreed: %(agreed)s or more in a week, as the workout says today.") % said,
        _("%(share)s%% in those weeks, %(other)s%% in the others.") % said,
        _(
            "The weeks were shuffled %(shuffles)s times; %(chance)s in 100 shuffles differ as much by luck alone."
        )
        % said,
        _("So many weeks show a difference of %(tell)s points 8 times in 10; a smaller one stays hidden.")
        % said,
        _("Good weeks make room for workouts, too: what came first these figures cannot tell."),
    )
    return Worked(lines, _("Permutation test: Edgington and Onghena, Randomization Tests (2007)."))


def patterns(opened: OpenedPlan, *, on: date) -> list[str]:
    """What stands out in the log, said kindly to the rep before anybody else could ask."""
    return [note for note in (_burst(opened.log, on=on), _heap(opened, on=on)) if note]


def _recent(log: Sequence[Logged], *, on: date) -> list[Logged]:
    since = monday(on) - timedelta(weeks=HEAP_WEEKS)
    return [entry for entry in log if timezone.localtime(entry.at).date() >= since]


def _burst(log: Sequence[Logged], *, on: date) -> str:
    result = log_patterns.bursts([entry.at for entry in _recent(log, on=on)])
    if not result:
        return ""
    said = {
        "count": words.counted(result[-1].count),
        "day": words.day_and_month(timezone.localtime(result[-1].at).date()),
    }
    return (
        _(
            "%(count)s workouts were logged in one minute on %(day)s. Written down right after, a workout keeps"
            " what you noticed in it."
        )
        % said
    )


def _heap(opened: OpenedPlan, *, on: date) -> str:
    """Most of the complete weeks' workouts written down on the last work day, or later, after the event."""
    work_days = opened.work_days
    weeks = [entry for entry in _recent(opened.log, on=on) if entry.on < monday(on)]
    late = [entry for entry in weeks if _is_late(entry, int(max(work_days, default="5")))]
    try:
        is_heaped = log_patterns.is_heaped(
            last=len(late), logged=len(weeks), last_days=HEAP_WEEKS, days=HEAP_WEEKS * max(len(work_days), 2)
        )
    except NotEnoughYet:
        return ""
    if not is_heaped:
        return ""
    return _(
        "Most workouts of the last four weeks were logged at the end of the week, days after they were done. A"
        " line right after each keeps what you noticed in it."
    )


def _is_late(entry: Logged, last_work_day: int) -> bool:
    """Logged on another day than it was done, and not before its week's last work day."""
    logged_on = timezone.localtime(entry.at).date()
    return logged_on > entry.on and logged_on >= monday(entry.on) + timedelta(days=last_work_day - 1)
