"""Money beside the rates of a rep's numbers page: what it says, who reads it, and what it costs to ask."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym import hooks
from salesgym.numbers.models import WeeklyValue
from salesgym.numbers.queries.scorecard import metrics
from tests.costs import cost
from tests.factories.numbers import give_weeks
from tests.factories.people import JobRoleFactory, RepFactory

pytestmark = pytest.mark.django_db
MIDDLE = {
    "outreach": 300,
    "conversations": 60,
    "meetings": 20,
    "opportunities": 5,
    "wins": 2,
    "decided": 5,
    "revenue": 16_000,
}
# Fewer meetings come of as many conversations, and each win is larger.
REP = {**MIDDLE, "meetings": 16, "opportunities": 4, "revenue": 18_000}
HEADING = "against the middle rep"


@pytest.fixture
def role(rep):
    rep.job_role = JobRoleFactory(ramp_weeks=0)
    rep.save(update_fields=["job_role"])
    give(rep, REP)
    return rep.job_role


def give(person, numbers):
    for key, value in numbers.items():
        give_weeks(person, key, [value] * 13, until=timezone.localdate())


def give_peers(team, role, many):
    first, *others = [RepFactory(team=team, job_role=role, password="!") for _one in range(many)]
    give(first, MIDDLE)
    pattern = list(WeeklyValue.objects.filter(rep=first))
    for person in others:
        for value in pattern:
            value.pk, value.rep = None, person
        WeeklyValue.objects.bulk_create(pattern)


def page_of(client, reader, rep, **query):
    client.force_login(reader)
    response = client.get(reverse("numbers:rep_numbers", args=[rep.pk]), query)
    return response.context["page"], response.content.decode()


def money_of(page):
    return {row.key: row.money.shown for row in (*page.rows, *page.more) if row.money}


def test_a_manager_reads_what_each_rate_brings_or_costs(client, rep, manager, team, role):
    give_peers(team, role, 5)

    page, text = page_of(client, manager, rep)

    found = money_of(page)
    assert {*found} == {
        "answer_rate",
        "meeting_rate",
        "meeting_to_opportunity",
        "win_rate",
        "revenue_per_win",
    }
    assert re.fullmatch(r"-\$\d{2},000", found["meeting_rate"])
    assert re.fullmatch(r"\+\$\d{2},000", found["revenue_per_win"])
    assert found["win_rate"] == "$0"
    assert HEADING in text
    said = found["meeting_rate"].removeprefix("-")
    assert f"about {said} a quarter less than the middle rep" in text
    assert "the median of at least five colleagues" in text


def test_the_amount_is_in_the_currency_of_the_organization(client, organization, rep, manager, team, role):
    organization.currency = "EUR"
    organization.save(update_fields=["currency"])
    give_peers(team, role, 5)

    page, text = page_of(client, manager, rep)

    assert money_of(page)["meeting_rate"].startswith("-\u20ac")
    assert "$" not in text


def test_the_rep_is_not_compared_with_anybody(client, rep, team, role):
    give_peers(team, role, 5)

    page, text = page_of(client, rep, rep)

    assert (money_of(page), HEADING in text) == ({}, False)


def test_only_who_manages_the_rep_gets_an_answer(rep, manager, mentor, stranger, hr, site_admin, team, role):
    give_peers(team, role, 5)
    on, (source,) = timezone.localdate(), hooks.money_against_middle

    assert source(manager, rep, metrics(), on)
    for person in (rep, mentor, stranger, hr, site_admin):
        assert not source(person, rep, metrics(), on)


def test_under_five_peers_the_column_is_not_there(client, rep, manager, team, role):
    give_peers(team, role, 4)

    page, text = page_of(client, manager, rep)

    assert (money_of(page), HEADING in text) == ({}, False)


def test_weeks_of_the_past_are_not_compared_with_today(client, rep, manager, team, role):
    give_peers(team, role, 5)
    today = timezone.localdate()
    past = {"from": (today - timedelta(weeks=12)).isoformat(), "to": (today - timedelta(weeks=3)).isoformat()}

    page, _ = page_of(client, manager, rep, **past)

    assert page.rows
    assert money_of(page) == {}


def test_the_comparison_asks_three_questions_for_any_number_of_peers(client, rep, manager, team, role):
    url, costs = reverse("numbers:rep_numbers", args=[rep.pk]), {}
    for reader in (rep, manager):
        client.force_login(reader)
        client.get(url)
        costs[reader] = cost.of(client, url)[0].query_count
    with hooks.money_against_middle.replaced():
        alone = cost.of(client, url)[0].query_count
    give_peers(team, role, 60)

    assert cost.of(client, url)[0].query_count == costs[manager] == alone + 3
    client.force_login(rep)
    assert cost.of(client, url)[0].query_count == costs[rep] <= 10
    assert costs[manager] <= 13
