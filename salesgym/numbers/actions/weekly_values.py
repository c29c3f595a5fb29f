"""Numbers that people type: a week at a time, by the rep or their manager."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym import hooks
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
    """Store one typed number of one week; None deletes it. Where an import counts, it stands beside its number."""
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
) -> tuple[Metric, ...]:
    """Store the typed numbers of one week, all or none.

    Where an import has brought a number, that one counts, and what is typed is stored beside it. Returns the metrics
    of which this call did so.
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
    new = {metric: value for metric, value in values.items() if value != _typed(known.get(metric.pk))}
    beside = {metric for metric in new if metric.pk in known and known[metric.pk].is_imported}
    for metric, value in new.items():
        if metric in beside:
            _store_beside(known[metric.pk], value=value, by=by, at=at)
        else:
            _store(rep=rep, metric=metric, week_start=week_start, value=value, by=by, at=at)
    if new.keys() - beside:
        team_weeks.refresh(rep_ids=[rep.pk], first=week_start, last=week_start)
        wake_for([rep.pk])
        for tell in hooks.weeks_typed:
            tell(rep, week_start, by, at)
    return tuple(metric for metric in new if metric in beside and new[metric] is not None)


def version(values: Iterable[WeeklyValue]) -> str:
    """A short fingerprint of a week's typed numbers: it changes when one of them does."""
    typed = sorted((value.metric_id, value.typed) for value in values if value.typed is not None)
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


def _typed(known: WeeklyValue | None) -> Decimal | None:
    return known.typed if known else None


def _store(
    *, rep: User, metric: Metric, week_start: date, value: Decimal | None, by: User, at: datetime
) -> None:
    """Store a typed number that counts; None deletes it."""
    if value is None:
        WeeklyValue.objects.filter(rep=rep, metric=metric, week_start=week_start).delete()
        return
    told = {"value": value, "source": WeeklyValue.Source.TYPED, "entered_by": by, "entered_at": at}
    WeeklyValue.objects.update_or_create(rep=rep, metric=metric, week_start=week_start, defaults=told)


def _store_beside(known: WeeklyValue, *, value: Decimal | None, by: User, at: datetime) -> None:
    """Store a typed number beside an imported one; None deletes it."""
    is_typed = value is not None
    known.typed_value, known.typed_by, known.typed_at = (
        value,
        by if is_typed else None,
        at if is_typed else None,
    )
    known.save(update_fields=["typed_value", "typed_by", "typed_at"])
