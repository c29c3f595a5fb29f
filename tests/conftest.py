"""What every test may use."""

from tests.skips import pytest_runtest_makereport

__all__ = ["pytest_runtest_makereport"]
