from datetime import date

import pytest

from salesgym.notices.models import Outbox
from salesgym.people.actions import people_file, people_import
from salesgym.people.actions.people_file import FileRefused
from salesgym.people.models import Management, Membership, Organization, Team, User
from tests.factories.people import ManagementFactory, MembershipFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 5)
TUESDAY = date(2026, 1, 6)
LIST = """sales_agent,manager,regional_office
Lajuana Vencill,Dustin Brinkmann,Central
Anna Snelling,Dustin Brinkmann,Central
Melvin Marxen,Cara Losch,East
"""


def take_in(text, on=MONDAY, **options):
    file = people_file.read(text.encode(), email_domain="mavens.example")
    return people_import.take_in(file=file, on=on, **options)


def team_of(name):
    return Membership.objects.get(person__name=name, ends_on=None).team


def test_list_of_a_crm_gives_people_teams_and_managers():
    summary = take_in(LIST)

    lajuana = User.objects.get(email="lajuana.vencill@mavens.example")
    dustin = User.objects.get(email="dustin.brinkmann@mavens.example")
    assert summary.as_numbers() == {"read": 3, "added": 5, "changed": 0, "unchanged": 0, "refused": []}
    assert (lajuana.job_role.name, dustin.job_role) == ("Sales rep", None)
    assert (team_of("Lajuana Vencill").name, team_of("Lajuana Vencill").parent.name) == (
        "Dustin Brinkmann",
        "Central",
    )
    assert {rep.name for rep in User.objects.managed_by(dustin)} == {"Lajuana Vencill", "Anna Snelling"}
    assert Organization.objects.get().name == "My organization"


def test_nobody_is_written_to_and_nobody_can_sign_in_yet():
    take_in(LIST)

    assert not Outbox.objects.exists()
    assert User.objects.not_in_yet().count() == 5


def test_same_file_twice_changes_nothing():
    take_in(LIST)
    before = list(Membership.objects.values_list()), list(Management.objects.values_list())

    summary = take_in(LIST, on=TUESDAY)

    assert summary.as_numbers() == {"read": 3, "added": 0, "changed": 0, "unchanged": 5, "refused": []}
    assert summary.changes_nothing
    assert before == (list(Membership.objects.values_list()), list(Management.objects.values_list()))


def test_corrected_file_moves_a_rep_and_renames_another():
    take_in(LIST)

    summary = take_in(
        LIST.replace("Anna Snelling,Dustin Brinkmann,Central", "Ánna Snelling,Cara Losch,East"), on=TUESDAY
    )

    assert summary.as_numbers() | {"read": 0} == {
        "read": 0,
        "added": 0,
        "changed": 1,
        "unchanged": 4,
        "refused": [],
    }
    assert team_of("Ánna Snelling").name == "Cara Losch"
    old = Membership.objects.get(person__name="Ánna Snelling", team__name="Dustin Brinkmann")
    assert old.ends_on == MONDAY


def test_manager_who_changes_region_takes_their_team_along():
    take_in(LIST)

    take_in(LIST.replace("Cara Losch,East", "Cara Losch,West"), on=TUESDAY)

    assert team_of("Melvin Marxen").parent.name == "West"
    assert Team.objects.filter(name="Cara Losch").count() == 1


def test_manager_the_file_no_longer_names_loses_the_team_at_once():
    form = "name,email,team,manager_email\nAna A,ana@x.example,Harbor,{}\nBo B,bo@x.example,,\nCy C,cy@x.example,,\n"
    take_in(form.format("bo@x.example"))

    summary = take_in(form.format("cy@x.example"), on=TUESDAY)

    assert summary.new_managers == ["Cy C manages the team Harbor", "Bo B no longer manages the team Harbor"]
    assert not User.objects.managed_by(User.objects.get(name="Bo B")).exists()
    assert [rep.name for rep in User.objects.managed_by(User.objects.get(name="Cy C"))] == ["Ana A"]


def test_managers_of_teams_the_file_does_not_name_stay():
    management = ManagementFactory()

    take_in(LIST)

    management.refresh_from_db()
    assert management.ends_on is None


def test_file_changes_only_what_it_says_about_a_person():
    person = UserFactory(email="ana@x.example", name="Ana", time_zone="Europe/Berlin")
    MembershipFactory(person=person)

    summary = take_in("name,email\nAna A,ana@x.example\n")

    person.refresh_from_db()
    assert (person.name, person.time_zone) == ("Ana A", "Europe/Berlin")
    assert {one: list(map(str, told)) for one, told in summary.changes.items()} == {
        person: ["name from Ana to Ana A"]
    }
    assert person.memberships.count() == 1
    assert person.check_password("climb-the-stairs-slowly")


def test_rehearsal_tells_and_keeps_nothing():
    summary = take_in(LIST, is_rehearsal=True)

    assert len(summary.added) == 5
    assert not User.objects.exists()
    assert not Team.objects.exists()


def test_one_wrong_line_keeps_the_whole_file_out():
    summary = take_in(LIST + "Anna Snelling,Cara Losch,East\n")

    assert [problem.line for problem in summary.refused] == [5]
    assert not User.objects.exists()


def test_manager_whom_nobody_knows_is_a_problem_of_their_line():
    summary = take_in("name,email,team,manager_email\nAna A,ana@x.example,Harbor,who@x.example\n")

    assert summary.refused[0].line == 2
    assert "who@x.example" in summary.refused[0].reason


def test_team_name_that_several_teams_have_asks_for_its_parent():
    TeamFactory(name="SMB", parent=TeamFactory())
    TeamFactory(name="SMB", parent=TeamFactory())

    with pytest.raises(FileRefused, match="parent team"):
        take_in("name,email,team\nAna A,ana@x.example,SMB\n")

    assert not User.objects.exists()


def test_ten_thousand_people_take_no_query_each(django_assert_max_num_queries):
    lines = "".join(f"Person N{number},p{number}@x.example,Harbor\n" for number in range(10_000))

    with django_assert_max_num_queries(60):
        summary = take_in("name,email,team\n" + lines)

    assert len(summary.added) == 10_000
