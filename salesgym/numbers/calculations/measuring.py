"""From weeks as they are stored to what estimates take: a share, a count over time, or weekly values."""

from collections.abc import Sequence

from salesgym.errors import Lacking, NotEnoughYet
from salesgym.numbers.calculations.measured import Counted, Measured, Rate, Weekly, dispersion
from salesgym.numbers.calculations.rates import Week

RATIO, COUNT = "ratio", "count"


def is_binomial(weeks: Sequence[Week]) -> bool:
    """True where no week has more successes than trials. Wins from older meetings make a pair an average."""
    return all(
        week.numerator <= (week.denominator or 0) for week in weeks if week.numerator and week.is_weighed
    )


def measured(weeks: Sequence[Week], kind: str) -> Measured:
    """These weeks of a metric of this kind (`ratio`, `count`, `money`, `average`), as an estimate takes them.

    A ratio is Counted, or Weekly where a week has more successes than trials; a count is a Rate over the weeks
    worked, with the dispersion of its weeks; money and averages are Weekly. Weeks that say nothing are left
    out. Raises NotEnoughYet where none is left.
    """
    known = [week for week in weeks if week.is_weighed]
    if not known:
        raise NotEnoughYet(0, 1, Lacking.WEEKS)
    if kind == RATIO and is_binomial(known):
        return Counted(
            sum(float(week.numerator or 0) for week in known),
            sum(float(week.denominator or 0) for week in known),
        )
    if kind == COUNT:
        events = [float(week.numerator or 0) for week in known]
        worked = sum(float(week.exposure) for week in known)
        return Rate(sum(events), worked, dispersion(events) if len(events) > 1 else 1.0)
    return Weekly([float(week.value) for week in known if week.value is not None])
