from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from salesgym.people.models import Holiday, JobRole, Leave, Management, Membership, Organization, Team, User
from tests.factories.people import (
    HolidayFactory,
    JobRoleFactory,
    LeaveFactory,
    ManagementFactory,
    MembershipFactory,
    OrganizationFactory,
    TeamFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def refused(name, change):
    """The database itself refuses this change, by the rule of this name."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("email_is_in_lower_case", {"email": "Ana@example.com"}),
        ("digest_day_is_a_weekday", {"digest_weekday": 0}),
        ("digest_day_is_a_weekday", {"digest_weekday": 8}),
        ("digest_hour_is_an_hour", {"digest_hour": 24}),
        ("theme_is_known", {"theme": "sepia"}),
        ("own_commission_is_a_share", {"commission_rate": "1.5"}),
    ],
)
def test_person_keeps_its_rules(rule, change):
    person = UserFactory()

    refused(rule, lambda: User.objects.filter(pk=person.pk).update(**change))


def test_two_people_share_no_address():
    UserFactory(email="ana@example.com")

    refused("people_user_email", lambda: UserFactory(email="ana@example.com"))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("currency_is_iso_4217", {"currency": "usd"}),
        ("organization_has_work_days", {"work_days": ""}),
        ("one_organization", {"id": 2}),
    ],
)
def test_organization_keeps_its_rules(rule, change):
    OrganizationFactory()

    refused(rule, lambda: Organization.objects.update(**change))


def test_team_is_not_its_own_parent():
    team = TeamFactory()

    refused("team_", lambda: Team.objects.filter(pk=team.pk).update(parent=team))


def test_team_tree_has_no_cycle():
    top = TeamFactory()
    middle = TeamFactory(parent=top)
    bottom = TeamFactory(parent=middle)

    refused("team_tree_has_no_cycle", lambda: Team.objects.filter(pk=top.pk).update(parent=bottom))
    Team.objects.filter(pk=bottom.pk).update(parent=top)


def test_team_names_differ_under_one_parent_and_at_the_top():
    top = TeamFactory(name="Sales")
    TeamFactory(name="SMB", parent=top)

    refused("team_names_differ", lambda: TeamFactory(name="SMB", parent=top))
    refused("team_names_differ", lambda: TeamFactory(name="Sales"))
    TeamFactory(name="Sales", parent=top)


def test_person_manages_a_team_once_at_a_time():
    management = ManagementFactory()

    refused("manages_a_team_once", lambda: ManagementFactory(team=management.team, person=management.person))
    Management.objects.update(ends_on=date(2025, 12, 31))
    ManagementFactory(team=management.team, person=management.person, starts_on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("rule", "factory", "model"),
    [
        ("management_ends_after_it_starts", ManagementFactory, Management),
        ("membership_ends_after_it_starts", MembershipFactory, Membership),
        ("leave_ends_after_it_starts", LeaveFactory, Leave),
    ],
)
def test_last_day_does_not_come_before_the_first(rule, factory, model):
    # A range from late to early is refused by its type before any rule is asked.
    row = factory()
    with pytest.raises(Exception, match=f"{rule}|range lower bound"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(ends_on=date(2000, 1, 1))


def test_person_is_in_one_team_at_a_time():
    membership = MembershipFactory()

    refused("one_", lambda: MembershipFactory(person=membership.person))


def test_dated_memberships_of_a_person_do_not_overlap():
    first = MembershipFactory(starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30))
    MembershipFactory(person=first.person, starts_on=date(2025, 7, 1))

    refused(
        "one_team_per_person_and_day",
        lambda: MembershipFactory(person=first.person, starts_on=date(2024, 1, 1), ends_on=date(2025, 1, 1)),
    )


def test_leaves_of_a_person_do_not_overlap():
    leave = LeaveFactory()
    LeaveFactory()

    refused("leaves_of_a_person_do_not_overlap", lambda: LeaveFactory(person=leave.person))


def test_nobody_is_their_own_deputy():
    leave = LeaveFactory()

    refused("nobody_is_his_own_deputy", lambda: Leave.objects.update(deputy=leave.person))


def test_commission_of_a_job_role_is_a_share():
    JobRoleFactory()

    refused("commission_is_a_share", lambda: JobRole.objects.update(commission_rate="-0.1"))


def test_one_holiday_for_everybody_and_day():
    HolidayFactory()

    refused("one_holiday_per_team_and_day", lambda: HolidayFactory())
    assert Holiday.objects.count() == 1


def test_cache_table_comes_with_the_migrations():
    assert "cache" in connection.introspection.table_names()
