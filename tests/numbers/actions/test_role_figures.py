"""The stored figures of roles: who is in them, when they are renewed, and what that costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from salesgym import handoff
from salesgym.celery import app
from salesgym.numbers import tasks
from salesgym.numbers.actions import role_figures, weekly_values
from salesgym.numbers.calculations.statistics.measured import NormalPrior, Prior
from salesgym.numbers.models import RoleFigures
from salesgym.numbers.queries.peers import MOST_PEERS
from salesgym.numbers.queries.role_figures import figures_of, figures_on
from salesgym.numbers.queries.scorecard import metrics
from tests.factories.numbers import RoleFiguresFactory, give_weeks
from tests.factories.people import JobRoleFactory, RepFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
MEETINGS = [2, 5, 3, 6, 1, 4, 7, 3, 5, 2, 6, 4, 3]


@pytest.fixture
def role(organization):
    return JobRoleFactory(ramp_weeks=12)


def colleague(role, *, weeks_here: int = 60, add: int = 0, **fields):
    rep = RepFactory(job_role=role, joined_on=ON - timedelta(weeks=weeks_here), **fields)
    give_weeks(rep, "meetings", [one + add for one in MEETINGS], until=ON)
    give_weeks(rep, "conversations", [20] * 13, until=ON)
    return rep


def known(role):
    by_id = {metric.pk: metric.key for metric in metrics().values()}
    rows = RoleFigures.objects.filter(job_role=role)
    return {by_id[row.metric_id]: row for row in rows}


def test_a_role_has_figures_of_every_metric_that_its_reps_have(role):
    for add in (0, 1, 3):
        colleague(role, add=add)

    assert role_figures.renew(at=AT) == 3

    rows = known(role)
    assert rows.keys() == {"meetings", "conversations", "meeting_rate"}
    rate, meetings = rows["meeting_rate"], rows["meetings"]
    assert (rate.kind, rate.reps, rate.until, rate.worked_out_at) == ("ratio", 3, date(2026, 11, 22), AT)
    assert rate.mean == pytest.approx((3 * sum(MEETINGS) + 4 * 13) / (3 * 13 * 20))
    assert (meetings.kind, meetings.mean) == ("count", pytest.approx((3 * 51 + 52) / 39))
    assert meetings.spread >= 1


def test_the_figures_are_read_in_one_query_as_their_prior(role, django_assert_num_queries):
    for add in (0, 1, 3):
        colleague(role, add=add)
    role_figures.renew(at=AT)
    rate, meetings, deals = (metrics()[key].pk for key in ("meeting_rate", "meetings", "win_rate"))

    with django_assert_num_queries(1):
        found = figures_of([role.pk], [rate, meetings, deals])

    assert found.keys() == {(role.pk, rate), (role.pk, meetings)}
    beta, gamma = found[role.pk, rate].prior, found[role.pk, meetings].prior
    assert isinstance(beta, Prior)
    assert beta.mean == pytest.approx(found[role.pk, rate].mean)
    assert gamma.a / gamma.b == pytest.approx(found[role.pk, meetings].mean)


def test_a_role_of_which_nothing_is_stored_is_worked_out_when_it_is_asked_for(role):
    """An upgrade and a first import must not freeze a plan on the rep's own weeks alone."""
    people = [colleague(role, add=number) for number in range(3)]
    metric = metrics()["meetings"]

    asked = figures_on([role.pk], [metric.pk], on=ON)

    assert not RoleFigures.objects.exists()
    assert set(asked) == {(role.pk, metric.pk)}
    assert asked[role.pk, metric.pk].reps == len(people)
    role_figures.renew(at=AT)
    assert figures_on([role.pk], [metric.pk], on=ON) == asked == figures_of([role.pk], [metric.pk])


def test_who_is_no_peer_is_not_in_them(role):
    colleague(role)
    colleague(role, weeks_here=11, add=40)
    colleague(role, is_active=False, add=40)
    colleague(JobRoleFactory(name="Account executive"), add=40)

    role_figures.renew(role_ids=[role.pk], at=AT)

    assert known(role)["meetings"].reps == 1
    assert RoleFigures.objects.exclude(job_role=role).count() == 0


def test_a_renewal_replaces_and_removes_what_no_longer_holds(role):
    rep = colleague(role)
    RoleFiguresFactory(job_role=role, metric=metrics()["meeting_rate"], mean=0.9)
    RoleFiguresFactory(job_role=role, metric=metrics()["win_rate"])
    other = RoleFiguresFactory(job_role=JobRoleFactory(name="Account executive"))

    role_figures.renew(role_ids=[role.pk], at=AT)
    assert known(role).keys() == {"meetings", "conversations", "meeting_rate"}
    assert known(role)["meeting_rate"].mean == pytest.approx(51 / 260)
    rep.is_active = False
    rep.save(update_fields=["is_active"])

    assert role_figures.renew(role_ids=[role.pk], at=AT + timedelta(days=1)) == 0
    assert list(RoleFigures.objects.all()) == [other]


def test_a_large_role_takes_sixty_of_its_reps(role):
    team = colleague(role).memberships.get().team
    for _place in range(MOST_PEERS + 3):
        colleague(role, team=team)

    role_figures.renew(at=AT)

    assert known(role)["meetings"].reps == MOST_PEERS


def test_figures_take_the_same_statements_for_any_number_of_roles_and_reps(role):
    colleague(role)
    costs = []
    for roles, reps in ((0, 0), (3, 2), (5, 6)):
        for place in range(roles):
            another = JobRoleFactory(name=f"{roles} roles, {place}")
            for add in range(reps):
                colleague(another, add=add)
        with CaptureQueriesContext(connection) as made:
            role_figures.renew(at=AT)
        costs.append(len(made))

    assert len(set(costs)) == 1
    # Two of these are the savepoint of a test.
    assert costs[0] <= 9


def test_changed_numbers_renew_the_roles_of_their_reps(role, settings):
    rep = colleague(role)
    colleague(JobRoleFactory(name="Account executive"))
    app.loader.import_default_modules()
    assert settings.WAKE["numbers"][0] == tasks.renew_role_figures.name

    assert tasks.renew_role_figures(rep_ids=[rep.pk]) == 3
    assert set(RoleFigures.objects.values_list("job_role", flat=True)) == {role.pk}
    assert tasks.renew_role_figures(rep_ids=[]) == 0
    assert tasks.renew_role_figures(rep_ids=[RepFactory(job_role=None).pk]) == 0


def test_a_renewal_wakes_whoever_is_judged_by_the_role(role, django_capture_on_commit_callbacks, monkeypatch):
    colleague(role)
    rung = []
    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(handoff.app, "send_task", lambda name, kwargs: rung.append((name, kwargs)))
        role_figures.renew(role_ids=[role.pk], at=AT)

    assert rung == [
        ("salesgym.numbers.tasks.follow_role_figures", {"role_ids": [role.pk]}),
        ("plans.tasks.follow_role_figures", {"role_ids": [role.pk]}),
    ]


def test_figures_follow_a_number_that_was_taken_back(role, manager):
    rep = colleague(role)
    role_figures.renew(at=AT)
    last = date(2026, 11, 16)

    weekly_values.enter(rep=rep, metric=metrics()["meetings"], week_start=last, value=None, by=manager, at=AT)
    role_figures.renew_of_reps(rep_ids=[rep.pk], at=AT + timedelta(minutes=1))

    assert known(role)["meetings"].mean == pytest.approx(sum(MEETINGS[:-1]) / 12)


def test_figures_follow_numbers_that_were_entered_before_and_committed_after_them(role):
    """A long import: its numbers carry the time at which it began."""
    rep = colleague(role)
    role_figures.renew(at=AT)

    newest = rep.weekly_values.filter(metric__key="meetings")
    newest.update(value=9, entered_at=AT - timedelta(minutes=4))
    role_figures.renew_of_reps(rep_ids=[rep.pk], at=AT + timedelta(minutes=1))

    assert known(role)["meetings"].mean == pytest.approx(9)


def test_a_week_that_ended_is_in_the_figures_without_a_new_number(role):
    rep = colleague(role)
    give_weeks(rep, "meetings", [20], until=ON + timedelta(weeks=1))
    role_figures.renew(at=AT)

    role_figures.renew(at=AT + timedelta(weeks=1))

    row = known(role)["meetings"]
    assert (row.until, row.mean) == (date(2026, 11, 29), pytest.approx((sum(MEETINGS[1:]) + 20) / 13))


def test_beat_renews_every_role_in_tasks_of_a_few(role, settings, run_rung):
    for place in range(role_figures.ROLES_AT_ONCE):
        colleague(JobRoleFactory(name=f"Role {place}"))

    with run_rung():
        assert tasks.renew_all_role_figures() == role_figures.ROLES_AT_ONCE + 1

    assert set(RoleFigures.objects.values_list("job_role__name", flat=True)) == {
        f"Role {place}" for place in range(role_figures.ROLES_AT_ONCE)
    }
    assert settings.CELERY_BEAT_SCHEDULE["renew-role-figures"]["task"] == tasks.renew_all_role_figures.name


def test_averages_are_read_as_normal(role):
    deals = metrics()["revenue_per_win"]
    RoleFiguresFactory(job_role=role, metric=deals, kind="average", spread=4e6, mean=8_000, variance=1e6)

    assert figures_of([role.pk], [deals.pk])[role.pk, deals.pk].prior == NormalPrior(8_000, 1e6)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"spread": 0.9}, "lie_as_wide"),
        ({"spread": float("nan")}, "lie_as_wide"),
        ({"kind": "money", "spread": None}, "lie_as_wide"),
        ({"kind": "rubric"}, "kind_is_known"),
        ({"mean": 1.0}, "are_a_beta"),
        ({"variance": 0.2}, "are_a_beta"),
        ({"variance": 0.0}, "figures_vary"),
        ({"variance": float("nan"), "kind": "average"}, "figures_vary"),
        ({"until": date(2026, 11, 23)}, "on_a_sunday"),
        ({"reps": 0}, "have_a_rep"),
    ],
    ids=str,
)
def test_the_database_refuses_figures_that_cannot_be(role, wrong, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        RoleFiguresFactory(job_role=role, **wrong)


def test_a_role_has_one_row_for_each_metric(role):
    row = RoleFiguresFactory(job_role=role)

    with pytest.raises(IntegrityError, match="one_row_of_figures"), transaction.atomic():
        RoleFiguresFactory(job_role=role, metric=row.metric)
