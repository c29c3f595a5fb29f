"""What holds for the whole site: forged requests, errors, the framework's own pages, rights that end."""

from datetime import timedelta
from types import ModuleType

import pytest
from django.contrib import admin
from django.test import override_settings
from django.utils import timezone

from plans.actions import mentor as mentoring
from plans.models import Plan
from salesgym import urls as site_map
from salesgym.people.models import Leave, Management, User
from tests.access.actors import ACTORS, INSIDE, OUTSIDE
from tests.access.asking import Askers
from tests.access.marks import flaws, leaks
from tests.access.routes import every_route, own_routes
from tests.access.table import TABLE, WITHOUT_CSRF
from tests.access.world import PRIVATE, canary
from tests.factories.numbers import give_weeks

pytestmark = pytest.mark.django_db

# allauth's pages that we let in, and what they answer to people outside and inside.
ACCOUNT = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_inactive": (200, 200),
    "account_reauthenticate": (302, 200),
    "account_change_password": (302, 200),
    "account_set_password": (302, 302),
    "account_reset_password": (200, 200),
    "account_reset_password_done": (200, 200),
    "account_reset_password_from_key_done": (200, 200),
    "account_reset_password_from_key": (200, 200),
}
SET_UP = {"people", "numbers", "plans"}
# Of plans the admin keeps what there is to train, never what people agreed.
SET_UP_OF_PLANS = {"skill", "drill"}


@pytest.fixture(scope="module")
def forgers(world):
    return Askers(world, enforce_csrf_checks=True)


@pytest.mark.parametrize("route", sorted(name for name, row in TABLE.items() if "POST" in row))
def test_a_form_from_elsewhere_changes_nothing(forgers, route):
    state = next(iter(TABLE[route]["POST"])).split()[0]

    answers = {
        actor: forgers.ask(actor, "POST", route, state) for actor in ("anonymous", "manager", "site_admin")
    }

    for actor, answer in answers.items():
        if route in WITHOUT_CSRF:
            assert answer.status == 200, actor
        else:
            assert answer.status == 403, actor
            assert not answer.written, actor
            assert not flaws(answer.response, is_inside=actor not in OUTSIDE), actor


@pytest.mark.parametrize("route", ["account_login", "account_reset_password", "account_logout"])
def test_signing_in_and_out_cannot_be_forged_either(forgers, route):
    assert forgers.fetch("anonymous", "POST", reverse_of(route)).status == 403
    assert forgers.fetch("rep", "POST", reverse_of(route)).status == 403


def test_allauth_answers_at_the_pages_we_named_and_nowhere_else(askers):
    names = {route.name for route in every_route() if route.name.startswith("account")}

    assert names == ACCOUNT.keys()
    for name, (outside, inside) in ACCOUNT.items():
        for actor in ("anonymous", "deactivated", "rep", "site_admin"):
            answer = askers.fetch(actor, "GET", reverse_of(name))
            assert answer.status == (outside if actor in OUTSIDE else inside), (name, actor)
            assert not flaws(answer.response, is_inside=actor not in OUTSIDE), (name, actor)
            assert not answer.written, (name, actor)


def test_the_one_click_sign_in_is_no_page_outside_the_demo(askers):
    assert not [route.name for route in own_routes() if route.name.startswith("demo_")]
    assert (
        askers.fetch("anonymous", "POST", "/demo/sign-in/", data={"email": "rep@example.com"}).status == 404
    )


def test_the_admin_holds_set_up_and_no_plan():
    shown = {(model._meta.app_label, model._meta.model_name) for model in admin.site._registry}

    assert {app for app, _model in shown} <= SET_UP
    assert {model for app, model in shown if app == "plans"} <= SET_UP_OF_PLANS


def test_the_admin_opens_for_site_admins_alone(askers):
    paths = [reverse_of("admin:index"), *(reverse_of(name) for name in lists_of_the_admin())]

    for path in paths:
        assert askers.fetch("site_admin", "GET", path).status == 200, path
        for actor in set(ACTORS) - {"site_admin"}:
            answer = askers.fetch(actor, "GET", path)
            assert answer.status == (302 if actor in OUTSIDE else 404), (path, actor)
            assert not leaks(answer.words, actor, "active"), (path, actor)
            if answer.status == 302:
                assert "/login/?next=" in answer.response.headers["Location"], (path, actor)


def test_every_admin_page_is_framed_like_ours(askers):
    for name in lists_of_the_admin():
        for path in (reverse_of(name), reverse_of(name.replace("_changelist", "_add"))):
            answer = askers.fetch("site_admin", "GET", path)
            assert not flaws(answer.response, is_inside=True), path


@pytest.mark.parametrize("actor", ["anonymous", "rep", "mentor", "site_admin"])
def test_pages_that_are_not_there_and_pages_that_break_keep_the_rules(askers, actor):
    missing = askers.fetch(actor, "GET", "/nowhere/")
    with override_settings(ROOT_URLCONF=with_a_broken_page()):
        broken = askers.fetch(actor, "GET", "/broken/")

    assert (missing.status, broken.status) == (404, 500)
    for answer in (missing, broken):
        assert not flaws(answer.response, is_inside=actor != "anonymous")
        assert "Traceback" not in answer.words


def test_the_parties_do_read_what_the_mentor_does_not(askers):
    """Without this the search for marked words could succeed by finding nothing anywhere."""
    pages = (
        "plans:proposal",
        "plans:agreement",
        "plans:close_plan",
        "coaching:plan_page",
        "coaching:plan_history",
        "plans:plan_evidence",
    )
    read = ""
    for state in ("proposed", "active", "paused", "closed"):
        read += "".join(askers.ask("manager", "GET", page, state).words for page in pages)
    read += askers.ask("manager", "GET", "coaching:person_check_ins", "rep").words
    read += askers.ask("manager", "GET", "plans:wizard_reason", "draft").words
    read += askers.ask("manager", "GET", "plans:wizard_review", "draft").words
    read += askers.ask("rep", "GET", "plans:answer_focus", "proposed").words
    read += askers.ask("rep", "GET", "plans:own_evidence", "-").words
    read += askers.ask("rep", "GET", "plans:proposal", "proposed").words
    read += askers.ask("rep", "GET", "plans:amend_plan", "asked").words

    unseen = [
        name
        for name in PRIVATE
        if not any(
            canary(name, state) in read
            for state in ("draft", "proposed", "active", "asked", "paused", "closed")
        )
    ]
    assert unseen == []


def test_the_mentor_does_read_what_is_shared(askers):
    pages = ("coaching:plan_page", "coaching:plan_practice", "coaching:plan_history")
    read = "".join(askers.ask("mentor", "GET", page, "active").words for page in pages)

    for name in ("reward", "comment", "note"):
        assert canary(name, "active") in read, name


def test_who_is_strong_is_named_as_a_mentor_without_a_number_that_is_not_ones_to_see(askers, world):
    """Asking for help opens nobody else's numbers."""
    on = timezone.localdate()
    # Beside the 20 percent of the rep, so that the role has a middle to lie above.
    for person, opportunities in ((world.people["former_mentor"], 74), (world.reps["asked"], 40)):
        give_weeks(person, "meetings", [200] * 13, until=on)
        give_weeks(person, "opportunities", [opportunities] * 13, until=on)
    mentoring.take_back(plan=world.plans["asked"], by=world.people["manager"], at=timezone.now())

    page = askers.ask("rep", "GET", "plans:invite_mentor", "asked").words

    assert world.people["former_mentor"].name in page
    assert "Clearly above the middle of the role." in page
    assert "37%" not in page


def test_a_manager_who_is_replaced_is_out_at_the_next_request(askers, world):
    assert askers.ask("manager", "GET", "coaching:plan_page", "active").status == 200

    Management.objects.filter(person=world.people["manager"]).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )

    assert askers.ask("manager", "GET", "coaching:plan_page", "active").status == 404
    assert askers.ask("manager", "POST", "plans:verify_milestone", "active").status == 404


def test_a_deputy_is_out_when_the_leave_is_over(askers, world):
    assert askers.ask("deputy", "GET", "coaching:plan_page", "active").status == 200

    Leave.objects.filter(deputy=world.people["deputy"]).update(
        starts_on=timezone.localdate() - timedelta(days=9), ends_on=timezone.localdate() - timedelta(days=1)
    )

    assert askers.ask("deputy", "GET", "coaching:plan_page", "active").status == 404


def test_a_mentor_whose_pairing_ends_is_out_at_the_next_request(askers, world):
    assert askers.ask("mentor", "GET", "coaching:plan_page", "active").status == 200

    mentoring.end(plan=world.plans["active"], by=world.people["manager"], at=timezone.now())

    assert askers.ask("mentor", "GET", "coaching:plan_page", "active").status == 404
    assert askers.ask("mentor", "POST", "coaching:add_comment", "active").status == 404


def test_somebody_who_may_no_longer_sign_in_is_out_at_the_next_request(askers, world):
    assert askers.ask("manager", "GET", "coaching:board").status == 200

    User.objects.filter(pk=world.people["manager"].pk).update(is_active=False)

    assert askers.ask("manager", "GET", "coaching:board").status == 302


def test_nobody_stands_in_the_table_twice():
    assert len(set(ACTORS)) == len(ACTORS)
    assert not set(OUTSIDE) & set(INSIDE)


def test_lists_of_plans_refuse_to_answer_for_nobody():
    from django.contrib.auth.models import AnonymousUser

    from plans.models import NobodyAsked

    with pytest.raises(NobodyAsked):
        Plan.objects.visible_to(AnonymousUser())


def reverse_of(name: str) -> str:
    from django.urls import reverse

    if name == "account_reset_password_from_key":
        return reverse(name, kwargs={"uidb36": "1", "key": "no-such-key"})
    return reverse(name)


def lists_of_the_admin() -> list[str]:
    return [route.name for route in every_route() if route.name.endswith("_changelist")]


def with_a_broken_page() -> object:
    """The site map with one more page, which breaks."""
    from django.contrib.auth.decorators import login_not_required
    from django.urls import path

    @login_not_required
    def broken(request: object) -> None:
        raise RuntimeError("a bug")

    broken_site = ModuleType("broken_site")
    broken_site.urlpatterns = [*site_map.urlpatterns, path("broken/", broken)]
    return broken_site
