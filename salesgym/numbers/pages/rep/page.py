"""A rep's numbers page: every number as a row, the chart of the one that is open, all weeks as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.statistics.signals import most_numbers
from salesgym.numbers.calculations.weeks.calendar import ends_on, last_complete_week
from salesgym.numbers.calculations.weeks.period import Period
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS
from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.pages.rep import (
    against_middle,
    changed,
    metric_card,
    rows,
    usual_explained,
    usual_range,
    weekly_table,
)
from salesgym.numbers.pages.rep.changed import Changed
from salesgym.numbers.pages.rep.metric_card import Judged, MetricCard
from salesgym.numbers.pages.rep.rows import Address, Order, Row
from salesgym.numbers.pages.rep.usual_range import SignalNote, Speaker
from salesgym.numbers.pages.rep.weekly_table import WeeklyTable
from salesgym.numbers.queries.rep_numbers import RepNumbers
from salesgym.numbers.queries.scorecard import Freshness
from salesgym.numbers.queries.signals.leading import leading, told_by

if TYPE_CHECKING:
    from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of the page: the metric whose chart is drawn (empty: none; None: the page chooses), the
    other parameters, and whether the reader may talk a signal over."""

    open_key: str | None
    query: Mapping[str, str]
    can_talk: bool


@dataclass(frozen=True, slots=True)
class RepPage:
    """The whole page: `rows` of the funnel and `more` of the other numbers, the one chart that is open, the table.

    `without` are the names of metrics without a number, `explained` how all of it is worked out.
    """

    changed: Changed | None
    rows: tuple[Row, ...]
    more: tuple[Row, ...]
    opened: MetricCard | None
    table: WeeklyTable
    without: tuple[str, ...]
    freshness: Freshness | None
    together: str
    explained: tuple[str, ...]

    @property
    def is_funnel(self) -> bool:
        """Whether the rows are the stages of a funnel and the shares between them."""
        return any(row.is_share for row in self.rows)

    @property
    def has_money(self) -> bool:
        """Whether any number is compared with the middle rep's in money."""
        return any(row.money for row in (*self.rows, *self.more))

    @property
    def is_more_open(self) -> bool:
        return any(row.is_open for row in self.more)

    @property
    def is_more_usual(self) -> bool:
        """Whether all other numbers lie in their usual range."""
        return all(row.is_inside for row in self.more)


def build(
    numbers: RepNumbers,
    *,
    money: Mapping[int, int],
    on: date,
    say: "Sayers",
    false_alarms_a_year: float,
    asked: Asked,
) -> RepPage:
    """The page of these numbers on this day of the organization, with notes within its budget of false alarms.

    `money` is what numbers bring a quarter against the middle rep, by metric id, as `against_middle.money_of` gives it.
    """
    found = _Numbers(numbers, money, say, rows.in_order(numbers.with_numbers))
    notes = found.notes(false_alarms_a_year)
    signals = {pk: one for pk, of_one in numbers.signals.items() if (one := usual_range.newest(of_one))}
    told = changed.build(
        [(metric, notes[metric.pk]) for metric in found.order.all if metric.pk in notes],
        signals,
        can_talk=asked.can_talk,
    )
    key = asked.open_key if asked.open_key is not None else told.key if told else ""
    made = found.rows(notes, signals, Address(asked.query), key)
    opened = found.card(key, notes)
    return RepPage(
        changed=told,
        rows=made[: len(found.order.funnel)],
        more=made[len(found.order.funnel) :],
        opened=opened,
        table=found.table(Address(asked.query), on=on),
        without=tuple(one.name for one in numbers.without_numbers if one.key not in rows.INGREDIENTS),
        freshness=numbers.freshness,
        together=_together(numbers.period, on=on),
        explained=(
            *usual_explained.for_page(with_weeks=opened is None or opened.worked is None),
            *(against_middle.explained() if any(row.money for row in made) else ()),
        ),
    )


class _Numbers:
    """The numbers of a page in their order, each judged once."""

    def __init__(self, numbers: RepNumbers, money: Mapping[int, int], say: "Sayers", order: Order) -> None:
        self.numbers, self.money, self.say, self.order = numbers, money, say, order
        self.speakers: Mapping[int, Speaker] = usual_range.speakers(numbers.metrics, say)
        # Only numbers that may get a note need their single weeks judged, and the one that is drawn.
        heard = {metric.pk for metric in leading(numbers.metrics)}
        self.judged = {metric.pk: self._judge(metric, with_weeks=metric.pk in heard) for metric in order.all}

    def _judge(self, metric: Metric, *, with_weeks: bool) -> Judged:
        return metric_card.judge(
            metric,
            self.numbers.looked_back[metric.pk],
            self.numbers.setting,
            shown=self.numbers.period.weeks,
            is_before_plan=self.numbers.is_before_plan,
            with_weeks=with_weeks,
        )

    def notes(self, false_alarms_a_year: float) -> dict[int, SignalNote]:
        """What stands out, by metric id: the open signals, and single weeks of as many leading numbers as the budget
        allows."""
        known = [metric for metric in leading(self.numbers.metrics) if self._has_limits(metric)]
        heard = [metric.pk for metric in known if not told_by(metric, known)]
        found: dict[int, SignalNote | None] = {
            pk: metric_card.week_note(self.judged[pk], self.speakers[pk])
            for pk in heard[: most_numbers(false_alarms_a_year)]
        }
        for pk, signals in self.numbers.signals.items():
            found[pk] = usual_range.open_note(signals, self.speakers[pk].say)
        return {pk: note for pk, note in found.items() if note is not None and pk in self.judged}

    def _has_limits(self, metric: Metric) -> bool:
        found = self.judged.get(metric.pk)
        return found is not None and found.limits is not None

    def rows(
        self,
        notes: Mapping[int, SignalNote],
        signals: Mapping[int, EarlySignal],
        address: Address,
        open_key: str,
    ) -> tuple[Row, ...]:
        return tuple(
            rows.build(
                self.judged[metric.pk],
                self.speakers[metric.pk],
                address,
                is_share=metric.pk in self.order.shares,
                is_open=metric.key == open_key,
                note=notes.get(metric.pk),
                signal=signals.get(metric.pk),
                money=against_middle.of(self.money.get(metric.pk), self.say.money),
            )
            for metric in self.order.all
        )

    def card(self, key: str, notes: Mapping[int, SignalNote]) -> MetricCard | None:
        """The chart and the words of the metric of this key; None where the page has none."""
        metric = next((one for one in self.order.all if one.key == key), None)
        if metric is None:
            return None
        days = {day: date_format(day, "j M") for day in self.numbers.period.mondays}
        over = next((one for one in self.numbers.metrics if one.pk == metric.denominator_id), None)
        judged = self._judge(metric, with_weeks=True)
        return metric_card.build(judged, self.speakers[metric.pk], over, days, notes.get(metric.pk))

    def table(self, address: Address, *, on: date) -> WeeklyTable:
        return weekly_table.build(
            self.numbers.rep_id,
            self.order.all,
            self.numbers.series,
            self.numbers.typed,
            self.numbers.period.mondays,
            on=on,
            say=self.say,
            address=address,
        )


def _together(period: Period, *, on: date) -> str:
    """Which weeks the number of a row takes together."""
    if period.weeks < ROLLING_WEEKS:
        return _("Now takes these weeks together.")
    if period.mondays[-1] == last_complete_week(on):
        return _("Now takes the last four weeks together.")
    return _("Now takes the four weeks to %(day)s together.") % {
        "day": date_format(ends_on(period.mondays[-1]), "j M")
    }
