"""Early signals: those that wait for a manager, and earlier ones."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from salesgym import clock
from salesgym.errors import Refused
from salesgym.numbers.actions import early_signals as actions
from salesgym.numbers.forms.talk import TalkForm
from salesgym.numbers.models import EarlySignal
from salesgym.numbers.pages.signals import page as pages
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.signals import page as signals_page
from salesgym.numbers.queries.signals.page import Frame
from salesgym.web import UserRequest, not_found_unless

PAGE_SIZE = 20


class Counted(Paginator):
    """Pages of a list whose length is known, without counting it again."""

    def __init__(self, rows: object, per_page: int, *, count: int) -> None:
        self._known = count
        super().__init__(rows, per_page)  # type: ignore[arg-type] # any sliceable rows

    @cached_property
    def count(self) -> int:
        return self._known


@require_GET
def early_signals(request: UserRequest) -> HttpResponse:
    return _page(request)


@require_POST
def talk_about_signal(request: UserRequest, pk: int) -> HttpResponse:
    signal = get_object_or_404(EarlySignal.objects.visible_to(request.user).select_related("rep"), pk=pk)
    form = TalkForm(request.POST)
    if form.is_valid():
        try:
            actions.talk(signal=signal, by=request.user, note=form.cleaned_data["note"], at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted. You find it under past signals."))
            return redirect("numbers:early_signals")
    return _page(request, form=form, typed_for=signal)


def _page(
    request: UserRequest, *, form: TalkForm | None = None, typed_for: EarlySignal | None = None
) -> HttpResponse:
    at = clock.now()
    frame = signals_page.frame(request.user, at=at)
    not_found_unless(frame.is_manager)
    page = _past_page(request, frame)
    on = at.astimezone(ZoneInfo(frame.time_zone)).date()
    signals, say = signals_page.signals_of(request.user, list(page), on=on), Sayers(frame.currency)
    cards = pages.waiting(signals, say=say)
    is_shown = typed_for is not None and any(card.pk == typed_for.pk for card in cards)
    context = {
        "budget_words": pages.budget_words(frame),
        "worries": [card for card in cards if not card.is_good],
        "good": [card for card in cards if card.is_good],
        "more": frame.waiting - len(cards),
        "page": page,
        "past": pages.past(signals, reader=request.user, say=say),
        "form": TalkForm(),
        "typed": form,
        "typed_for": typed_for,
        # The signal is no longer shown, as somebody else noted a talk or it is over: show the typed note
        # above the cards.
        "typed_alone": form is not None and not is_shown,
    }
    return render(request, "numbers/signals/page.html", context)


def _past_page(request: UserRequest, frame: Frame) -> Page:
    rows = signals_page.past_signals(request.user)
    return Counted(rows, PAGE_SIZE, count=frame.past).get_page(request.GET.get("page"))
