"""How a usual range was worked out, with this rep's own numbers in it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations import wording
from salesgym.numbers.calculations.statistics.control_chart import XMR_FACTOR
from salesgym.numbers.calculations.statistics.usual_range import Method, UsualRange
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.pages.rep.usual_range import Speaker
from salesgym.numbers.pages.sure import Worked

# Under this the weeks spread as widely as chance alone lets them.
LEAST_SPREAD = 1.05


def worked(found: UsualRange, speaker: Speaker, *, has_leave: bool) -> Worked:
    """The formula of this range in sentences, and where it is from."""
    lines = [_own_weeks(found), *_formula(found, speaker)]
    if has_leave:
        lines.append(_("In a week with leave the number counts per worked week, and the range is wider."))
    lines.append(
        _("A week outside is worth a word, and so are eight in a row on one side. The rest is ups and downs.")
    )
    return Worked(tuple(lines), _source(found.method))


def _own_weeks(found: UsualRange) -> str:
    told = {
        "count": found.counted,
        "first": date_format(found.first, "j M Y"),
        "last": date_format(ends_on(found.last), "j M Y"),
    }
    return (
        _(
            "The range comes from %(count)s weeks of these numbers, %(first)s to %(last)s. The newest weeks"
            " are held against it, and nobody else's numbers go into it."
        )
        % told
    )


def _formula(found: UsualRange, speaker: Speaker) -> list[str]:
    said = {
        Method.XMR: _xmr,
        Method.POISSON: _poisson,
        Method.ROOT: _root,
        Method.SHARE: _share,
    }
    return said[found.method](found, speaker)


def _xmr(found: UsualRange, speaker: Speaker) -> list[str]:
    limits = found.typical
    reach = limits.upper - limits.centre
    told = {
        "mean": speaker.number(limits.centre, None),
        "move": speaker.number(reach / XMR_FACTOR, None),
        "reach": speaker.number(reach, None),
        "range": speaker.between(limits.lower, limits.upper, None),
    }
    return [
        _(
            "Their mean is %(mean)s. One week differs from the next by %(move)s on average; 2.66 times that is"
            " %(reach)s to either side: %(range)s."
        )
        % told
    ]


def _poisson(found: UsualRange, speaker: Speaker) -> list[str]:
    told = {"mean": speaker.number(found.typical.centre, 1), "range": speaker.range(found.typical)}
    return [
        _(
            "They bring %(mean)s a week on average. Counts this small vary a lot by chance alone: of 1,000"
            " ordinary weeks at least 997 bring %(range)s."
        )
        % told
    ]


def _root(found: UsualRange, speaker: Speaker) -> list[str]:
    told = {"middle": speaker.number(found.typical.centre), "range": speaker.range(found.typical)}
    return [
        _(
            "Money comes in lumps, so the square roots of the weeks are compared, as counts are: mean, and 2.66"
            " times the usual difference to either side. Back in money the middle is %(middle)s and the range"
            " %(range)s."
        )
        % told
    ]


def _share(found: UsualRange, speaker: Speaker) -> list[str]:
    told = {
        "won": wording.plain(found.total),
        "tried": wording.plain(round(found.trials * found.counted)),
        "unit": speaker.over_unit,
        "share": speaker.number(found.typical.centre, 1),
        "about": wording.plain(round(found.trials) or 1),
        "range": speaker.range(found.typical),
    }
    lines = [
        _(
            "%(won)s of %(tried)s %(unit)s: %(share)s. A week of %(about)s usually lies at %(range)s, three"
            " standard deviations to either side; the fewer a week has, the wider its range."
        )
        % told
    ]
    if found.spread > LEAST_SPREAD:
        spread = {"times": wording.plain(found.spread, 1)}
        lines.append(
            _(
                "These weeks spread %(times)s times as wide as chance alone lets them, so the range is that much wider."
            )
            % spread
        )
    return lines


def _source(method: Method) -> str:
    return {
        Method.XMR: _("XmR chart: Shewhart; Wheeler, Understanding Variation (1993)."),
        Method.POISSON: _("Exact Poisson limits with 0.135% beyond either one (Montgomery, 7.3)."),
        Method.ROOT: _("XmR chart of square roots: Bartlett (1947)."),
        Method.SHARE: _("p-chart with each week's own denominator, Laney's p-prime (2002)."),
    }[method]
