from datetime import timedelta

import pytest
from celery.schedules import crontab
from pytest_django.fixtures import Settings

from salesgym import checks


def ids(messages: list[checks.CheckMessage]) -> list[str | None]:
    return [message.id for message in messages]


def test_a_task_that_is_rung_but_does_not_exist_is_named(settings: Settings) -> None:
    settings.WAKE = {"numbers": ["plans.tasks.no_such_task"]}
    settings.CELERY_BEAT_SCHEDULE = {}
    (message,) = checks.check_task_names(None)
    assert "plans.tasks.no_such_task" in message.msg


def test_every_task_that_is_rung_exists() -> None:
    assert checks.check_task_names(None) == []


def test_task_limits_end_before_the_broker_gives_the_task_away(settings: Settings) -> None:
    assert checks.check_celery_times(None) == []
    settings.CELERY_TASK_TIME_LIMIT = 400
    assert ids(checks.check_celery_times(None)) == ["salesgym.E003"]


def test_a_schedule_by_the_hour_is_refused(settings: Settings) -> None:
    assert checks.check_schedule_is_made_of_intervals(None) == []
    settings.CELERY_BEAT_SCHEDULE = {
        "often": {"task": "a", "schedule": timedelta(minutes=5)},
        "daily": {"task": "b", "schedule": crontab(hour=8)},
    }
    (message,) = checks.check_schedule_is_made_of_intervals(None)
    assert message.msg.startswith("daily")


@pytest.mark.parametrize(
    ("header", "proxies", "found"),
    [
        (("HTTP_X_FORWARDED_PROTO", "https"), 0, ["salesgym.W002"]),
        (("HTTP_X_FORWARDED_PROTO", "https"), 1, []),
        (None, 0, []),
    ],
)
def test_behind_a_proxy_somebody_says_how_many_there_are(
    settings: Settings, header: tuple[str, str] | None, proxies: int, found: list[str]
) -> None:
    settings.SECURE_PROXY_SSL_HEADER, settings.TRUSTED_PROXIES = header, proxies
    assert ids(checks.check_proxies_are_counted(None)) == found


@pytest.mark.parametrize(
    ("host", "sender", "found"),
    [
        ("mail.example", "SalesGym <salesgym@salesgym.example>", []),
        ("", "SalesGym <salesgym@salesgym.example>", ["salesgym.W001"]),
        ("mail.example", "SalesGym <salesgym@localhost>", ["salesgym.W001"]),
    ],
)
def test_a_machine_for_others_sends_real_mail(
    settings: Settings, host: str, sender: str, found: list[str]
) -> None:
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = host, sender
    assert ids(checks.check_mail_leaves_the_machine(None)) == found
