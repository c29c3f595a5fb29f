"""Files on the steps and promises of a plan, each for those who read what it hangs on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.queries.opened_plan import Filed, OpenedPlan
from plans import permissions
from plans.models import Commitment, Milestone
from plans.pages.attachment import about
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file to open: its name, and size, who and when; of a step with its number."""

    pk: int
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class StepFiles:
    """The files of all steps in their order, and where one is added: to the first step that is not verified."""

    lines: list[FileLine]
    add_url: str


def of_steps(opened: OpenedPlan, steps: Sequence[Milestone], *, reader: User) -> StepFiles | None:
    """For rep, manager and mentor; None where there is nothing to open and nothing to add."""
    by_pk = {step.pk: step for step in steps}
    lines = [_of_step(filed, by_pk[filed.on]) for filed in opened.step_files if filed.on in by_pk]
    current = next((step for step in steps if step.verified_on is None), None)
    can_add = current is not None and permissions.can_add_file(reader, current)
    if not lines and not can_add:
        return None
    return StepFiles(lines, _page("step_files", current.pk) if current is not None and can_add else "")


def of_promise(opened: OpenedPlan, commitment: Commitment) -> list[FileLine]:
    """The files of one promise that the reader sees."""
    return [
        FileLine(filed.pk, filed.name, _about(filed))
        for filed in opened.promise_files
        if filed.on == commitment.pk
    ]


def promise_page(commitment: Commitment, *, reader: User) -> str:
    """Where a file is added to this promise; "" where this reader may not."""
    return _page("promise_files", commitment.pk) if permissions.can_add_file(reader, commitment) else ""


def _of_step(filed: Filed, step: Milestone) -> FileLine:
    said = {"number": step.position, "about": _about(filed)}
    return FileLine(filed.pk, filed.name, _("Step %(number)s, %(about)s") % said)


def _about(filed: Filed) -> str:
    return about(size=filed.size, by=filed.by, at=filed.at)


def _page(name: str, pk: int) -> str:
    return reverse(f"plans:{name}", args=[pk])
