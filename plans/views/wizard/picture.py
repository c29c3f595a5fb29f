"""The drawing of the big picture: bars, gains and money, each with the slope by which the slider moves it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plans.calculations.scale import Scale
from plans.calculations.value import QUARTER_WEEKS, QUARTERS_A_YEAR, FunnelChange, Gain, to_figures
from plans.forms.wizard_big_picture import BigPictureForm
from plans.forms.wizard_focus import last_sunday
from plans.models import Plan
from plans.queries import wizard
from plans.queries.wizard import Numbers
from salesgym.numbers.calculations import funnel_bars
from salesgym.numbers.calculations.funnel_bars import Bar
from salesgym.numbers.calculations.wording import Style
from salesgym.numbers.models import Metric

MONEY_FIGURES, REVENUE_FIGURES = 2, 3


@dataclass(frozen=True)
class Row:
    """One stage. `slope` is what one shown unit of the slider adds; empty where nothing moves."""

    label: str
    value: str
    bar: Bar
    rate: str = ""
    side: str = ""
    gain: str = ""
    on: str = ""
    before: str = ""
    slope: str = ""


def draw(plan: Plan, numbers: Numbers, form: BigPictureForm) -> dict[str, Any]:
    """Everything the page prints: the stages before and after the slider, and the result."""
    metric = numbers.metrics[plan.metric.key] if plan.metric else next(iter(numbers.metrics.values()))
    scale = form.scale
    asked = form.reached_for()
    target = form.baseline if asked is None else asked
    change = wizard.change_at(plan, numbers, target)
    stages = [(stage, total) for stage, total in wizard.quarter_stages(numbers) if total]
    gains = {gain.key: gain for gain in change.gains}
    rows = _rows(stages, gains, numbers, scale)
    place = _slider_place([stage.key for stage, _total in stages], list(gains), change.revenue is not None)
    return {
        "metric": metric,
        "scale": scale,
        "target": scale.words(target),
        "today": scale.words(form.baseline),
        "before": rows[:place],
        "after": rows[place:],
        "has_funnel": bool(rows),
        "gains": [_gain(gain, stages, scale) for gain in change.gains],
        "share": _share(gains),
        "weeks": numbers.windows[metric.pk].weeks,
        "until": last_sunday(numbers.until),
        **_money(change, numbers.currency, scale),
        **_ends(form),
    }


def _money(change: FunnelChange, currency: str, scale: Scale) -> dict[str, Any]:
    """The rep's own money where his share is known, else the company's; and what a year of it makes."""
    is_commission = change.commission is not None
    money = change.commission if is_commission else change.revenue
    slope = change.revenue_slope
    if slope is not None and change.commission_rate is not None:
        slope *= change.commission_rate
    return {
        "currency": currency,
        "is_commission": is_commission,
        "money": said(money, currency, MONEY_FIGURES),
        "money_slope": _slope(slope, scale),
        "revenue": said(change.revenue, currency, REVENUE_FIGURES),
        "revenue_slope": _slope(change.revenue_slope, scale),
        "deal_size": said(change.deal_size, currency, MONEY_FIGURES),
        "rate": f"{plain((change.commission_rate or Decimal(0)) * 100)}%",
        "year": said(change.a_year, currency, MONEY_FIGURES),
        "year_slope": _slope(None if slope is None else slope * QUARTERS_A_YEAR, scale),
    }


def _ends(form: BigPictureForm) -> dict[str, str]:
    """The slider's own numbers, for attributes."""
    slider = form.slider
    return {
        "lowest": plain(slider.low),
        "highest": plain(slider.high),
        "step": plain(slider.step),
        "chosen": plain(slider.value),
        "shown_today": plain(slider.today),
    }


def _rows(
    stages: list[tuple[Metric, Decimal]], gains: dict[str, Gain], numbers: Numbers, scale: Scale
) -> list[Row]:
    before = [total for _stage, total in stages]
    after = [
        gains[stage.key].after if stage.key in gains else total
        for (stage, _), total in zip(stages, before, strict=True)
    ]
    bars = funnel_bars.build(list(zip(before, [max(value, Decimal(0)) for value in after], strict=True)))
    first_gain = next((place for place, (stage, _) in enumerate(stages) if stage.key in gains), None)
    return [
        Row(
            label=stage.name,
            value=count(after[place]),
            bar=bars[place],
            rate=_rate_after(place, stages, numbers) if place + 1 != first_gain else "",
            side=_("%(number)s a week") % {"number": count(before[place] / QUARTER_WEEKS)}
            if place + 1 == first_gain
            else "",
            gain=signed(gains[stage.key].extra) if stage.key in gains else "",
            on=_("on %(number)s") % {"number": count(before[place])},
            before=plain(before[place]),
            slope=_slope(gains[stage.key].slope, scale) if stage.key in gains else "",
        )
        for place, (stage, _total) in enumerate(stages)
    ]


def _rate_after(place: int, stages: list[tuple[Metric, Decimal]], numbers: Numbers) -> str:
    """20% answer: how much of this stage comes to the next, where a metric names it.

    The shown stages themselves, since the result is made of them: a rate of wins to decided deals is another.
    """
    if place + 1 >= len(stages):
        return ""
    (here, total), (following, next_total) = stages[place], stages[place + 1]
    rates = [
        one
        for one in numbers.metrics.values()
        if one.kind == Metric.Kind.RATIO and one.numerator_id == following.pk
    ]
    exact = next((one for one in rates if one.denominator_id == here.pk), None)
    metric = exact or next(iter(rates), None)
    if metric is None or next_total > total:
        return ""
    value = next_total / total
    return f"{numbers.scale(metric).words(value, 0 if value >= Decimal('0.1') else 1)} {metric.short_phrase}"


def _slider_place(keys: list[str], moved: list[str], has_money: bool) -> int:
    """Before the first stage that moves; under the funnel where money moves alone; above it otherwise."""
    if moved and moved[0] in keys:
        return keys.index(moved[0])
    return len(keys) if has_money else 0


def _gain(gain: Gain, stages: list[tuple[Metric, Decimal]], scale: Scale) -> dict[str, str]:
    name = next((stage.name for stage, _total in stages if stage.key == gain.key), gain.key)
    return {
        "key": gain.key,
        "name": name.lower(),
        "extra": signed(gain.extra),
        "slope": _slope(gain.slope, scale),
    }


def _share(gains: dict[str, Gain]) -> str:
    """Of the extra opportunities so many are won, as so far; silent where wins came from older ones."""
    opportunities, wins = gains.get("opportunities"), gains.get(wizard.WINS)
    if not (opportunities and wins and opportunities.before) or wins.before > opportunities.before:
        return ""
    return f"{round(100 * wins.before / opportunities.before)}%"


def _slope(slope: Decimal | None, scale: Scale) -> str:
    """Per shown unit, as the slider counts."""
    if slope is None:
        return ""
    return f"{slope / 100 if scale.is_ratio else slope:.6f}"


def plain(value: Decimal) -> str:
    """A number for an attribute: no exponent, no zeros behind the point."""
    return f"{value.normalize():f}"


def count(value: Decimal) -> str:
    """How many: whole from 20 on, else with one decimal."""
    return f"{value:,.0f}" if abs(value) >= 20 or value == value.to_integral_value() else f"{value:,.1f}"


def signed(value: Decimal) -> str:
    """+15, +4.7; nothing is +0."""
    shown = (
        f"{abs(value):,.0f}"
        if abs(value) >= 10 or value == value.to_integral_value()
        else f"{abs(value):,.1f}"
    )
    return f"-{shown}" if value < 0 else f"+{shown}"


def said(money: Decimal | None, currency: str, figures: int) -> str:
    """$3,900: no more exact than it is known."""
    if money is None:
        return ""
    return Scale(Style.MONEY, currency=currency).words(to_figures(money, figures))
