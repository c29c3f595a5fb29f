"""The people and teams of the bench."""

from datetime import timedelta

from coaching.management.bench import world
from coaching.management.bench.rows import write
from coaching.management.bench.world import Span
from salesgym.people.models import JobRole, Management, Membership, Organization, Team, User

PERSON = ("id", "password", "email", "name", "job_role", "joined_on")
LAST_NAMES = ("Abbott", "Beck", "Castro", "Dietz", "Egan", "Farrell", "Grant", "Huber", "Ito", "Jansen")
# A value that no password matches: the bench signs people in by session.
NO_PASSWORD = "!"  # noqa: S105


def begin(span: Span) -> None:
    """Write the company, and the team with the one rep who has a draft."""
    Organization.objects.create(pk=1, name="Bench")
    JobRole.objects.create(pk=1, name="Account executive", commission_rate="0.10", quota=90_000)
    long_ago = span.on - timedelta(days=1_000)
    write(
        User,
        PERSON,
        [
            (world.BOSS, NO_PASSWORD, "boss@example.com", "Robin Boss", None, long_ago),
            (world.DRAFT_MANAGER, NO_PASSWORD, "writer@example.com", "Kim Writer", None, long_ago),
            (world.DRAFT_REP, NO_PASSWORD, "draft@example.com", "Sam Draft", 1, long_ago),
        ],
    )
    write(Team, ("id", "name", "parent"), [(world.COMPANY, "Company", None)])
    write(Team, ("id", "name", "parent"), [(world.DRAFT_TEAM, "Drafts", None)])
    managed = [(world.COMPANY, world.BOSS, long_ago), (world.DRAFT_TEAM, world.DRAFT_MANAGER, long_ago)]
    write(Management, ("team", "person", "starts_on"), managed)
    write(Membership, ("person", "team", "starts_on"), [(world.DRAFT_REP, world.DRAFT_TEAM, long_ago)])


def grow(span: Span) -> None:
    """Write the teams of this span, their managers and their reps."""
    long_ago = span.on - timedelta(days=1_000)
    write(
        User,
        PERSON,
        (
            (
                world.manager_of(team),
                NO_PASSWORD,
                f"manager{team}@example.com",
                f"Manager {team}",
                None,
                long_ago,
            )
            for team in span.teams
        ),
    )
    write(
        Team,
        ("id", "name", "parent"),
        ((world.team_id(team), f"Team {team:03}", world.COMPANY) for team in span.teams),
    )
    write(
        Management,
        ("team", "person", "starts_on"),
        ((world.team_id(team), world.manager_of(team), long_ago) for team in span.teams),
    )
    write(User, PERSON, (_rep(number, long_ago) for number in span.numbers))
    write(
        Membership,
        ("person", "team", "starts_on"),
        ((world.rep_of(number), world.team_id(world.team_of(number)), long_ago) for number in span.numbers),
    )


def _rep(number: int, joined_on: object) -> tuple[object, ...]:
    name = f"Rep{number} {LAST_NAMES[number % len(LAST_NAMES)]}"
    return (world.rep_of(number), NO_PASSWORD, f"rep{number}@example.com", name, 1, joined_on)
