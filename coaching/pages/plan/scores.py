"""The rubric over time beside the real figure, and for the rep and their mentor how sure the rep felt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import Confidence
from coaching.pages import words
from coaching.queries.role_play import ScoreFacts
from plans.models import Plan, Scoring
from plans.queries.scoring import Scored
from salesgym.numbers.calculations.drawing import sparkline
from salesgym.numbers.calculations.drawing.sparkline import Sparkline
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.scorecard import Series
from salesgym.people.models import User

HIGHEST = 5
# From so many words on there is a line to draw.
FEWEST_DRAWN = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One scoring: when, by whom, of what, and the note."""

    pk: int
    day: str
    who: str
    occasion: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """One behavior, and its score in each column: 0 where it was not asked."""

    name: str
    scores: Sequence[int]


@dataclass(frozen=True, slots=True)
class Scores:
    """The table. `figures` has the plan's number before each scoring, "" where it is not known."""

    columns: Sequence[Column]
    lines: Sequence[Line]
    figure_name: str
    figures: Sequence[str]
    earlier: str


@dataclass(frozen=True, slots=True)
class HowSure:
    """How sure the rep felt: a line over time, and what was said around each scoring by its id."""

    title: str
    line: Sparkline | None
    words: str
    around: Sequence[str]
    # The newest scoring by another of which the rep has not said it yet; None for everybody else.
    asks_about: int | None
    asks: str = ""


def scores(facts: ScoreFacts, plan: Plan, *, reader: User, say: Sayers) -> Scores:
    """What was scored, the latest last."""
    earlier = facts.count - len(facts.scorings)
    return Scores(
        columns=[_column(one, reader) for one in facts.scorings],
        lines=[
            Line(behavior.name, [one.scores.get(behavior.pk, 0) for one in facts.scorings])
            for behavior in facts.behaviors
        ],
        figure_name=str(facts.metric) if facts.metric else "",
        figures=[_figure(facts, plan, one.scored_on, say) for one in facts.scorings],
        earlier=ngettext(
            "One earlier score is not shown.", "%(count)s earlier scores are not shown.", earlier
        )
        % {"count": earlier}
        if earlier
        else "",
    )


def how_sure(
    said: Sequence[Confidence], facts: ScoreFacts | None, plan: Plan, *, reader: User
) -> HowSure | None:
    """For the rep and the mentor alone: the caller has asked `can_see_confidence`. None where there is nothing."""
    is_rep = reader.pk == plan.rep_id
    scorings = facts.scorings if facts else ()
    around = {(one.scoring_id, one.moment): one.value for one in said if one.scoring_id}
    asks_about = _asks_about(scorings, around) if is_rep and plan.is_working else None
    if not said and asks_about is None:
        return None
    values = [one.value for one in said]
    title = _("How sure you feel") if is_rep else _("How sure %(name)s feels") % {"name": plan.rep.first_name}
    return HowSure(
        title=title,
        line=sparkline.build((), values, band=(1, HIGHEST)) if len(values) >= FEWEST_DRAWN else None,
        words=_over_time(values),
        around=[_around(one.pk, around) for one in scorings],
        asks_about=asks_about,
        asks=_asks(scorings[-1]) if asks_about else "",
    )


def with_workouts(said: Sequence[Confidence]) -> dict[int, str]:
    """What the rep said with each workout, by its id: Sure: 4 of 5."""
    return {one.practice_id: sure(one.value) for one in said if one.practice_id is not None}


def sure(value: int) -> str:
    """Sure: 4 of 5"""
    return _("Sure: %(value)s of %(most)s") % {"value": value, "most": HIGHEST}


def _column(scored: Scored, reader: User) -> Column:
    return Column(
        pk=scored.pk,
        day=words.day(scored.scored_on),
        who=_("You") if scored.by.pk == reader.pk else scored.by.first_name,
        occasion=str(scored.occasion.label),
        note=scored.note,
    )


def _figure(facts: ScoreFacts, plan: Plan, scored_on: date, say: Sayers) -> str:
    """The plan's number over its weeks, up to the last full week before this day."""
    return "" if facts.series is None else say(facts.metric).round(_value(facts.series, plan, scored_on))


def _value(series: Series, plan: Plan, scored_on: date) -> float | None:
    windows = series.before(scored_on).rolling(length=plan.window_weeks)
    value = windows[-1].value if windows else None
    return None if value is None else float(value)


def _around(pk: int, around: Mapping[tuple[int, str], int]) -> str:
    """2 to 4: before and after"""
    before, after = (around.get((pk, str(moment))) for moment in ("before", "after"))
    if before and after:
        return _("%(before)s to %(after)s") % {"before": before, "after": after}
    return str(before or after or "")


def _asks_about(scorings: Sequence[Scored], around: Mapping[tuple[int, str], int]) -> int | None:
    newest = scorings[-1] if scorings else None
    if newest is None or newest.is_own or any(pk == newest.pk for pk, _moment in around):
        return None
    return newest.pk


def _asks(scored: Scored) -> str:
    """About the role-play of 26 Nov, scored by Sofia:"""
    said = {"day": words.day(scored.scored_on), "name": scored.by.first_name}
    if scored.occasion == Scoring.Occasion.CALL:
        return _("About the call of %(day)s that %(name)s scored:") % said
    return _("About the role-play of %(day)s that %(name)s scored:") % said


def _over_time(values: Sequence[int]) -> str:
    if not values:
        return ""
    said = {"first": values[0], "last": values[-1], "count": len(values)}
    return ngettext("%(last)s of 5", "%(first)s of 5 at first, %(last)s now", len(values)) % said
