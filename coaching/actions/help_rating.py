"""What a rep says of a check-in: whether it helped. It can be changed for a week after the talk."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.models import CheckIn, HelpRating
from salesgym.errors import Refused


class NotForRating(Refused):
    """The talk has not taken place, or too long ago."""


@transaction.atomic
def rate(*, talk: CheckIn, helped: int, more: str, promises_came: int | None, at: datetime) -> HelpRating:
    """Keep the rep's answer, in place of an earlier one. NotForRating before the talk and a week after its hour."""
    found = CheckIn.objects.select_for_update(of=("self",)).get(pk=talk.pk)
    if found.called_off_at is not None or (found.started_at is None and found.planned_for > at):
        raise NotForRating(_("Say whether it helped once you have talked."))
    if at >= found.confirm_by:
        raise NotForRating(_("This can be said for a week after a check-in."))
    said = {"helped": helped, "more": more, "rated_at": at, "led_by": found.led_by}
    if promises_came is not None:
        said["promises_came"] = promises_came
    rating, _is_new = HelpRating.objects.update_or_create(
        check_in=found, defaults=said, create_defaults={**said, "rep_id": found.rep_id}
    )
    return rating
