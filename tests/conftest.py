"""What every test may use."""

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true a browser test that could not run has failed: nobody would notice otherwise."""
    report = yield
    if report.skipped and os.environ.get("CI", "").lower() == "true" and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"With CI=true a browser test may not be skipped: {report.longrepr}"
    return report
