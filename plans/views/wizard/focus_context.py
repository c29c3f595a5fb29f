"""What the first step shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.actions.draft import FOCUS
from plans.forms.wizard_focus import FocusForm
from plans.models import Plan, Skill
from plans.pages.came_for import came_for_words
from plans.pages.focus_picture import FocusPicture, focus_picture
from plans.pages.last_plan import last_plan_words
from plans.pages.scale import counted_words
from plans.pages.typed_start import far_words
from plans.queries.focus_candidates import nearest
from plans.queries.handed_on import HandedOn, nearest_skill
from plans.queries.wizard import Numbers
from plans.views.wizard.frame import NUMBER, ROUTES, Reading
from salesgym.numbers.pages.values import Sayers

# From more skills than these on, those that nothing speaks for are folded.
MOST_UNFOLDED = 6


@dataclass(frozen=True, slots=True)
class Group:
    """Tiles under one sentence."""

    title: str
    tiles: list[dict[str, Any]]


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
    came = handed.came
    near = nearest_skill(came.metric, skills) if came else None
    groups, others = _grouped(_tiles(form, numbers, skills, say), picture, near, name=plan.rep.first_name)
    step_url = reverse(ROUTES[FOCUS], args=[plan.pk], query={NUMBER: came.metric.key} if came else None)
    return {
        "form": form,
        "step_url": step_url,
        "question": getattr(plan, "focus_question", None),
        "came": came_for_words(came, say) if came else "",
        "last": handed.last,
        "last_words": last_plan_words(handed.last, on=on) if handed.last else "",
        "wish": handed.wish,
        "money": picture.money,
        "not_yet": picture.not_yet,
        "weighing": picture.weighing,
        "groups": groups,
        "others": others,
        "is_folded": bool(groups) and len(others) > MOST_UNFOLDED,
        "is_other_chosen": bool(form["skill"].errors) or chosen in [tile["skill"] for tile in others],
        "far": _far(plan, form, numbers, say),
        "reading": _reading(plan, form, chosen),
    }


def _grouped(
    tiles: dict[int, dict[str, Any]], picture: FocusPicture, near: Skill | None, *, name: str
) -> tuple[list[Group], list[dict[str, Any]]]:
    """The tiles that stand first, with the reason for it: near the number one came for, and suggested; then the others."""
    for place, one in enumerate(picture.suggestions):
        tiles[one.skill.pk] |= {"reasons": one.reasons, "is_first": not place}
    wanted = [near.pk] if near else []
    suggested = [one.skill.pk for one in picture.suggestions if one.skill.pk not in wanted]
    said = _("Suggested by the numbers; you and %(name)s know more than they do.") % {"name": name}
    groups = [
        Group(_("Nearest to the number you came for"), [tiles.pop(pk) for pk in wanted]),
        Group(said, [tiles.pop(pk) for pk in suggested]),
    ]
    return [group for group in groups if group.tiles], list(tiles.values())


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


def _reading(plan: Plan, form: FocusForm, chosen: Skill | None) -> list[Reading]:
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
            _start_of(plan, form),
            empty=_("Your own numbers of 13 weeks."),
            told="start",
            typed=_("As it is typed on the left."),
        ),
    ]


def _start_of(plan: Plan, form: FocusForm) -> str:
    """The start of the number that is chosen now, with its counts; the value alone where it was typed."""
    metric = form.metric_shown()
    if metric is None:
        return ""
    if not form.is_typed:
        return counted_words(metric, form.numbers, form.say)
    if form.is_bound:
        return form.say(metric).target(form.baseline.value) if form.is_valid() else ""
    return form.say(metric).target(plan.baseline) if plan.baseline is not None else ""


def _far(plan: Plan, form: FocusForm, numbers: Numbers, say: Sayers) -> str:
    """What is to be looked at in a start that was typed and saved; empty while the form is being filled in."""
    if form.is_bound or not form.is_typed or plan.metric is None or plan.baseline is None:
        return ""
    return far_words(plan.metric, numbers, plan.baseline, say)
