"""What the first step shows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from plans.forms.wizard_focus import FocusForm
from plans.models import Plan, Skill
from plans.pages.focus_picture import focus_picture
from plans.pages.last_plan import last_plan_words
from plans.pages.scale import counted_words
from plans.queries.focus_candidates import nearest
from plans.queries.handed_on import HandedOn
from plans.queries.wizard import Numbers
from plans.views.wizard.frame import Reading
from salesgym.numbers.pages.values import Sayers


def context(
    plan: Plan,
    form: FocusForm,
    *,
    numbers: Numbers,
    skills: Sequence[Skill],
    handed: HandedOn,
    say: Sayers,
    on: date,
) -> dict[str, Any]:
    chosen = next((skill for skill in skills if str(skill.pk) == str(form["skill"].value())), None)
    picture = focus_picture(nearest(plan.rep, numbers, skills), name=plan.rep.first_name, say=say)
    tiles = _tiles(form, numbers, skills, say)
    reasons = {one.skill.pk: one.reasons for one in picture.suggestions}
    suggested = [
        {**tiles.pop(pk), "reasons": why, "is_first": not place}
        for place, (pk, why) in enumerate(reasons.items())
    ]
    return {
        "form": form,
        "question": getattr(plan, "focus_question", None),
        "last": handed.last,
        "last_words": last_plan_words(handed.last, on=on) if handed.last else "",
        "wish": handed.wish,
        "money": picture.money,
        "not_yet": picture.not_yet,
        "weighing": picture.weighing,
        "suggested": suggested,
        "tiles": list(tiles.values()),
        "reading": _reading(plan, numbers, chosen, say),
    }


def _tiles(
    form: FocusForm, numbers: Numbers, skills: Sequence[Skill], say: Sayers
) -> dict[int, dict[str, Any]]:
    """One tile for each skill, by its id, in their usual order."""
    return {
        skill.pk: {
            "option": option,
            "skill": skill,
            "metric": numbers.metrics[skill.metric.key],
            "sentence": counted_words(skill.metric, numbers, say),
        }
        for option, skill in zip(form["skill"], skills, strict=True)
    }


def _reading(plan: Plan, numbers: Numbers, chosen: Skill | None, say: Sayers) -> list[Reading]:
    return [
        Reading(
            _("The one thing"),
            chosen.name if chosen else "",
            "#id_skill",
            _("One skill, chosen on the left."),
        ),
        Reading(
            _("What is in it"),
            chosen.summary if chosen else "",
            empty=_("One sentence about the skill."),
            told="summary",
        ),
        Reading(
            _("Where you start"),
            _start_of(plan, numbers, say),
            empty=_("Your own numbers of 13 weeks."),
            told="start",
        ),
    ]


def _start_of(plan: Plan, numbers: Numbers, say: Sayers) -> str:
    """The start with its counts where it was counted here, else the value as it was typed."""
    metric = plan.metric
    if metric is None or plan.baseline is None:
        return ""
    window = numbers.windows[metric.pk]
    if window.value is not None and window.numerator == plan.baseline_numerator:
        return counted_words(metric, numbers, say)
    return say(metric).target(plan.baseline)
