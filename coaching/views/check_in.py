"""The page of one check-in: its agenda, its notes, its promises, and what both say of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coaching.forms.talk import TalkForm
from coaching.models import CheckIn
from coaching.queries import talk as queries
from coaching.queries import talk_found as found
from salesgym import clock
from salesgym.web import UserRequest, or_404


@require_GET
def check_in(request: UserRequest, person: int, pk: int) -> HttpResponse:
    return page(request, or_404(found.talk(request.user, person, pk)))


def page(request: UserRequest, talk: CheckIn, refused: TalkForm | None = None) -> HttpResponse:
    """The page as it stands now; `refused`, a form that was not taken, comes back in its place."""
    facts = queries.facts(talk, request.user, at=clock.now())
    context = {"talk": talk, "facts": facts, "refused": refused}
    return render(request, "coaching/check_in/page.html", context)
