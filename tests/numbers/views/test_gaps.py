from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from salesgym.numbers.actions import team_weeks
from tests.factories.numbers import give_weeks
from tests.factories.people import LeaveFactory, RepFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = "/numbers/gaps/"


@pytest.fixture
def today(organization):
    return timezone.localdate()


def monday(today, back):
    """The Monday of a complete week, counted back from the newest."""
    return today - timedelta(days=today.weekday()) - timedelta(weeks=back + 1)


def read(client_of, person):
    team_weeks.rebuild()
    response = client_of(person).get(URL)
    return response, response.context and response.context["gaps"]


def told(gaps):
    """Metric, rep and how many weeks back each run begins and ends."""
    return [
        (one.subject.name or one.subject.key, rep.name, [run.weeks for run in rep.runs])
        for one in gaps.metrics
        for rep in one.reps
    ]


def test_a_missing_week_is_told_with_its_metric_and_leads_to_typing_it(client_of, manager, rep, today):
    give_weeks(rep, "meetings", [5] * 10 + [None, 5, 5], until=today)

    response, gaps = read(client_of, manager)

    assert told(gaps) == [("Meetings", "Marcus Bell", [1])]
    week = monday(today, 2)
    assert f"{reverse('numbers:type_week', args=[rep.pk])}?week={week}" in response.content.decode()


def test_weeks_in_a_row_are_told_as_one(client_of, manager, rep, today):
    give_weeks(rep, "meetings", [None] * 3 + [5] * 7 + [None, 5, None], until=today)

    _response, gaps = read(client_of, manager)

    assert told(gaps) == [("Meetings", "Marcus Bell", [3, 1, 1])]


@pytest.mark.parametrize("reader", ["manager", "site_admin"])
def test_a_comma_stands_right_after_the_weeks_before_it(request, client_of, rep, today, reader):
    give_weeks(rep, "meetings", [5] * 8 + [None, 5, None, None, 5], until=today)

    response, _gaps = read(client_of, request.getfixturevalue(reader))

    main = response.content.decode().partition("</main>")[0]
    words = " ".join(strip_tags(main).split())
    first, second, last = (date_format(monday(today, back), "j M") for back in (4, 2, 1))
    assert words.endswith(f"week of {first}, weeks of {second} to {last}")


def test_leave_and_the_time_before_joining_are_no_gaps(client_of, manager, rep, today):
    give_weeks(rep, "meetings", [None] * 8 + [5, 5, None, 5, 5], until=today)
    rep.joined_on = monday(today, 4)
    rep.save()
    away = monday(today, 2)
    LeaveFactory(person=rep, starts_on=away, ends_on=away + timedelta(days=4))

    response, gaps = read(client_of, manager)

    assert told(gaps) == []
    assert "Nothing is missing" in response.content.decode()


def test_a_metric_that_nobody_in_the_team_uses_is_no_gap(client_of, manager, rep, team, today):
    colleague = RepFactory(name="Priya Nair", team=team)
    give_weeks(rep, "meetings", [5] * 13, until=today)
    give_weeks(colleague, "meetings", [5] * 13, until=today)
    give_weeks(colleague, "proposals", [2] * 13, until=today)
    give_weeks(RepFactory(), "outreach", [9] * 13, until=today)

    _response, gaps = read(client_of, manager)

    assert told(gaps) == [("Proposals", "Marcus Bell", [13])]


def test_what_follows_from_deals_is_one_line_that_nobody_types(client_of, manager, rep, today):
    for key in ("wins", "losses", "revenue"):
        give_weeks(rep, key, [1] * 12 + [None], until=today)

    response, gaps = read(client_of, manager)

    assert told(gaps) == [("deals", "Marcus Bell", [1])]
    assert 'id="gaps-deals"> Deals </h2>' in " ".join(response.content.decode().split())
    assert reverse("numbers:type_week", args=[rep.pk]) not in response.content.decode()


def test_a_rep_without_any_numbers_is_named_once(client_of, manager, rep, team, today):
    give_weeks(rep, "meetings", [5] * 13, until=today)
    give_weeks(rep, "proposals", [5] * 13, until=today)
    RepFactory(name="Priya Nair", team=team)

    response, gaps = read(client_of, manager)

    assert ([rep.name for rep in gaps.without], gaps.metrics) == (["Priya Nair"], [])
    assert response.content.decode().count("Priya Nair") == 1


def test_managers_read_of_their_own_reps_and_site_admins_of_all_without_typing(
    client_of, manager, rep, stranger, site_admin, today
):
    give_weeks(rep, "meetings", [5] * 12 + [None], until=today)
    give_weeks(stranger, "meetings", [5] * 12 + [None], until=today)

    _response, own = read(client_of, manager)
    response, everybody = read(client_of, site_admin)

    assert [name for _metric, name, _runs in told(own)] == ["Marcus Bell"]
    assert {name for _metric, name, _runs in told(everybody)} == {"Marcus Bell", stranger.name}
    assert "/type/" not in response.content.decode()


def test_the_page_does_not_exist_for_others(client_of, rep, today):
    for person in (rep, UserFactory()):
        assert client_of(person).get(URL).status_code == 404
