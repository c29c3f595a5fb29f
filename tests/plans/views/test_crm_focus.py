"""The first step with the numbers of a real sales system: deals and nothing else."""

import csv
import os
from pathlib import Path
from statistics import median

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import draft
from salesgym.numbers.models import WeeklyValue
from salesgym.people.models import User
from tests.factories.numbers import standard_metrics
from tests.factories.people import OrganizationFactory, RepFactory, TeamFactory, UserFactory
from tests.numbers.bringing import take

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
CRM = Path(os.environ.get("SALESGYM_CRM_DATA") or ROOT.parent / "shared" / "data" / "crm")
QUARTER = 13


@pytest.fixture
def reps():
    """The people of the CRM in one team and one role, with their deals up to last week."""
    path = CRM / "sales_pipeline.csv"
    if not path.exists():
        pytest.skip(f"{path} is not here: set SALESGYM_CRM_DATA to the folder of the CRM files")
    standard_metrics()
    OrganizationFactory()
    team = TeamFactory(name="All of them", manager=UserFactory(name="Dana Whitfield"))
    with (CRM / "sales_teams.csv").open() as lines:
        names = sorted({row["sales_agent"] for row in csv.DictReader(lines)})
    people = [RepFactory(name=name, team=team, password="!") for name in names]
    take(path.read_bytes(), shift_to_now=True, at=timezone.now())
    with_deals = set(WeeklyValue.objects.values_list("rep", flat=True))
    return [rep for rep in people if rep.pk in with_deals]


def test_every_rep_with_deals_gets_their_page_without_any_activity(client, reps):
    manager = User.objects.get(name="Dana Whitfield")
    client.force_login(manager)
    compared = []

    for rep in reps:
        plan = draft.open_draft(rep=rep, by=manager, at=timezone.now())
        response = client.get(reverse("plans:wizard_focus", args=[plan.pk]))
        assert response.status_code == 200
        page = response.content.decode()
        assert "nan" not in page.lower().split()
        if response.context["money"]:
            compared.append((rep, response.context["money"]))

    assert len(reps) == 30
    assert len(compared) == 30
    for rep, money in compared:
        names = [row[0] for row in money.rows]
        assert names == ["Opportunities", "Win rate", "Revenue per win", "In money"], rep
    for rep, money in compared[:5]:
        assert_like_the_deals(rep, reps, money)


def quarter_of(rep):
    """Opportunities, win rate and deal size of 13 weeks, added up from the weeks by hand."""
    today = timezone.localdate()
    weeks = sorted(set(WeeklyValue.objects.filter(rep=rep).values_list("week_start", flat=True)))
    known = [week for week in weeks if (today - week).days >= 7 and (today - week).days < 7 * (QUARTER + 1)]

    def total(key):
        values = WeeklyValue.objects.filter(rep=rep, metric__key=key, week_start__in=known)
        return float(sum(values.values_list("value", flat=True)))

    return (
        total("opportunities") * QUARTER / len(known),
        total("wins") / total("decided"),
        total("revenue") / total("wins"),
    )


def assert_like_the_deals(rep, reps, money):
    own = quarter_of(rep)
    others = [quarter_of(one) for one in reps if one != rep]
    middle = [median(values) for values in zip(*others, strict=True)]
    assert money.rows[0][1:3] == (f"{own[0]:,.0f}", f"{middle[0]:,.0f}")
    assert money.rows[1][1:3] == (f"{100 * own[1]:.0f}%", f"{100 * middle[1]:.0f}%")
    gap = middle[0] * middle[1] * middle[2] - own[0] * own[1] * own[2]
    parts = money.drawing.bars[1:-1]
    assert len(parts) == 3
    digits = "".join(sign for sign in money.rows[3][3] if sign.isdigit())
    assert int(digits or 0) == pytest.approx(abs(gap), rel=0.06, abs=100)
