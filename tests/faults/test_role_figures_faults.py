"""The figures of roles on a real worker, which is killed while it writes them."""

import time

import pytest
from django.utils import timezone
from redis import Redis

from salesgym.numbers.actions import role_figures
from salesgym.numbers.actions.deal_values import wake_for
from salesgym.numbers.models import RoleFigures, WeeklyValue
from salesgym.numbers.queries.role_figures import figures_of, work_out
from salesgym.numbers.queries.scorecard import metrics
from salesgym.people.models import Organization
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import JobRoleFactory, OrganizationFactory, RepFactory
from tests.faults.conftest import wait_until
from tests.faults.test_import_faults import closed_gate
from tests.faults.test_outbox_faults import point_handoff_at
from tests.patience import MOST_SECONDS

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
MEETINGS = [2, 5, 3, 6, 1, 4, 7, 3, 5, 2, 6, 4, 3]
KEYS = ("meetings", "conversations", "meeting_rate")


def role_with_reps(name):
    """A role of two reps whose numbers give three figures, and one of the reps."""
    role, today = JobRoleFactory(name=name, ramp_weeks=12), timezone.localdate()
    reps = [RepFactory(job_role=role) for _place in range(2)]
    for add, rep in enumerate(reps):
        give_weeks(rep, "meetings", [one + add for one in MEETINGS], until=today)
        give_weeks(rep, "conversations", [20] * len(MEETINGS), until=today)
    return role, reps[0]


def stored():
    return list(RoleFigures.objects.order_by("pk").values())


def is_renewed():
    """Whether what is stored is what the numbers of now say, as of the day on which it was worked out."""
    row = RoleFigures.objects.first()
    roles = sorted(set(RoleFigures.objects.values_list("job_role", flat=True)))
    on = Organization.objects.current().day(row.worked_out_at)
    return figures_of(roles, [metric.pk for metric in metrics().values()]) == dict(work_out(roles, on=on))


def pass_time(broker):
    """What five minutes of silence look like to the broker: it gives a task that nobody has ended to somebody else."""
    with Redis(unix_socket_path=str(broker.socket)) as connection:
        held = connection.zrange("unacked_index", 0, -1)
        assert held, "the broker has let go of the task"
        connection.zadd("unacked_index", dict.fromkeys(held, time.time() - 3600))


def test_a_worker_killed_while_it_renews_figures_loses_nothing_and_leaves_no_half_set(machinery, monkeypatch):
    point_handoff_at(monkeypatch, machinery.broker)
    standard_metrics()
    OrganizationFactory()
    (sdr, first), (closer, second) = role_with_reps("SDR"), role_with_reps("Closer")
    role_figures.renew(at=timezone.now())
    before = stored()
    assert len(before) == 2 * len(KEYS)
    WeeklyValue.objects.filter(metric__key="meetings").update(value=9)
    last = metrics()[KEYS[-1]]

    worker = machinery.worker()
    gate = f"NEW.job_role_id = {closer.pk} AND NEW.metric_id = {last.pk}"
    with closed_gate("numbers_rolefigures", gate) as is_held:
        wake_for([first.pk, second.pk])
        wait_until(is_held, MOST_SECONDS, "all rows but the last are written")
        machinery.kill(worker)
        assert stored() == before
    assert stored() == before
    assert not is_renewed()

    pass_time(machinery.broker)
    machinery.worker()
    wait_until(is_renewed, MOST_SECONDS, "another worker renewed the figures")
    rows = RoleFigures.objects.values_list("job_role", "metric__key")
    assert sorted(rows) == sorted((role.pk, key) for role in (sdr, closer) for key in KEYS)
