"""What the target is worth: the rep moves it and saves a figure, and the rep's managers read it beside their own."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plans.actions import own_figure
from plans.forms.big_picture import OwnFigureForm
from plans.models import OwnFigure, Plan
from plans.pages import helping as helping_words
from plans.pages.big_picture import drawing
from plans.pages.big_picture.money import Voice
from plans.pages.figures import own_amount
from plans.pages.scale import scale_of
from plans.permissions import can_save_own_figure, can_see_worth
from plans.queries import big_picture as pictures
from plans.queries import found, helping, wizard
from plans.queries.big_picture import Known
from plans.queries.kept_worth import worth_of
from plans.views.wizard.big_picture import settings_of
from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.calculations.money.units import minor_digits
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization
from salesgym.web import UserRequest, or_404, require


@dataclass(frozen=True)
class Figure:
    """The rep's own figure as their managers read it."""

    target: str
    amount: str
    reason: str
    at: datetime


@require_http_methods(["GET", "POST"])
def big_picture(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.pictured(request.user, pk)), clock.now()
    if not can_see_worth(request.user, plan):
        raise Http404  # money is not for mentors
    if plan.status == Plan.Status.DRAFT:
        return redirect("plans:wizard_big_picture", pk=plan.pk)
    is_own = request.user.pk == plan.rep_id
    require(request.method == "GET" or is_own)
    organization = Organization.objects.current()
    on = organization.day(at)
    numbers = wizard.numbers_of(plan, on=on, organization=organization)
    known = pictures.known_of(plan, numbers, on=on)
    figure: OwnFigure | None = getattr(plan, "own_figure", None)
    say = Sayers(known.numbers.currency)
    form = _form(request, known, figure if is_own else None, say)
    if request.method == "POST" and form.is_valid() and request.POST.get("action") != "work_out":
        try:
            _save(request, known, form, at=at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. It is yours: change it whenever you like."))
            return redirect("plans:big_picture", pk=plan.pk)
    return _show(request, known, form, figure, say)


def _form(request: UserRequest, known: Known, figure: OwnFigure | None, say: Sayers) -> OwnFigureForm:
    """The form, on a slider that reaches what was asked for; filled with the figure that stands."""
    if request.method == "POST":
        asked = OwnFigureForm(request.POST, **settings_of(known, say)).reached_for()
        return OwnFigureForm(request.POST, **settings_of(known, say, asked))
    kept: dict[str, Any] = {}
    if figure is not None:
        kept["reason"] = figure.reason
        if figure.amount_minor is not None:
            units = Decimal(10) ** minor_digits(figure.currency)
            kept["amount"] = f"{(figure.amount_minor / units).normalize():f}"
    form = OwnFigureForm(**settings_of(known, say, figure.target if figure else None))
    form.initial.update(kept)
    return form


def _save(request: UserRequest, known: Known, form: OwnFigureForm, *, at: datetime) -> None:
    target, currency = form.cleaned_data["stored"], known.numbers.currency
    own_figure.save_figure(
        plan=known.plan,
        by=request.user,
        at=at,
        target=target,
        amount_minor=form.amount_minor(currency),
        currency=currency,
        reason=form.cleaned_data["reason"],
        worth=worth_of(known, pictures.places(known, [target])[0]),
    )


def _show(
    request: UserRequest, known: Known, form: OwnFigureForm, figure: OwnFigure | None, say: Sayers
) -> HttpResponse:
    plan = known.plan
    is_own = request.user.pk == plan.rep_id
    context = {
        "plan": plan,
        "form": form,
        "picture": drawing.draw(
            known, form.slider, form.drawn_target, Voice(plan.rep.first_name, say, is_own=is_own)
        ),
        "is_own": is_own,
        "can_save": can_save_own_figure(request.user, plan),
        "currency": say.money.symbol,
        "figure": figure and _in_words(known, figure, say),
        "helping": helping_words.words_of(
            helping.helping(plan, weeks=known.weeks, with_costs=not is_own), say
        ),
        "back_route": "coaching:plan_page" if plan.activated_at else "plans:proposal",
    }
    return render(request, "plans/big_picture/page.html", context)


def _in_words(known: Known, figure: OwnFigure, say: Sayers) -> Figure:
    scale = scale_of(known.facts.metric, say)
    return Figure(
        scale.say.target(figure.target),
        own_amount(figure, say),
        figure.reason,
        figure.at,
    )
