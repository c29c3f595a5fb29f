"""The first start: the steps that set up an empty installation."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.actions import set_up as action
from salesgym.people.forms.set_up import FirstManagerForm, OrganizationForm
from salesgym.people.models import User
from salesgym.people.pages.tries import set_up_again
from salesgym.people.queries import set_up as queries
from salesgym.people.queries.tries import seconds_left
from salesgym.people.views.demo import THIS_MACHINE, is_making_room, waiting_page
from salesgym.people.views.set_up_steps import reached, steps
from salesgym.web import UserRequest, not_found_unless

ORGANIZATION = "people/set_up/organization.html"


@login_not_required
@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Redirect to the step of the first start that was reached."""
    if is_making_room():
        return waiting_page(request)
    if not isinstance(request.user, User):
        return redirect("people:start_organization") if queries.is_empty() else redirect_to_login("/")
    if not queries.may_go_on(request.user, request.session):
        return finished(request)
    return redirect(f"people:start_{queries.stopped_at(request.session) or 'organization'}")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
def start_organization(request: HttpRequest) -> HttpResponse:
    """The organization and its first manager; when that person comes back, the organization only."""
    if isinstance(request.user, User):
        return _change(request)
    if not queries.is_empty():
        if request.method == "POST":
            messages.error(request, _("SalesGym has been set up already. Sign in, or ask for an invitation."))
        return redirect_to_login("/")
    needs_code = settings.IS_HTTPS or request.META.get("REMOTE_ADDR", "") not in THIS_MACHINE
    if needs_code and not settings.SETUP_CODE:
        return render(request, "people/set_up/locked.html", {"steps": steps("organization", reached="")})
    form = FirstManagerForm(request.POST or None, code=settings.SETUP_CODE if needs_code else "")
    if request.method == "POST" and _has_tries_left(request, form) and form.is_valid():
        return _claim(request, form)
    return _organization_page(request, form, reached_step="")


def _has_tries_left(request: HttpRequest, form: FirstManagerForm) -> bool:
    """Count a try of the set-up code; where none is left, add an error to the form and return False."""
    if "code" not in form.fields or ratelimit.consume(request, action="set_up_code"):
        return True
    form.errors.clear()
    form.add_error(None, set_up_again(seconds_left(request, "set_up_code", at=clock.machine_now())))
    return False


def _claim(request: HttpRequest, form: FirstManagerForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        person = action.claim(
            basics=form.basics(),
            name=said["name"],
            email=said["email"],
            password=said["password"],
            at=clock.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect_to_login("/")
    login(request, person)
    return reached(request, "people")


def _change(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101 - asked by the caller
    if not queries.may_go_on(request.user, request.session):
        return finished(request)
    form = OrganizationForm(request.POST or None, initial=queries.as_typed(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            action.change(basics=form.basics(), by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("team", str(refusal))
        else:
            return reached(request, "people")
    return _organization_page(request, form, reached_step=queries.stopped_at(request.session))


def _organization_page(request: HttpRequest, form: OrganizationForm, reached_step: str) -> HttpResponse:
    context = {
        "form": form,
        "is_first": isinstance(form, FirstManagerForm),
        "steps": steps("organization", reached=reached_step),
    }
    return render(request, ORGANIZATION, context)


@require_GET
def start_numbers(request: UserRequest) -> HttpResponse:
    """The step that offers to import numbers; it can be skipped."""
    if not queries.may_go_on(request.user, request.session):
        return finished(request)
    if queries.own_team(request.user) is None:
        return redirect("people:start_organization")
    request.session[queries.STEP] = "numbers"
    context = {
        "steps": steps("numbers", reached="numbers"),
        "numbers_url": numbers_url(),
        "people": queries.others(request.user).count(),
    }
    return render(request, "people/set_up/numbers.html", context)


@require_POST
def start_finish(request: UserRequest) -> HttpResponse:
    """End the first start and go to the board. A second click goes there, too."""
    not_found_unless(request.user.is_site_admin)
    request.session.pop(queries.STEP, None)
    if queries.own_team(request.user) is None:
        return redirect("home")
    return redirect(f"{reverse('coaching:board')}?welcome=1")


def finished(request: HttpRequest) -> HttpResponse:
    """After the end of the first start: redirect site admins home, and answer 404 to everybody else."""
    not_found_unless(isinstance(request.user, User) and request.user.is_site_admin)
    return redirect("home")


def numbers_url() -> str:
    """The address of the page that imports any export."""
    return reverse("numbers:upload")
