"""The public CRM data set, taken in as the product does: thirty reps and 8,800 deals, moved to now."""

import os
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from salesgym.numbers.actions import role_figures
from salesgym.people.models import JobRole
from tests.kept_rows import KeptRows

DATA = Path(os.environ.get("SALESGYM_CRM_DATA") or Path(__file__).parents[3] / "shared/data/crm")
DEALS = DATA / "sales_pipeline.csv"
IS_ABSENT = f"the public CRM data set is not at {DATA}"
FIVE = ("Lajuana Vencill", "Hayden Neloms", "Darcel Schlecht", "Moses Frase", "Anna Snelling")


def kept() -> KeptRows:
    """The rows of the data set, for `bring(build)`: whoever comes first takes them in."""
    return KeptRows("crm-today")


def build() -> None:
    """The people and their deals; their role has a commission rate, and its figures as a task keeps them every night."""
    call_command(
        "import_people", str(DATA / "sales_teams.csv"), "--email-domain", "mavens.example", verbosity=0
    )
    call_command("import_deals", str(DEALS), "--shift-to-now", verbosity=0)
    JobRole.objects.update(commission_rate=Decimal("0.10"))
    role_figures.renew(at=timezone.now())
