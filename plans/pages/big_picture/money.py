"""What a place of the slider is worth, in words: the rep's money first, its range, and how it was worked out."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.calculations.worth.funnel import QUARTERS_A_YEAR
from plans.calculations.worth.money import Range
from plans.pages.big_picture.slots import MoneyBar, MoneySlots
from plans.pages.scale import WordedScale, start_words
from plans.queries.big_picture import Known, Place
from plans.queries.funnel import NoRange, NoWay
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import Worked, not_yet
from salesgym.numbers.pages.values import Money, Sayers, called

MONEY_FIGURES, REVENUE_FIGURES = 2, 3
# Words of a range's ends stay this far apart from its middle, in hundredths of the bar.
APART = 13
SOURCE = gettext_lazy(
    "Beta posteriors of the rates (Gelman et al.) and a bootstrap of the won deals (Efron, Tibshirani)."
)


@dataclass(frozen=True)
class Voice:
    """Who reads: the rep, or somebody about them; and the words for the values they read."""

    name: str
    say: Sayers
    is_own: bool = False


def money_words(value: Decimal | float | None, currency: str, figures: int = MONEY_FIGURES) -> str:
    """$3,900 or -$500: no more exact than it is known. Empty where nothing is."""
    return Money(currency).about(value, figures)


def signed_money(value: Decimal | float | None, currency: str, figures: int = MONEY_FIGURES) -> str:
    """+$3,900 or -$500. Empty where nothing is known."""
    words = money_words(value, currency, figures)
    return words if words.startswith("-") or not words else f"+{words}"


def today_words(known: Known, scale: WordedScale) -> str:
    """Where the rep stands today, in natural numbers: 22%, not 21.9%. Small shares keep their decimal."""
    return start_words(scale.say, known.plan.baseline or Decimal(0))


def title(known: Known, voice: Voice) -> str:
    """Marcus earns about"""
    if known.commission is not None:
        return _("You earn about") if voice.is_own else _("%(name)s earns about") % {"name": voice.name}
    return _("You bring in about") if voice.is_own else _("%(name)s brings in about") % {"name": voice.name}


def money_slots(known: Known, place: Place) -> MoneySlots:
    """The figures of the result at this place."""
    currency, change = known.numbers.currency, place.change
    own = _middle(place.own, change.commission)
    revenue = _middle(place.revenue, change.revenue)
    money = revenue if known.commission is None else own
    return MoneySlots(
        money=money_words(money, currency),
        revenue=signed_money(revenue, currency, MONEY_FIGURES if place.revenue else REVENUE_FIGURES),
        commission=signed_money(own, currency),
        year=money_words(None if money is None else money * QUARTERS_A_YEAR, currency),
        likely=likely_words(place.money, currency),
    )


def _middle(money: Range | None, plain: Decimal | None) -> Decimal | None:
    """The middle of the range, else the plain sum."""
    return plain if money is None else Decimal(str(money.middle))


def likely_words(found: Range | None, currency: str) -> str:
    """Likely between $1,700 and $6,200 ...; empty without a range."""
    if found is None:
        return ""
    ends = {"low": money_words(found.low, currency), "high": money_words(found.high, currency)}
    if found.may_be_nothing:
        return (
            _("May be nothing: likely between %(low)s and %(high)s. A single quarter can land well outside.")
            % ends
        )
    return _("Likely between %(low)s and %(high)s. A single quarter can land well outside.") % ends


def money_bar(place: Place, currency: str, *, least: float, most: float) -> MoneyBar | None:
    """The range as it is drawn, from `least` to `most`, which are the same at all places; None without one."""
    money = place.money
    if money is None:
        return None
    low, middle, high = (
        round(100 * (value - least) / (most - least)) if most > least else 50
        for value in (money.low, money.middle, money.high)
    )
    return MoneyBar(
        low=money_words(money.low, currency),
        high=money_words(money.high, currency),
        low_at=low,
        middle_at=middle,
        high_at=high,
        low_words_at=max(min(low, middle - APART), 0),
        high_words_at=min(max(high, middle + APART), 100),
    )


def why_plain(known: Known) -> str:
    """Why the money is a plain sum without a range: empty where there is one."""
    if known.why_plain is None:
        return ""
    why = known.why_plain
    words = _no_range_words(why) if isinstance(why, NoRange) else not_yet(why)
    return _("A plain sum from these numbers, without a range. %(why)s") % {"why": words}


def _no_range_words(refusal: NoRange) -> str:
    sentences = {
        NoWay.WAY_OF_ITS_OWN: _(
            "This number leads to the money by a way of its own, so no range is drawn for it."
        ),
        NoWay.STAGE_UNKNOWN: _("There are no numbers of every stage up to the wins, so no range is drawn."),
        NoWay.NO_SHARE: _(
            "In some weeks more came out than went in (%(what)s), from earlier weeks: no share, so no range is drawn."
        ),
    }
    return sentences[refusal.why] % {"what": refusal.metric.name.lower() if refusal.metric else ""}


def each_words(known: Known, scale: WordedScale) -> str:
    """What more effort brings by itself: meetings are worth about $160 each, at today's 22%."""
    each, funnel, metric = known.each, known.funnel, known.facts.metric
    if each is None or funnel is None or each.middle <= 0:
        return ""
    words = {
        "what": _unit(known, funnel.entry),
        "each": money_words(each.middle, known.numbers.currency),
        "today": today_words(known, scale),
    }
    if metric.kind == Metric.Kind.RATIO:
        return _("Of more %(what)s, at today's %(today)s, each one is worth about %(each)s.") % words
    return _("Of more %(what)s, each one is worth about %(each)s.") % words


def _unit(known: Known, key: str) -> str:
    metric = known.numbers.metrics.get(key)
    return called(metric) if metric else ""


def worked(known: Known, place: Place, scale: WordedScale) -> Worked:
    """The formula of the money with this rep's own numbers in it."""
    currency, funnel = known.numbers.currency, known.funnel
    ends = {
        "today": today_words(known, scale),
        "target": scale.say.target(place.target),
    }
    moved = _("The number goes from %(today)s to %(target)s; everything else stays as it is.") % ends
    if funnel is None or place.money is None:
        return Worked((moved, _plain_line(known), why_plain(known)))
    deals = sum(funnel.won_deals) / len(funnel.won_deals)
    lines = [
        moved,
        _("%(volume)s %(unit)s a week, for 13 weeks.")
        % {"volume": f"{funnel.volume:,.3g}", "unit": _unit(known, funnel.entry)},
        *_rate_lines(known),
        _("%(count)s deals won in these weeks, %(size)s on average.")
        % {"count": len(funnel.won_deals), "size": money_words(deals, currency)},
        _share_line(known),
        _(
            "4,000 draws of what these counts leave open: the middle is %(middle)s, 8 in 10 lie from %(low)s to %(high)s."
        )
        % {
            "middle": money_words(place.money.middle, currency),
            "low": money_words(place.money.low, currency),
            "high": money_words(place.money.high, currency),
        },
    ]
    return Worked(tuple(lines), str(SOURCE))


def _plain_line(known: Known) -> str:
    return _(
        "The slope of the rep's own quarter: what came of each stage in these 13 weeks comes of the extra too."
    )


def _rate_lines(known: Known) -> list[str]:
    names = {metric.key: metric.name.lower() for metric in known.numbers.metrics.values()}
    rates = known.funnel.rates if known.funnel else {}
    return [
        _("%(won)s of %(tried)s: %(what)s.")
        % {"won": f"{one.successes:,.0f}", "tried": f"{one.trials:,.0f}", "what": names.get(key, key)}
        for key, one in rates.items()
    ]


def _share_line(known: Known) -> str:
    if known.commission is None:
        return _("No commission share is known, so this is the company's revenue.")
    share = f"{(known.commission * 100).normalize():f}%"
    return _("Commission: %(share)s of a won deal.") % {"share": share}
