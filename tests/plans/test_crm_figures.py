"""Real deals of thirty reps, moved to now: every page answers; figures, deals and mentor matches are right by hand."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coaching.areas.deals.queries import crm
from plans.actions import draft_basis
from plans.models import Plan, Skill
from plans.queries import mentors, wizard
from salesgym.numbers.models import Metric, RoleFigures, Source
from salesgym.people.models import JobRole, User
from tests.factories.people import LeaveFactory
from tests.factories.plans import PlanFactory
from tests.plans import crm_by_hand, crm_data, crm_deals_by_hand
from tests.plans.crm_checked import (
    check_the_gap,
    check_the_numbers,
    check_the_picture,
    opened_win_rate,
    rows_of,
)
from tests.plans.crm_data import DEALS, FIVE
from tests.plans.views.mend_clicks import HONEST_WORDS
from tests.plans.views.milestones_page import fields_of
from tests.standard_rows import forgotten_afterwards

# Three of the numbers page are for the money beside the rates, which only who manages the rep gets.
MOST_QUERIES = {"focus": 14, "picture": 16, "numbers": 13}
pytestmark = [
    pytest.mark.django_db,
    # One worker for all of them: taking in 8,800 deals is most of their work.
    pytest.mark.xdist_group("crm figures"),
    pytest.mark.skipif(not DEALS.exists(), reason=crm_data.IS_ABSENT),
]


@pytest.fixture(scope="module")
def brought(django_db_setup, standard_rows, django_db_blocker):
    """The people and their deals, which other tests have as well; each test takes back what it changes."""
    with django_db_blocker.unblock(), forgotten_afterwards(standard_rows):
        crm_data.kept().bring(crm_data.build)
        yield


@pytest.fixture
def reps(brought):
    return {rep.name: rep for rep in User.objects.filter(deals__isnull=False).distinct()}


@pytest.fixture
def shift_days(reps):
    """How far all dates were moved: whole weeks, so that weekdays stay."""
    days = Source.objects.get().shift_days
    assert days % 7 == 0
    return days


def draft_of(rep, key="win_rate"):
    """A draft on the win rate with the rep's 13 weeks as they are counted, eight points up."""
    today = timezone.localdate()
    metric = Metric.objects.get(key=key)
    window = wizard.own_numbers(rep.pk, until=today).windows[metric.pk]
    return PlanFactory(
        rep=rep,
        manager=User.objects.get(managements__team__memberships__person=rep),
        skill=Skill.objects.get(key="objection-handling"),
        metric=metric,
        baseline=window.value.quantize(Decimal("0.0001")),
        baseline_numerator=window.numerator,
        baseline_denominator=window.denominator,
        baseline_until=today - timedelta(days=today.weekday() + 1),
        target=(window.value + Decimal("0.08")).quantize(Decimal("0.01")),
        starts_on=None,
        ends_on=None,
        steps=False,
    )


def pages_of(plan, names=tuple(MOST_QUERIES)):
    """Of the focus page, the numbers page and the big picture these, as the manager gets them, and their queries."""
    client = Client()
    client.force_login(plan.manager)
    urls = {
        "focus": reverse("plans:wizard_focus", args=[plan.pk]),
        "picture": reverse("plans:wizard_big_picture", args=[plan.pk]),
        "numbers": reverse("numbers:rep_numbers", args=[plan.rep_id]),
    }
    if "picture" in names:
        draft_basis.keep(plan, on=timezone.localdate())
    found, costs = {}, {}
    for name in names:
        url = urls[name]
        with CaptureQueriesContext(connection) as queries:
            found[name] = client.get(url)
        costs[name] = len(queries)
        assert found[name].status_code == 200, (plan.rep.name, url)
    return found, costs


def of_each_team(reps, *, place=0):
    """One rep of each of the six managers: the one at this place by how many deals they have had."""
    teams = {}
    for rep in sorted(reps.values(), key=lambda one: (one.deals.count(), one.name)):
        teams.setdefault(rep.memberships.get().team_id, []).append(rep)
    assert len(teams) == 6
    return [team[place] for team in teams.values()]


def test_every_rep_gets_the_pages_within_their_budget(reps):
    assert len(reps) == 30
    costs = {name: set() for name in MOST_QUERIES}
    # The simulated plans behind the big picture take long: of each team the rep of whom least is known draws them.
    # Every rep's focus page is opened in views/test_crm_focus.py.
    quietest = of_each_team(reps)
    for rep in reps.values():
        plan = draft_of(rep)
        pages, cost = pages_of(plan, tuple(MOST_QUERIES) if rep in quietest else ("numbers",))
        assert "focus" not in pages or pages["focus"].context["money"], rep.name
        assert {"opportunities", "win_rate", "revenue_per_win"} <= {
            row.key for row in rows_of(pages["numbers"].context["page"])
        }
        for name, asked in cost.items():
            assert not re.search(
                r"\b(NaN|nan|inf|None(?! of (these numbers|\d)))\b", pages[name].content.decode()
            ), (rep.name, name)
            costs[name].add(asked)
        Plan.objects.filter(pk=plan.pk).delete()

    assert all(max(asked) <= MOST_QUERIES[name] for name, asked in costs.items()), costs
    # The same for every rep, whatever they sold.
    assert all(len(asked) == 1 for asked in costs.values()), costs


def test_figures_of_five_reps_are_what_the_file_says_by_hand(reps, shift_days):
    on = timezone.localdate()
    by_hand = crm_by_hand.quarters(DEALS, shift_days=shift_days, on=on)
    lately = crm_by_hand.quarters(DEALS, shift_days=shift_days, on=on, weeks=4)
    for name in FIVE:
        peers = [by_hand[other] for other in reps if other != name]
        plan = draft_of(reps[name])
        pages, _costs = pages_of(plan)

        check_the_gap(pages["focus"].context["money"], by_hand[name], peers)
        check_the_numbers(pages["numbers"].context["page"], opened_win_rate(plan), lately[name])
        check_the_picture(pages["picture"].context["picture"], plan, by_hand[name], peers)


@pytest.mark.parametrize("key", ["win_rate", "opportunities", "revenue_per_win"])
def test_five_reps_come_to_a_fair_plan_or_to_the_one_honest_sentence_and_every_mend_helps(reps, key):
    for name in FIVE:
        with transaction.atomic():
            check_the_steps(draft_of(reps[name], key))
            transaction.set_rollback(True)


def check_the_steps(plan):
    """The suggested target, saved, leads to a fair last step or to the honest sentence."""
    Plan.objects.filter(pk=plan.pk).update(target=None, wizard_step=6)
    client = Client()
    client.force_login(plan.manager)
    picture = client.get(reverse("plans:wizard_big_picture", args=[plan.pk]))
    chosen = picture.context["form"].slider.value
    sent = {"version": plan.version, "action": "next", "target": chosen, "typed": chosen}
    client.post(reverse("plans:wizard_big_picture", args=[plan.pk]), sent)

    page = client.get(reverse("plans:wizard_milestones", args=[plan.pk]))
    last = page.context["page"].rows[-1]
    if last.warn is None:
        assert last.odds.is_fair, (plan.rep.name, last.odds)
    else:
        assert any(words in last.warn.text for words in HONEST_WORDS)
    check_the_mends(client, plan, page, last.warn)


def check_the_mends(client, plan, page, warn):
    """Each click that is offered leads to a page whose last step is fair."""
    url = reverse("plans:wizard_milestones", args=[plan.pk])
    for click in warn.clicks if warn is not None else ():
        with transaction.atomic():
            mended = client.post(url, {**fields_of(page), "action": click.action})
            mended = client.get(url) if mended.status_code == 302 else mended
            last = mended.context["page"].rows[-1]
            assert last.odds.is_fair, click
            assert last.warn is None
            assert client.post(url, fields_of(mended)).status_code == 302
            transaction.set_rollback(True)


def test_the_deals_of_every_rep_are_what_the_file_says_by_hand(reps, shift_days):
    on, quota = timezone.localdate(), 60_000
    JobRole.objects.update(quota=quota, quota_months=3)
    by_hand = crm_deals_by_hand.rows(DEALS, shift_days=shift_days)
    cases = set()
    for name, rep in reps.items():
        own = by_hand[name]
        usual = crm.own_deals(rep, on=on).cycle
        assert (usual.days, usual.is_at_least) == (crm_deals_by_hand.cycle(own, on=on), False), name
        assert [one.opened_on for one in crm.to_take(rep)] == crm_deals_by_hand.offered(own), name
        left = crm_deals_by_hand.left_of_quarter(own, quota, on=on)
        found = crm.pipeline(rep, crm.own_deals(rep, on=on), on=on)
        assert (found is None) == (left <= 0), name
        if found is not None:
            check_the_coverage(found[0], own, left, on=on)
            cases.add((found[0].open_deals > 0, found[0].more_deals > 0))
    # With and without deals that count, and with some there is enough for one and too little for another.
    assert (False, True) in cases
    assert len([with_deals for with_deals, _more in cases if with_deals]) == 2


def check_the_coverage(found, own, left, *, on):
    expected, out = crm_deals_by_hand.covered(own, left, on=on), found.left_out

    assert found.left == left
    assert (found.open_deals, found.at_usual_win) == (expected.counted, expected.counted)
    assert float(found.open_amount) == pytest.approx(expected.amount)
    assert found.more_deals == expected.more
    assert (out.stale, out.undated, out.without_amount, out.foreign) == (
        expected.stale,
        expected.undated,
        0,
        0,
    )


@pytest.mark.parametrize("place", [0, -1])
def test_the_tab_of_a_rep_of_each_team_says_what_is_so(reps, shift_days, place):
    JobRole.objects.update(quota=300_000, quota_months=3)
    by_hand = crm_deals_by_hand.rows(DEALS, shift_days=shift_days)
    for rep in of_each_team(reps, place=place):
        client = Client()
        client.force_login(User.objects.get(managements__team__memberships__person=rep))
        take = reverse("deals:take_deal", args=[rep.pk])
        offers = client.get(take).context["form"].fields["deal"].choices[1:]
        assert (
            len({words for _pk, words in offers})
            == len(offers)
            == len(crm_deals_by_hand.offered(by_hand[rep.name]))
        )
        sent = {"deal": offers[-1][0], "name": ""} if offers else {"deal": "", "name": "Typed"}
        client.post(take, {**sent, "amount": "", "opened_on": ""})

        page = client.get(reverse("deals:person_deals", args=[rep.pk])).context["page"]

        said = f"{page.cards[0].line}; {page.pipeline}"
        assert page.cards[0].line
        assert "of this quarter's number is left" in page.pipeline
        assert ("no deal is open" in page.pipeline) == (not offers), said
        assert not re.search(r"NaN|nan|None|\b0 (of|open|more)|\$0\b", said), said


@pytest.mark.parametrize("key", ["win_rate", "opportunities", "revenue_per_win"])
def test_the_mentor_matches_of_the_six_teams_are_stronger_by_hand(reps, shift_days, key):
    on, metric = timezone.localdate(), Metric.objects.get(key=key)
    known = crm_by_hand.quarters(DEALS, shift_days=shift_days, on=on)
    role = crm_deals_by_hand.role(RoleFigures.objects.values().get(metric=metric))
    strong = crm_deals_by_hand.stand_out(key, known, role)
    if strong:
        LeaveFactory(person=reps[strong[0]], starts_on=on, ends_on=on + timedelta(days=20))
    for rep in of_each_team(reps):
        found = mentors.suggestions(draft_of(rep, key), on=on)

        names = [one.person.name for one in found.stand_out]
        assert names == [name for name in strong[1:] if name != rep.name][:5]
        assert not any(person.managements.exists() for person in found.people)
        if not names:
            better = crm_deals_by_hand.ahead(key, known, rep.name)
            first = [one.person.name in better for one in found.free]
            assert first == sorted(first, reverse=True)
            assert sum(first) == min(len(better - {rep.name}), 5)
