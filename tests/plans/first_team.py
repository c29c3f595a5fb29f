"""A team of one role as it is after a first import: numbers of a quarter, and no plan."""

from tests.factories.numbers import give_weeks
from tests.factories.people import JobRoleFactory, RepFactory

MIDDLE = {
    "meetings": 20,
    "opportunities": 5,
    "wins": 2,
    "decided": 5,
    "revenue": 16_000,
}


def first_team(team, *, until, peers=6, **low):
    """These many peers at the middle, and for each name given a rep with other numbers; the reps by name."""
    role = JobRoleFactory(ramp_weeks=0)
    for place in range(peers):
        size = 1 + 0.1 * (place % 7 - 3)
        bring(RepFactory(team=team, job_role=role), {"revenue": 16_000 * size}, until=until)
    return {
        name: bring(RepFactory(team=team, job_role=role, name=f"{name.title()} Bell"), numbers, until=until)
        for name, numbers in low.items()
    }


def bring(rep, numbers, *, until):
    for key, value in {**MIDDLE, **numbers}.items():
        give_weeks(rep, key, [value] * 13, until=until)
    return rep
