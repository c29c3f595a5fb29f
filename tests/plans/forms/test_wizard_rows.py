"""Rows of the staircase that come and go before anything is judged."""

from plans.forms.wizard_rows import Typed
from plans.models.milestone import MOST_MILESTONES


def rows(count):
    return [{"title": f"Step {number}"} for number in range(1, count + 1)]


def test_a_row_comes_before_the_goal():
    titles = [row.get("title") for row in Typed(rows(2)).with_row_added().rows]

    assert titles == ["Step 1", None, "Step 2"]


def test_a_full_staircase_keeps_its_goal():
    typed = Typed(rows(MOST_MILESTONES))

    assert typed.with_row_added() == typed
