"""Step 4 in a browser: what follows from the fields is drawn anew, by itself and by a button; and the public CRM export's own plan."""

import os
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from plans.calculations.timeline.steps import next_monday
from plans.models import Plan
from plans.queries import wizard
from salesgym.numbers.models import Metric
from salesgym.people.models import User
from tests.browser.looks import troubles_in_every_look
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory, SkillFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DATA = Path(os.environ.get("SALESGYM_CRM_DATA") or Path(__file__).parents[3] / "shared/data/crm")


@pytest.fixture
def plan(transactional_db) -> Plan:
    """Nine meetings a week, 20 % of which become opportunities: 30 % is hoped for."""
    standard_metrics()
    OrganizationFactory()
    manager = UserFactory(name="Dana Whitfield")
    rep = RepFactory(manager=manager, name="Marcus Bell")
    give_weeks(rep, "meetings", [9] * 13, until=timezone.localdate())
    give_weeks(rep, "opportunities", [2] * 13, until=timezone.localdate())
    return PlanFactory(
        rep=rep,
        manager=manager,
        skill=SkillFactory(name="Discovery questions"),
        baseline=Decimal("0.2"),
        target=Decimal("0.3"),
        baseline_numerator=Decimal("23.4"),
        baseline_denominator=117,
        baseline_until=next_monday(timezone.localdate()) - timedelta(days=8),
        starts_on=None,
        ends_on=None,
        steps=False,
    )


def milestones(plan: Plan) -> str:
    return reverse("plans:wizard_milestones", args=[plan.pk])


def drawn_again(page):
    """Wait for the answer that the page takes its parts from."""
    return page.expect_response(lambda answer: answer.request.method == "POST")


def test_the_page_is_drawn_anew_as_somebody_types_and_keeps_what_is_typed_and_open(page_of, plan):
    page = page_of(plan.manager)
    page.goto(milestones(plan))
    last = page.locator("[data-step]").last
    expect(last.locator(".sg-wz-word")).to_have_text("Fair")
    last.get_by_text("How likely it is").click()
    before = last.locator(".sg-fair__words").inner_text()

    with drawn_again(page):
        last.get_by_label("Weeks in a row").select_option("4")
        last.get_by_label("Target").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("24")

    expect(last.locator(".sg-wz-word")).to_have_text("A coin toss")
    expect(last.locator(".sg-fair__words")).to_be_visible()
    expect(last.locator(".sg-fair__words")).not_to_have_text(before)
    expect(last.locator(".sg-note")).to_be_visible()
    expect(page.locator("#way")).to_contain_text("24%")
    expect(last.get_by_label("Target")).to_be_focused()
    expect(last.get_by_label("Target")).to_have_value("24")
    expect(page.get_by_role("button", name="Draw again")).to_be_hidden()
    with page.expect_navigation():
        last.locator(".sg-note button").click()
    expect(page.locator("[data-step]").last.locator(".sg-wz-word")).to_have_text("Fair")
    assert page.faults == []


def test_without_a_script_a_button_draws_again_and_another_mends(page_of, plan):
    page = page_of(plan.manager, phone=True, javascript=False)
    page.goto(milestones(plan))
    suggested = page.locator("[data-step]").last.get_by_label("Target").input_value()

    page.locator("[data-step]").last.get_by_label("Target").fill("29")
    page.locator("[data-step]").last.get_by_label("Weeks in a row").select_option("4")
    with page.expect_navigation():
        page.get_by_role("button", name="Draw again").click()
    expect(page.locator("[data-step]").last.locator(".sg-wz-word")).to_have_text("A coin toss")
    with page.expect_navigation():
        page.get_by_role("button", name="Use the suggestion").click()
    expect(page.locator("[data-step]").last.get_by_label("Target")).to_have_value(suggested)
    with page.expect_navigation():
        page.get_by_role("button", name="People and rewards").click()
    plan.refresh_from_db()
    assert plan.milestones.count() == len(plan.suggested["steps"])


def test_axe_finds_nothing_and_nothing_scrolls_sideways(page_of, plan):
    page = page_of(plan.manager)
    page.goto(milestones(plan))
    with drawn_again(page):
        page.locator("[data-step]").first.locator("[name$='-due_on']").fill(
            str(timezone.localdate() + timedelta(days=40))
        )
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")

    assert troubles_in_every_look(page) == []


@pytest.fixture
def win_rate(transactional_db) -> Plan:
    """A plan on win rate for one of the thirty reps of a public CRM export, shifted to now."""
    if not DATA.is_dir():
        pytest.skip(f"the public CRM data set is not at {DATA}")
    standard_metrics()
    people = str(DATA / "sales_teams.csv")
    call_command("import_people", people, "--email-domain", "mavens.example", verbosity=0)
    call_command("import_deals", str(DATA / "sales_pipeline.csv"), "--shift-to-now", verbosity=0)
    rep = User.objects.get(name="Lajuana Vencill")
    metric, today = Metric.objects.get(key="win_rate"), timezone.localdate()
    start = wizard.own_numbers(rep.pk, until=today).windows[metric.pk]
    return PlanFactory(
        rep=rep,
        manager=User.objects.get(name="Dustin Brinkmann"),
        skill=SkillFactory(name="Objection handling", metric=metric),
        metric=metric,
        baseline=start.value.quantize(Decimal("0.0001")),
        baseline_numerator=start.numerator,
        baseline_denominator=start.denominator,
        baseline_until=today - timedelta(days=today.weekday() + 1),
        target=(start.value + Decimal("0.15")).quantize(Decimal("0.01")),
        starts_on=None,
        ends_on=None,
        steps=False,
    )


def test_on_the_crm_data_each_warning_is_seen_and_mended_with_one_click(page_of, win_rate):
    page = page_of(win_rate.manager)
    page.goto(milestones(win_rate))
    main, start = page.locator("main"), next_monday(timezone.localdate())
    expect(main).to_contain_text("a deal usually takes this long to close (median of")

    for place, weeks in enumerate((3, 6, 9)):
        if page.locator(f"#id_step-{place}-due_on").count():
            page.locator(f"#id_step-{place}-due_on").fill((start + timedelta(weeks=weeks)).isoformat())
    with drawn_again(page):
        page.locator("#id_ends_on").fill((start + timedelta(weeks=9)).isoformat())
    expect(main).to_contain_text("comes before its weeks in a row")
    with page.expect_navigation():
        page.get_by_role("button", name="Move the dates").first.click()
    expect(main).not_to_contain_text("comes before its weeks in a row")

    unfair = page.locator("[data-step]").last.locator(".sg-wz-if-number .sg-note")
    if unfair.count():
        with page.expect_navigation():
            unfair.locator("button").first.click()
        expect(unfair).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="People and rewards").click()
    page.wait_for_url("**/people/")


def test_on_the_crm_data_a_target_that_comes_back_by_itself_is_mended_with_one_click(page_of, win_rate):
    target = (win_rate.baseline + Decimal("0.02")).quantize(Decimal("0.01"))
    Plan.objects.filter(pk=win_rate.pk).update(target=target)
    page = page_of(win_rate.manager)
    page.goto(milestones(win_rate))
    expect(page.locator("main")).to_contain_text("This target comes back by itself")

    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("as the target")).click()

    expect(page.locator("main")).not_to_contain_text("This target comes back by itself")
    expect(page.locator("[data-step]").last.locator(".sg-wz-if-number .sg-note")).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="People and rewards").click()
    page.wait_for_url("**/people/")
