"""SQL past every line of Python, and the rule of the database that refuses it."""

import pytest
from django.db import IntegrityError, connection, transaction

from plans.models import Plan
from salesgym.people.models import User
from tests.factories.plans import (
    CommitmentFactory,
    DiagnosisFactory,
    ObservationFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
    live_until,
)


def run(sql: str, *values: object) -> None:
    """Run a statement and everything that waits for the commit."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(rule: str, sql: str, *values: object) -> None:
    with pytest.raises(IntegrityError) as error:
        run(sql, *values)
    assert error.value.__cause__.diag.constraint_name == rule


def plan_with_everything(*, rep: User, manager: User) -> Plan:
    """A plan at work with a row in every table that its agreement freezes."""
    plan = PlanFactory(rep=rep, manager=manager)
    DiagnosisFactory(plan=plan)
    ObservationFactory(plan=plan)
    RewardFactory(milestone=plan.milestones.get(position=1), given_by=manager)
    CommitmentFactory(plan=plan)
    ProgrammeItemFactory(plan=plan)
    live_until(plan, "active")
    return plan
