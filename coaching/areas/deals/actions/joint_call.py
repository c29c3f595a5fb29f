"""A joint call is planned, moved, called off, and looked back at in three lines."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.areas.deals.actions.coached_deal import OutAlready
from coaching.areas.deals.emails.joint_call import NAME
from coaching.areas.deals.models import CoachedDeal, JointCall
from salesgym.errors import Refused
from salesgym.notices.actions import notice
from salesgym.people.models import User


class CallChanged(Refused):
    """The call was planned, moved, called off or looked back at since the form was opened."""


@dataclass(frozen=True, slots=True)
class Planned:
    """When a call is, who helps, who leads and what to watch."""

    helper: User
    is_led_by_rep: bool
    starts_at: datetime
    minutes: int
    watch: str


@transaction.atomic
def plan(*, coached: CoachedDeal, by: User, planned: Planned, version: int, at: datetime) -> JointCall:
    """Plan the deal's joint call, or change the one that is ahead; `version` is the one that was read, 0 without one.

    With another helper the one that is ahead is called off, which tells whoever was to help, and a new one planned.
    """
    coached = CoachedDeal.objects.select_for_update().get(pk=coached.pk)
    if not coached.is_in_coaching:
        raise OutAlready(_("This deal has left coaching, so no call is planned for it."))
    ahead = JointCall.objects.filter(deal=coached, called_off_at=None, debriefed_at=None).first()
    if (ahead.version if ahead else 0) != version:
        raise CallChanged(
            _(
                "The call was changed in another window. What you typed stands here: save once more to keep it."
            )
        )
    if ahead is not None and ahead.helper_id != planned.helper.pk:
        call_off(call=ahead, by=by, at=at)
        ahead = None
    call = ahead or JointCall(deal=coached)
    for name in Planned.__slots__:
        setattr(call, name, getattr(planned, name))
    call.version, call.planned_by, call.planned_at = version + 1, by, at
    call.save()
    title = _("%(name)s moved your joint call") if ahead else _("%(name)s plans a joint call with you")
    _tell_the_other(call, by, title, at)
    return call


@transaction.atomic
def call_off(*, call: JointCall, by: User, at: datetime) -> None:
    """Call off a call that is ahead. One that is called off stays so; one that was held is refused."""
    call = JointCall.objects.select_for_update().get(pk=call.pk)
    if call.called_off_at is not None:
        return
    if call.debriefed_at is not None:
        raise CallChanged(_("This call took place: its three lines stand on the deal."))
    call.called_off_at, call.version = at, call.version + 1
    call.save(update_fields=["called_off_at", "version"])
    _tell_the_other(call, by, _("%(name)s called your joint call off"), at)


@transaction.atomic
def debrief(
    *, call: JointCall, by: User, worked: str, learned: str, next_try: str, minutes: int, at: datetime
) -> JointCall:
    """Keep the three lines of a call and how long it took with them. Raises CallChanged for one that was not held
    or has its lines.
    """
    call = JointCall.objects.select_for_update().get(pk=call.pk)
    if call.called_off_at is not None:
        raise CallChanged(_("This call was called off. Plan it anew, then look back at it."))
    if call.debriefed_at is not None:
        raise CallChanged(_("Its three lines stand already. Add yours as a remark on the deal."))
    if call.starts_at > at:
        raise CallChanged(_("This call is still ahead. Its three lines can be written once it has begun."))
    call.worked, call.learned, call.next_try = worked, learned, next_try
    call.minutes_given, call.debriefed_by, call.debriefed_at = minutes, by, at
    call.save()
    return call


def _tell_the_other(call: JointCall, by: User, title: str, at: datetime) -> None:
    """Give the two of the call a notice, without whoever did it."""
    notice.give(
        NAME,
        to=[one for one in (call.deal.rep, call.helper) if one.pk != by.pk],
        title=title % {"name": by.first_name},
        url=reverse("deals:person_deals", args=[call.deal.rep_id], fragment=f"deal-{call.deal_id}"),
        refs={"call": call.pk, "call_version": call.version},
        occurrence=f"{call.pk}-{call.version}",
        at=at,
    )
