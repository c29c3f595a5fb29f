import json
from io import StringIO

import pytest
from django.core.management import call_command

from salesgym.numbers.models import TeamWeek
from tests.factories.numbers import WeeklyValueFactory, standard_metrics

pytestmark = pytest.mark.django_db


def run(*arguments):
    said = StringIO()
    call_command("rebuild_team_weeks", *arguments, stdout=said)
    return said.getvalue().strip()


@pytest.fixture
def told(rep):
    WeeklyValueFactory(rep=rep, metric=standard_metrics()["meetings"], value=12)
    return rep


def test_it_adds_up_and_says_how_many_sums_changed(told):
    assert run() == "Sums changed: 1."
    assert json.loads(run("--json")) == {"changed": 0}
    assert TeamWeek.objects.get().total == 12


def test_a_check_lists_what_differs_and_ends_with_one(told, team, capsys):
    said = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("rebuild_team_weeks", "--check", stdout=said)

    assert ended.value.code == 1
    place = f"{team.name}, meetings, week of 2026-01-05"
    assert said.getvalue().splitlines() == [
        f"{place}: stored nothing, the reps' numbers say 12.00 of 1.",
        "Sums that differ from the reps' numbers: 1.",
    ]
    assert not TeamWeek.objects.exists()


def test_a_check_of_right_sums_says_so(told):
    run()

    assert run("--check") == "Sums that differ from the reps' numbers: 0."
    assert json.loads(run("--check", "--json")) == {"differences": []}


def test_a_check_for_programs_names_both_sides(told, team):
    run()
    TeamWeek.objects.update(total=11, reps=2)
    said = StringIO()

    with pytest.raises(SystemExit):
        call_command("rebuild_team_weeks", "--check", "--json", stdout=said)

    (found,) = json.loads(said.getvalue())["differences"]
    assert found == {
        "team": team.name, "metric": "meetings", "week_start": "2026-01-05",
        "stored": "11.00", "stored_reps": 2, "raw": "12.00", "raw_reps": 1,
    }  # fmt: skip
