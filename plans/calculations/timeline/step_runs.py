"""How many steps a plan has, and how many weeks in a row each of them takes."""

# The weeks that a run is suggested with.
RUN_WEEKS = (4, 5, 6, 8, 10, 13)
# A plan with fewer full weeks is refused: nothing shorter shows more than luck.
FEWEST_FULL_WEEKS = 4
WEEKS_FOR_TWO_STEPS, WEEKS_FOR_THREE_STEPS = 6, 10


def is_long_enough(full_weeks: int) -> bool:
    """Whether a plan with so many full weeks may be opened."""
    return full_weeks >= FEWEST_FULL_WEEKS


def usual_steps(full_weeks: int) -> int:
    """How many steps are suggested: one under 6 full weeks, two under 10, else three."""
    if full_weeks < WEEKS_FOR_TWO_STEPS:
        return 1
    return 2 if full_weeks < WEEKS_FOR_THREE_STEPS else 3


def runs_within(full_weeks: int) -> tuple[int, ...]:
    """The runs that may be suggested for the last step: at most half of the plan, and 4 weeks always."""
    return tuple(weeks for weeks in RUN_WEEKS if weeks <= max(FEWEST_FULL_WEEKS, full_weeks / 2))


def usual_last_run(wanted: int, *, full_weeks: int) -> int:
    """The run of the last step until one is chosen: the largest that fits and is no longer than `wanted`."""
    return max((weeks for weeks in runs_within(full_weeks) if weeks <= wanted), default=RUN_WEEKS[0])


def earlier_run(last_run: int, *, weeks: int) -> int | None:
    """The run of a step before the last: the largest that is no longer than the last step's and than `weeks`.

    `weeks` is how many full weeks count for the step's date. None where none fits: the date has to move. A last run
    chosen by hand under 4 weeks is taken as it is.
    """
    asked = RUN_WEEKS if last_run >= RUN_WEEKS[0] else (last_run,)
    return max((run for run in asked if run <= min(last_run, weeks)), default=None)
