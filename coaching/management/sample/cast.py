"""The people of Harbor: the team of the pictures in the documentation, and a second team."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from plans.actions.cost_figures import Costs
from salesgym.people.models import JobRole, Management, Membership, Organization, Team, User

TIME_ZONE = "America/New_York"
WEEKS_IN_TEAM = 80


@dataclass(frozen=True)
class Person:
    """One person of the sample: key, name, team, and how many weeks they have been there."""

    key: str
    name: str
    team: str
    weeks_here: int = WEEKS_IN_TEAM


CAST = (
    Person("marcus", "Marcus Bell", "smb"),
    Person("priya", "Priya Nair", "smb"),
    Person("tomas", "Tomas Ortega", "smb"),
    Person("lena", "Lena Fischer", "smb"),
    Person("aisha", "Aisha Rahman", "smb"),
    Person("jordan", "Jordan Kim", "smb", weeks_here=52),
    Person("noah", "Noah Petrov", "smb"),
    Person("ines", "Ines Duarte", "mid"),
    Person("owen", "Owen O'Neill", "mid"),
    Person("grace", "Grace Kimani", "mid"),
)
MANAGERS = (Person("dana", "Dana Whitfield", "smb"), Person("sofia", "Sofia Marin", "mid"))
# For every team.
HR_PARTNER = "Ruth Adler"
# What good looks like for Harbor's reps, as Dana wrote it with the team.
GOOD = {
    "activities": "Calls in the morning, meetings after ten, follow-ups on the same day. Every lead is called twice.",
    "quality": "Two open questions before anything is shown. A next step with a date at the end of every meeting.",
    "result": "One meeting in four becomes an opportunity, one opportunity in three is won.",
    "how_often": "About 60 conversations and 18 meetings in a week that is nothing special.",
}
# What somebody new costs Harbor: $53,000 to $77,000; an hour of a manager, and how many a week a plan takes.
COSTS = Costs(
    currency="USD",
    recruiting=(800_000, 1_200_000),
    vacancy=(2_500_000, 3_500_000),
    ramp=(2_000_000, 3_000_000),
    hour=(6_000, 8_000),
    hours=(Decimal(1), Decimal("1.5")),
)
TEAM_NAMES = {"smb": "Harbor SMB", "mid": "Harbor Mid-market"}


def email(name: str) -> str:
    """marcus.bell@harbor.example: a domain that no mail ever reaches."""
    return name.lower().replace("'", "").replace(" ", ".") + "@harbor.example"


def build(*, on: date) -> dict[str, User]:
    """The organization, its teams and people. Everybody is a sample person without a password."""
    Organization.objects.update_or_create(
        pk=1, defaults={"name": "Harbor", "time_zone": TIME_ZONE, "currency": "USD"}
    )
    role, _created = JobRole.objects.get_or_create(
        name="Sales rep", defaults={"ramp_weeks": 12, "commission_rate": "0.10", "quota": "180000"}
    )
    company = Team.objects.create(name="Harbor")
    teams = {key: Team.objects.create(name=name, parent=company) for key, name in TEAM_NAMES.items()}
    people: dict[str, User] = {}
    for person in (*MANAGERS, *CAST):
        joined = on - timedelta(weeks=person.weeks_here)
        user = people[person.key] = make(person.name, joined_on=joined, job_role=role)
        if person in MANAGERS:
            Management.objects.create(team=teams[person.team], person=user, starts_on=joined)
        else:
            Membership.objects.create(team=teams[person.team], person=user, starts_on=joined)
    # Dana is a site admin, too, so that the demo can show the delivery page and the set-up.
    people["dana"].is_staff = True
    people["dana"].save(update_fields=["is_staff"])
    people["ruth"] = make(HR_PARTNER, joined_on=on - timedelta(weeks=WEEKS_IN_TEAM), is_hr_partner=True)
    return people


def make(name: str, *, joined_on: date, job_role: JobRole | None = None, is_hr_partner: bool = False) -> User:
    """A sample person without a password."""
    return User.objects.create_user(
        email(name),
        name=name,
        time_zone=TIME_ZONE,
        joined_on=joined_on,
        is_sample=True,
        job_role=job_role,
        is_hr_partner=is_hr_partner,
    )
