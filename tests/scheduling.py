"""In which order the workers of xdist take the tests, and which of them go together."""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadGroupScheduling

# Long ones first, each for itself: one that came last would run alone, while the other workers have ended. The first
# builds the sample organization, which many others wait for.
LONGEST = (
    "tests/coaching/test_pages_agree.py",
    "tests/browser/test_long_import.py",
    "tests/test_compose.py",
    "tests/plans/test_crm_figures.py",
    "tests/plans/views/test_mend_clicks.py",
    "tests/faults/",
    "tests/embedded/",
    "tests/coaching/test_sample",
    "tests/coaching/test_emails.py",
    "tests/browser/test_first_start.py",
    "tests/browser/test_main_job.py",
    "tests/browser/test_axe.py",
    "on_the_way_of_a_file",
    "tests/browser/",
    "tests/coaching/management/",
    "tests/access/test_access.py",
    "tests/plans/test_simulated_organization.py",
    "tests/plans/test_li",
    "tests/plans/calculations/test_promises.py",
    "tests/plans/calculations/targets/test_mends.py",
    "tests/numbers/test_import_properties.py",
)
# Modules of few tests that need no database: at the end none of them keeps the others waiting.
LIGHTEST = ("/calculations/", "/pages/")


class Scheduling(LoadGroupScheduling):
    """Tests of a module, or of a group, go to one worker, so that what they share is built once."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        # As they were sorted here, not by the number of tests.
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        scope = super()._split_scope(nodeid)
        if scope != nodeid or place_of(nodeid) < len(LONGEST):
            return scope
        return nodeid.partition("::")[0]


def place_of(nodeid: str) -> int:
    """Where this test stands among all of them, from 0."""
    for place, part in enumerate(LONGEST):
        if part in nodeid:
            return place
    return len(LONGEST) + any(part in nodeid for part in LIGHTEST)
