"""The list of people without a password, sending them links, and accepting an invitation."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from salesgym import clock
from salesgym.errors import Refused
from salesgym.notices.queries import delivery
from salesgym.notices.queries.way import Way, way
from salesgym.people import emails
from salesgym.people.actions import invitation
from salesgym.people.forms.profile import AcceptInvitationForm
from salesgym.people.models import User
from salesgym.people.pages import invitations as pages
from salesgym.people.permissions import can_set_up_people
from salesgym.people.queries import invitations as queries
from salesgym.web import UserRequest, not_found_unless

ON_A_PAGE = 50
LINKS = "invitation_links"


@require_GET
def invitations(request: UserRequest) -> HttpResponse:
    not_found_unless(can_set_up_people(request.user))
    at = clock.now()
    page = Paginator(queries.waiting_people(), ON_A_PAGE).get_page(request.GET.get("page"))
    waiting = [queries.waiting(person, at=at) for person in page]
    mails = delivery.last_of(invitation.KIND, [one.person.pk for one in waiting])
    context = {
        "page": page,
        "lines": pages.lines(waiting, mails, way=way()),
        "links": request.session.pop(LINKS, []),
        "never_invited": queries.never_invited().count(),
    }
    return render(request, "people/invitations/list.html", context)


@require_http_methods(["GET", "POST"])
def send_invitations(request: UserRequest) -> HttpResponse:
    not_found_unless(can_set_up_people(request.user))
    people = list(queries.never_invited())
    at = clock.now()
    if request.method == "POST" and request.POST.get("count") == str(len(people)) and people:
        made = invitation.invite_all(people=people, by=request.user, at=at)
        _show(request, made)
        messages.success(request, pages.many_made(len(made), way()))
        return redirect("people:invitations")
    sample = people[0] if people else None
    context = {
        "people": people,
        "mail": sample
        and emails.invitation(
            person=sample,
            by=request.user,
            link=_("(the link of each person)"),
            expires_at=at + invitation.LIFETIME,
        ),
        "has_changed": request.method == "POST",
    }
    return render(request, "people/invitations/send.html", context)


@require_POST
def resend_invitation(request: UserRequest, pk: int) -> HttpResponse:
    not_found_unless(can_set_up_people(request.user))
    person = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    try:
        link = invitation.invite(person=person, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _show(request, [(person, link)])
        messages.success(request, pages.one_made(person.name, way()))
    return redirect("people:invitations")


def _show(request: UserRequest, made: Iterable[tuple[User, str]]) -> None:
    """Where nobody is sent a link, keep these for the next look at the list, and no longer."""
    if way() is Way.FILES:
        request.session[LINKS] = [
            {"name": person.name, "email": person.email, "url": link} for person, link in made
        ]


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    at = clock.now()
    person = invitation.invited_person(token=token, at=at)
    if person is None:
        return render(request, "people/invitations/ended.html", {}, status=410)
    initial = {"name": person.name, "time_zone": person.time_zone}
    form = AcceptInvitationForm(request.POST or None, person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            person = invitation.accept(token=token, at=at, **form.cleaned_data)
        except Refused:
            return render(request, "people/invitations/ended.html", {}, status=410)
        login(request, person)
        return redirect("home")
    return render(request, "people/invitations/accept.html", {"form": form, "person": person})
