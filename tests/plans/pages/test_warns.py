"""What step 4 of the wizard warns of, in words that fit the number."""

import pytest

from plans.calculations.timeline.misfits import Misfit
from plans.pages.milestones.warns import misfit_warn


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (0, "and no week of the plan lies before its date."),
        (1, "and only 1 week of the plan lies before its date."),
        (3, "and only 3 weeks of the plan lie before its date."),
    ],
)
def test_a_run_that_does_not_fit_says_how_many_weeks_there_are(known, said):
    warn = misfit_warn(Misfit(index=1, run=4, weeks=known, fits=None))

    assert warn.text == f"It takes 4 full weeks in a row, {said}"
