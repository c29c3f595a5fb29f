"""An if-then promise is one sentence of what was typed, and an older programme reads as it did."""

import pytest

from plans.pages.if_then import if_then


@pytest.mark.parametrize(
    ("when", "where", "what", "said"),
    [
        ("", "", "", ""),
        ("After lunch", "", "", "After lunch"),
        ("", "at my desk", "", "at my desk"),
        ("After lunch", "at my desk", "", "After lunch, at my desk"),
        ("I sit down", "", "I write three questions", "When I sit down, I write three questions"),
        (
            "I open the calendar at 8:45",
            "at my desk",
            "I write three questions",
            "When I open the calendar at 8:45, at my desk, I write three questions",
        ),
    ],
)
def test_a_promise_says_when_where_and_what(when, where, what, said):
    assert if_then(when=when, where=where, what=what) == said
