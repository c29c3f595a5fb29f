"""Files on the steps and promises of the world, each with a marked word as its name and in its bytes."""

from datetime import datetime

from coaching.models import CheckIn, TalkPromise
from plans.models import Evidence, Plan
from tests.access.world import World, canary
from tests.factories.attachments import PDF, AttachmentFactory
from tests.factories.evidence import EvidenceFactory
from tests.factories.plans import CommitmentFactory


def add_files(world: World, at: datetime) -> None:
    """A file of the rep on a step, one of the manager on a promise, a promise of the rep and one of a check-in."""
    for state in ("active", "closed"):
        step = world.plans[state].milestones.get(position=1)
        mark = canary("file", state)
        file = AttachmentFactory(milestone=step, name=f"{mark}.pdf", content=PDF + b"%" + mark.encode())
        world.add("attachment", state, file)
    plan, mark = world.plans["active"], canary("paper", "active")
    promised = AttachmentFactory(
        milestone=None,
        commitment=plan.support.ours().get(),
        name=f"{mark}.pdf",
        content=PDF + b"%" + mark.encode(),
    )
    world.add("attachment", "promised", promised)
    world.add("support", "own", plan.support.get(promised_by=plan.rep))
    _own_evidence(world, plan, at)
    by = world.people["manager"]
    talk = CheckIn.objects.create(rep=plan.rep, led_by=by, planned_for=at, first_planned_for=at)
    promise = CommitmentFactory(
        kind="talk", plan=None, promised_to=plan.rep, promised_by=by, what=canary("paper", "active")
    )
    TalkPromise.objects.create(check_in=talk, commitment=promise)
    world.add("support", "talk", promise)


def _own_evidence(world: World, plan: Plan, at: datetime) -> None:
    """What the rep keeps for themselves and what they have shared, each with a file."""
    for state, name in (("private", "ownonly"), ("shared", "ownshared")):
        mark = canary(name, "active")
        row = EvidenceFactory(rep=plan.rep, text=mark)
        content = PDF + b"%" + mark.encode()
        file = AttachmentFactory(
            milestone=None, evidence=row, added_by=plan.rep, name=f"{mark}.pdf", content=content
        )
        world.add("evidence", state, row)
        world.add("attachment", state, file)
    Evidence.objects.filter(pk=row.pk).update(plan=plan, shared_at=at)
