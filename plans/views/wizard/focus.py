"""Step 1: the one thing, its number, and the start."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import draft
from plans.actions.draft import FOCUS
from plans.actions.version import StaleVersion
from plans.forms.wizard_focus import FocusForm
from plans.models import Plan
from plans.queries import wizard
from plans.queries.calendar import local_day
from plans.queries.wizard import Numbers
from plans.views.wizard import frame
from plans.views.wizard.frame import Reading
from salesgym.errors import Refused
from salesgym.web import UserRequest


@require_http_methods(["GET", "POST"])
def wizard_focus(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = frame.find_draft(request, pk), timezone.now()
    if away := frame.turn_away(request, plan, FOCUS):
        return away
    known: dict[str, Any] = {
        "numbers": wizard.own_numbers(plan.rep_id, until=local_day(at)),
        "skills": wizard.skills(),
    }
    form = FocusForm(request.POST if request.method == "POST" else None, plan=plan, **known)
    differences = None
    if request.method == "POST" and form.is_valid():
        try:
            draft.save_focus(
                plan=plan,
                by=request.user,
                at=at,
                version=frame.posted_version(request),
                skill=form.cleaned_data["skill"],
                metric=form.chosen_metric,
                baseline=form.baseline,
            )
        except StaleVersion:
            plan = frame.find_draft(request, pk)
            differences = frame.compare([form], [FocusForm(plan=plan, **known)])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return frame.go_on(request, plan, FOCUS)
    return frame.show(request, plan, FOCUS, _context(plan, form, **known), at=at, differences=differences)


def _context(plan: Plan, form: FocusForm, *, numbers: Numbers, skills: list[Any]) -> dict[str, Any]:
    options = zip(form["skill"], skills, strict=True)
    chosen = next((skill for skill in skills if str(skill.pk) == str(form["skill"].value())), None)
    return {
        "form": form,
        "tiles": [
            {
                "option": option,
                "skill": skill,
                "metric": numbers.metrics[skill.metric.key],
                "sentence": numbers.sentence(skill.metric),
            }
            for option, skill in options
        ],
        "reading": [
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
                _start_of(plan, numbers),
                empty=_("Your own numbers of 13 weeks."),
                told="start",
            ),
        ],
    }


def _start_of(plan: Plan, numbers: Numbers) -> str:
    """The start with its counts where it was counted here, else the value as it was typed."""
    metric = plan.metric
    if metric is None or plan.baseline is None:
        return ""
    window = numbers.windows[metric.pk]
    if window.value is not None and window.numerator == plan.baseline_numerator:
        return numbers.sentence(metric)
    return numbers.scale(metric).words(plan.baseline)
