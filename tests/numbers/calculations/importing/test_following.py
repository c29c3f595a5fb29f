"""What follows from each way to read the days of a file."""

from dataclasses import replace

from salesgym.numbers.calculations.importing.following import by_date_order, is_countable
from salesgym.numbers.calculations.importing.layout import Kind, Layout
from salesgym.numbers.calculations.importing.question import About, Question
from tests.factories.files import lines_of

DEALS = Layout(
    kind=Kind.DEALS,
    roles=("external_id", "owner", "stage", "closed_on"),
    stages={"won": "won", "lost": "lost"},
    names=("Id", "Owner", "Stage", "Closed"),
)
ORDER = Question(About.DATE_ORDER, ("03/04/2026",))


def test_wins_are_counted_by_month_in_each_order():
    lines = lines_of(
        """Id,Owner,Stage,Closed
        1,Rae One,Won,03/04/2026
        2,Rae One,Won,03/04/2026
        3,Rae One,Lost,03/04/2026
        4,Rae One,Won,25/11/2026"""
    )

    assert by_date_order(lines, DEALS) == {"mdy": {"2026-03": 2}, "dmy": {"2026-04": 2}}


def test_lines_of_activities_are_counted():
    activities = Layout(kind=Kind.ACTIVITIES, roles=("owner", "date"), metric="outreach")
    lines = lines_of("Owner,Day\nRae One,03/04/2026\nRae One,04/04/2026")

    assert by_date_order(lines, activities) == {"mdy": {"2026-03": 1}, "dmy": {"2026-04": 2}}


def test_nothing_is_counted_while_something_else_is_open():
    assert is_countable(DEALS, [ORDER], 20)
    assert not is_countable(DEALS, [ORDER, Question(About.STAGES, ("Shrug",))], 20)
    assert not is_countable(DEALS, [ORDER], 1_000_000)
    assert not is_countable(replace(DEALS, kind=Kind.QUOTAS), [ORDER], 20)
    assert not is_countable(DEALS, [], 20)
