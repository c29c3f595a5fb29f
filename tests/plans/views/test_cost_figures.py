"""A site admin types what somebody new costs, and the big picture of every plan says it."""

import html

import pytest
from django.urls import reverse

from plans.models import CostFigures
from tests.factories.cost_figures import give_costs
from tests.factories.people import UserFactory
from tests.plans.raw_sql import refused
from tests.plans.views.big_picture_pages import plan_of, seen, step, worth

pytestmark = pytest.mark.django_db
TYPED = {"recruiting_low": "10000", "vacancy_low": "20000", "vacancy_high": "30000.50", "ramp_low": "0"}


CHANGE = "UPDATE plans_costfigures SET %s"


@pytest.fixture
def send(manager, client_of):
    """Sends the form as a site admin; gives the words of the page that follows."""
    manager.is_staff = True
    manager.save()
    client = client_of(manager)

    def words(**typed):
        answer = client.post(reverse("plans:cost_figures"), typed, follow=True)
        return html.unescape(answer.content.decode())

    return words


def test_figures_are_typed_once_and_come_back_as_they_were(send):
    page = send(**TYPED, is_told="on", hour_low="75", hours_low="1.5")

    kept = CostFigures.objects.get()
    assert (kept.currency, kept.recruiting_low, kept.recruiting_high) == ("USD", 1_000_000, 1_000_000)
    assert (kept.vacancy_low, kept.vacancy_high, kept.ramp_high) == (2_000_000, 3_000_050, 0)
    assert (kept.hour_low, str(kept.hours_high), kept.is_told) == (7_500, "1.5", True)
    assert "Saved." in page
    assert 'value="30000.5"' in page
    assert "Last typed by Dana Whitfield" in page

    send(action="remove")

    assert not CostFigures.objects.exists()


def test_an_hr_partner_types_them_and_a_manager_does_not(manager, client_of):
    url = reverse("plans:cost_figures")

    assert client_of(manager).post(url, TYPED).status_code == 404
    assert client_of(UserFactory(hr_partner=True)).post(url, TYPED).status_code == 302

    assert CostFigures.objects.get().vacancy_high == 3_000_050


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"recruiting_low": ""}, "Write a figure, or 0."),
        ({"recruiting_low": "-5"}, "Write 0 or more."),
        ({"recruiting_low": "much"}, "Write it as a number, like 12000."),
        ({"recruiting_low": "1e30"}, "or less."),
        ({"recruiting_low": "1.234"}, "Leave out the last digits."),
        ({"vacancy_high": "100"}, "Write a figure that is not below the first one."),
        ({"hour_high": "100"}, "Write the lower figure too."),
        ({"hour_low": "100"}, "Write both, an hour and the hours, or neither."),
        ({"recruiting_low": "0", "vacancy_low": "0"}, "Somebody new costs something"),
    ],
)
def test_a_figure_that_cannot_be_says_how_to_put_it_right(typed, said, send):
    assert said in send(**{**TYPED, **typed})
    assert not CostFigures.objects.exists()


def test_the_rep_reads_that_helping_is_worth_it_and_the_manager_from_which_chance_on(client):
    plan = plan_of(life="proposed")
    give_costs(plan.manager)

    own = seen(client, plan.rep, worth(plan)).content.decode()
    managed = seen(client, plan.manager, worth(plan)).content.decode()

    assert "costs us about $45,000. Helping you is worth it to us." in own
    assert "Pays if" not in own
    assert "Pays if you believe in a 1 in 10 chance." in managed
    assert "Marcus reads: Finding and training somebody new" in " ".join(managed.split())


def test_the_wizard_shows_it_while_the_plan_is_written(client):
    plan = plan_of()
    assert 'id="helping"' not in seen(client, plan.manager, step(plan)).content.decode()

    give_costs(plan.manager)

    assert "Pays if you believe" in seen(client, plan.manager, step(plan)).content.decode()


def test_the_organization_may_keep_it_to_itself(client):
    plan = plan_of(life="proposed")
    give_costs(plan.manager, is_told=False)

    assert 'id="helping"' not in seen(client, plan.rep, worth(plan)).content.decode()


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("one_row_of_cost_figures", "id = 2"),
        ("cost_figures_have_a_currency", "currency = 'usd'"),
        ("costs_go_from_low_to_high", "ramp_low = ramp_high + 1"),
        ("costs_go_from_low_to_high", "recruiting_low = -1"),
        ("somebody_new_costs_something", "recruiting_low = 0, vacancy_low = 0, ramp_low = 0"),
        ("an_hour_and_its_hours_come_together", "hour_low = NULL, hour_high = NULL"),
        ("an_hour_and_its_hours_come_together", "hours_low = hours_high + 1"),
    ],
)
def test_the_database_keeps_figures_that_make_sense(rule, change, manager):
    give_costs(manager)

    refused(rule, CHANGE % change)
