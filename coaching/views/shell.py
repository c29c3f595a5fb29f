"""What the frame around every page shows, asked once a request."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from coaching.pages import shell as pages
from coaching.queries import shell as queries
from coaching.queries.shell import FrameFacts
from coaching.views import eyes
from salesgym import clock
from salesgym.people.models import User
from salesgym.people.queries import set_up
from salesgym.web import UserRequest, wants_partial

KEPT = "_shell_facts"


def facts_of(request: UserRequest, *, with_board: bool = False) -> FrameFacts:
    """The reader's roles and counts, asked once a request; with `with_board` they have the plans of the board."""
    return _facts(request, request.user, with_board=with_board)


def _facts(request: HttpRequest, user: User, *, with_board: bool = False) -> FrameFacts:
    kept: FrameFacts | None = vars(request).get(KEPT)
    if kept is None or (with_board and kept.board_plans is None):
        at = clock.now()
        kept = queries.facts(user, on=timezone.localtime(at).date(), at=at, with_board=with_board)
        vars(request)[KEPT] = kept
    return kept


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Nothing for nobody, and nothing is asked where no frame is drawn."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or wants_partial(request):
        return {"shell": {}}
    frame: dict[str, Any] = {"shell": SimpleLazyObject(lambda: _frame(request, user))}
    if settings.IS_DEMO:
        frame["demo"] = SimpleLazyObject(lambda: eyes.bar(request, user))
    return frame


def _frame(request: HttpRequest, user: User) -> pages.Shell:
    facts, stopped_at = _facts(request, user), set_up.stopped_at(request.session)
    return pages.shell(user, facts, path=request.path, stopped_at=stopped_at)
