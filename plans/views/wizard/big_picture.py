"""Step 3: the rep's own funnel with one number moved, and what follows."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from plans.actions import draft
from plans.actions.draft import BIG_PICTURE
from plans.actions.version import StaleVersion
from plans.calculations.drawing.slider import slider
from plans.forms.wizard_big_picture import BigPictureForm
from plans.pages import helping as helping_words
from plans.pages.big_picture import drawing
from plans.pages.big_picture.money import Voice
from plans.pages.scale import scale_of
from plans.queries import big_picture, found, helping, wizard
from plans.queries.big_picture import Known
from plans.queries.kept_worth import worth_of
from plans.views.wizard import frame
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization
from salesgym.web import UserRequest, or_404


@require_http_methods(["GET", "POST"])
def wizard_big_picture(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.draft(request.user, pk)), clock.now()
    if away := frame.turn_away(request, plan, BIG_PICTURE):
        return away
    organization = Organization.objects.current()
    on = organization.day(at)
    numbers = wizard.numbers_of(plan, on=on, organization=organization)
    typed = request.POST if request.method == "POST" else None
    say = Sayers(numbers.currency)
    known = big_picture.known_of(plan, numbers, on=on)
    form = form_of(typed, known, say)
    differences = None
    if typed is not None and form.is_valid() and typed.get("action") != "work_out":
        try:
            _save(request, known, form, at=at)
        except StaleVersion:
            plan = or_404(found.draft(request.user, pk))
            differences = frame.compare(
                [form], [BigPictureForm(**settings_of(replace(known, plan=plan), say))]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return frame.go_on(request, plan, BIG_PICTURE)
    picture = drawing.draw(known, form.slider, form.drawn_target, Voice(plan.rep.first_name, say))
    worth_it = helping.helping(plan, weeks=known.weeks, with_costs=True)
    context = {"form": form, "picture": picture, "helping": helping_words.words_of(worth_it, say)}
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
        worth=worth_of(known, place),
    )


def settings_of(known: Known, say: Sayers, target: Decimal | None = None) -> dict[str, Any]:
    """What the form needs to know of a plan with a metric; without a target it starts at the suggested one."""
    plan, baseline = known.plan, known.plan.baseline or Decimal(0)
    scale = scale_of(known.numbers.metrics[known.facts.metric.key], say)
    wanted = (plan.target or known.default) if target is None else target
    return {
        "scale": scale,
        "baseline": baseline,
        "slider": slider(baseline=baseline, scale=scale, target=wanted),
    }


def form_of(typed: QueryDict | None, known: Known, say: Sayers) -> BigPictureForm:
    """The form; once a target was asked for, on a slider that reaches it."""
    if typed is None:
        return BigPictureForm(**settings_of(known, say))
    asked = BigPictureForm(typed, **settings_of(known, say)).reached_for()
    return BigPictureForm(typed, **settings_of(known, say, asked))
