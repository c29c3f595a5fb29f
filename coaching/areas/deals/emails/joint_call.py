"""The mail about a joint call: planned, moved or called off by the other one of the two."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.areas.deals.models import CoachedDeal, JointCall
from coaching.areas.deals.pages import words
from plans.emails.letter import Letter, kind_of
from salesgym.kinds import Group
from salesgym.notices.emails import absolute
from salesgym.people.models import AreaSwitch, User

NAME = "deals.joint_call"
AREA = "deals"


@dataclass(frozen=True, slots=True)
class Asked:
    """A call as one of its two people may read of it; `is_newest` where nothing happened to it since."""

    call: JointCall
    reader: User
    is_newest: bool
    at: datetime


def _prefetch(items: Sequence[Any], at: datetime) -> bool:
    """Whether the area is on, asked once for a batch."""
    return AreaSwitch.is_area_on(AREA)


def _seen(recipient: User, refs: Any, loaded: bool | None = None) -> JointCall | None:
    """The call where this person is one of its two and may see its deal; None while the area is off."""
    seen = CoachedDeal.objects.visible_to(recipient)
    calls = JointCall.objects.select_related("deal__rep", "deal__deal", "helper")
    call = calls.filter(deal__in=seen, pk=refs.get("call")).first()
    is_on = AreaSwitch.is_area_on(AREA) if loaded is None else loaded
    is_of_two = call is not None and recipient.pk in {call.deal.rep_id, call.helper_id}
    return call if is_on and is_of_two else None


def _asked(recipient: User, refs: Any, at: datetime, loaded: bool | None = None) -> Asked | None:
    call = _seen(recipient, refs, loaded)
    if call is None:
        return None
    return Asked(call, recipient, refs.get("call_version") == call.version, at)


def _is_news(asked: Asked) -> bool:
    return asked.is_newest and asked.call.debriefed_at is None and asked.call.starts_at > asked.at


def _letter(asked: Asked) -> dict[str, Any]:
    call = asked.call
    other = call.helper if asked.reader.pk == call.deal.rep_id else call.deal.rep
    said = {
        "name": other.first_name,
        "deal": words.name(call.deal),
        "when": words.when(call.starts_at, at=asked.at),
        "watch": call.watch,
        "minutes": words.short_time(call.minutes),
    }
    is_off = call.called_off_at is not None
    title = (
        _("Your joint call with %(name)s is called off")
        if is_off
        else _("A joint call with %(name)s, %(when)s")
    )
    text = _("It was for %(deal)s.") if is_off else _("For %(deal)s, %(minutes)s. What to watch: %(watch)s")
    letter = Letter(
        # What stands on a lock screen says with whom and nothing of what became of it.
        subject=_("Joint call with %(name)s") % said,
        title=title % said,
        text=text % said,
        button=_("Open the deal"),
        url=absolute(reverse("deals:person_deals", args=[call.deal.rep_id])),
    )
    return {**asdict(letter), "why": _("You get this because this joint call is yours.")}


def _may_open(recipient: User, refs: Any) -> bool:
    return _seen(recipient, refs) is not None


KIND = kind_of(
    NAME,
    gettext_lazy("A joint call is planned, moved or called off"),
    Group.WAITS,
    matter_of=_asked,
    prefetch=_prefetch,
    context=_letter,
    wanted=_is_news,
    may_open=_may_open,
)
