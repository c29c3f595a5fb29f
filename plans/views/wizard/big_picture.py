"""Step 3: the rep's own funnel with one number moved, and what follows."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.actions import draft
from plans.actions.draft import BIG_PICTURE
from plans.actions.version import StaleVersion
from plans.calculations.scale import slider
from plans.forms.wizard_big_picture import BigPictureForm
from plans.models import Plan
from plans.queries import wizard
from plans.queries.calendar import local_day
from plans.queries.wizard import Numbers
from plans.views.wizard import frame, picture
from salesgym.errors import Refused
from salesgym.web import UserRequest


@require_http_methods(["GET", "POST"])
def wizard_big_picture(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = frame.find_draft(request, pk), timezone.now()
    if away := frame.turn_away(request, plan, BIG_PICTURE):
        return away
    numbers = wizard.numbers_of(plan, on=local_day(at))
    form = form_of(request, plan, numbers)
    differences = None
    is_asking = request.POST.get("action") == "work_out"
    if request.method == "POST" and form.is_valid() and not is_asking:
        target = form.cleaned_data["stored"]
        try:
            draft.save_big_picture(
                plan=plan,
                by=request.user,
                at=at,
                version=frame.posted_version(request),
                target=target,
                worth=wizard.worth_of(plan, numbers, target),
            )
        except StaleVersion:
            plan = frame.find_draft(request, pk)
            differences = frame.compare([form], [BigPictureForm(**known_of(plan, numbers))])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return frame.go_on(request, plan, BIG_PICTURE)
    context = {"form": form, "picture": picture.draw(plan, numbers, form)}
    return frame.show(request, plan, BIG_PICTURE, context, at=at, differences=differences)


def known_of(plan: Plan, numbers: Numbers, target: Decimal | None = None) -> dict[str, Any]:
    baseline = plan.baseline or Decimal(0)
    scale = numbers.scale(numbers.metrics[plan.metric.key]) if plan.metric else None
    if scale is None:
        raise LookupError("A plan without a number has no big picture.")
    wanted = plan.target if target is None else target
    return {
        "scale": scale,
        "baseline": baseline,
        "slider": slider(baseline=baseline, scale=scale, target=wanted),
    }


def form_of(request: UserRequest, plan: Plan, numbers: Numbers) -> BigPictureForm:
    """The form; once a target was asked for, on a slider that reaches it."""
    if request.method != "POST":
        return BigPictureForm(**known_of(plan, numbers))
    asked = BigPictureForm(request.POST, **known_of(plan, numbers)).reached_for()
    return BigPictureForm(request.POST, **known_of(plan, numbers, asked))
