"""How a usual range was worked out, with this rep's own numbers in it."""

from math import sqrt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations import wording
from salesgym.numbers.calculations.statistics.usual_range import FEW_EVENTS, Method, UsualRange
from salesgym.numbers.calculations.weeks.rates import ROLLING_WEEKS
from salesgym.numbers.pages.rep.usual_range import Speaker
from salesgym.numbers.pages.sure import Worked

# Under this the weeks spread as widely as chance alone lets them.
LEAST_SPREAD = 1.05


def worked(found: UsualRange, speaker: Speaker, *, has_leave: bool) -> Worked:
    """The formula of this range in sentences, and where it is from."""
    lines = [_own_weeks(found), *_formula(found, speaker)]
    if has_leave:
        lines.append(_("A week with leave counts for the part of it that was worked."))
    lines.append(_single_weeks())
    return Worked(tuple(lines), _source(found.method))


def for_page(*, with_weeks: bool) -> tuple[str, ...]:
    """What holds for every number of a page; `with_weeks`: also of single weeks, where no number of it says so."""
    lines = (
        _(
            "Four weeks are taken together: a share is all that became something out of all that were tried, never the"
            " average of four percentages. Counts and money are a week on average, per week worked."
        ),
        _(
            "Usual is where 8 of 10 four-week figures of somebody who does not change lie. It comes from the rep's own"
            " weeks, those before the newest four or before the plan. Nobody is compared with others."
        ),
    )
    return (*lines, _single_weeks()) if with_weeks else lines


def _single_weeks() -> str:
    return _(
        "A single week is held against its own limits, three standard deviations to either side, drawn as thin lines. A"
        " week outside them is worth a word, and so are eight in a row on one side of the usual level."
    )


def _own_weeks(found: UsualRange) -> str:
    told = {
        "count": found.weeks,
        "first": date_format(found.first, "j M Y"),
        "last": date_format(found.last, "j M Y"),
    }
    return (
        _(
            "The range comes from %(count)s weeks of these numbers, %(first)s to %(last)s: 8 of 10 four-week figures"
            " of somebody who does not change lie in it."
        )
        % told
    )


def _formula(found: UsualRange, speaker: Speaker) -> list[str]:
    said = {
        Method.SHARE: _share,
        Method.COUNT: _count,
        Method.SMALL_COUNT: _small_count,
        Method.DRAWS: _draws,
    }
    return [said[found.method](found, speaker), *_spread(found)]


def _share(found: UsualRange, speaker: Speaker) -> str:
    told = {
        "won": wording.plain(found.total),
        "tried": wording.plain(found.out_of),
        "unit": speaker.over_unit,
        "share": speaker.number(found.level, 1),
        "about": wording.plain(round(found.out_of / found.weeks * ROLLING_WEEKS)),
        "range": speaker.range(found.low, found.high),
    }
    return (
        _(
            "%(won)s of %(tried)s %(unit)s: %(share)s. Four weeks with about %(about)s of them lie at %(range)s, 1.28"
            " standard deviations to either side; the fewer four weeks have, the wider the range."
        )
        % told
    )


def _count(found: UsualRange, speaker: Speaker) -> str:
    deviation = sqrt(found.spread * found.level * (1 / ROLLING_WEEKS + 1 / found.out_of))
    told = {
        "level": speaker.number(found.level, 1),
        "deviation": wording.plain(deviation, 1),
        "range": speaker.range(found.low, found.high),
    }
    return (
        _(
            "They bring %(level)s a week on average. The average of four weeks varies by %(deviation)s, and 1.28 times"
            " that to either side gives %(range)s."
        )
        % told
    )


def _small_count(found: UsualRange, speaker: Speaker) -> str:
    told = {
        "level": speaker.number(found.level, 1),
        "few": FEW_EVENTS,
        "range": speaker.range(found.low, found.high),
    }
    return (
        _(
            "They bring %(level)s a week on average. With fewer than %(few)s in four weeks the chance of each number"
            " is counted one by one: 8 of 10 times four weeks bring %(range)s a week, or a little more often."
        )
        % told
    )


def _draws(found: UsualRange, speaker: Speaker) -> str:
    told = {
        "level": speaker.number(found.level, 1),
        "range": speaker.range(found.low, found.high),
    }
    return (
        _(
            "On average they make %(level)s. Four of these weeks are drawn 2,000 times; a tenth of the draws lie below"
            " the range, a tenth above it. It is a little wider than they are, as so few weeks do not show everything:"
            " %(range)s."
        )
        % told
    )


def _spread(found: UsualRange) -> list[str]:
    if found.spread <= LEAST_SPREAD:
        return []
    told = {"times": wording.plain(sqrt(found.spread), 1)}
    return [
        _("Such weeks spread %(times)s times as wide as chance alone lets them, and so does the range.")
        % told
    ]


def _source(method: Method) -> str:
    return {
        Method.SHARE: _("Prediction interval of a share over four weeks, widened for overdispersion."),
        Method.COUNT: _("Prediction interval of a count over four weeks, widened for overdispersion."),
        Method.SMALL_COUNT: _("Quantiles of the negative binomial, of Poisson where nothing is wider."),
        Method.DRAWS: _("Bootstrap of weeks (Efron 1979), widened for few weeks."),
    }[method]
