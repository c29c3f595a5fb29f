"""Check-ins in a manager's queue, on a rep's Today and beside a plan: each one line, for its two sides alone."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from coaching.actions import talk_promise
from coaching.areas.deals.queries.minutes import help_of
from coaching.models import CheckIn
from coaching.pages import digest as digest_pages
from coaching.queries import digest, talk_needs
from plans.actions import history
from plans.models import Event
from salesgym import clock
from salesgym.numbers.pages.values import Sayers
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory, TopicFactory
from tests.factories.people import RepFactory, TeamFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
EARLIER = datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.fixture
def plan():
    manager = UserFactory(name="Dana Whitfield")
    rep, mentor = RepFactory(manager=manager), UserFactory(name="Sofia Marin")
    return PlanFactory(active=True, rep=rep, manager=manager, mentor=mentor)


def talk(plan, **fields):
    """A talk an hour and so many days ago; with `is_of_plan` it belongs to the plan."""
    at = clock.now() - timedelta(days=fields.pop("days", 0), hours=1)
    belongs = {"plan": plan} if fields.pop("is_of_plan", False) else {}
    return CheckInFactory(rep=plan.rep, led_by=plan.manager, planned_for=at, **belongs, **fields)


def queue(client, plan):
    client.force_login(plan.manager)
    return {need.kind: need for need in client.get(reverse("coaching:board")).context["board"].needs.shown}


def settled(client, need):
    return client.post(need.settled_at, {"next": reverse("coaching:board")}, follow=True)


def test_a_talk_whose_hour_has_come_is_started_from_the_queue(client, plan):
    due = talk(plan)
    TopicFactory(rep=plan.rep, text="Full price held with Brightwater")

    need = queue(client, plan)["talk_due"]
    answer = settled(client, need)

    assert "Full price held with Brightwater" in need.text
    assert need.verb == "Start check-in"
    assert answer.redirect_chain[-1][0] == reverse("coaching:check_in", args=[plan.rep_id, due.pk])
    due.refresh_from_db()
    assert due.started_at
    assert queue(client, plan)["talk_due"].verb == "Go on"


@pytest.mark.parametrize(
    ("fields", "kind", "verb"),
    [
        ({"days": 1, "ended": True}, "talk_confirm", "Read and confirm"),
        ({"days": 8}, "talk_missed", "See what is planned"),
        ({"days": 15}, None, None),
        ({"days": -2}, None, None),
        ({"days": 1, "called_off_at": EARLIER}, None, None),
        ({"days": 9, "held": True, "seen_differently": "I asked.", "seen_differently_at": EARLIER}, "talk_differs", "Answer"),
        ({"days": 9, "held": True}, None, None),
    ],
)  # fmt: skip
def test_a_talk_asks_one_thing_of_its_manager(client, plan, fields, kind, verb):
    talk(plan, **fields)

    needs = {name: need for name, need in queue(client, plan).items() if name.startswith("talk")}

    assert {name: need.verb for name, need in needs.items()} == ({kind: verb} if kind else {})


def test_a_missed_talk_is_no_news_once_a_later_one_was_held(client, plan):
    talk(plan, days=8)
    talk(plan, days=2, held=True)

    assert "talk_missed" not in queue(client, plan)


def test_what_we_promised_in_a_talk_and_is_late_comes_first_and_is_settled_in_the_queue(client, plan):
    held = talk(plan, days=9, held=True)
    late = TalkPromiseFactory(check_in=held, due_on=clock.today() - timedelta(days=1))
    TalkPromiseFactory(check_in=held, by=plan.rep, to=plan.manager, due_on=clock.today() - timedelta(days=1))
    TalkPromiseFactory(check_in=talk(plan, days=1, ended=True), due_on=clock.today() - timedelta(days=1))

    needs = queue(client, plan)
    settled(client, needs["promise"])

    assert next(iter(needs)) == "promise"
    assert "A price sheet with three stories" in str(needs["promise"].title)
    late.commitment.refresh_from_db()
    assert late.commitment.delivered_by == plan.manager
    assert "promise" not in queue(client, plan)


def test_a_rep_is_asked_for_their_yes_before_anything_else(client, plan):
    waits = talk(plan, days=1, ended=True)
    talk(plan)
    client.force_login(plan.rep)

    note = client.get(reverse("coaching:today")).context["talk"]

    assert note.title.startswith("Is this what you and Dana agreed on ")
    assert note.url == reverse("coaching:check_in", args=[plan.rep_id, waits.pk])


def test_a_rep_ticks_off_what_they_promised_for_this_week(client, plan):
    held = talk(plan, days=3, held=True)
    own = TalkPromiseFactory(check_in=held, by=plan.rep, to=plan.manager, due_on=clock.today())
    TalkPromiseFactory(check_in=held, by=plan.rep, to=plan.manager, due_on=clock.today() + timedelta(days=8))
    client.force_login(plan.rep)

    [row] = client.get(reverse("coaching:today")).context["promised"]
    answer = client.post(row.keep_url, {"next": reverse("coaching:today")}, follow=True)

    own.commitment.refresh_from_db()
    assert own.commitment.delivered_by == plan.rep
    assert [one.is_kept for one in answer.context["promised"]] == [True]


@pytest.mark.parametrize(
    ("reader", "verb", "owed"),
    [("manager", "Prepare check-in", 3), ("rep", "Add a topic", 3), ("mentor", None, 1)],
)
def test_the_next_talk_and_open_promises_stand_beside_the_plan(client, plan, reader, verb, owed):
    held = talk(plan, days=9, held=True)
    talk(plan, days=-3)
    TopicFactory(rep=plan.rep, text="How Tidewater went")
    for by in (plan.manager, plan.rep, plan.mentor):
        TalkPromiseFactory(check_in=held, by=by, to=plan.rep if by != plan.rep else plan.manager)
    client.force_login(getattr(plan, reader))

    answer = client.get(reverse("coaching:plan_page", args=[plan.pk]))
    page = answer.context["page"]

    assert (page.next_talk.verb if page.next_talk else None) == verb
    assert len(page.from_talks.late) + len(page.from_talks.later) == owed
    assert ("How Tidewater went" in answer.content.decode()) is (verb is not None)


def test_of_what_is_owed_from_talks_the_late_stands_and_the_rest_is_folded(client, plan):
    today, held = clock.today(), talk(plan, days=9, held=True)
    late, *_others = [
        TalkPromiseFactory(
            check_in=held, by=plan.rep, to=plan.manager, what=what, due_on=today + timedelta(days=due)
        )
        for what, due in (("Late demos", -3), ("Two call reviews", 2), ("A summary", 9))
    ]
    client.force_login(plan.rep)
    page = reverse("coaching:plan_page", args=[plan.pk])

    owed = client.get(page).context["page"].from_talks
    talk_promise.keep(promise=late, by=plan.rep, at=clock.now())
    none_late = client.get(page).context["page"].from_talks

    assert ([one.what for one in owed.first], len(owed.folded)) == (["Late demos"], 2)
    assert ([one.what for one in none_late.first], len(none_late.folded)) == (["Two call reviews"], 1)


def test_talks_of_somebody_elses_team_are_in_nobodys_queue(client, plan):
    talk(plan)
    manager = UserFactory()
    other = PlanFactory(active=True, rep=RepFactory(manager=manager), manager=manager)

    assert not any(name.startswith("talk") for name in queue(client, other))
    assert CheckIn.objects.count() == 1


def test_record_counts_check_ins_by_plan_and_history_leads_to_each(client, plan):
    first, last = (talk(plan, days=days, held=True, is_of_plan=True) for days in (9, 2))
    talk(plan, days=16, is_of_plan=True)
    for one in (first, last):
        history.record(
            plan=plan,
            actor=plan.rep,
            event=Event.CHECK_IN_HELD,
            at=one.planned_for,
            detail={"check_in": one.pk},
        )
    client.force_login(plan.manager)

    page = client.get(reverse("coaching:person_record", args=[plan.rep_id]))

    [agreed] = page.context["agreements"]
    assert (agreed.talks, agreed.talks_url) == (
        "2 check-ins held, 1 missed",
        reverse("coaching:person_check_ins", args=[plan.rep_id]),
    )
    urls = [event.url for event in page.context["events"] if event.url]
    assert urls == [reverse("coaching:check_in", args=[plan.rep_id, one.pk]) for one in (last, first)]


def test_minutes_of_check_ins_count_as_coaching(plan):
    talk(plan, days=2, held=True, minutes=30)
    talk(plan, days=1, minutes=20)
    talk(plan, days=1, called_off_at=clock.now())
    at = clock.now()

    [help_given] = help_of(plan.rep, at - timedelta(days=7), at)

    assert (help_given.person, help_given.planned, help_given.given) == (plan.manager, 50, 30)


def test_find_offers_to_plan_a_check_in_and_knows_no_topic(client, plan):
    TopicFactory(rep=plan.rep, text="Zanzibar")
    client.force_login(plan.manager)

    words = client.get(reverse("coaching:find"), {"q": "check-in"}).content.decode()
    topics = client.get(reverse("coaching:find"), {"q": "Zanzibar"}).content.decode()

    assert reverse("coaching:plan_check_in") in words
    assert "No" in topics
    assert reverse("coaching:person", args=[plan.rep_id]) not in topics


def test_digests_tell_of_the_week_and_of_what_is_owed(plan):
    held, coming = talk(plan, days=9, held=True), talk(plan, days=-2)
    for by in (plan.manager, plan.rep, plan.mentor):
        TalkPromiseFactory(
            check_in=held, by=by, to=plan.rep if by != plan.rep else plan.manager,
            due_on=clock.today() - timedelta(days=1),
        )  # fmt: skip
    at, say = clock.now(), Sayers("USD")
    load = {plan.rep: digest.of_reps, plan.manager: digest.of_managers, plan.mentor: digest.of_mentors}

    read = {
        person: digest_pages.digest(
            of([person.pk], at=at)[person.pk], reader=person, say=say, on=clock.today()
        )
        for person, of in load.items()
    }

    assert {person: len(one.promises) for person, one in read.items()} == {
        plan.rep: 1, plan.manager: 3, plan.mentor: 1,
    }  # fmt: skip
    assert [len(one.talks) for one in read.values()] == [1, 1, 0]
    assert read[plan.rep].talks[0].startswith("Check-in with Dana on ")
    assert coming.rep.first_name in read[plan.manager].talks[0]


def test_hr_and_managers_above_read_nothing_of_a_coaching_check_in(client, plan):
    held = talk(plan, days=2, held=True, is_of_plan=True, notes="zqnotezq")
    due = talk(plan, seen_differently="zqviewzq", seen_differently_at=clock.now(), ended=True)
    TopicFactory(rep=plan.rep, text="zqtopiczq")
    made = TalkPromiseFactory(check_in=held, due_on=clock.today() - timedelta(days=1))
    team = plan.rep.memberships.get().team
    above = TeamFactory(manager=UserFactory())
    team.parent = above
    team.save()
    boss = above.managements.get().person
    pages = [
        reverse("coaching:board"), reverse("coaching:team_overview"), reverse("coaching:check_ins"),
        reverse("coaching:today"), reverse("coaching:mentor_desk"), reverse("coaching:find") + "?q=zq",
        *(reverse(f"coaching:{name}", args=[plan.rep_id]) for name in ("person", "person_record", "person_check_ins")),
        reverse("coaching:plan_page", args=[plan.pk]), reverse("coaching:plan_history", args=[plan.pk]),
        *(reverse("coaching:check_in", args=[plan.rep_id, one.pk]) for one in (held, due)),
    ]  # fmt: skip

    for reader in (UserFactory(is_hr_partner=True), boss):
        client.force_login(reader)
        for page in pages:
            words = client.get(page).content.decode()
            assert not re.search(rf"zq(note|view|topic)zq|{made.commitment.what}", words), (reader, page)


def test_a_digest_asks_what_waits_at_its_own_moment(plan):
    made = TalkPromiseFactory(check_in=talk(plan, held=True, days=10))
    due_on = made.commitment.due_on
    noon = datetime(due_on.year, due_on.month, due_on.day, 12, tzinfo=UTC)
    before = made.check_in.planned_for - timedelta(hours=1)

    on_the_day = talk_needs.of_reps([plan.rep_id], at=noon)
    day_after = talk_needs.of_reps([plan.rep_id], at=noon + timedelta(days=1))

    assert (on_the_day.promises, [one.pk for one in day_after.promises]) == ([], [made.pk])
    assert talk_needs.of_reps([plan.rep_id], at=before).count == 0
