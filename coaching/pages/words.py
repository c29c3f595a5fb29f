"""Numbers and steps as a good coach says them: the number, then the next step."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coaching.pages import to_go as to_go_words
from coaching.queries.standing import Standing
from plans.models import Milestone, Plan, ProgrammeItem
from plans.pages.figures import score_goal, score_words
from plans.pages.if_then import if_then
from plans.queries.pace import counted_from
from salesgym.numbers.calculations.weeks.rates import Week
from salesgym.numbers.calculations.wording import UNKNOWN
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayer, Sayers, called

FIRST_NUMBERS = (
    "",
    gettext_lazy("One"),
    gettext_lazy("Two"),
    gettext_lazy("Three"),
    gettext_lazy("Four"),
    gettext_lazy("Five"),
    gettext_lazy("Six"),
    gettext_lazy("Seven"),
    gettext_lazy("Eight"),
    gettext_lazy("Nine"),
)
INNER_NUMBERS = (
    "",
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
)


def ordinal(place: int) -> str:
    """The place of a step, counted from 1: first to fifth, then 6."""
    names = (_("first"), _("second"), _("third"), _("fourth"), _("fifth"))
    return names[place - 1] if 0 < place <= len(names) else str(place)


def counted(number: int) -> str:
    """Small numbers as words at the beginning of a sentence: Four, 12."""
    return str(FIRST_NUMBERS[number]) if 0 < number < len(FIRST_NUMBERS) else str(number)


def counted_within(number: int) -> str:
    """Small numbers as words within a sentence: four, 12."""
    return str(INNER_NUMBERS[number]) if 0 < number < len(INNER_NUMBERS) else str(number)


def step_facts(milestone: Milestone, say: Sayers) -> str:
    """What a reached step was counted from: "20 of 76 meetings." """
    top, bottom, metric = milestone.reached_numerator, milestone.reached_denominator, milestone.metric
    if milestone.measure == Milestone.Measure.RUBRIC and milestone.reached_value is not None:
        return _("Scored with %(score)s.") % {"score": score_words(milestone.reached_value)}
    if metric is None or milestone.reached_value is None:
        return _("Claimed with evidence.") if milestone.reached_by == Milestone.ReachedBy.CLAIM else ""
    if metric.kind == Metric.Kind.RATIO and top is not None and bottom is not None and metric.denominator:
        return f"{say(metric).counted(top, bottom)}."
    if milestone.measure == Milestone.Measure.COUNT:
        return f"{say(metric).counted(milestone.reached_value)}."
    return f"{say(metric).now(milestone.reached_value)} {metric.short_phrase}".strip() + "."


def things(metric: Metric) -> str:
    """What is counted, as somebody typed it: opportunities. A sentence about one of them goes without."""
    return called(metric.numerator or metric)


def step_label(milestone: Milestone, say: Sayers) -> str:
    """The step in a word or two: 26%, 12, Done."""
    if milestone.measure == Milestone.Measure.DONE:
        return _("Step %(number)s") % {"number": milestone.position}
    if milestone.measure == Milestone.Measure.RUBRIC:
        return score_words(milestone.target)
    return say(milestone.metric).target(milestone.target)


def step_goal(milestone: Milestone, say: Sayers) -> str:
    """The step in a few words: 26%, Step 2, and of a count since the start what is counted, 500 conversations."""
    label = step_label(milestone, say)
    if milestone.measure != Milestone.Measure.COUNT or milestone.metric is None:
        return label
    return _("%(count)s %(things)s") % {"count": label, "things": called(milestone.metric)}


def step_done(position: int) -> str:
    """Second step done."""
    names = (
        _("First step done"),
        _("Second step done"),
        _("Third step done"),
        _("Fourth step done"),
        _("Fifth step done"),
    )
    return (
        names[position - 1]
        if 0 < position <= len(names)
        else _("Step %(number)s done") % {"number": position}
    )


def step_when(milestone: Milestone) -> str:
    """Under a step: reached, claimed by the rep alone, or the day it is due."""
    if milestone.is_claimed:
        return _("Claimed")
    return _("Reached") if milestone.is_reached else day(milestone.due_on)


def step_name(plan: Plan, milestone: Milestone, say: Sayers) -> str:
    """The step of this plan as a person would name it."""
    if milestone.title:
        return milestone.title
    if milestone.metric is None:
        return score_goal(milestone) or _("Step %(number)s") % {"number": milestone.position}
    if milestone.measure == Milestone.Measure.COUNT:
        said = {"count": say(milestone.metric).target(milestone.target), "things": called(milestone.metric)}
        since = counted_from(plan)
        if since is None:
            return _("%(count)s %(things)s since the first day") % said
        return _("%(count)s %(things)s since %(day)s") % (said | {"day": day_and_month(since)})
    return f"{say(milestone.metric).target(milestone.target)} {milestone.metric.short_phrase}".strip()


def way_to_go(standing: Standing, say: Sayers, *, is_own: bool = False) -> str:
    """What reaches the step: "6 of the next 19 meetings reach 26%"; "your next" where the rep reads it."""
    step = standing.step
    if step is None or step.metric is None:
        return _scored_words(step)
    if standing.waits:
        return _("At its mark, waiting for quality")
    if standing.to_go is not None and standing.to_go.needed != 0:
        said = to_go_words.sentence(standing.to_go, step, say, is_own=is_own)
        return said[:1].upper() + said[1:]
    if standing.more is not None and standing.more > 0:
        return _more_words(step, step.metric, standing.more, say)
    if standing.value is None:
        return _("Numbers follow with the first complete week")
    if standing.more == 0 or standing.to_go is not None:
        return _("This week can get there")
    return _("%(now)s now, %(goal)s asked for") % {
        "now": say(step.metric).now(standing.value),
        "goal": say(step.metric).target(step.target),
    }


def _scored_words(step: Milestone | None) -> str:
    """A role-play or call scored with 4 of 5; empty for other steps."""
    if step is None or step.measure != Milestone.Measure.RUBRIC:
        return ""
    return _("A role-play or call scored with %(score)s") % {"score": score_words(step.target)}


def _more_words(step: Milestone, metric: Metric, more: int, say: Sayers) -> str:
    said = {"count": more, "things": things(metric)}
    if step.measure == Milestone.Measure.COUNT:
        said["goal"] = step_goal(step, say)
        return ngettext("One more reaches %(goal)s", "%(count)s more %(things)s to go", more) % said
    if metric.is_stored:
        return ngettext("One this week gets there", "%(count)s %(things)s this week get there", more) % said
    return (
        ngettext("One more this week gets there", "%(count)s more %(things)s this week get there", more)
        % said
    )


def to_go(standing: Standing, say: Sayers) -> str:
    """The same for the rep, after the number: "25.0% now, 6 of your next 19 meetings reach 26%"."""
    step = standing.step
    if step is None or step.metric is None:
        return _scored_words(step)
    if standing.value is None:
        return _("Numbers follow with the first complete week")
    it = say(step.metric)
    said = {"now": it.now(standing.value), "goal": it.target(step.target)}
    if standing.waits:
        return _("%(now)s now, at the mark and waiting for quality") % said
    if standing.to_go is not None and standing.to_go.needed != 0:
        left = to_go_words.sentence(standing.to_go, step, say, is_own=True)
        return _("%(now)s now, %(left)s") % (said | {"left": left})
    if standing.more:
        return _more_after(step, step.metric, standing.more) % said
    return _("%(now)s now, %(goal)s asked for") % said


def _more_after(step: Milestone, metric: Metric, more: int) -> str:
    """What is left, after the number `now`, which the caller fills in."""
    said = {"now": "%(now)s", "count": more, "things": things(metric)}
    if step.measure == Milestone.Measure.COUNT:
        text = ngettext(
            "%(now)s %(things)s now, one more to go", "%(now)s now, %(count)s more %(things)s to go", more
        )
    elif metric.is_stored:
        text = ngettext(
            "%(now)s now, one this week gets there", "%(now)s now, %(count)s this week get there", more
        )
    else:
        text = ngettext("%(now)s now, one more to go", "%(now)s now, %(count)s %(things)s to go", more)
    return text % said


def day(on: date) -> str:
    """29 Oct"""
    return date_format(on, "j M")


def day_and_month(on: date) -> str:
    """2 October"""
    return date_format(on, "j F")


def full_day(on: date) -> str:
    """14 Sep 2026"""
    return date_format(on, "j M Y")


def week_facts(week: Week, say: Sayer) -> str:
    """One week with its counts: 5 of 19, 26.3%."""
    if week.value is None or week.numerator is None:
        return UNKNOWN
    value = say.now(week.value)
    if say.metric and say.metric.kind == Metric.Kind.RATIO and week.denominator is not None:
        counted = say.bare.counted(week.numerator, week.denominator)
        return _("%(counted)s, %(value)s") % {"counted": counted, "value": value}
    return value


def long_day(on: date | None) -> str:
    """Thursday 29 October"""
    return date_format(on, "l j F") if on else ""


def days_left(ends_on: date, *, on: date) -> str:
    """12 days left, last day today, or ended 29 Oct."""
    left = (ends_on - on).days
    if left < 0:
        return _("ended %(day)s") % {"day": day(ends_on)}
    if left == 0:
        return _("last day today")
    return ngettext("%(count)s day left", "%(count)s days left", left) % {"count": left}


def week_of(plan: Plan, *, on: date) -> str:
    """Week 7 of 12"""
    if plan.starts_on is None or plan.ends_on is None:
        return ""
    week, weeks = week_number(plan.starts_on, plan.ends_on, on=on)
    return _("Week %(week)s of %(weeks)s") % {"week": week, "weeks": weeks}


def week_number(starts_on: date, ends_on: date, *, on: date) -> tuple[int, int]:
    """In which week of how many a plan is; from its end on in the last one."""
    weeks = max(-(-(ends_on - starts_on).days // 7), 1)
    return min(max((on - starts_on).days // 7 + 1, 1), weeks), weeks


def starts(starts_on: date, *, on: date) -> str:
    """Starts Monday"""
    if 0 <= (starts_on - on).days < 7:
        return _("Starts %(day)s") % {"day": date_format(starts_on, "l")}
    return _("Starts %(day)s") % {"day": day(starts_on)}


def from_day(starts_on: date, *, on: date) -> str:
    """From Monday"""
    is_near = 0 <= (starts_on - on).days < 7
    return _("From %(day)s") % {"day": date_format(starts_on, "l") if is_near else day(starts_on)}


def practice_days(count: int) -> str:
    """3 workout days this week"""
    return ngettext("%(count)s workout day this week", "%(count)s workout days this week", count) % {
        "count": count
    }


def drill_line(item: ProgrammeItem) -> str:
    """The promise of a drill and how long it takes: When I open the calendar, I write three questions, about 8 min."""
    promise = if_then(when=item.when, where=item.where, what=item.what)
    said = {"when": promise, "minutes": item.minutes, "times": item.repetitions}
    if promise:
        return _("%(when)s, about %(minutes)s min") % said
    return (
        ngettext("Once, about %(minutes)s min", "%(times)s times, about %(minutes)s min", item.repetitions)
        % said
    )
