"""Every queue has a worker wherever SalesGym runs, and every task a queue; the worker of mail may finish its message."""

import re
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from coaching.management.machine import grace, programs
from salesgym.celery import app

ROOT = Path(__file__).resolve().parent.parent
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def queues_of(lines: dict[str, list[str]]) -> dict[str, list[str]]:
    """The queues that each of these commands serves, where it names some."""
    return {
        name: line[line.index("--queues") + 1].split(",")
        for name, line in lines.items()
        if "--queues" in line
    }


def test_each_queue_has_one_worker_and_mail_one_of_its_own() -> None:
    in_compose = queues_of({name: service.get("command", []) for name, service in SERVICES.items()})
    told = (ROOT / "docs/OPERATIONS.md").read_text()

    assert in_compose == {"worker": ["default", "reports"], "mail": ["mail"]}
    assert {queue for queues in in_compose.values() for queue in queues} == set(app.amqp.queues)
    assert queues_of(programs(0)) == in_compose
    assert {",".join(queues) for queues in in_compose.values()} <= set(re.findall(r"--queues (\S+)", told))


def test_what_is_routed_exists_and_the_mail_queue_has_one_task() -> None:
    app.loader.import_default_modules()
    routed = {name: route["queue"] for name, route in settings.CELERY_TASK_ROUTES.items()}

    assert routed.keys() <= app.tasks.keys()
    # Each task of this queue throws away those that wait in it.
    assert [name for name, queue in routed.items() if queue == "mail"] == [*settings.WAKE["outbox"]]


def test_the_worker_of_mail_may_finish_its_message() -> None:
    default = re.search(r":-(\d+)", SERVICES["mail"]["environment"]["SALESGYM_EMAIL_TIMEOUT"])
    assert default
    # A message waits for four answers at most, each for as long as the limit says.
    assert int(SERVICES["mail"]["stop_grace_period"].rstrip("s")) > 4 * int(default[1])
    assert grace()["mail"] > 4 * settings.EMAIL_TIMEOUT
