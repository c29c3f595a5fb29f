"""Step 4: the staircase."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from plans.actions.draft import MILESTONES
from plans.actions.draft_milestones import save_milestones
from plans.actions.version import StaleVersion
from plans.forms.wizard_milestones import StaircaseForm
from plans.forms.wizard_rows import typed_of
from plans.queries import found
from plans.views.wizard import frame, milestones_offer, milestones_rearranged
from plans.views.wizard.milestones_desk import Desk, desk_of
from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.models import Organization
from salesgym.web import UserRequest, or_404


@require_http_methods(["GET", "POST"])
def wizard_milestones(request: UserRequest, pk: int) -> HttpResponse:
    plan, at = or_404(found.draft(request.user, pk)), clock.now()
    if away := frame.turn_away(request, plan, MILESTONES):
        return away
    organization = Organization.objects.current()
    desk = desk_of(plan, organization.currency, on=organization.day(at))
    is_sent, action = request.method == "POST", request.POST.get("action", "")
    if is_sent and milestones_rearranged.is_asked(action):
        typed = milestones_rearranged.rearranged(desk, request)
        return frame.show(request, plan, MILESTONES, desk.context(desk.form(typed)), at=at)
    differences, form = None, None
    try:
        if is_sent and milestones_offer.is_number(action):
            milestones_offer.take_offered_number(request, desk, at=at)
            return frame.stay(plan, MILESTONES)
        if is_sent and milestones_offer.is_target(action):
            desk, form = milestones_offer.with_offered_target(request, desk, at=at)
            shown = {**desk.context(form), "version": desk.plan.version}
            return frame.show(request, desk.plan, MILESTONES, shown, at=at)
        form = desk.form_for(request)
        if is_sent and form.is_valid():
            _save(request, desk, form, at=at)
            return frame.go_on(request, plan, MILESTONES)
    except StaleVersion:
        desk = desk_of(or_404(found.draft(request.user, pk)), desk.say.money.currency, on=desk.on)
        form, stored = form or desk.form_for(request), desk.form(None)
        differences = frame.compare([form.dates, *form.steps], [stored.dates, *stored.steps])
    except Refused as refusal:
        form = form or desk.form(typed_of(request.POST))
        form.add_refusal(str(refusal))
    return frame.show(request, desk.plan, MILESTONES, desk.context(form), at=at, differences=differences)


def _save(request: UserRequest, desk: Desk, form: StaircaseForm, *, at: datetime) -> None:
    save_milestones(
        plan=desk.plan,
        by=request.user,
        at=at,
        version=frame.posted_version(request),
        starts_on=form.dates.cleaned_data["starts_on"],
        ends_on=form.dates.cleaned_data["ends_on"],
        steps=desk.terms(form),
        suggested=desk.suggested(form).stored(),
        shows_after_weeks=desk.kept_grounds.cycle_weeks,
    )
