"""A compiled query answers as its queryset does, for the values of each call and for nobody else's."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Value
from django.db.models.functions import JSONObject
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from plans.models import Milestone, Plan
from plans.models.plan import NobodyAsked
from salesgym import compiled as module
from salesgym.compiled import compiled
from salesgym.people.models import Leave, Team, User
from tests.coaching.floor import manager_of, running_plan, team
from tests.factories.people import RepFactory, UserFactory

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[1]
# docs/decisions/0019 names them: elsewhere the ORM takes too little time for this to be worth reading.
MOST_USES = 27


@compiled
def reps_managed_by(user: User):
    return User.objects.managed_by(user).order_by("pk")


@compiled
def plans_seen_by(user: User):
    plans = Plan.objects.visible_to(user)
    return (
        plans.select_related("rep", "skill", "metric__numerator")
        .defer("rep__password")
        .annotate(many=Count("milestones"), result=F("outcome__result"))
        .order_by("pk")
    )


@compiled
def named(ids: tuple[int, ...]):
    return User.objects.filter(pk__in=ids).order_by("name").values_list("name", flat=True)


@compiled
def leaves_between(first: date, last: date):
    return Leave.objects.filter(starts_on__lte=last, ends_on__gte=first).order_by("pk").values("pk", "person")


def test_everybody_gets_their_own_rows_whoever_asked_first():
    one, other = team("North"), team("South")
    here, there = RepFactory(team=one), RepFactory(team=other)

    assert reps_managed_by(manager_of(one)) == [here]
    assert reps_managed_by(manager_of(other)) == [there]
    assert reps_managed_by(here) == []


def test_a_refusal_is_said_each_time():
    person = UserFactory()

    for _twice in range(2):
        person.is_active = True
        assert plans_seen_by(person) == []
        person.is_active = False
        with pytest.raises(NobodyAsked):
            plans_seen_by(person)


def test_instances_come_with_what_was_joined_and_annotated():
    plan = running_plan(team())

    for _twice in range(2):
        (found,) = plans_seen_by(plan.rep)
        with CaptureQueriesContext(connection) as queries:
            told = (found.rep.name, str(found.skill), found.metric.numerator.name, found.many, found.result)
        assert told == (plan.rep.name, str(plan.skill), plan.metric.numerator.name, 3, None)
        assert not queries
        assert "password" in found.rep.get_deferred_fields()


def test_two_calls_share_nothing_that_one_of_them_changes():
    plan = running_plan(team())

    (before,) = plans_seen_by(plan.rep)
    before.rep.name = "Somebody else"

    (after,) = plans_seen_by(plan.rep)
    assert after.rep.name == plan.rep.name


def test_tuples_of_any_length_are_asked_for_and_an_empty_one_finds_nothing():
    people = [UserFactory(name=f"Person {letter}") for letter in "ABC"]

    for many in (2, 3, 0, 1, 2):
        assert named(tuple(one.pk for one in people[:many])) == [one.name for one in people[:many]]
    assert named(tuple(one.pk for one in people[1:])) == ["Person B", "Person C"]


def test_a_tuple_of_dates_answers_for_the_dates_of_each_call():
    @compiled
    def joined_on(days: tuple[date, ...]):
        return User.objects.filter(joined_on__in=days).values_list("joined_on", flat=True)

    first, second = date(2026, 3, 2), date(2026, 3, 9)
    for day in (first, second):
        UserFactory(joined_on=day)

    assert [joined_on((day,)) for day in (first, second, date(2026, 3, 16))] == [[first], [second], []]


@pytest.mark.parametrize("flag", ["is_active", "is_staff", "is_hr_partner", "is_sample"])
def test_a_guard_reads_the_flags_of_the_person_who_asks(flag):
    @compiled
    def seen_by(user: User):
        people = User.objects.order_by("pk")
        return people if getattr(user, flag) else people.filter(pk=user.pk)

    with_it, without = UserFactory(**{flag: True}), UserFactory(**{flag: False})
    both = sorted([with_it, without], key=lambda one: one.pk)

    for _twice in range(2):
        assert [one for one in seen_by(with_it) if one in both] == both
        assert seen_by(without) == [without]


def test_a_person_who_was_never_loaded_is_refused_at_every_call():
    person = UserFactory()

    for _twice in range(2):
        with pytest.raises(TypeError, match="never loaded"):
            reps_managed_by(User(pk=person.pk))


def test_the_person_of_a_request_is_a_person():
    plan = running_plan(team())
    person = SimpleLazyObject(lambda: User.objects.get(pk=plan.rep_id))

    assert plans_seen_by(person) == [plan]


def test_queries_are_compiled_in_few_places():
    uses = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("salesgym", "plans", "coaching")
        for path in (ROOT / folder).rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if line.startswith("@compiled")
    ]

    assert len(uses) <= MOST_USES, uses


def test_more_values_than_are_worth_keeping_are_asked_for_all_the_same():
    person = UserFactory(name="The last one")

    assert named((*range(-module.MOST_VALUES, 0), person.pk)) == ["The last one"]


def test_a_process_never_keeps_more_shapes_than_it_may(monkeypatch):
    monkeypatch.setattr(module, "MOST_SHAPES", 2)
    people = [UserFactory(name=f"Person {letter}") for letter in "ABCDE"]

    for many in (1, 2, 3, 4, 5, 1, 5):
        assert len(named(tuple(one.pk for one in people[:many]))) == many


def test_dates_are_filled_in_each_in_its_place():
    on = timezone.localdate()
    rep = RepFactory()
    leave = Leave.objects.create(person=rep, starts_on=on, ends_on=on + timedelta(days=3))

    assert leaves_between(on, on) == [{"pk": leave.pk, "person": rep.pk}]
    assert leaves_between(on + timedelta(days=4), on + timedelta(days=9)) == []
    assert leaves_between(on - timedelta(days=9), on - timedelta(days=1)) == []


def test_named_arguments_are_filled_in_each_in_its_place():
    @compiled
    def leaves_of(person: User, *, last: date, first: date):
        found = Leave.objects.filter(person=person, starts_on__lte=last, ends_on__gte=first)
        return found.values_list("pk", flat=True)

    on, rep = timezone.localdate(), RepFactory()
    leave = Leave.objects.create(person=rep, starts_on=on, ends_on=on + timedelta(days=3))

    assert leaves_of(rep, last=on, first=on) == [leave.pk]
    assert leaves_of(rep, first=on, last=on) == [leave.pk]
    assert leaves_of(rep, first=on + timedelta(days=4), last=on + timedelta(days=9)) == []


def test_columns_to_sort_by_are_no_part_of_an_answer():
    @compiled
    def teams(user_id: int):
        found = Team.objects.filter(memberships__person=user_id).distinct()
        return found.order_by(F("memberships__starts_on").desc(), "pk").values_list("pk", "name")

    rep = RepFactory()

    assert teams(rep.pk) == [(rep.memberships.get().team_id, rep.memberships.get().team.name)]


def test_values_are_converted_as_by_their_queryset_and_unions_work():
    @compiled
    def rows(user_id: int):
        own = User.objects.filter(pk=user_id).values_list(JSONObject(name="name"), Value(1))
        return own.union(User.objects.filter(pk=user_id).values_list(JSONObject(name="name"), Value(2)))

    person = UserFactory()

    assert sorted(number for _row, number in rows(person.pk)) == [1, 2]
    assert [row for row, _number in rows(person.pk)] == [{"name": person.name}] * 2


def test_the_day_of_a_time_is_that_of_the_reader():
    @compiled
    def came_on(user_id: int, day: date):
        return User.objects.filter(pk=user_id, last_login__date=day).values_list("pk", flat=True)

    person = UserFactory(last_login=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))

    with timezone.override(ZoneInfo("UTC")):
        assert came_on(person.pk, date(2026, 3, 1)) == [person.pk]
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        assert came_on(person.pk, date(2026, 3, 1)) == []
        assert came_on(person.pk, date(2026, 3, 2)) == [person.pk]


def test_conditions_on_other_tables_hold():
    @compiled
    def ahead(rep_id: int):
        steps = Milestone.objects.filter(plan=OuterRef("pk"), status=Milestone.Status.AHEAD)
        return Plan.objects.filter(Exists(steps), rep=rep_id)

    plan = running_plan(team())

    assert ahead(plan.rep_id) == [plan]
    assert ahead(plan.manager_id) == []


def test_a_number_that_no_column_holds_finds_nothing(client):
    plan = running_plan(team())
    client.force_login(plan.rep)

    assert named((10**30,)) == []
    for page in ("", "big-picture/", "reason/", "pause/"):
        assert client.get(f"/plans/{10**30}/{page}").status_code == 404
