"""The whole organization in figures: counted, by week, by page, and never a name."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.pages.overview.plans import figures
from coaching.queries.team_plans import PlanCounts
from plans.models import Forecast
from salesgym.numbers.actions import team_weeks
from tests.coaching.floor import read, running_plan, team
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory, TeamFactory, UserFactory
from tests.factories.plans import SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return UserFactory(name="Ruth Adler")


@pytest.fixture
def west(boss):
    return TeamFactory(name="West", manager=boss)


def below(west, name, *, people=1):
    found = team(name)
    found.parent = west
    found.save()
    for _one in range(people):
        RepFactory(team=found, password="!")
    return found


def overview(client, boss, query=""):
    response, text = read(client, boss, reverse("coaching:team_overview") + query)
    assert response.status_code == 200
    return response.context["overview"], text


def forecast(plan, status, real):
    Forecast.objects.create(
        plan=plan,
        worked_out_at=timezone.now(),
        status=status,
        real=None if real is None else Decimal(real),
    )


def test_fifty_teams_stand_on_a_page(client, boss, west):
    for number in range(53):
        below(west, f"Team {number:02}")

    first, text = overview(client, boss)
    second, _ = overview(client, boss, "?page=2")

    assert [len(first.lines), len(second.lines)] == [50, 3]
    assert (first.teams, first.people, second.teams) == (53, 53, 53)
    assert "Page 1 of 2" in text
    assert second.lines[-1].name == "Team 52"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Alder", "Birch", "Cedar"]),
        ("?sort=-name", ["Cedar", "Birch", "Alder"]),
        ("?sort=-people", ["Birch", "Cedar", "Alder"]),
        ("?sort=revenue;drop", ["Alder", "Birch", "Cedar"]),
        ("?name=bir", ["Birch"]),
        ("?name=west", ["Alder", "Birch", "Cedar"]),
        ("?name=nowhere", []),
        ("?page=nonsense&metric=nonsense", ["Alder", "Birch", "Cedar"]),
    ],
)
def test_teams_are_found_and_sorted_as_one_asks(client, boss, west, query, names):
    for name, people in [("Birch", 3), ("Alder", 1), ("Cedar", 2)]:
        below(west, name, people=people)

    found, text = overview(client, boss, query)

    assert [line.name for line in found.lines] == names
    assert names or 'No team here is called "nowhere".' in text


def test_plans_are_counted_by_what_their_forecast_says(client, boss, west):
    harbor, skill = below(west, "Harbor SMB", people=0), SkillFactory()
    plans = [running_plan(harbor, skill=skill) for _one in range(3)]
    forecast(plans[0], "on_track", "0.9")
    forecast(plans[1], "stalled", None)
    running_plan(harbor, skill=skill, life="paused")

    found, text = overview(client, boss)

    assert found.lines[0].plans.words == ["1 on track", "1 stalled", "1 not looked at yet", "1 paused"]
    assert found.plans.words == found.lines[0].plans.words
    assert "1 on track, 1 stalled, 1 not looked at yet, 1 paused" in text
    assert not any(plan.rep.name in text for plan in plans)


def test_a_plan_that_begins_later_waits_to_start(client, boss, west):
    plan = running_plan(below(west, "Harbor SMB", people=0), skill=SkillFactory())
    forecast(plan, "waiting_to_start", None)

    found, _text = overview(client, boss)

    assert found.plans.words == ["1 waiting to start"]


def test_improving_is_said_for_numbers_that_are_better_low_and_for_anybody(client, boss, west):
    running_plan(below(west, "Harbor SMB", people=0), skill=SkillFactory())

    _found, text = overview(client, boss)

    words = " ".join(text.split()).replace("&#x27;", "'")
    assert "that the plan has changed its number" in words
    assert "his plan" not in words


def test_a_share_of_few_plans_is_not_told(client, boss, west):
    harbor, skill = below(west, "Harbor SMB", people=0), SkillFactory()
    for _one in range(4):
        forecast(running_plan(harbor, skill=skill), "on_track", "0.9")
    airport = below(west, "Airport", people=0)
    for real in ("0.74", "0.75"):
        forecast(running_plan(airport, skill=skill), "on_track", real)

    found, text = overview(client, boss)

    assert [line.plans.improving for line in found.lines] == ["too few to say", "too few to say"]
    assert found.plans.improving == "5 of 6"
    assert "too few to say" in text


def test_without_plans_nothing_is_said_of_them():
    assert figures(PlanCounts({})).improving == ""


def test_the_chosen_number_is_drawn_for_all_and_each_with_its_table(client, boss, west):
    harbor, today = below(west, "Harbor SMB", people=0), timezone.localdate()
    for weeks in ([40, 44, 38, 46] * 6, [60, 64, 58, 66] * 6):
        give_weeks(RepFactory(team=harbor), "meetings", weeks, until=today)
    team_weeks.rebuild()

    found, text = overview(client, boss, "?metric=meetings")

    assert found.chosen.key == "meetings"
    assert found.card.name == "Meetings, per person and week"
    assert found.card.value == "52"
    assert found.card.is_inside
    assert found.lines[0].weeks[-1] == "56"
    assert found.lines[0].trend_words.startswith("Meetings, per person and week: 52 in the last four weeks")
    assert "Meetings by week as a table" in text
    assert "Inside the usual range" in text


def test_numbers_that_reach_less_far_say_so(client, boss, west):
    today = timezone.localdate()
    give_weeks(RepFactory(team=below(west, "Alder", people=0)), "wins", [1, 1, 1], until=today)
    give_weeks(RepFactory(team=below(west, "Birch", people=0)), "wins", [1, None], until=today)
    team_weeks.rebuild()

    found, _ = overview(client, boss)

    assert found.lines[0].late == ""
    assert found.lines[1].late.startswith("numbers to ")


def test_a_week_whose_file_has_not_come_yet_is_no_fall(client, boss, west):
    rep = RepFactory(team=below(west, "Alder", people=0))
    give_weeks(rep, "opportunities", [*[3] * 12, None], until=timezone.localdate())
    team_weeks.rebuild()

    found, _ = overview(client, boss)

    assert (found.lines[0].cells[0].now, found.lines[0].cells[0].before) == ("12", "12")
    assert len(found.lines[0].weeks) == len(found.days)
    assert found.to_on == found.known_to
