"""The drawing of the big picture: bars, money, weeks and peers, at the chosen place and at every stop of the slider."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plans.calculations.drawing.peer_dots import Drawing
from plans.calculations.drawing.slider import Slider
from plans.pages.big_picture.fair import fair_slots
from plans.pages.big_picture.funnel import gain_words, plain, rows_of, share_words, signed, slider_place
from plans.pages.big_picture.money import (
    Voice,
    each_words,
    money_bar,
    money_slots,
    money_words,
    title,
    today_words,
    why_plain,
    worked,
)
from plans.pages.big_picture.peers import dots_of, marks_of, peer_ends, peer_rows, peer_slots, peers_worked
from plans.pages.big_picture.slots import FairSlots, MoneySlots, Slots, StageSlots, TellingSlots, Value
from plans.pages.big_picture.telling import telling_slots, telling_worked
from plans.pages.scale import WordedScale, scale_of
from plans.queries import wizard
from plans.queries.big_picture import Known, Place, places
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import not_yet

# The bar of the money ends a little beyond the highest end of any range.
ROOM = 1.05


def draw(known: Known, slider: Slider, target: Decimal, voice: Voice) -> dict[str, Any]:
    """Everything the page prints for a stored target: the stages, the result, the cards, and every stop of the slider."""
    numbers = known.numbers
    scale = scale_of(known.facts.metric, voice.say)
    targets = sorted({target, *(scale.stored(shown) for shown in slider.stops)})
    stops = places(known, targets)
    chosen = stops[targets.index(target)]
    stages = [(stage, total) for stage, total in wizard.quarter_stages(numbers) if total]
    rows = rows_of(stages, chosen, numbers, voice.say)
    place = slider_place([stage.key for stage, _total in stages], chosen)
    drawing = dots_of(known, target)
    ends = _bar_ends(stops, known)
    slots = [_slots(known, one, stages, voice, scale, drawing, ends).as_dict() for one in stops]
    return {
        "metric": known.facts.metric,
        "scale": scale,
        "today": today_words(known, scale),
        "before": rows[:place],
        "after": rows[place:],
        "has_funnel": bool(rows),
        "gains": [gain_words(gain, stages) for gain in chosen.change.gains],
        "share": share_words(chosen, numbers),
        "weeks": numbers.windows[known.facts.metric.pk].weeks,
        "until": numbers.last_day,
        "s": slots[targets.index(target)],
        "stops": stops_of([plain(scale.shown(one)) for one in targets], slots),
        "chosen_place": chosen,
        **_cards(known, chosen, voice, scale, drawing, slider),
        **_ends(slider),
    }


def _cards(
    known: Known,
    chosen: Place,
    voice: Voice,
    scale: WordedScale,
    drawing: Drawing | None,
    slider: Slider,
) -> dict[str, Any]:
    """What is the same at every stop of the slider."""
    metric = known.facts.metric
    is_commission = known.commission is not None
    return {
        "title": title(known, voice),
        "is_commission": is_commission,
        "has_range": chosen.money is not None,
        "has_money": bool(chosen.change.revenue is not None or chosen.money),
        "has_year": chosen.change.a_year is not None,
        "why_plain": why_plain(known),
        "each": each_words(known, scale),
        "deal_size": money_words(chosen.change.deal_size, known.numbers.currency),
        "rate": f"{plain((known.commission or Decimal(0)) * 100)}%",
        "money_worked": worked(known, chosen, scale),
        "weeks_worked": telling_worked(known, chosen, scale),
        "peers_worked": peers_worked(known),
        "plan_weeks": known.weeks,
        "drawing": drawing,
        "own_words": _("%(name)s, %(value)s")
        % {"name": _("You") if voice.is_own else voice.name, "value": today_words(known, scale)},
        "peer_ends": peer_ends(known, scale),
        "peer_columns": [_("Level"), _("Peers")],
        "peer_rows": peer_rows(known, scale),
        "peers_title": _("%(metric)s of %(count)s peers")
        % {"metric": metric.name, "count": len(known.peers)},
        "why_no_peers": not_yet(known.why_no_peers) if known.why_no_peers else "",
        "marks": marks_of(known, slider, scale),
    }


def _bar_ends(stops: Sequence[Place], known: Known) -> tuple[float, float]:
    """The ends of the bar of the money, the same at every stop, so that it grows with the slider."""
    ahead = [
        one.money
        for one in stops
        if one.money and is_ahead(one.target, known.plan.baseline or Decimal(0), known.lower_is_better)
    ]
    if not ahead:
        return 0.0, 1.0
    return min(0.0, *(one.low for one in ahead)), max(one.high for one in ahead) * ROOM


def is_ahead(target: Decimal, baseline: Decimal, is_down: bool) -> bool:
    """Whether the target is better than the baseline; equal is not. `is_down`: less is better."""
    return target < baseline if is_down else target > baseline


def _slots(
    known: Known,
    place: Place,
    stages: list[tuple[Metric, Decimal]],
    voice: Voice,
    scale: WordedScale,
    drawing: Drawing | None,
    ends: tuple[float, float],
) -> Slots:
    """Every word and place that moves with the slider, at one of its stops."""
    least, most = ends
    say = scale.say.target(place.target)
    money, telling = money_slots(known, place), telling_slots(known, place, voice, scale)
    fair = fair_slots(known, place, voice, scale)
    return Slots(
        say=say,
        said=_announced(known, voice, say, money, telling, fair),
        money=money,
        bar=money_bar(place, known.numbers.currency, least=least, most=most),
        telling=telling,
        peers=peer_slots(known, place, drawing, scale),
        fair=fair,
        stages={
            row.number: StageSlots(after=row.value, gain=row.gain, bar=row.bar.at, extra=row.bar.extra_at)
            for row in rows_of(stages, place, known.numbers, voice.say)
            if row.gain
        },
        gains={gain.key: signed(gain.extra) for gain in place.change.gains},
        money_lines=worked(known, place, scale).lines,
        weeks_lines=telling_worked(known, place, scale).lines,
    )


def _announced(
    known: Known, voice: Voice, say: str, money: MoneySlots, telling: TellingSlots, fair: FairSlots
) -> str:
    """What is said aloud once the slider rests."""
    parts = [f"{say}."]
    if money.money:
        per = _("more commission, every quarter") if known.commission else _("more revenue, every quarter")
        parts.append(f"{title(known, voice)} {money.money} {per}. {money.likely}".strip())
    if telling.weeks_lead:
        parts.append(f"{telling.weeks_lead} {telling.weeks_rest}.")
    if fair.fair_lead:
        parts.append(f"{fair.fair_lead} {fair.fair_words}")
    return " ".join(parts)


def stops_of(shown: Sequence[str], slots: Sequence[Mapping[str, Value]]) -> list[dict[str, Any]]:
    """What the browser needs to answer by itself: per stop what is not the same at all of them."""
    keys = dict.fromkeys(key for one in slots for key in one)
    moving = [key for key in keys if any(one.get(key) != slots[0].get(key) for one in slots)]
    return [
        {"at": float(at), **{key: one.get(key, "") for key in moving}}
        for at, one in zip(shown, slots, strict=True)
    ]


def _ends(slider: Slider) -> dict[str, str]:
    """The slider's own numbers, for attributes."""
    return {
        "lowest": plain(slider.low),
        "highest": plain(slider.high),
        "step": plain(slider.step),
        "chosen": plain(slider.value),
        "shown_today": plain(slider.today),
    }
