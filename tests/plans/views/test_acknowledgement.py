"""The page on which a formal plan is received, answered and signed, each name with the password."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from plans.actions import acknowledgement, agreement, step_question
from plans.models import Declined, Plan, Receipt, Signature, Unanswered
from salesgym.notices.models import Notice
from tests.factories.formal import put_before_rep
from tests.factories.people import PASSWORD, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def plan(rep, manager):
    starts_on = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    plan = PlanFactory(rep=rep, manager=manager, kind="formal", starts_on=starts_on)
    put_before_rep(plan, at=timezone.now() - timedelta(days=14))
    return plan


def url(plan):
    return reverse("plans:acknowledgement", args=[plan.pk])


def send(client, plan, action, **typed):
    told = {"action": action, "sha256": plan.agreements.get().sha256, "password": PASSWORD}
    return client.post(url(plan), told | typed)


def words(response):
    return " ".join(response.content.decode().split())


def test_the_rep_receives_it_and_answers_in_a_second_act(plan, rep, manager, client_of):
    client = client_of(rep)
    page = words(client.get(url(plan)))
    assert "I have received the plan" in page
    assert "This comes once you have said that you have it." in page
    assert "You may bring somebody to every talk about this plan" in page
    assert "until 30 days after the plan has ended" in page

    assert send(client, plan, "receive").url == url(plan)
    page = words(client.get(url(plan)))
    assert "I have received the plan" not in page
    assert 'type="password"' in page
    answer = send(client, plan, "answer", answer="disagree", comment="Half of it <b>was ours</b>.")

    assert answer.url == reverse("coaching:plan_page", args=[plan.pk])
    assert Signature.objects.get(party="rep").answer == "disagree"
    page = words(client_of(manager).get(url(plan)))
    assert 'Marcus signed "I do not agree"' in page.replace("&quot;", '"')
    assert "Half of it &lt;b&gt;was ours&lt;/b&gt;." in page
    send(client_of(manager), plan, "sign")
    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE


def test_a_wrong_password_signs_nothing_and_keeps_what_was_typed(plan, rep, manager, client_of):
    acknowledgement.receive(plan=plan, by=rep, at=timezone.now())
    client = client_of(rep)

    page = words(
        send(client, plan, "answer", answer="agree", comment="With pleasure.", password="no, not this")
    )

    assert "This is not your password. Nothing is signed yet" in page
    assert "With pleasure." in page
    assert "no, not this" not in page
    assert not Signature.objects.exists()
    for password in ("", PASSWORD.upper()):
        send(client_of(manager), plan, "sign", password=password)
    assert not Signature.objects.exists()


def test_wrong_passwords_are_counted_as_on_the_sign_in_page(plan, manager, client_of, client):
    signed_in = client_of(manager)
    for _time in range(5):
        send(signed_in, plan, "sign", password="wrong-wrong-wrong")

    page = words(send(signed_in, plan, "sign"))

    assert "Too many tries for this account from here. Try again in 1 minute" in page
    assert not Signature.objects.exists()
    refused = client.post(reverse("account_login"), {"login": manager.email, "password": PASSWORD})
    assert "Too many tries for this account from here" in words(refused)


def test_no_other_page_signs_a_formal_plan(plan, rep, manager, client_of):
    sha256 = plan.agreements.get().sha256
    for person in (rep, manager):
        route = reverse("plans:sign_agreement", args=[plan.pk])
        assert client_of(person).post(route, {"sha256": sha256, "confirmed": "yes"}).url == url(plan)
        page = words(client_of(person).get(reverse("plans:agreement", args=[plan.pk])))
        assert f'href="{url(plan)}"' in page
        assert "Sign this text" not in page
        assert "Nothing starts before" not in page
    told = {"wants": "sign", "confirmed": "yes", "standing": "able_keen", "sha256": sha256, "version": 1}
    answer = client_of(rep).post(reverse("plans:answer_proposal", args=[plan.pk]), told)
    assert answer.url == url(plan)
    page = words(client_of(rep).get(reverse("plans:proposal", args=[plan.pk])))
    assert f'href="{url(plan)}"' in page
    assert "nothing starts before you both sign" not in page
    assert not Signature.objects.exists()


def test_nobody_does_the_act_of_the_other_side(plan, rep, manager, client_of):
    for person, acts in ((rep, ("sign", "declined", "unanswered")), (manager, ("receive", "answer"))):
        for act in acts:
            assert send(client_of(person), plan, act).status_code == 403
    for stranger in (UserFactory(), UserFactory(is_hr_partner=True)):
        assert client_of(stranger).get(url(plan)).status_code == 404
    Plan.objects.filter(pk=plan.pk).update(mentor=UserFactory())
    plan.refresh_from_db()
    assert client_of(plan.mentor).get(url(plan)).status_code == 404
    assert not Receipt.objects.exists()


def test_a_manager_writes_down_that_it_was_not_taken(plan, rep, manager, client_of):
    client = client_of(manager)
    witness = RepFactory(name="Noah Petrov", team=rep.memberships.get().team)
    assert "Write it down" not in words(client.get(url(plan)))
    send(client, plan, "sign")
    page = words(client.get(url(plan)))
    assert "Write it down, and begin" in page
    assert f'<option value="{witness.pk}">Noah Petrov</option>' in page
    assert f'<option value="{rep.pk}">' not in page

    today = timezone.localdate()
    page = words(send(client, plan, "declined", declined_on=today, witness=witness.pk, password="not mine"))
    assert "This is not your password" in page
    assert f'<option value="{witness.pk}" selected>' in page
    send(client, plan, "declined", declined_on=today, witness=witness.pk)

    assert Declined.objects.get().witness == witness
    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert client.get(url(plan)).url == reverse("plans:agreement", args=[plan.pk])


def test_a_manager_lets_it_run_without_an_answer_once_the_time_is_over(plan, rep, manager, client_of):
    client, now = client_of(manager), timezone.now()
    agreement.sign(plan=plan, by=manager, at=now)
    acknowledgement.receive(plan=plan, by=rep, at=now - timedelta(days=1))
    page = words(client.get(url(plan)))
    assert "may write down that there was no answer" in page
    assert "Let it run without an answer" not in page
    refused = words(send(client, plan, "unanswered"))
    assert "has time for an answer until then" in refused

    assert not Unanswered.objects.exists()


def test_a_question_about_a_step_comes_first(plan, rep, client_of):
    acknowledgement.receive(plan=plan, by=rep, at=timezone.now())
    step_question.ask(step=plan.milestones.get(position=1), by=rep, unclear="Which?", at=timezone.now())

    page = words(client_of(rep).get(url(plan)))

    assert "Nobody signs before." in page
    assert 'type="password"' not in page


def test_a_coaching_plan_leads_to_its_agreement(rep, manager, client_of):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)

    assert client_of(rep).get(url(plan)).url == reverse("plans:agreement", args=[plan.pk])
    assert send(client_of(rep), plan, "receive").url == reverse("plans:agreement", args=[plan.pk])


@pytest.mark.parametrize(
    ("how", "in_short", "in_full"),
    [
        (
            "declined",
            "Declined, which is written down with a witness. It runs as signed.",
            "Noah Petrov was there",
        ),
        ("unanswered", "Received, and not answered. It runs as signed.", "gave no answer"),
    ],
)
def test_a_plan_without_an_answer_runs_as_signed_and_says_so(
    plan, rep, manager, client_of, how, in_short, in_full
):
    now = timezone.now()
    agreement.sign(plan=plan, by=manager, at=now - timedelta(days=13))
    if how == "declined":
        witness = UserFactory(name="Noah Petrov")
        acknowledgement.decline(
            plan=plan, by=manager, declined_on=now.date(), witness=witness, at=now, begins_on=None
        )
    else:
        acknowledgement.receive(plan=plan, by=rep, at=now - timedelta(days=12))
        acknowledgement.run_unanswered(plan=plan, by=manager, at=now)

    for person in (rep, manager):
        client = client_of(person)
        page = words(client.get(reverse("coaching:plan_page", args=[plan.pk])))
        assert in_short in page
        read = words(client.get(reverse("plans:agreement", args=[plan.pk])))
        assert in_full in read
        assert "In force since" in read
        record = words(client.get(reverse("coaching:person_record", args=[rep.pk])))
        assert in_short in record
        history = words(client.get(reverse("coaching:plan_history", args=[plan.pk])))
        for text in (page, record, history):
            assert not re.search("[Bb]oth (have )?signed|[Ss]igned by both", text)
        assert "Both signed" not in read
    told = Notice.objects.get(recipient=rep, kind="plans.started")
    assert "oth signed" not in told.title


@pytest.mark.usefixtures("in_the_demo")
def test_sample_people_of_the_demo_have_no_password_to_type(plan, manager, client_of):
    manager.is_sample = True
    manager.save()

    assert 'type="password"' not in words(client_of(manager).get(url(plan)))
    send(client_of(manager), plan, "sign", password="")

    assert Signature.objects.get().signer == manager
