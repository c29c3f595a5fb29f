"""Forms of formal plans that are sent twice, from a page that went stale, or after the session has ended."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from plans.actions import acknowledgement, override
from plans.models import Approval, Override, Signature
from tests.factories.formal import put_before_rep, sent_to_hr, switched_on
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.plans import PlanFactory
from tests.plans.formal_plans import formal_plan, hr_partner
from tests.signed_out import browser_of, end_session, token_of, words

pytestmark = pytest.mark.django_db
SAID = "Half of it <b>was ours</b>, and I will do the work."


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def monday():
    return timezone.localdate() - timedelta(days=timezone.localdate().weekday())


@pytest.fixture
def hr(db):
    return switched_on(hr_partner())


@pytest.fixture
def received(rep, manager, hr, monday):
    plan = PlanFactory(rep=rep, manager=manager, kind="formal", starts_on=monday + timedelta(weeks=1))
    put_before_rep(plan, at=timezone.now())
    acknowledgement.receive(plan=plan, by=rep, at=timezone.now())
    return plan


@pytest.fixture
def blocked(rep, manager, hr, monday):
    return formal_plan(rep, manager, made=2, kept=1, starts_on=monday - timedelta(weeks=14))


def twice(browser, page, url, **typed):
    """The form of this page sent two times, as a double click or the back button does; the second answer."""
    fields = {**typed, "csrfmiddlewaretoken": token_of(browser.get(page))}
    assert browser.post(url, fields).status_code == 302
    return browser.post(url, fields, follow=True)


def test_a_second_click_on_approve_approves_nothing_else(rep, manager, hr, monday):
    plan = PlanFactory(rep=rep, manager=manager, kind="formal", starts_on=monday + timedelta(weeks=1))
    asked = sent_to_hr(plan, at=timezone.now())
    page, url = (reverse(name, args=[plan.pk]) for name in ("formal:read_plan", "formal:approve_plan"))

    answer = twice(browser_of(hr), page, url, sha256=asked.sha256)

    assert answer.status_code == 409
    assert "This text no longer waits for HR" in words(answer)
    assert Approval.objects.get().is_given
    assert plan.history.filter(event="approval.given").count() == 1


def test_a_second_click_on_sign_signs_once_and_says_so(received, rep):
    url = reverse("plans:acknowledgement", args=[received.pk])
    typed = {"action": "answer", "answer": "disagree", "comment": SAID, "password": PASSWORD}
    typed["sha256"] = received.agreements.get().sha256

    answer = twice(browser_of(rep), url, url, **typed)

    assert "You have already signed this agreement." in words(answer)
    assert Signature.objects.get().comment == SAID
    assert "Sign my answer" not in words(browser_of(rep).get(url))


def test_a_second_click_on_override_overrides_once_and_says_so(blocked, manager, hr):
    override.ask(plan=blocked, by=manager, why="No client.", at=timezone.now())
    url = reverse("formal:override", args=[blocked.pk])

    answer = twice(browser_of(hr), url, url, reason=SAID, blocks="support")

    assert "Nothing stands against this outcome today that you could override." in words(answer)
    assert Override.objects.get().reason == SAID


def test_what_was_typed_before_a_session_ended_is_on_the_page(blocked, manager, hr):
    urls = {manager: "formal:ask_override", hr: "formal:override"}
    for person, route in urls.items():
        browser, url = browser_of(person), reverse(route, args=[blocked.pk])
        name = "why" if person == manager else "reason"
        fields = {name: SAID, "blocks": "support", "csrfmiddlewaretoken": token_of(browser.get(url))}
        end_session(browser)
        told = browser.post(url, fields)
        assert told.status_code == 403
        assert (
            "<li>Half of it &lt;b&gt;was ours&lt;/b&gt;, and I will do the work.</li>"
            in told.content.decode()
        )
    assert not blocked.override_requests.exists()


def test_an_answer_with_a_password_is_there_to_copy_and_the_password_nowhere(received, rep):
    browser, url = browser_of(rep), reverse("plans:acknowledgement", args=[received.pk])
    secret = "climb the stairs slowly"
    fields = {"action": "answer", "answer": "disagree", "comment": SAID, "password": secret}
    fields["csrfmiddlewaretoken"] = token_of(browser.get(url))
    end_session(browser)

    told = browser.post(url, fields)

    assert "Half of it &lt;b&gt;was ours&lt;/b&gt;" in told.content.decode()
    assert secret not in told.content.decode()
    other = browser_of(UserFactory())
    fields["csrfmiddlewaretoken"] = token_of(other.get(reverse("people:me")))
    told = other.post(url, fields)
    assert told.status_code == 404
    assert "Half of it &lt;b&gt;was ours&lt;/b&gt;" in told.content.decode()
    assert secret not in told.content.decode()
