"""The people of Harbor Outbound: they call and book meetings, so that they have numbers by the week and no deals."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from coaching.management.sample.cast import WEEKS_IN_TEAM, make
from salesgym.people.actions import role_guide
from salesgym.people.models import JobRole, Management, Membership, Team, User

TEAM, ROLE = "Harbor Outbound", "Sales development rep"
MANAGER = ("beth", "Beth Cole")
# Those with a formal plan, and those whose weeks show what the role can do.
ON_A_PLAN = {
    "victor": "Victor Hale",
    "carla": "Carla Reyes",
    "james": "James Okoro",
    "hannah": "Hannah Weiss",
    "omar": "Omar Haddad",
    "mei": "Mei Tanaka",
    "peter": "Peter Lang",
    "chloe": "Chloe Martin",
    "samuel": "Samuel Adeyemi",
}
OTHERS = {"ada": "Ada Nowak", "ben": "Ben Sato", "clara": "Clara Ruiz", "dev": "Dev Patel"}
GOOD = {
    "activities": "Two blocks of calls a day, the first before mail. Every name is tried three times in two weeks.",
    "quality": "The first sentence says why this company, today. Every conversation ends with a day for the next one.",
    "result": "One conversation in four becomes a meeting.",
    "how_often": "About 52 conversations in a week that is nothing special.",
}


def build(*, on: date, at: datetime) -> dict[str, User]:
    """The team below Harbor with its manager and reps, by their keys."""
    role, _created = JobRole.objects.get_or_create(name=ROLE)
    team = Team.objects.create(name=TEAM, parent=Team.objects.get(name="Harbor"))
    joined = on - timedelta(weeks=WEEKS_IN_TEAM)
    key, name = MANAGER
    people = {key: make(name, joined_on=joined, job_role=role)}
    Management.objects.create(team=team, person=people[key], starts_on=joined)
    for key, name in {**ON_A_PLAN, **OTHERS}.items():
        people[key] = make(name, joined_on=joined)
        Membership.objects.create(team=team, person=people[key], starts_on=joined)
    role_guide.write(role=role, by=people[MANAGER[0]], at=at - timedelta(weeks=32), number=0, texts=GOOD)
    return people


def give_role(people: Mapping[str, User]) -> None:
    """Give the reps their role, once their drafts are written: whoever has none is compared with nobody meanwhile."""
    role = JobRole.objects.get(name=ROLE)
    for key in (*ON_A_PLAN, *OTHERS):
        people[key].job_role = role
    User.objects.bulk_update([people[key] for key in (*ON_A_PLAN, *OTHERS)], ["job_role"])
