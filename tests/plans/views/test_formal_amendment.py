"""New dates of a formal plan are received and answered in two acts, each name with the password."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from plans.actions import acknowledgement, agreement
from plans.actions import amendment as actions
from plans.actions.agreement import NotReceived
from plans.models import Amendment, Receipt, Signature
from plans.queries.history_chain import verify
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.factories.formal import put_before_rep
from tests.factories.people import PASSWORD
from tests.factories.plans import PlanFactory
from tests.plans.raw_sql import refused
from tests.plans.views.test_amendment import typed, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def plan(rep, manager):
    starts_on = timezone.localdate() - timedelta(weeks=2, days=timezone.localdate().weekday())
    return PlanFactory(rep=rep, manager=manager, kind="formal", starts_on=starts_on, active=True)


def propose(plan, client, password=PASSWORD):
    page = client.post(url(plan), typed(plan, action="look"))
    assert 'type="password"' in page.content.decode()
    digest = page.context["form"]["sha256"].value()
    return client.post(url(plan), typed(plan, action="propose", sha256=digest, password=password))


def answer(client, plan, action, password=PASSWORD, comment=""):
    told = {"action": action, "sha256": Amendment.objects.get().sha256}
    told |= {"password": password, "comment": comment}
    return client.post(url(plan, "answer_amendment"), told)


def test_both_names_take_the_password_and_the_rep_receives_first(plan, rep, manager, client_of):
    refused_page = propose(plan, client_of(manager), password="not mine").content.decode()
    assert "This is not your password" in refused_page
    assert "A trade fair &lt;b&gt;in March&lt;/b&gt;." in refused_page
    assert not Amendment.objects.exists()
    propose(plan, client_of(manager))

    client = client_of(rep)
    page = client.get(url(plan)).content.decode()
    assert "I have received the new dates" in page
    assert 'type="password"' not in page
    assert answer(client, plan, "sign").url == url(plan)
    assert "Say first that you have received" in client.get(url(plan)).content.decode()
    assert plan.agreements.count() == 1
    assert answer(client, plan, "receive").url == url(plan)
    wrong = answer(client, plan, "sign", password="", comment="With pleasure.").content.decode()
    assert "Type your password" in wrong
    assert "With pleasure." in wrong
    answer(client, plan, "sign")

    newest = plan.agreements.get(number=2)
    assert newest.signatures.get(party="rep").answer == Signature.Answer.AGREE
    events = list(plan.history.order_by("seq").values_list("event", flat=True))
    assert events[:2] == ["amendment.proposed", "amendment.received"]
    assert events[-1] == "plan.amended"


def test_who_does_not_agree_keeps_the_dates_that_hold(plan, rep, manager, client_of):
    before = plan.ends_on
    propose(plan, client_of(manager))
    waiting = Amendment.objects.get()
    with pytest.raises(NotReceived):
        actions.decline(amendment=waiting, by=rep, at=timezone.now(), comment="Too late for me.")
    refused(
        "an_answer_comes_after_the_receipt",
        "UPDATE plans_amendment SET answer = 'declined', answered_at = now(), comment = 'No.'",
    )
    answer(client_of(rep), plan, "receive")
    answer(client_of(rep), plan, "decline", comment="Too late for me.")

    waiting.refresh_from_db()
    assert (waiting.answer, waiting.comment) == ("declined", "Too late for me.")
    plan.refresh_from_db()
    assert plan.ends_on == before
    assert Receipt.objects.filter(amendment=waiting).exists()


def read_by(people, client_of, *pages):
    """All that these people read of it today: pages, notices and the mails that are still wanted."""
    words = [client_of(one).get(page).content.decode() for one in people for page in pages]
    words += Notice.objects.values_list("title", flat=True)
    now = timezone.now()
    for mail in Outbox.objects.select_related("recipient"):
        kind = kinds.get(mail.kind)
        if kind.still_wanted(mail.recipient, mail.ref_ids, now):
            written = kind.render(mail.recipient, mail.ref_ids, now)
            words += [written.subject, written.text]
    return re.sub(r"\s+", " ", " ".join(words))


@pytest.mark.parametrize(
    ("action", "comment", "told"),
    [
        ("sign", "", "Marcus agrees to the new dates"),
        ("decline", "Too late for me.", "Marcus does not agree to the new dates"),
    ],
)
def test_nobody_reads_that_both_signed(plan, rep, manager, client_of, action, comment, told):
    # A rep who has answered "I do not agree", or not at all, did not sign what holds.
    pages = url(plan), reverse("coaching:plan_page", args=[plan.pk])
    pages += (reverse("coaching:plan_history", args=[plan.pk]),)
    wrong = re.compile(r"\b[Bb]oth (of you )?(have )?sign|would rather have")
    said = propose(plan, client_of(manager))
    assert said.status_code == 302

    waits = read_by([rep, manager], client_of, *pages)
    assert wrong.findall(waits) == []
    assert "whether you agree" in waits
    answer(client_of(rep), plan, "receive")
    answer(client_of(rep), plan, action, comment=comment)
    answered = read_by([rep, manager], client_of, *pages)

    assert wrong.findall(answered) == []
    assert told in answered


def test_what_was_received_is_known_to_the_history(rep, manager, client_of):
    starts_on = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    plan = PlanFactory(rep=rep, manager=manager, kind="formal", starts_on=starts_on)
    at = timezone.now() - timedelta(hours=1)
    put_before_rep(plan, at=at)
    acknowledgement.receive(plan=plan, by=rep, at=at)
    agreement.sign(plan=plan, by=rep, at=at, answer="disagree", comment="Half of it was ours.")
    agreement.sign(plan=plan, by=manager, at=at)
    plan.refresh_from_db()
    propose(plan, client_of(manager))
    answer(client_of(rep), plan, "receive")
    answer(client_of(rep), plan, "sign")

    assert verify().bad == []
