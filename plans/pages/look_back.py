"""What became of a gain after its plan, in one line: for the rep, for their manager, and on the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models import LookBack
from plans.pages.figures import a_week
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class Gain:
    """A look as a page prints it: what was found, and for a slip the way to the old workout.

    `workout_url` is "" where the workout is not offered; `workout` says until when it was taken up.
    """

    title: str
    text: str
    is_held: bool
    icon: str
    workout: str = ""
    workout_url: str = ""


@dataclass(frozen=True, slots=True)
class HeldGain:
    """One line of the record: the focus, the figure that held, and the plan it came from."""

    focus: str
    text: str
    url: str


def held_words(look: LookBack, say: Sayers, *, is_rep: bool) -> str:
    """The line that tells of a gain that held."""
    said = _said(look, say)
    if is_rep:
        return (
            ngettext(
                "%(focus)s held: %(now)s over %(weeks)s week since your plan. Thank you. What keeps it?",
                "%(focus)s held: %(now)s over %(weeks)s weeks since your plan. Thank you. What keeps it?",
                look.weeks,
            )
            % said
        )
    return (
        ngettext(
            "%(rep)s kept it: %(focus)s, %(now)s over %(weeks)s week since the plan. Thank them, and ask what keeps it",
            "%(rep)s kept it: %(focus)s, %(now)s over %(weeks)s weeks since the plan. Thank them, and ask what keeps it",
            look.weeks,
        )
        % said
    )


def slipped_words(look: LookBack, say: Sayers, *, is_rep: bool) -> str:
    """The line that tells of a gain that slipped back."""
    said = _said(look, say)
    if is_rep:
        return (
            ngettext(
                "%(focus)s is at %(now)s over %(weeks)s week since your plan. Two weeks of the old workout?",
                "%(focus)s is at %(now)s over %(weeks)s weeks since your plan. Two weeks of the old workout?",
                look.weeks,
            )
            % said
        )
    return (
        ngettext(
            "%(rep)s slipped back a little: %(focus)s, %(now)s over %(weeks)s week. Two weeks of the old workout may do",
            "%(rep)s slipped back a little: %(focus)s, %(now)s over %(weeks)s weeks. Two weeks of the old workout may do",
            look.weeks,
        )
        % said
    )


def gain(
    look: LookBack | None, say: Sayers, *, is_rep: bool, on: date, has_plan: bool = False
) -> Gain | None:
    """The latest look on a page; None without one, and where it was too early to tell, of which nothing is said.

    A rep who `has_plan` is offered no old workout: one focus at a time.
    """
    if look is None or not (look.is_held or look.is_slipped):
        return None
    counted = _counted(look, say)
    if look.is_held:
        title = _("It held. What keeps it?") if is_rep else _("It held. Ask what keeps it")
        return Gain(title, counted, is_held=True, icon="badge-check")
    workout = getattr(look, "workout", None)
    is_offered = is_rep and workout is None and not has_plan
    return Gain(
        _("Two weeks of the old workout?") if is_offered else _("It slipped back a little"),
        counted,
        is_held=False,
        icon="undo-2",
        workout="" if workout is None else _workout_words(workout.until, on=on),
        workout_url=reverse("plans:take_up_workout", args=[look.pk]) if is_offered else "",
    )


def _workout_words(until: date, *, on: date) -> str:
    day = {"day": date_format(until, "j F")}
    if until < on:
        return _("The old workout was on Today until %(day)s.") % day
    return _("The old workout is on Today until %(day)s.") % day


def held(looks: Sequence[LookBack], say: Sayers) -> list[HeldGain]:
    """Those of these looks that found a gain that held, as lines of a person's record."""
    return [
        HeldGain(
            focus=str(look.plan.skill),
            text=_counted(look, say),
            url=reverse("coaching:plan_page", args=[look.plan_id]),
        )
        for look in looks
        if look.is_held
    ]


def _counted(look: LookBack, say: Sayers) -> str:
    """The figure, from how many weeks, and what the last step reached asked for."""
    metric = look.milestone.metric
    said = _said(look, say) | {
        "mark": a_week(say(metric).named.target(look.mark), metric),
        "day": date_format(ends_on(look.last_week), "j F"),
    }
    if metric is not None and metric.denominator_id is not None and metric.kind == Metric.Kind.RATIO:
        said["counted"] = say(metric).counted(look.numerator, look.denominator)
        return (
            ngettext(
                "%(now)s over %(weeks)s full week to %(day)s (%(counted)s). The last step reached was %(mark)s.",
                "%(now)s over %(weeks)s full weeks to %(day)s (%(counted)s). The last step reached was %(mark)s.",
                look.weeks,
            )
            % said
        )
    return (
        ngettext(
            "%(now)s over %(weeks)s full week to %(day)s. The last step reached was %(mark)s.",
            "%(now)s over %(weeks)s full weeks to %(day)s. The last step reached was %(mark)s.",
            look.weeks,
        )
        % said
    )


def _said(look: LookBack, say: Sayers) -> dict[str, object]:
    metric = look.milestone.metric
    return {
        "focus": look.plan.skill,
        "rep": look.plan.rep.first_name,
        "now": a_week(say(metric).named.now(look.value), metric),
        "weeks": look.weeks,
    }
