"""How sure a rep feels reaches the rep and the mentor, and nobody else: no page, no mail, no history."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coaching.actions import role_play
from coaching.emails import KINDS
from coaching.models import Confidence
from coaching.permissions import can_see_confidence
from plans.models import History, Mentorship, Plan
from plans.queries.scoring import rubric
from salesgym.people.models import User
from tests.coaching.floor import manager_of, running_plan, team
from tests.factories.coaching import PRACTICED_AT, ConfidenceFactory, PracticeEntryFactory
from tests.factories.people import ManagementFactory, UserFactory
from tests.factories.plans import MentorshipFactory, PlanFactory
from tests.factories.scoring import BehaviorFactory, BehaviorScoreFactory, ScoringFactory
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
TABLE = Confidence._meta.db_table
SAID = ("How sure you feel", "feels", "Sure: ", "how-sure")
PAGES = ("plan_page", "plan_proof", "plan_practice", "plan_history", "score_role_play")


@pytest.fixture
def harbor():
    return team()


@pytest.fixture
def plan(harbor):
    """A plan of which everything was said: with a workout, and around a role-play."""
    plan = running_plan(harbor, mentor=UserFactory())
    MentorshipFactory(plan=plan, mentor=plan.mentor, status="accepted", answered_at=PRACTICED_AT)
    BehaviorFactory(skill=plan.skill, position=1)
    ConfidenceFactory(practice=plan.practice.get(), value=2)
    role_play.score(
        plan=plan,
        by=plan.rep,
        scores={one.pk: 3 for one in rubric(plan.skill)},
        occasion="role_play",
        note="",
        client_id="5b0c2d0e-6d2e-4a39-9d1c-0f1d6a1f5a10",
        before=3,
        after=4,
        at=timezone.now(),
    )
    return plan


def asked(client, reader, url):
    """The words of a page, and whether it asked the table."""
    client.force_login(reader)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        words = client.get(url).content.decode()
    return words, any(TABLE in query["sql"] for query in queries)


def pages_of(plan):
    own = [reverse(f"coaching:{name}", args=[plan.pk]) for name in PAGES]
    person = [reverse(f"coaching:{name}", args=[plan.rep_id]) for name in ("person", "person_record")]
    others = [reverse(f"coaching:{name}") for name in ("board", "team_overview", "mentor_desk", "today")]
    return [
        *own,
        *person,
        *others,
        reverse("notices:inbox"),
        reverse("numbers:rep_numbers", args=[plan.rep_id]),
    ]


@pytest.mark.parametrize("reader", ["rep", "mentor"])
def test_rep_and_mentor_see_it_beside_the_rubric(client, plan, reader):
    words, _ = asked(client, getattr(plan, reader), reverse("coaching:plan_practice", args=[plan.pk]))

    assert "2 of 5 at first, 4 now" in words
    assert "3 to 4" in words
    assert "Sure: 2 of 5" in words


@pytest.mark.parametrize("reader", ["manager", "HR partner", "site admin"])
def test_nobody_else_finds_it_on_any_page(client, harbor, plan, reader):
    people = {
        "manager": lambda: manager_of(harbor),
        "HR partner": lambda: UserFactory(is_hr_partner=True),
        "site admin": lambda: UserFactory(is_staff=True),
    }
    person = people[reader]()

    found = {url: asked(client, person, url) for url in pages_of(plan)}

    assert [url for url, (_words, is_asked) in found.items() if is_asked] == []
    assert [url for url, (words, _asked) in found.items() if any(one in words for one in SAID)] == []


def test_a_mentor_who_manages_the_rep_too_does_not_see_it(client, harbor, plan):
    ManagementFactory(team=harbor, person=plan.mentor)
    plan = Plan.objects.get(pk=plan.pk)

    words, is_asked = asked(client, plan.mentor, reverse("coaching:plan_practice", args=[plan.pk]))

    assert not can_see_confidence(plan.mentor, plan)
    assert not Confidence.objects.visible_to(plan.mentor).exists()
    assert (is_asked, "Sure: " in words) == (False, False)


def test_a_mentor_who_came_later_reads_what_was_said_since_they_accepted(client, plan):
    Mentorship.objects.update(status="ended", ended_at=timezone.now())
    second = UserFactory()
    MentorshipFactory(plan=plan, mentor=second, status="accepted", answered_at=PRACTICED_AT + A_DAY)
    Plan.objects.filter(pk=plan.pk).update(mentor=second)

    words, _is_asked = asked(client, second, reverse("coaching:plan_practice", args=[plan.pk]))

    assert "3 to 4" in words
    assert "Sure: 2 of 5" not in words
    assert "2 of 5 at first" not in words


def test_a_mentor_who_comes_back_reads_nothing_of_the_time_between(plan):
    Mentorship.objects.update(status="ended", ended_at=timezone.now())
    MentorshipFactory(plan=plan, mentor=plan.mentor, status="accepted", answered_at=timezone.now())

    assert not Confidence.objects.visible_to(plan.mentor).exists()


def test_the_mentor_of_a_closed_plan_does_not_see_it_and_the_rep_does(plan):
    Plan.objects.filter(pk=plan.pk).update(mentor=None)

    assert not Confidence.objects.visible_to(plan.mentor).exists()
    assert Confidence.objects.visible_to(plan.rep).count() == 3


def test_no_mail_asks_for_it(plan):
    with CaptureQueriesContext(connection) as queries:
        for kind in KINDS:
            refs = {"plan": plan.pk, "scoring": plan.scorings.get().pk}
            if kind.name == "coaching.role_play_scored":
                mail = kind.render(plan.mentor, refs, timezone.now())

    assert not any(TABLE in query["sql"] for query in queries)
    assert not any(one in mail.text + mail.html for one in SAID)


def test_history_does_not_say_that_it_was_said(plan):
    details = [str(row.detail) for row in History.objects.filter(plan=plan)]

    assert not any(word in detail for detail in details for word in ("sure", "before", "after", "confidence"))


def test_a_workout_that_is_taken_back_takes_it_along(plan):
    entry = plan.practice.get()
    PracticeEntryFactory(plan=plan, drill=entry.drill, corrects=entry, practiced_at=entry.practiced_at)

    assert not Confidence.objects.standing().filter(practice=entry).exists()


@pytest.mark.parametrize(
    "verb", ["UPDATE coaching_confidence SET value = 5", "DELETE FROM coaching_confidence"]
)
def test_what_was_said_never_changes(verb):
    ConfidenceFactory()

    refused("how_sure_never_changes", verb)


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("how_sure_is_1_to_5", lambda: {"value": 6}),
        ("how_sure_belongs_to_its_moment", lambda: {"moment": "before"}),
        ("how_sure_is_of_the_plans_rep", lambda: {"rep": UserFactory()}),
        ("how_sure_is_of_the_plans_rep", lambda: {"plan": PlanFactory(life="active")}),
    ],
)
def test_the_database_keeps_what_belongs_together(rule, fields):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        ConfidenceFactory(**fields())

    assert error.value.__cause__.diag.constraint_name == rule


def test_it_is_said_once_a_workout_and_once_a_moment():
    said = ConfidenceFactory()
    scoring = ScoringFactory()
    around = {"practice": None, "scoring": scoring, "moment": "after"}
    ConfidenceFactory(**around)

    for again in ({"practice": said.practice}, around):
        with pytest.raises(IntegrityError, match="how_sure_is_said_once"), transaction.atomic():
            ConfidenceFactory(**again)


def test_nothing_is_kept_where_nothing_was_chosen_and_nobody_is_named_who_is_not_there(client, plan):
    by_manager = ScoringFactory(plan=plan, how="manager", scored_by=plan.manager, scored_at=timezone.now())
    BehaviorScoreFactory(scoring=by_manager, behavior=rubric(plan.skill)[0])
    client.force_login(plan.rep)

    def told(**said):
        url = reverse("coaching:say_how_sure", args=[by_manager.pk])
        return " ".join(client.post(url, said, follow=True).content.decode().split())

    assert "Choose a number first." in told()
    assert not Confidence.objects.filter(scoring=by_manager).exists()
    Plan.objects.filter(pk=plan.pk).update(mentor=None)
    page = told(after=4)
    assert "Kept for you. Nobody else sees it." in page
    assert "Only you see how sure you feel." in page
    log = " ".join(client.get(reverse("coaching:log_practice")).content.decode().split())
    assert "Only you see this." in log
    assert "your mentor" not in page + log


def test_only_the_rep_says_it_and_of_scores_by_others_alone(client, plan):
    by_mentor = ScoringFactory(plan=plan, how="mentor", scored_by=plan.mentor, scored_at=timezone.now())
    own = plan.scorings.get(how="self")

    def say(reader: User, scoring, **said):
        client.force_login(reader)
        return client.post(reverse("coaching:say_how_sure", args=[scoring.pk]), said).status_code

    assert say(plan.mentor, by_mentor, before=1) == 404
    assert say(plan.rep, own, before=1) == 404
    assert say(plan.rep, by_mentor, before=9) == 302
    assert not Confidence.objects.filter(scoring=by_mentor).exists()
    assert say(plan.rep, by_mentor, before=1, after=2) == 302
    assert Confidence.objects.filter(scoring=by_mentor).count() == 2
