"""Step 3: the rep's own funnel with one number moved, and what follows."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.actions import draft
from plans.actions.draft import BIG_PICTURE
from plans.actions.version import StaleVersion
from plans.calculations.drawing.slider import slider
from plans.forms.wizard_big_picture import BigPictureForm
from plans.models import Plan
from plans.pages.big_picture import drawing
from plans.pages.big_picture.money import Voice
from plans.pages.scale import scale_of
from plans.queries import big_picture, found, wizard
from plans.queries.big_picture import Known
from plans.queries.calendar import local_day
from plans.queries.wizard import Numbers
from plans.views.wizard import frame
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.web import UserRequest, or_404

# What a button of a warning puts in place of what the form says.
AIM, LAST = "aim", "last"


@require_http_methods(["GET", "POST"])
def wizard_big_picture(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.draft(request.user, pk)), timezone.now()
    if away := frame.turn_away(request, plan, BIG_PICTURE):
        return away
    on = local_day(at)
    numbers = wizard.numbers_of(plan, on=on)
    typed = mended(request.POST) if request.method == "POST" else None
    say = Sayers(numbers.currency)
    form = form_of(typed, plan, numbers, say)
    known = big_picture.known_of(plan, numbers, on=on, weeks=weeks_of(form))
    differences = None
    if typed is not None and form.is_valid() and typed.get("action") != "work_out":
        try:
            _save(request, known, form, at=at)
        except StaleVersion:
            plan = or_404(found.draft(request.user, pk))
            differences = frame.compare([form], [BigPictureForm(**settings_of(plan, numbers, say))])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return frame.go_on(request, plan, BIG_PICTURE)
    picture = drawing.draw(known, form.slider, form.drawn_target, Voice(plan.rep.first_name, say))
    context = {"form": form, "picture": picture}
    return frame.show(request, plan, BIG_PICTURE, context, at=at, differences=differences)


def _save(request: UserRequest, known: Known, form: BigPictureForm, *, at: datetime) -> None:
    target = form.cleaned_data["stored"]
    place = big_picture.places(known, [target])[0]
    draft.save_big_picture(
        plan=known.plan,
        by=request.user,
        at=at,
        version=frame.posted_version(request),
        target=target,
        worth=big_picture.worth_of(known, place),
        weeks_wanted=form.cleaned_data.get("weeks"),
    )


def mended(posted: QueryDict) -> QueryDict:
    """What was sent, with the number or the weeks of the warning's button that was pressed; nothing is saved then."""
    typed = posted.copy()
    target, weeks = posted.get(AIM, ""), posted.get(LAST, "")
    if target:
        typed["target"], typed["typed"], typed["action"] = str(target), "", "work_out"
    if weeks:
        typed["weeks"], typed["action"] = str(weeks), "work_out"
    return typed


def weeks_of(form: BigPictureForm) -> int | None:
    """The weeks that were asked for, where they are a number that a plan may have."""
    if not form.is_bound:
        return None
    form.is_valid()
    return form.cleaned_data.get("weeks")


def settings_of(plan: Plan, numbers: Numbers, say: Sayers, target: Decimal | None = None) -> dict[str, Any]:
    """What the form needs to know of a plan with a metric."""
    baseline = plan.baseline or Decimal(0)
    scale = scale_of(numbers.metrics[plan.metric.key], say) if plan.metric else None
    if scale is None:
        raise LookupError("A plan without a number has no big picture.")
    wanted = plan.target if target is None else target
    return {
        "scale": scale,
        "baseline": baseline,
        "slider": slider(baseline=baseline, scale=scale, target=wanted),
    }


def form_of(typed: QueryDict | None, plan: Plan, numbers: Numbers, say: Sayers) -> BigPictureForm:
    """The form; once a target was asked for, on a slider that reaches it."""
    if typed is None:
        return BigPictureForm(**settings_of(plan, numbers, say))
    asked = BigPictureForm(typed, **settings_of(plan, numbers, say)).reached_for()
    return BigPictureForm(typed, **settings_of(plan, numbers, say, asked))
