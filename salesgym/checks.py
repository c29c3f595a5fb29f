"""System checks: name what is missing or broken. What is not safe the settings refuse themselves (entrance.py)."""

from collections.abc import Sequence
from datetime import timedelta
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution


@register(Tags.compatibility)
def check_task_names(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Lower apps and the schedule start tasks by name: report each name that no task has."""
    from salesgym.celery import app

    # Not import_default_modules(): it runs the system checks, so this check would call itself.
    app.autodiscover_tasks(force=True)
    named = {("CELERY_BEAT_SCHEDULE", entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    named |= {("WAKE", name) for names in settings.WAKE.values() for name in names}
    return [
        Error(f"{setting} names {name}, and Celery knows no such task.", id="salesgym.E002")
        for setting, name in sorted(named)
        if name not in app.tasks
    ]


@register(Tags.compatibility)
def check_celery_times(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A task's time limit must be shorter than the broker's visibility timeout.

    Otherwise the broker gives the running task to a second worker.
    """
    waits = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]
    if settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < waits:
        return []
    return [
        Error(
            "Task limits must grow: CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT, visibility_timeout.",
            id="salesgym.E003",
        )
    ]


@register(Tags.compatibility)
def check_schedule_is_made_of_intervals(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Beat's schedule may hold intervals only.

    A crontab hour is wrong on the two days a year when clocks change; the tasks work out hours themselves.
    """
    return [
        Error(f"{name} is not scheduled by an interval (timedelta).", id="salesgym.E004")
        for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
        if not isinstance(entry["schedule"], timedelta)
    ]


@register(Tags.files)
def check_attachments_can_be_kept(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """An S3-compatible store needs a package that is not installed otherwise."""
    place: Any = settings.STORAGES["attachments"]
    if not place["BACKEND"].startswith("storages.") or (find_spec("storages") and find_spec("boto3")):
        return []
    return [
        Error(
            "SALESGYM_ATTACHMENTS_URL names an S3 store, and the package that speaks with it is not installed.",
            hint='Run pip install "django-storages[s3]", or unset SALESGYM_ATTACHMENTS_URL.',
            id="salesgym.E005",
        )
    ]


@register(Tags.security, deploy=True)
def check_mail_leaves_the_machine(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A warning for an installation without a mail server, or whose mails would come from localhost."""
    if settings.EMAIL_HOST and "@localhost" not in settings.DEFAULT_FROM_EMAIL:
        return []
    return [
        Caution(
            "Mails would stay in a folder or come from localhost.",
            hint="Set SALESGYM_EMAIL_HOST and SALESGYM_EMAIL_FROM.",
            id="salesgym.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_proxies_are_counted(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A warning where a proxy does the HTTPS and nobody said how many there are."""
    if settings.SECURE_PROXY_SSL_HEADER is None or settings.TRUSTED_PROXIES:
        return []
    return [
        Caution(
            "All people behind the proxy would share one address for the limits of sign-in.",
            hint="Set SALESGYM_TRUSTED_PROXIES to the number of proxies in front of SalesGym, most often 1.",
            id="salesgym.W002",
        )
    ]
