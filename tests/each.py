"""One test for many small cases: a test of its own costs a hundred times what such a case does."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import pytest

Case = TypeVar("Case")


def for_each(
    cases: Iterable[Case], name: Callable[[Case], str] = str
) -> Callable[[Callable[[Case], None]], Callable[[], None]]:
    """A test that checks every case, and names each that fails with what was wrong.

    @for_each(SHEETS)
    def test_a_sheet_parses(sheet): ...
    """
    told = list(cases)

    def made(check: Callable[[Case], None]) -> Callable[[], None]:
        def test() -> None:
            failed = {}
            for case in told:
                try:
                    check(case)
                except AssertionError as error:
                    failed[name(case)] = str(error)
            if failed or not told:
                pytest.fail("\n".join(f"{case}: {error}" for case, error in failed.items()) or "no case")

        # Not by functools.wraps: pytest would look for a fixture of the name of the case.
        test.__name__, test.__doc__, test.__module__ = check.__name__, check.__doc__, check.__module__
        test.pytestmark = getattr(check, "pytestmark", [])
        return test

    return made
