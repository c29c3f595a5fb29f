"""One test for many cases hides none that fails."""

import pytest

from tests.each import for_each


def test_every_case_is_checked_and_each_that_fails_is_named():
    seen = []

    @for_each([1, 2, 3, 4], lambda case: f"case {case}")
    def check(case):
        seen.append(case)
        assert case % 2, "even"

    with pytest.raises(pytest.fail.Exception, match=r"(?s)^case 2: even.*case 4: even"):
        check()
    assert seen == [1, 2, 3, 4]


def test_a_test_of_no_case_fails():
    with pytest.raises(pytest.fail.Exception, match="no case"):
        for_each([])(print)()


@for_each(["a", "b"])
def test_a_case_is_no_fixture(case):
    assert case in {"a", "b"}
