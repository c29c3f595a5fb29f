"""Import a file of people, all of it or nothing. What the file does not name stays as it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesgym.handoff import wake
from salesgym.people.actions import membership, people_readers
from salesgym.people.actions.people_file import FileRefused, PeopleFile, Problem
from salesgym.people.calculations.people_file import PersonRow, TeamName
from salesgym.people.models import JobRole, Management, Membership, Organization, Team, User

WORDS = {
    "name": gettext_lazy("name"),
    "time_zone": gettext_lazy("time zone"),
    "joined_on": gettext_lazy("joined on"),
    "job_role": gettext_lazy("job role"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What the file changes of a person: team, West, East. An empty text is none."""

    what: str
    before: str
    after: str

    def __str__(self) -> str:
        words = {"what": self.what, "before": self.before, "after": self.after}
        if not self.before:
            return _("%(what)s: %(after)s") % words
        if not self.after:
            return _("%(what)s from %(before)s to nobody") % words
        return _("%(what)s from %(before)s to %(after)s") % words


@dataclass
class Summary:
    """What the file changed, or would change."""

    read: int
    added: list[User] = field(default_factory=list)
    changes: dict[User, list[Change]] = field(default_factory=lambda: defaultdict(list))
    new_teams: list[str] = field(default_factory=list)
    new_managers: list[str] = field(default_factory=list)
    managers: dict[User, Change] = field(default_factory=dict)
    plans: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: tuple[Problem, ...] = ()

    @property
    def is_refused(self) -> bool:
        return bool(self.refused)

    @property
    def changes_nothing(self) -> bool:
        return not (self.added or self.changes or self.new_teams or self.new_managers)

    def told(self) -> list[tuple[User, list[Change]]]:
        """What changes of each person, with their manager, also where the file moved only that."""
        people = dict.fromkeys([*self.changes, *self.managers])
        return [
            (person, [*self.changes.get(person, ()), *filter(None, [self.managers.get(person)])])
            for person in people
        ]

    def as_numbers(self) -> dict[str, Any]:
        """The same as plain JSON values, for the command's --json."""
        return {
            "read": self.read,
            "added": len(self.added),
            "changed": len(self.changes),
            "unchanged": self.unchanged,
            "refused": [{"line": problem.line, "reason": problem.reason} for problem in self.refused],
        }


@transaction.atomic
def take_in(*, file: PeopleFile, on: date, is_rehearsal: bool = False) -> Summary:
    """Add and update people, teams and managers; returns what changed. A rehearsal stores nothing."""
    Organization.objects.get_or_create(pk=1, defaults={"name": Organization.objects.current().name})
    # The lock on the organization's row lets only one import run at a time.
    Organization.objects.select_for_update().get(pk=1)
    problems = (*file.problems, *_unknown_managers(file.rows))
    if problems:
        transaction.set_rollback(True)
        return Summary(read=file.read, refused=problems)
    summary = Summary(read=file.read)
    members = people_readers.members_of_teams()
    readers = people_readers.readers_of(members)
    people = _keep_people(file.rows, summary)
    teams = _keep_teams(file.rows, people, summary)
    _keep_memberships(file.rows, people, teams, on, summary)
    _keep_managers(file.rows, people, teams, on, summary)
    _tell_readers(readers, summary)
    summary.unchanged = len(people) - len(summary.added) - len(summary.changes)
    if is_rehearsal:
        transaction.set_rollback(True)
    return summary


def _tell_readers(before: people_readers.Readers, summary: Summary) -> None:
    """Add who manages whom from now on instead of whom, and a sentence for each plan that gets another reader."""
    after = people_readers.readers_of(before)
    changed = [person for person in before if before[person] != after.get(person, frozenset())]
    for person in User.objects.filter(pk__in=changed).order_by("name", "pk"):
        old, new = (people_readers.names(found.get(person.pk, ())) for found in (before, after))
        summary.managers[person] = Change(_("manager"), old, new)
    summary.plans = people_readers.changed_readers(before, after)


def _unknown_managers(rows: Iterable[PersonRow]) -> list[Problem]:
    named = {row.manager_email for row in rows if row.manager_email} - {row.email for row in rows}
    known = set(User.objects.filter(email__in=named).values_list("email", flat=True))
    return [
        Problem(
            row.line,
            _("Nobody has the address %(email)s. Add a line for this manager.")
            % {"email": row.manager_email},
        )
        for row in rows
        if row.manager_email in named - known
    ]


def _keep_people(rows: Iterable[PersonRow], summary: Summary) -> dict[str, User]:
    """Add or update everybody in the file; the people by address."""
    roles = _roles({row.job_role for row in rows if row.job_role})
    wanted = {row.email for row in rows} | {row.manager_email for row in rows}
    known = {user.email: user for user in User.objects.filter(email__in=wanted).select_related("job_role")}
    new, changed = [], []
    zone = Organization.objects.current().time_zone
    for row in rows:
        user = known.get(row.email)
        said = _said(row, roles)
        if user is None:
            user = User(email=row.email, **{"time_zone": zone, **said})
            user.set_unusable_password()
            new.append(user)
        elif different := [name for name, value in said.items() if getattr(user, name) != value]:
            summary.changes[user] += [
                Change(str(WORDS[name]), _shown(getattr(user, name)), _shown(said[name]))
                for name in different
            ]
            for name in different:
                setattr(user, name, said[name])
            changed.append(user)
    summary.added = User.objects.bulk_create(new, batch_size=1000)
    User.objects.bulk_update(changed, ["name", "time_zone", "joined_on", "job_role"], batch_size=1000)
    return known | {user.email: user for user in summary.added}


def _shown(value: object) -> str:
    return "" if value is None else date_format(value, "j M Y") if isinstance(value, date) else str(value)


def _said(row: PersonRow, roles: dict[str, JobRole]) -> dict[str, Any]:
    said = {
        "name": row.name,
        "time_zone": row.time_zone,
        "joined_on": row.joined_on,
        "job_role": roles.get(row.job_role),
    }
    return {name: value for name, value in said.items() if value}


def _roles(names: set[str]) -> dict[str, JobRole]:
    JobRole.objects.bulk_create([JobRole(name=name) for name in sorted(names)], ignore_conflicts=True)
    return {role.name: role for role in JobRole.objects.filter(name__in=names)}


def _keep_teams(rows: Iterable[PersonRow], people: dict[str, User], summary: Summary) -> dict[TeamName, Team]:
    """Find or make every team that the file names."""
    managers = {row.team: row.manager_email for row in rows if row.team}
    shelf = _Shelf(list(Team.objects.all()), summary)
    parents = {name: shelf.parent(name) for name in sorted({team.parent for team in managers if team.parent})}
    managed = defaultdict(set)
    for team_id, email in Management.objects.filter(ends_on=None).values_list("team", "person__email"):
        managed[email].add(team_id)
    return {
        team: shelf.team(team, parents.get(team.parent), managed[email]) for team, email in managers.items()
    }


class _Shelf:
    """The existing teams, to find or make one by its name."""

    def __init__(self, teams: list[Team], summary: Summary) -> None:
        self.summary = summary
        self.by_name: defaultdict[str, list[Team]] = defaultdict(list)
        for team in teams:
            self.by_name[team.name].append(team)

    def parent(self, name: str) -> Team:
        """The team of this name: one without a parent if there is one, else any other, else a new one."""
        found = self.by_name[name]
        top = [team for team in found if team.parent_id is None]
        if len(top or found) == 1:
            return (top or found)[0]
        return self._refuse(name) if found else self._make(name, None)

    def team(self, wanted: TeamName, parent: Team | None, managed: set[int]) -> Team:
        """The team of this name under this parent; else one in `managed`, which moves there; else a new one."""
        found = self.by_name[wanted.name]
        if parent is None:
            return self.parent(wanted.name)
        for team in found:
            if team.parent_id == parent.pk:
                return team
        for team in found:
            if team.pk in managed and team.pk != parent.pk:
                team.parent = parent
                team.save(update_fields=["parent"])
                self.summary.new_teams.append(f"{team.name} ({parent.name})")
                return team
        return self._make(wanted.name, parent)

    def _make(self, name: str, parent: Team | None) -> Team:
        team = Team.objects.create(name=name, parent=parent)
        self.by_name[name].append(team)
        self.summary.new_teams.append(f"{name} ({parent.name})" if parent else name)
        return team

    def _refuse(self, name: str) -> Team:
        raise FileRefused(
            _("Several teams are called %(name)s. Name the parent team in the column parent_team.")
            % {"name": name}
        )


def _keep_memberships(
    rows: Iterable[PersonRow],
    people: dict[str, User],
    teams: dict[TeamName, Team],
    on: date,
    summary: Summary,
) -> None:
    added = set(summary.added)
    memberships = Membership.objects.filter(person__in=people.values(), ends_on=None).select_related("team")
    current = {one.person_id: one.team for one in memberships}
    new = []
    for row in rows:
        if row.team is None:
            continue
        person, team = people[row.email], teams[row.team]
        if person.pk not in current:
            since = min(person.joined_on or on, on) if person in added else on
            new.append(Membership(person=person, team=team, starts_on=since))
        elif current[person.pk] != team:
            membership.move(person=person, team=team, on=on)
        else:
            continue
        if person not in added:
            before = str(current[person.pk]) if person.pk in current else ""
            summary.changes[person].append(Change(_("team"), before, str(team)))
    Membership.objects.bulk_create(new, batch_size=1000)
    if new:
        wake("membership", team_ids=sorted({one.team_id for one in new}))


def _keep_managers(
    rows: Iterable[PersonRow],
    people: dict[str, User],
    teams: dict[TeamName, Team],
    on: date,
    summary: Summary,
) -> None:
    """Make the managers that the file names for a team its only managers; its others step down."""
    wanted: defaultdict[Team, set[User]] = defaultdict(set)
    for row in rows:
        if row.team and row.manager_email:
            wanted[teams[row.team]].add(people[row.manager_email])
    current: defaultdict[int, set[User]] = defaultdict(set)
    for management in Management.objects.filter(team__in=wanted, ends_on=None).select_related("person"):
        current[management.team_id].add(management.person)
    for team, managers in wanted.items():
        for person in managers - current[team.pk]:
            membership.appoint(person=person, team=team, on=on)
            summary.new_managers.append(
                _("%(name)s manages the team %(team)s") % {"name": person, "team": team}
            )
        for person in current[team.pk] - managers:
            membership.step_down(person=person, team=team, on=on)
            summary.new_managers.append(
                _("%(name)s no longer manages the team %(team)s") % {"name": person, "team": team}
            )
