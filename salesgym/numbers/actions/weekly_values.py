"""Numbers that people type: a week at a time, by the rep or their manager."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.numbers.actions import team_weeks
from salesgym.numbers.actions.deal_values import wake_for
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.models import Metric, WeeklyValue
from salesgym.people.models import Organization, User

MOST = Decimal(10) ** 9


class NotTypable(Refused):
    """This metric or value cannot be typed."""


class NotAWeek(Refused):
    """Numbers cannot be known for this week, for example because it lies in the future."""


class StaleWeek(Refused):
    """Somebody changed this week after the page was rendered."""


def enter(
    *, rep: User, metric: Metric, week_start: date, value: Decimal | None, by: User, at: datetime
) -> None:
    """Store one typed number of one week; None deletes it."""
    enter_week(rep=rep, week_start=week_start, values={metric: value}, by=by, at=at)


@transaction.atomic
def enter_week(
    *,
    rep: User,
    week_start: date,
    values: Mapping[Metric, Decimal | None],
    by: User,
    at: datetime,
    seen: str | None = None,
) -> int:
    """Store the typed numbers of one week, all or none; returns how many changed.

    `seen` is the version of the week that the page showed; StaleWeek where it has changed since.
    """
    _check_week(week_start, at=at)
    for metric, value in values.items():
        _check_value(metric, value)
    # Lock the rep's row: two people who type the same new week would otherwise both find it empty.
    User.objects.select_for_update(no_key=True).get(pk=rep.pk)
    known = {value.metric_id: value for value in WeeklyValue.objects.filter(rep=rep, week_start=week_start)}
    if seen is not None and seen != version(known.values()):
        raise StaleWeek(
            _("Somebody changed this week while you were typing. Look at your figures again, then save.")
        )
    changed = sum(
        _store(known.get(metric.pk), rep=rep, metric=metric, week_start=week_start, value=value, by=by, at=at)
        for metric, value in values.items()
    )
    if changed:
        team_weeks.refresh(rep_ids=[rep.pk], first=week_start, last=week_start)
        wake_for([rep.pk])
    return changed


def version(values: Iterable[WeeklyValue]) -> str:
    """A short fingerprint of a week's typed numbers: it changes when one of them does."""
    typed = sorted(
        (value.metric_id, value.value) for value in values if value.source == WeeklyValue.Source.TYPED
    )
    return ".".join(f"{metric_id}-{value.normalize():f}" for metric_id, value in typed)


def _check_week(week_start: date, *, at: datetime) -> None:
    today = Organization.objects.current().day(at)
    if week_start != monday(week_start):
        raise NotAWeek(_("A week starts on Monday. Choose the Monday of the week."))
    if week_start > monday(today):
        raise NotAWeek(_("This week has not begun. Type its numbers once it has."))


def _check_value(metric: Metric, value: Decimal | None) -> None:
    if not metric.is_stored:
        raise NotTypable(
            _("%(metric)s is worked out from other numbers. Type those.") % {"metric": metric.name}
        )
    if metric.from_deals:
        raise NotTypable(
            _("%(metric)s follows from the deals. Correct the deal in the CRM and import it again.")
            % {"metric": metric.name}
        )
    if value is not None and not 0 <= value <= MOST:
        raise NotTypable(_("%(metric)s is a number from 0 to a billion.") % {"metric": metric.name})


def _store(
    known: WeeklyValue | None,
    *,
    rep: User,
    metric: Metric,
    week_start: date,
    value: Decimal | None,
    by: User,
    at: datetime,
) -> bool:
    """Store one number; True where it differed from the stored one."""
    if (known.value if known else None) == value:
        return False
    if known is not None and known.source != WeeklyValue.Source.TYPED:
        raise NotTypable(
            _("%(metric)s of this week came with an import. Correct it in the file and import it again.")
            % {"metric": metric.name}
        )
    if known is not None and value is None:
        known.delete()
        return True
    WeeklyValue.objects.update_or_create(
        rep=rep,
        metric=metric,
        week_start=week_start,
        defaults={
            "value": value,
            "source": WeeklyValue.Source.TYPED,
            "entered_by": by,
            "entered_at": at,
        },
    )
    return True
