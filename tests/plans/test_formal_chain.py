"""What HR and the employee wrote about a formal plan has its digest in the chain."""

import pytest

from plans.actions import override, statement
from plans.queries.history_chain import Bad, Loose, verify
from tests.plans.formal_plans import AT, formal_plan, hr_partner
from tests.plans.test_history_chain import by_the_owner

pytestmark = pytest.mark.django_db
OURS = {Loose.OVERRIDE, Loose.STATEMENT}


def bad():
    """The places that do not fit, of these kinds: the plan of the factory has no event of its signing."""
    return [place for place in verify().bad if place.what in OURS]


@pytest.mark.parametrize(
    ("change", "event", "what"),
    [
        ("UPDATE plans_override SET reason = 'None.'", "override.given", Loose.OVERRIDE),
        ("DELETE FROM plans_override", "override.given", Loose.OVERRIDE),
        ("UPDATE plans_statement SET text = 'None.'", "statement.written", Loose.STATEMENT),
    ],
)
def test_a_change_misses_the_digest_in_its_event(change, event, what, rep, manager):
    plan = formal_plan(rep, manager, made=2, kept=1)
    override.give(plan=plan, by=hr_partner(), blocks=["support"], reason="The client has left.", at=AT)
    statement.add(plan=plan, by=rep, text="The leads came late.", at=AT)
    assert bad() == []

    by_the_owner(change)

    assert bad() == [Bad(plan.pk, plan.history.get(event=event).seq, what)]
