import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salesgym.notices.actions import heartbeat, notice
from salesgym.notices.models import Notice, Outbox
from salesgym.notices.queries import inbox as inbox_queries
from tests.factories.people import UserFactory
from tests.notices.conftest import AT

pytestmark = pytest.mark.django_db
CANARY = "secret-focus-of-marcus"


@pytest.fixture
def person(client):
    somebody = UserFactory(uninvited=True)
    client.force_login(somebody)
    return somebody


@pytest.fixture
def admin(client):
    somebody = UserFactory(uninvited=True, is_staff=True)
    client.force_login(somebody)
    return somebody


def tell(person, step=1, url="/me/notifications/", title="A step is near"):
    notice.give("test.reminder", to=person, refs={"step": step}, title=title, url=url, at=AT)
    return Notice.objects.latest("pk")


def test_inbox_shows_what_was_told_newest_first(client, person):
    tell(person, 1, title="First")
    tell(person, 2, title="Second")

    page = client.get(reverse("notices:inbox")).content.decode()

    assert page.index("Second") < page.index("First")
    assert "2 unread" in page


def test_empty_inbox_says_what_will_be_here(client, person):
    assert "Nothing here yet" in client.get(reverse("notices:inbox")).content.decode()


def test_inbox_costs_the_same_for_one_row_and_two_hundred(client, person):
    costs = []
    for upto in (1, 20, 200):
        for step in range(Notice.objects.count(), upto):
            tell(person, step)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("notices:inbox"))
        costs.append(len(queries))

    assert len(set(costs)) == 1
    assert costs[0] <= 10


def test_opening_a_notice_reads_it_and_leads_on(client, person):
    told = tell(person)

    answer = client.get(reverse("notices:open_notice", args=[told.pk]))

    assert answer["Location"] == "/me/notifications/"
    assert inbox_queries.unread_count(person) == 0


def test_notice_never_leads_off_the_site(client, person):
    told = tell(person, url="https://elsewhere.example/")

    assert client.get(reverse("notices:open_notice", args=[told.pk]))["Location"] == reverse("notices:inbox")


def test_notice_of_somebody_else_does_not_exist(client, person):
    told = tell(UserFactory(uninvited=True))

    assert client.get(reverse("notices:open_notice", args=[told.pk])).status_code == 404
    assert Notice.objects.get().read_at is None


def test_everything_can_be_marked_read_at_once(client, person):
    tell(person, 1)
    tell(person, 2)

    client.post(reverse("notices:read_all"))

    assert inbox_queries.unread_count(person) == 0


def test_delivery_page_is_for_site_admins(client, person):
    mail = tell(person) and Outbox.objects.get()
    addresses = [("delivery", []), ("delivery_mail", [mail.pk]), ("preview_mail", [mail.pk])]
    for name, args in addresses:
        assert client.get(reverse(f"notices:{name}", args=args)).status_code == 404
    assert client.post(reverse("notices:retry_mail", args=[mail.pk])).status_code == 404


def test_delivery_page_has_three_ends_and_says_why_a_mail_was_not_delivered(client, admin, settings):
    settings.EMAIL_HOST = "mail.example"
    for step, state in enumerate(["pending", "dead", "cancelled", "unknown", "expired"]):
        tell(UserFactory(uninvited=True), step)
        Outbox.objects.filter(pk=Outbox.objects.latest("pk").pk).update(
            state=state, last_error="550 nobody here", due_at=timezone.now()
        )

    answer = client.get(reverse("notices:delivery"), {"state": "undelivered"})

    assert [(tab.label, tab.count) for tab in answer.context["tabs"]] == [
        ("Waiting", 1),
        ("Sent", 0),
        ("Not delivered", 4),
    ]
    assert answer.content.decode().count("550 nobody here") == 4


def test_the_finer_state_of_a_mail_stands_on_its_own_page(client, admin):
    tell(UserFactory(uninvited=True))
    Outbox.objects.update(state="unknown", last_error="lease_ran_out")

    page = client.get(reverse("notices:delivery_mail", args=[Outbox.objects.get().pk])).content.decode()

    assert "Perhaps arrived: The worker stopped while it had this mail." in page
    assert f'href="{reverse("notices:delivery")}?state=undelivered"' in page


def test_an_address_with_one_of_the_finer_states_still_leads_there(client, admin):
    answer = client.get(reverse("notices:delivery"), {"state": "dead"})

    assert [tab.end for tab in answer.context["tabs"] if tab.is_current] == ["undelivered"]


def test_delivery_page_costs_the_same_for_one_row_and_two_hundred(client, admin):
    costs = []
    for upto in (1, 20, 200):
        for step in range(Outbox.objects.count(), upto):
            tell(UserFactory(uninvited=True), step)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("notices:delivery"))
        costs.append(len(queries))

    assert len(set(costs)) == 1
    assert costs[0] <= 10


def canary_mails():
    reader = UserFactory(uninvited=True)
    notice.give("test.reminder", to=reader, refs={"step": CANARY}, title=CANARY, url="/", at=AT)
    letter = notice.send_account_mail(
        address="a@example.com",
        recipient=reader,
        kind="x.password",
        subject=CANARY,
        text=CANARY,
        html=CANARY,
        at=AT,
    )
    Outbox.objects.update(subject=CANARY)
    return [Outbox.objects.get(kind="test.reminder"), letter]


def test_preview_shows_a_site_admin_no_word_of_any_mail(client, admin):
    for mail in canary_mails():
        for name in ("delivery_mail", "preview_mail"):
            answer = client.get(reverse(f"notices:{name}", args=[mail.pk]))
            assert answer.status_code == 200
            assert CANARY not in answer.content.decode()
    assert CANARY not in client.get(reverse("notices:delivery")).content.decode()


def test_preview_shows_everything_in_the_demo(client, admin, in_the_demo):
    for mail in canary_mails():
        assert CANARY in client.get(reverse("notices:delivery_mail", args=[mail.pk])).content.decode()


def test_preview_runs_no_script_and_fits_its_own_page_alone(client, admin):
    mail = canary_mails()[0]

    answer = client.get(reverse("notices:preview_mail", args=[mail.pk]))

    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def health(client):
    answer = client.get("/health/")
    return answer.status_code, json.loads(answer.content)


def test_health_is_well_while_worker_and_beat_live(client):
    for part in ("worker", "mail", "beat"):
        heartbeat.record(part=part, at=timezone.now())

    status, state = health(client)

    assert (status, state["status"], state["reasons"]) == (200, "ok", [])
    assert state["database"]
    assert state["broker"]


@pytest.mark.parametrize(
    ("proxies", "header", "advised"),
    [
        (0, {}, ""),
        (1, {}, ""),
        (1, {"HTTP_X_FORWARDED_FOR": "203.0.113.5, 192.0.2.7"}, ""),
        (0, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, "set SALESGYM_TRUSTED_PROXIES"),
        (2, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, "fewer addresses"),
    ],
)
def test_health_says_where_proxies_are_counted_wrongly(client, settings, proxies, header, advised):
    settings.TRUSTED_PROXIES = proxies

    told = client.get("/health/", **header).json()["advice"]
    advice = [line for line in told if "X-Forwarded-For" in line]

    assert bool(advice) is bool(advised)
    assert advised in "".join(advice)


@pytest.mark.parametrize(("part", "name"), [("worker", "worker"), ("mail", "mail worker"), ("beat", "beat")])
def test_health_tells_which_process_is_dead(client, part, name):
    for living in ("worker", "mail", "beat"):
        ago = timedelta(minutes=5 if living == part else 0)
        heartbeat.record(part=living, at=timezone.now() - ago)

    status, state = health(client)

    assert (status, state[name.replace(" ", "_")]) == (503, False)
    assert state["reasons"] == [f"{name} does not answer"]
