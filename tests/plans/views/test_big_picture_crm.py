"""The big picture on real data: opportunities, wins and deal sizes of some reps, and no activity."""

import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan
from plans.queries import wizard
from salesgym.numbers.models import Metric
from salesgym.people.models import JobRole, User
from tests.factories.plans import PlanFactory, SkillFactory

pytestmark = pytest.mark.django_db
REPS = 4
DATA = Path(os.environ.get("SALESGYM_CRM_DATA") or Path(__file__).parents[4] / "shared/data/crm")


@pytest.fixture
def reps():
    if not DATA.is_dir():
        pytest.skip(f"the public CRM data set is not at {DATA}")
    call_command(
        "import_people", str(DATA / "sales_teams.csv"), "--email-domain", "mavens.example", verbosity=0
    )
    call_command("import_deals", str(DATA / "sales_pipeline.csv"), "--shift-to-now", verbosity=0)
    JobRole.objects.update(commission_rate=Decimal("0.10"))
    return list(User.objects.filter(deals__isnull=False).distinct().order_by("name")[:REPS])


def draft_of(rep, metric, skill):
    """A draft on this number, with the baseline of the rep's 13 weeks."""
    today = timezone.localdate()
    window = wizard.own_numbers(rep.pk, until=today).windows[metric.pk]
    manager = User.objects.filter(managements__team__memberships__person=rep).first()
    return PlanFactory(
        rep=rep,
        manager=manager,
        skill=skill,
        metric=metric,
        baseline=window.value.quantize(Decimal("0.0001")),
        baseline_numerator=window.numerator,
        baseline_denominator=window.denominator,
        baseline_until=today - timedelta(days=today.weekday() + 1),
        target=None,
        starts_on=None,
        ends_on=None,
        steps=False,
    )


def test_real_reps_have_their_range_their_fair_places_and_their_weeks(reps, client):
    skill = SkillFactory()
    fair = told = 0
    for rep in reps:
        for key in ("win_rate", "opportunities"):
            plan = draft_of(rep, Metric.objects.get(key=key), skill)
            client.force_login(plan.manager)
            answer = client.get(reverse("plans:wizard_big_picture", args=[plan.pk]))
            assert answer.status_code == 200
            drawn = answer.context["picture"]
            assert drawn["has_range"], (rep.name, drawn["why_plain"])
            assert drawn["drawing"]
            fair += any(stop.get("is_fair", drawn["s"]["is_fair"]) for stop in drawn["stops"])
            told += any(stop.get("has_weeks", drawn["s"]["has_weeks"]) for stop in drawn["stops"])
            Plan.objects.filter(pk=plan.pk).delete()

    assert (fair > 0, told > 0) == (True, True)
