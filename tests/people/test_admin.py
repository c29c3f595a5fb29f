import pytest
from django.urls import reverse

from salesgym.notices.models import Outbox
from salesgym.people.models import Organization, User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_admin_signs_in_on_the_page_of_everybody(client, site_admin):
    response = client.get(reverse("admin:index"), follow=True)

    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_set_up_is_for_site_admins(client_of, site_admin, manager, hr, rep):
    assert client_of(site_admin).get(reverse("admin:index")).status_code == 200
    for person in [manager, hr, rep]:
        assert client_of(person).get(reverse("admin:index"), follow=True).status_code in {403, 404}


def test_plans_groups_and_addresses_of_allauth_are_not_in_the_admin(client_of, site_admin):
    page = client_of(site_admin).get(reverse("admin:index")).content.decode()

    for model in ["auth/group", "account/emailaddress", "plans/plan", "coaching/", "outbox"]:
        assert model not in page
    for model in [
        "people/team/",
        "people/user/",
        "people/organization/",
        "people/jobrole/",
        "people/holiday/",
    ]:
        assert model in page


@pytest.mark.parametrize("model", ["organization", "team", "jobrole", "holiday", "user"])
def test_lists_and_forms_open(client_of, site_admin, team, model):
    admin = client_of(site_admin)

    assert admin.get(reverse(f"admin:people_{model}_changelist")).status_code == 200
    assert admin.get(reverse(f"admin:people_{model}_add")).status_code == (
        403 if model == "organization" else 200
    )


def test_person_added_in_the_admin_cannot_sign_in_before_they_are_invited(client_of, site_admin):
    admin = client_of(site_admin)
    values = {"name": "Ana Bell", "email": "ANA@Example.com", "time_zone": "UTC", "is_active": "on"}

    admin.post(reverse("admin:people_user_add"), values)
    ana = User.objects.get(name="Ana Bell")
    admin.post(reverse("admin:people_user_changelist"), {"action": "send_link", "_selected_action": [ana.pk]})

    assert ana.email == "ana@example.com"
    assert not ana.has_usable_password()
    assert Outbox.objects.get().kind == "people.invitation"


def test_person_who_has_been_in_gets_a_link_to_a_new_password(client_of, site_admin):
    person = UserFactory()

    client_of(site_admin).post(
        reverse("admin:people_user_changelist"), {"action": "send_link", "_selected_action": [person.pk]}
    )

    assert Outbox.objects.get().kind == "people.password_reset"


def test_team_cannot_be_put_under_itself_in_the_admin(client_of, site_admin, team):
    response = client_of(site_admin).post(
        reverse("admin:people_team_change", args=[team.pk]),
        {
            "name": team.name,
            "parent": team.pk,
            **{
                f"{prefix}-{count}_FORMS": "0"
                for prefix in ["managements", "memberships"]
                for count in ["TOTAL", "INITIAL"]
            },
        },
    )

    assert response.status_code == 200


def test_organization_is_one_row():
    assert Organization.objects.current().name == "My organization"
    assert not Organization.objects.exists()
