"""People, teams and days off: dull, valid, fixed dates."""

from datetime import UTC, date, datetime

import factory

from salesgym.people.models import (
    Holiday,
    Invitation,
    JobRole,
    Leave,
    Management,
    Membership,
    Organization,
    Team,
    User,
)

PASSWORD = "climb-the-stairs-slowly"
JOINED_ON = date(2025, 1, 6)


class OrganizationFactory(factory.django.DjangoModelFactory):
    """The one organization, in UTC."""

    class Meta:
        model = Organization
        django_get_or_create = ("id",)

    id = 1
    name = "Harbor"


class JobRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JobRole
        django_get_or_create = ("name",)

    name = "Sales rep"


class UserFactory(factory.django.DjangoModelFactory):
    """A person in UTC without a team who can sign in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        # Imported, never in: no password yet.
        uninvited = factory.Trait(password="!")
        site_admin = factory.Trait(is_staff=True)
        hr_partner = factory.Trait(is_hr_partner=True)

    name = factory.Sequence(lambda number: f"Person Number{number}")
    email = factory.Sequence(lambda number: f"person{number}@example.com")
    joined_on = JOINED_ON
    password = factory.django.Password(PASSWORD)


class TeamFactory(factory.django.DjangoModelFactory):
    """A team; `manager=somebody` makes them its manager, without it nobody manages it."""

    class Meta:
        model = Team
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Team {number}")

    @factory.post_generation
    def manager(team: Team, create: bool, person: User | None, **kwargs: object) -> None:  # noqa: N805
        if create and person:
            ManagementFactory(team=team, person=person)


class ManagementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Management

    team = factory.SubFactory(TeamFactory)
    person = factory.SubFactory(UserFactory)
    starts_on = JOINED_ON


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(UserFactory)
    team = factory.SubFactory(TeamFactory)
    starts_on = JOINED_ON


class RepFactory(UserFactory):
    """A sales rep; `team=` names the team, `manager=` one who manages a new team of their own."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        manager = None

    job_role = factory.SubFactory(JobRoleFactory)

    @classmethod
    def _create(cls, model_class: type[User], *args: object, **kwargs: object) -> User:
        team = kwargs.pop("team", None)
        rep = super()._create(model_class, *args, **kwargs)
        MembershipFactory(person=rep, team=team or TeamFactory())
        return rep

    @factory.lazy_attribute
    def team(self: factory.builder.Resolver) -> Team:
        return TeamFactory(manager=self.manager)


class LeaveFactory(factory.django.DjangoModelFactory):
    """A week off."""

    class Meta:
        model = Leave

    person = factory.SubFactory(UserFactory)
    starts_on = date(2026, 1, 12)
    ends_on = date(2026, 1, 16)


class HolidayFactory(factory.django.DjangoModelFactory):
    """A day off for everybody."""

    class Meta:
        model = Holiday

    day = date(2026, 1, 1)
    name = "New Year"


class InvitationFactory(factory.django.DjangoModelFactory):
    """An invitation whose link nobody knows."""

    class Meta:
        model = Invitation

    person = factory.SubFactory(UserFactory, uninvited=True)
    token_hash = factory.Sequence(lambda number: f"{number:064x}")
    sent_at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    expires_at = datetime(2026, 1, 19, 9, tzinfo=UTC)
