"""Gives a draft a target with what it is worth, where it is not chosen on the slider."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from plans.actions.draft import save_big_picture
from plans.models import Plan
from plans.queries.big_picture import known_of, places
from plans.queries.calendar import local_day
from plans.queries.kept_worth import worth_of
from plans.queries.wizard import numbers_of
from salesgym.people.models import User


@transaction.atomic
def take_target(
    *,
    plan: Plan,
    by: User,
    at: datetime,
    version: int,
    target: Decimal,
    weeks_wanted: int | None = None,
) -> Plan:
    """Save this target, and what it is worth by the rep's own numbers; the rest is as in `save_big_picture`.

    Raises NotADraft, StaleVersion and TargetNotAhead.
    """
    on = local_day(at)
    known = known_of(plan, numbers_of(plan, on=on), on=on)
    worth = worth_of(known, places(known, [target])[0])
    return save_big_picture(
        plan=plan, by=by, at=at, version=version, target=target, worth=worth, weeks_wanted=weeks_wanted
    )
