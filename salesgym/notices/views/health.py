"""Health for monitoring: 200 where everything works, else 503 with the reasons."""

import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from salesgym import clock
from salesgym.handoff import hand_off, wake
from salesgym.notices.queries.health import advice_on_proxies, advice_on_roles, look

RING_EVERY = 30.0


class _Bell:
    """Starts a task for each worker at most twice a minute, however often this public page is requested."""

    def __init__(self) -> None:
        self._next = 0.0

    def ring(self) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + RING_EVERY
            hand_off("salesgym.notices.tasks.heartbeat")
            wake("outbox")


bell = _Bell()


@never_cache
@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    state = look(at=clock.now())
    if state.database and state.broker and not (state.worker and state.mail_worker):
        bell.ring()
    advice = advice_on_proxies(request.headers.get("X-Forwarded-For", ""))
    if state.database:
        advice += advice_on_roles()
    return JsonResponse({**state.as_dict(), "advice": advice}, status=200 if state.is_well else 503)
