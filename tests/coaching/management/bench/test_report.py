"""What is met, what is not, and what was never measured are three different things."""

import json

import pytest

from coaching.management.bench import report
from coaching.management.bench.report import Line


@pytest.mark.parametrize(
    ("value", "limit", "slack", "is_met", "verdict"),
    [
        (1.9, 2.0, 1.0, True, "met"),
        (2.0, 2.0, 1.0, True, "met"),
        (5.0, 2.0, 1.0, False, "not met (2.5 x the limit)"),
        (2.4, 2.0, 1.25, True, "met with slack"),
        (2.6, 2.0, 1.25, False, "not met (1.3 x the limit)"),
        (None, 2.0, 1.0, None, "not measured"),
        (0.1, None, 1.0, None, ""),
    ],
)
def test_a_budget_is_met_broken_or_not_measured(value, limit, slack, is_met, verdict):
    line = Line("B1", "team board", value, limit, "x floor", slack=slack)

    assert line.is_met is is_met
    assert line.verdict == verdict
    assert report.is_broken([line]) is (is_met is False)


def test_every_budget_stands_in_the_table_and_in_the_file(tmp_path):
    lines = [
        Line("B8", "board at 100 reps", 1_884, 600, "buffers", "9 queries"),
        Line("B12", "slider", None, 16.7, "ms", "no Chromium is here"),
    ]

    table = report.table(lines)
    report.write(tmp_path / "var" / "bench.json", lines, load="1.0")

    assert "1,884 buffers" in table
    assert "not met (3.1 x the limit)" in table
    assert "[no Chromium is here]" in table
    told = json.loads((tmp_path / "var" / "bench.json").read_text())
    assert [line["is_met"] for line in told["budgets"]] == [False, None]
